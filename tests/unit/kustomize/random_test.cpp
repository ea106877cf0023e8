#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "catch.hpp"
#include "infragen/kustomize/kustomize.hpp"
#include "infragen/yaml/print.hpp"
#include "random_objects.hpp"

using namespace infragen::kustomize;
using infragen::kustomize::testing::random_environments;
using infragen::kustomize::testing::small_schema;
using infragen::kustomize::testing::usual_paths;
using infragen::yaml::Node;

namespace {

std::string text_of(const std::vector<Node>& objects) { return infragen::yaml::print(objects).text; }

std::string id(const Node& object) {
  std::string out = object.find("apiVersion")->text + " " + object.find("kind")->text + " ";
  const Node* name_space = object.find("metadata")->find("namespace");
  return out + (name_space == nullptr ? "" : name_space->text) + " " + object.find("metadata")->find("name")->text;
}

std::vector<Node> objects_of(const Environment& environment) {
  std::vector<Node> out;
  for (const Object& object : environment.objects) out.push_back(object.root);
  std::sort(out.begin(), out.end(), [](const Node& a, const Node& b) { return id(a) < id(b); });
  return out;
}

std::vector<Node> built(const Tree& tree, const std::string& environment, std::string* error = nullptr) {
  Built out = build(tree, tree.overlays.at(environment));
  if (error != nullptr) *error = out.error;
  std::sort(out.objects.begin(), out.objects.end(), [](const Node& a, const Node& b) { return id(a) < id(b); });
  return out.objects;
}

// Calls `visit` with a copy of the node for each leaf that can be taken away, without it.
void without_leaves(const Node& node, const std::function<void(const Node&)>& visit) {
  for (std::size_t i = 0; i < node.members.size(); ++i) {
    Node copy = node;
    copy.members.erase(copy.members.begin() + static_cast<std::ptrdiff_t>(i));
    const Node& value = node.members[i].second;
    if (value.members.empty() && value.items.empty()) {
      visit(copy);
    } else {
      without_leaves(value, [&](const Node& less) {
        Node with = node;
        with.members[i].second = less;
        visit(with);
      });
    }
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    Node copy = node;
    copy.items.erase(copy.items.begin() + static_cast<std::ptrdiff_t>(i));
    visit(copy);
    without_leaves(node.items[i], [&](const Node& less) {
      Node with = node;
      with.items[i] = less;
      visit(with);
    });
  }
}

void require_required(const Node& node, const std::string& api_version, const std::string& kind,
                      std::vector<std::string>& path) {
  if (node.kind == Node::Kind::map) {
    for (const std::string& name : small_schema(api_version, kind, path).required) {
      INFO(kind << " lacks " << name);
      CHECK(node.find(name) != nullptr);
    }
  }
  for (const auto& member : node.members) {
    path.push_back(member.first);
    require_required(member.second, api_version, kind, path);
    path.pop_back();
  }
  path.push_back("[]");
  for (const Node& item : node.items) require_required(item, api_version, kind, path);
  path.pop_back();
}

// Kustomize gives subjects that name an account among the objects its namespace, if they have none.
bool takes_namespace_of_subject(const std::string& path, const Node& before, const Node& after) {
  const auto count = [](const Node& node) {
    const std::string text = text_of({node});
    std::size_t out = 0;
    for (std::size_t at = text.find("namespace:"); at != std::string::npos; at = text.find("namespace:", at + 1)) ++out;
    return out;
  };
  return path.ends_with("rolebinding.yaml") && count(before) != count(after);
}

// The parts of a file that say something about objects, and not which objects.
bool is_identity(const Node& before, const Node& after) {
  return after.find("apiVersion") == nullptr || after.find("kind") == nullptr || after.find("metadata") == nullptr ||
         !(*after.find("metadata") == *before.find("metadata"));
}

}  // namespace

TEST_CASE("an overlay that is built is the environment that it was made of", "[random]") {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const std::vector<Environment> environments = random_environments(seed);
    const Tree tree = lay_out(environments, small_schema, usual_paths());
    for (const Environment& environment : environments) {
      if (environment.objects.empty()) continue;
      INFO("seed " << seed << ", " << environment.name);
      std::string error;
      const std::vector<Node> there = built(tree, environment.name, &error);
      REQUIRE(error.empty());
      const std::vector<Node> wanted = objects_of(environment);
      REQUIRE(there.size() == wanted.size());
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (!(there[i] == wanted[i])) REQUIRE(text_of({there[i]}) == text_of({wanted[i]}));
      }
    }
  }
}

TEST_CASE("no leaf can be taken out of a patch without changing what is built", "[random]") {
  for (std::uint32_t seed = 1000; seed < 1030; ++seed) {
    const std::vector<Environment> environments = random_environments(seed);
    Tree tree = lay_out(environments, small_schema, usual_paths());
    const Tree whole = tree;
    std::size_t leaf = seed;  // each sixth: a leaf is a whole build
    for (const auto& entry : whole.files) {
      if (entry.first.find("/patches/") == std::string::npos) continue;
      const std::string& environment = entry.second.environment;
      const std::vector<Node> wanted = built(whole, environment);
      REQUIRE(entry.second.documents.size() == 1);
      const Node& patch = entry.second.documents.front();
      without_leaves(patch, [&](const Node& less) {
        const bool names_object = patch.kind == Node::Kind::map && is_identity(patch, less);
        if (names_object || takes_namespace_of_subject(entry.first, patch, less) || ++leaf % 6 != 0) return;
        tree.files[entry.first].documents = {less};
        std::string error;
        const std::vector<Node> there = built(tree, environment, &error);
        if (error.empty() && there == wanted) {
          FAIL("seed " << seed << ", " << entry.first << ":\n"
                       << text_of({patch}) << "\nas good:\n"
                       << text_of({less}));
        }
      });
      tree.files[entry.first] = entry.second;
    }
  }
}

TEST_CASE("no entry can be taken out of a kustomization without changing what is built", "[random]") {
  for (std::uint32_t seed = 2000; seed < 2030; ++seed) {
    const std::vector<Environment> environments = random_environments(seed);
    Tree tree = lay_out(environments, small_schema, usual_paths());
    const Tree whole = tree;
    for (const auto& overlay : whole.overlays) {
      const std::string path = overlay.second + "/kustomization.yaml";
      const Node said = whole.files.at(path).documents.front();
      const std::vector<Node> wanted = built(whole, overlay.first);
      without_leaves(said, [&](const Node& less) {
        if (less.find("apiVersion") == nullptr || less.find("kind") == nullptr) return;
        const Node* patches = less.find("patches");
        const Node* before = said.find("patches");
        // Which object a patch is for may be told in more words than one object needs.
        const bool same_count =
            patches != nullptr && before != nullptr && patches->items.size() == before->items.size();
        if (same_count && !(*patches == *before)) return;
        tree.files[path].documents = {less};
        std::string error;
        const std::vector<Node> there = built(tree, overlay.first, &error);
        if (error.empty() && there == wanted) {
          FAIL("seed " << seed << ", " << path << ":\n" << text_of({said}) << "\nas good:\n" << text_of({less}));
        }
      });
      tree.files[path] = whole.files.at(path);
    }
  }
}

TEST_CASE("objects in base have the members that they must have", "[random]") {
  for (std::uint32_t seed = 3000; seed < 3100; ++seed) {
    INFO("seed " << seed);
    const Tree tree = lay_out(random_environments(seed), small_schema, usual_paths());
    for (const auto& file : tree.files) {
      if (!file.second.environment.empty() || file.first.ends_with("kustomization.yaml")) continue;
      for (const Node& object : file.second.documents) {
        INFO(file.first << "\n" << text_of({object}));
        std::vector<std::string> path;
        require_required(object, object.find("apiVersion")->text, object.find("kind")->text, path);
      }
    }
  }
}

TEST_CASE("most objects that all environments have are in base", "[random]") {
  std::size_t shared = 0;
  std::size_t in_base = 0;
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    const std::vector<Environment> environments = random_environments(seed);
    std::set<std::string> everywhere;
    for (const Object& object : environments.front().objects) everywhere.insert(object.folder + object.file);
    for (const Environment& environment : environments) {
      std::set<std::string> here;
      for (const Object& object : environment.objects) here.insert(object.folder + object.file);
      std::erase_if(everywhere, [&](const std::string& one) { return here.count(one) == 0; });
    }
    shared += everywhere.size();
    for (const auto& file : lay_out(environments, small_schema, usual_paths()).files) {
      const bool is_base = file.second.environment.empty() && !file.first.ends_with("kustomization.yaml");
      in_base += is_base ? file.second.documents.size() : 0;
    }
  }
  CHECK(in_base <= shared);
  CHECK(in_base * 100 >= shared * 97);
}
