#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "infragen/kustomize/kustomize.hpp"
#include "kustomize/image.hpp"
#include "kustomize/json_patch.hpp"
#include "kustomize/known.hpp"
#include "kustomize/strategic.hpp"
#include "kustomize/tree.hpp"
#include "kustomize/write.hpp"

namespace infragen::kustomize {
namespace {

using yaml::Node;

struct Id {
  std::string api_version;
  std::string kind;
  std::string name_space;
  std::string name;

  friend bool operator<(const Id& a, const Id& b) {
    return std::tie(a.api_version, a.kind, a.name_space, a.name) <
           std::tie(b.api_version, b.kind, b.name_space, b.name);
  }
};

Id id_of(const Node& object) {
  return {text_at(object, {"apiVersion"}), text_at(object, {"kind"}), text_at(object, {"metadata", "namespace"}),
          text_at(object, {"metadata", "name"})};
}

struct Resource {
  Node root;
  Id first;  // as it was read
};

// Names as patterns that match them -> places. No patch changes a name.
using Names = std::multimap<std::string, std::size_t>;

std::string group_version(const Node& target) {
  const std::string group = text_at(target, {"group"});
  return group.empty() ? text_at(target, {"version"}) : group + "/" + text_at(target, {"version"});
}

class Builder {
 public:
  explicit Builder(const Tree& tree) : tree_(tree) {}

  std::vector<Resource> load(const std::string& folder) {
    const auto file = tree_.files.find(joined_path(folder, "kustomization.yaml"));
    if (file == tree_.files.end()) return refuse(folder + " has no kustomization.yaml");
    const Node& said = file->second.documents.front();
    std::vector<Resource> out;
    if (const Node* resources = said.find("resources")) {
      for (const Node& resource : resources->items) add(joined_path(folder, resource.text), out);
    }
    std::set<Id> seen;
    for (const Resource& resource : out) {
      if (!seen.insert(id_of(resource.root)).second) refuse("two objects " + id_of(resource.root).name);
    }
    patch_all(folder, said, out);
    if (!error_.empty()) return {};
    set_namespaces(said, out);
    set_replicas(said, out);
    set_images(said, out);
    follow_accounts(out);
    return out;
  }

  const std::string& error() const { return error_; }

 private:
  std::vector<Resource> refuse(std::string error) {
    if (error_.empty()) error_ = std::move(error);
    return {};
  }

  void add(const std::string& path, std::vector<Resource>& out) {
    const auto file = tree_.files.find(path);
    if (file == tree_.files.end()) {
      std::vector<Resource> below = load(path);
      std::move(below.begin(), below.end(), std::back_inserter(out));
      return;
    }
    for (const Node& document : file->second.documents) out.push_back({document, id_of(document)});
  }

  void patch_all(const std::string& folder, const Node& said, std::vector<Resource>& resources) {
    const Node* patches = said.find("patches");
    if (patches == nullptr) return;
    std::map<Id, std::size_t> places;  // a strategic patch names what was read
    Names names;
    for (std::size_t i = 0; i < resources.size(); ++i) {
      places.emplace(resources[i].first, i);
      names.emplace(exactly(resources[i].first.name), i);
    }
    for (const Node& entry : patches->items) {
      const std::string path = joined_path(folder, text_at(entry, {"path"}));
      const auto file = tree_.files.find(path);
      if (file == tree_.files.end()) return void(refuse("there is no " + path));
      const Node* target = entry.find("target");
      for (const Node& patch : file->second.documents) {
        const bool done =
            target == nullptr ? merge_one(patch, places, resources) : change_all(patch, *target, names, resources);
        if (!done) return void(refuse(path + " does not fit"));
      }
    }
  }

  static bool merge_one(const Node& patch, const std::map<Id, std::size_t>& places, std::vector<Resource>& resources) {
    const auto at = places.find(id_of(patch));
    if (at == places.end()) return false;
    Node& root = resources[at->second].root;
    const Id before = id_of(root);
    std::optional<Node> merged = merge_strategic(root, patch);
    if (!merged) return false;
    // The namespace of a patch is what it looks for, and not what it gives.
    if (!before.name_space.empty()) merged->find("metadata")->set("namespace", yaml::text(before.name_space));
    root = std::move(*merged);
    return true;
  }

  static bool selects(const Node& target, const Resource& resource) {
    const Id now = id_of(resource.root);
    const auto in = [](const Id& id) { return exactly(id.name_space.empty() ? "default" : id.name_space); };
    const std::string wanted = text_at(target, {"namespace"});
    return (wanted.empty() || wanted == in(resource.first) || wanted == in(now)) &&
           (target.find("version") == nullptr || group_version(target) == now.api_version) &&
           (target.find("kind") == nullptr || text_at(target, {"kind"}) == now.kind);
  }

  static bool change_all(const Node& patch, const Node& target, const Names& names, std::vector<Resource>& resources) {
    std::vector<std::size_t> found;
    const std::string name = text_at(target, {"name"});
    if (name.empty()) {
      for (std::size_t i = 0; i < resources.size(); ++i) found.push_back(i);
    } else {
      const auto [begin, end] = names.equal_range(name);
      for (auto at = begin; at != end; ++at) found.push_back(at->second);
    }
    std::erase_if(found, [&](std::size_t i) { return !selects(target, resources[i]); });
    for (const std::size_t i : found) {
      std::optional<Node> changed = apply_json(std::move(resources[i].root), patch);
      if (!changed) return false;
      resources[i].root = std::move(*changed);
    }
    return !found.empty();
  }

  static void set_namespaces(const Node& said, std::vector<Resource>& resources) {
    const Node* name_space = said.find("namespace");
    if (name_space == nullptr) return;
    for (Resource& resource : resources) {
      const Id id = id_of(resource.root);
      Node& metadata = *resource.root.find("metadata");
      if (!is_cluster_scoped(id.api_version, id.kind)) metadata.set("namespace", *name_space);
      if (id.kind == "Namespace" && id.api_version == "v1") metadata.set("name", *name_space);
      Node* subjects = resource.root.find("subjects");
      if ((id.kind != "RoleBinding" && id.kind != "ClusterRoleBinding") || subjects == nullptr) continue;
      for (Node& subject : subjects->items) {
        if (text_at(subject, {"name"}) == "default") subject.set("namespace", *name_space);
      }
    }
  }

  void set_replicas(const Node& said, std::vector<Resource>& resources) {
    const Node* replicas = said.find("replicas");
    if (replicas == nullptr) return;
    std::map<std::string, const Node*> counts;
    for (const Node& entry : replicas->items) {
      if (entry.find("count") == nullptr) return void(refuse("replicas without a count"));
      counts.emplace(text_at(entry, {"name"}), entry.find("count"));
    }
    std::set<std::string> found;
    for (Resource& resource : resources) {
      const auto at = counts.find(text_at(resource.root, {"metadata", "name"}));
      if (at == counts.end() || !has_replicas_field(text_at(resource.root, {"kind"}))) continue;
      if (Node* spec = resource.root.find("spec")) spec->set("replicas", *at->second);
      found.insert(at->first);
    }
    if (found.size() != counts.size()) refuse("replicas of a workload that is not there");
  }

  void set_images(const Node& said, std::vector<Resource>& resources) {
    const Node* images = said.find("images");
    if (images == nullptr) return;
    std::vector<std::pair<std::string, ImageField>> entries;
    for (const Node& entry : images->items) {
      entries.push_back({text_at(entry, {"name"}),
                         {text_at(entry, {"newName"}), text_at(entry, {"newTag"}), text_at(entry, {"digest"}), 0}});
      if (entries.back().first.empty()) return void(refuse("an image without a name"));
    }
    for (Resource& resource : resources) {
      for_each_image(resource.root, [&](const std::string&, Node& image) {
        for (const auto& entry : entries) {
          if (matches_image(entry.first, image.text))
            image.text = replaced_image(entry.first, entry.second, image.text);
        }
      });
    }
  }

  // Bindings follow service accounts whose namespace was changed.
  static void follow_accounts(std::vector<Resource>& resources) {
    std::multimap<std::string, const Resource*> accounts;
    for (const Resource& resource : resources) {
      const Id now = id_of(resource.root);
      if (now.kind == "ServiceAccount" && now.name_space != resource.first.name_space)
        accounts.emplace(now.name, &resource);
    }
    if (accounts.empty()) return;
    for (Resource& resource : resources) {
      const std::string kind = text_at(resource.root, {"kind"});
      Node* subjects = resource.root.find("subjects");
      if ((kind != "RoleBinding" && kind != "ClusterRoleBinding") || subjects == nullptr) continue;
      for (Node& subject : subjects->items) {
        const std::string name_space = text_at(subject, {"namespace"});
        const auto [begin, end] = accounts.equal_range(text_at(subject, {"name"}));
        for (auto at = begin; at != end; ++at) {
          const std::string& before = at->second->first.name_space;
          if (!name_space.empty() && name_space != (before.empty() ? "default" : before)) continue;
          subject.set("namespace", yaml::text(text_at(at->second->root, {"metadata", "namespace"})));
          break;
        }
      }
    }
  }

  const Tree& tree_;
  std::string error_;
};

}  // namespace

Built build(const Tree& tree, const std::string& folder) {
  Builder builder(tree);
  std::vector<Resource> resources = builder.load(folder);
  std::sort(resources.begin(), resources.end(),
            [](const Resource& a, const Resource& b) { return id_of(a.root) < id_of(b.root); });
  Built out;
  for (Resource& resource : resources) out.objects.push_back(std::move(resource.root));
  out.error = builder.error();
  return out;
}

}  // namespace infragen::kustomize
