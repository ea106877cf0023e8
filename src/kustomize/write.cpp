#include "kustomize/write.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "kustomize/json_patch.hpp"
#include "kustomize/tree.hpp"

namespace infragen::kustomize {
namespace {

using yaml::Node;

std::vector<std::string> parts_of(const std::string& path) {
  std::vector<std::string> out(1);
  for (const char c : path) {
    if (c == '/') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  std::erase(out, "");
  return out;
}

std::string join(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : "/") + part;
  return out;
}

Node kustomization() {
  return yaml::map(
      {{"apiVersion", yaml::text("kustomize.config.k8s.io/v1beta1")}, {"kind", yaml::text("Kustomization")}});
}

// path -> origin of what lies there.
using Resources = std::map<std::string, std::uint32_t>;

Node texts(const Resources& resources) {
  Node out = yaml::list();
  for (const auto& resource : resources) out.items.push_back(yaml::text(resource.first, resource.second));
  return out;
}

// What a patch says about which object it is for.
Node identified(const Node& base, Node patch) {
  Node metadata = yaml::map({{"name", *node_at(base, {"metadata", "name"})}});
  if (const Node* name_space = node_at(base, {"metadata", "namespace"})) metadata.set("namespace", *name_space);
  if (const Node* changed = patch.find("metadata")) {
    for (const auto& member : changed->members) metadata.set(member.first, member.second);
  }
  Node out =
      yaml::map({{"apiVersion", *base.find("apiVersion")}, {"kind", *base.find("kind")}, {"metadata", metadata}});
  for (auto& member : patch.members) out.set(member.first, std::move(member.second));
  out.set("metadata", std::move(metadata));
  return out;
}

Node target_of(const Node& base) {
  const std::string api_version = text_at(base, {"apiVersion"});
  const std::size_t slash = api_version.find('/');
  Node out = yaml::map();
  if (slash != std::string::npos) out.set("group", yaml::text(api_version.substr(0, slash)));
  out.set("version", yaml::text(slash == std::string::npos ? api_version : api_version.substr(slash + 1)));
  out.set("kind", yaml::text(text_at(base, {"kind"})));
  out.set("name", yaml::text(exactly(text_at(base, {"metadata", "name"}))));
  const std::string name_space = text_at(base, {"metadata", "namespace"});
  if (!name_space.empty()) out.set("namespace", yaml::text(exactly(name_space)));
  return out;
}

class Writer {
 public:
  Writer(const Layout& layout, const std::vector<Division>& divisions, const Paths& paths)
      : layout_(layout), divisions_(divisions), base_(join(parts_of(paths.base))), paths_(paths) {}

  Tree write() {
    write_base();
    for (std::size_t i = 0; i < layout_.names.size(); ++i) write_overlay(i);
    return std::move(tree_);
  }

 private:
  bool is_shared(std::size_t object) const { return !layout_.shared[object].roots.empty(); }

  void add_document(const std::string& path, const std::string& environment, Node document) {
    File& file = tree_.files[path];
    file.environment = environment;
    file.documents.push_back(std::move(document));
  }

  void write_base() {
    std::map<std::string, Resources> folders;
    for (std::size_t i = 0; i < layout_.shared.size(); ++i) {
      if (!is_shared(i)) continue;
      const Shared& object = layout_.shared[i];
      const std::string file = object.file + ".yaml";
      const std::string folder = join(parts_of(object.folder));
      add_document(joined_path(joined_path(base_, folder), file), "", divisions_[i].base);
      folders[folder].emplace(file, divisions_[i].base.origin);
    }
    if (folders.empty()) return;
    Resources root = std::move(folders[""]);
    folders.erase("");
    for (const auto& folder : folders) {
      root.emplace(folder.first, 0);
      Node node = kustomization();
      node.set("resources", texts(folder.second));
      add_document(joined_path(joined_path(base_, folder.first), "kustomization.yaml"), "", std::move(node));
    }
    Node node = kustomization();
    node.set("resources", texts(root));
    add_document(joined_path(base_, "kustomization.yaml"), "", std::move(node));
    has_base_ = true;
  }

  void write_overlay(std::size_t environment) {
    const std::string& name = layout_.names[environment];
    const std::string folder = join(parts_of(paths_.overlay(name)));
    const Fields& fields = layout_.fields[environment];
    tree_.overlays.emplace(name, folder);
    Node out = kustomization();
    if (fields.name_space.kind != Node::Kind::null) out.set("namespace", fields.name_space);
    Resources resources;
    if (has_base_) resources.emplace(relative_path(folder, base_), 0);
    for (const Object& object : layout_.own[environment]) {
      const std::string path =
          joined_path(joined_path("resources", join(parts_of(object.folder))), object.file + ".yaml");
      add_document(joined_path(folder, path), name, object.root);
      resources.emplace(path, object.root.origin);
    }
    out.set("resources", texts(resources));
    Node patches = write_patches(environment, folder);
    if (!patches.items.empty()) out.set("patches", std::move(patches));
    if (!fields.replicas.empty()) out.set("replicas", replicas_of(fields));
    if (!fields.images.empty()) out.set("images", images_of(fields));
    add_document(joined_path(folder, "kustomization.yaml"), name, std::move(out));
  }

  // Patches of objects by path, then those that move all objects of a namespace: until then each has the one of base.
  Node write_patches(std::size_t environment, const std::string& folder) {
    std::map<std::string, Node> entries;
    for (std::size_t i = 0; i < layout_.shared.size(); ++i) {
      if (!is_shared(i) || !divisions_[i].patches[environment]) continue;
      const Division& division = divisions_[i];
      const std::string path = patch_path(i);
      Node entry = yaml::map({{"path", yaml::text(path, division.patches[environment]->origin)}});
      Node patch = *division.patches[environment];
      if (division.is_strategic) {
        patch = identified(division.base, std::move(patch));
      } else {
        entry.set("target", target_of(division.base));
      }
      add_document(joined_path(folder, path), layout_.names[environment], std::move(patch));
      entries.emplace(path, std::move(entry));
    }
    Node out = yaml::list();
    for (auto& entry : entries) out.items.push_back(std::move(entry.second));
    for (const auto& moved : layout_.fields[environment].moved_namespaces) {
      const std::string path = "patches/namespace-" + moved.second + ".yaml";
      if (tree_.files.count(joined_path(folder, path)) == 0) {
        add_document(joined_path(folder, path), layout_.names[environment],
                     yaml::list({operation("replace", "/metadata/namespace", yaml::text(moved.second))}));
      }
      out.items.push_back(yaml::map(
          {{"path", yaml::text(path)}, {"target", yaml::map({{"namespace", yaml::text(exactly(moved.first))}})}}));
    }
    return out;
  }

  // Named like the file of base; objects that share one are told apart by their names.
  std::string patch_path(std::size_t object) {
    const Shared& shared = layout_.shared[object];
    if (names_.empty()) {
      for (const Shared& one : layout_.shared) ++names_[joined_path(one.folder, one.file)];
    }
    std::string file = shared.file;
    if (names_[joined_path(shared.folder, shared.file)] > 1) {
      file += "-" + text_at(divisions_[object].base, {"metadata", "name"});
    }
    std::string path = joined_path(joined_path("patches", join(parts_of(shared.folder))), file);
    const std::string kind = text_at(divisions_[object].base, {"kind"});
    const std::string name_space = text_at(divisions_[object].base, {"metadata", "namespace"});
    const auto [at, is_new] = patch_paths_.emplace(path, object);
    if (!is_new && at->second != object) path += "-" + kind + "-" + name_space;
    return path + ".yaml";
  }

  static Node replicas_of(const Fields& fields) {
    Node out = yaml::list();
    for (const auto& entry : fields.replicas) {
      out.items.push_back(yaml::map({{"name", yaml::text(entry.first)}, {"count", entry.second}}));
    }
    return out;
  }

  static Node images_of(const Fields& fields) {
    Node out = yaml::list();
    for (const auto& entry : fields.images) {
      const ImageField& image = entry.second;
      Node node = yaml::map({{"name", yaml::text(entry.first, image.origin)}});
      if (!image.new_name.empty()) node.set("newName", yaml::text(image.new_name, image.origin));
      if (!image.new_tag.empty()) node.set("newTag", yaml::text(image.new_tag, image.origin));
      if (!image.digest.empty()) node.set("digest", yaml::text(image.digest, image.origin));
      out.items.push_back(std::move(node));
    }
    return out;
  }

  const Layout& layout_;
  const std::vector<Division>& divisions_;
  std::string base_;
  const Paths& paths_;
  Tree tree_;
  bool has_base_ = false;
  std::map<std::string, int> names_;                // folder and file -> shared objects
  std::map<std::string, std::size_t> patch_paths_;  // path -> shared object
};

}  // namespace

std::string relative_path(const std::string& from_folder, const std::string& to) {
  const std::vector<std::string> from = parts_of(from_folder);
  const std::vector<std::string> goal = parts_of(to);
  std::size_t same = 0;
  while (same < from.size() && same < goal.size() && from[same] == goal[same]) ++same;
  std::vector<std::string> out(from.size() - same, "..");
  out.insert(out.end(), goal.begin() + static_cast<std::ptrdiff_t>(same), goal.end());
  return join(out);
}

std::string joined_path(const std::string& folder, const std::string& path) {
  std::vector<std::string> out;
  for (const std::string& whole : {folder, path}) {
    for (const std::string& part : parts_of(whole)) {
      if (part == ".." && !out.empty() && out.back() != "..") {
        out.pop_back();
      } else if (part != ".") {
        out.push_back(part);
      }
    }
  }
  return join(out);
}

std::string exactly(const std::string& name) {
  std::string out;
  for (const char c : name) {
    if (c == '.') out += '\\';
    out += c;
  }
  return out;
}

Tree write(const Layout& layout, const std::vector<Division>& divisions, const Paths& paths) {
  return Writer(layout, divisions, paths).write();
}

}  // namespace infragen::kustomize
