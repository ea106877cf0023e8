#include <algorithm>
#include <map>
#include <utility>

#include "infragen/kustomize/kustomize.hpp"
#include "kustomize/known.hpp"
#include "kustomize/layout.hpp"
#include "kustomize/tree.hpp"

namespace infragen::kustomize {
namespace {

using yaml::Node;
using Places = std::vector<Node*>;  // the same place in each environment

// Kubernetes starts containers in their order, and shows the logs of the first.
bool is_read_in_order(const std::string& list) {
  return list == "containers" || list == "initContainers" || list == "ephemeralContainers";
}

bool refers_to_others(const Node& node) {
  return node.text.find("$(") != std::string::npos ||
         std::any_of(node.items.begin(), node.items.end(), refers_to_others) ||
         std::any_of(node.members.begin(), node.members.end(),
                     [](const auto& m) { return refers_to_others(m.second); });
}

class Settler {
 public:
  explicit Settler(const Node& object)
      : api_version_(text_at(object, {"apiVersion"})), kind_(text_at(object, {"kind"})) {}

  void walk(const Places& nodes) {
    Nodes same(nodes.begin(), nodes.end());
    if (all_equal(same)) return;
    if (all_of_kind(same, Node::Kind::map)) walk_map(nodes);
    if (all_of_kind(same, Node::Kind::list)) walk_list(nodes, same);
  }

 private:
  void walk_map(const Places& maps) {
    for (auto& member : maps.front()->members) {
      Places below;
      for (Node* map : maps) {
        if (Node* value = map->find(member.first)) below.push_back(value);
      }
      if (below.size() != maps.size()) continue;
      const Step step(path_, member.first);
      walk(below);
    }
  }

  void walk_list(const Places& lists, const Nodes& same) {
    const std::vector<std::string> keys = merge_keys(api_version_, kind_, path_);
    if (keyed_by(same, keys) == Keyed::no) return;
    std::vector<std::map<std::string, Node*>> elements(lists.size());
    for (std::size_t i = 0; i < lists.size(); ++i) {
      for (Node& element : lists[i]->items) elements[i].emplace(key_of(element, keys), &element);
    }
    std::map<std::string, std::size_t> steady;  // what is equal in all environments -> its rank
    for (const Node& element : lists.front()->items) {
      const std::string key = key_of(element, keys);
      Places found;
      for (const auto& by_key : elements) {
        const auto at = by_key.find(key);
        if (at != by_key.end()) found.push_back(at->second);
      }
      if (found.size() != lists.size()) continue;
      if (all_equal(Nodes(found.begin(), found.end()))) {
        steady.emplace(key, steady.size());
      } else {
        const Step step(path_, "[]");
        walk(found);
      }
    }
    const bool refer = std::any_of(same.begin(), same.end(), [](const Node* list) { return refers_to_others(*list); });
    if (is_read_in_order(path_.back()) || refer) return;
    for (Node* list : lists) {
      const auto rank = [&](const Node& element) {
        const auto at = steady.find(key_of(element, keys));
        return at == steady.end() ? 0 : at->second + 1;
      };
      std::stable_sort(list->items.begin(), list->items.end(),
                       [&](const Node& a, const Node& b) { return rank(a) < rank(b); });
    }
  }

  std::string api_version_;
  std::string kind_;
  Path path_;
};

}  // namespace

void settle_order(std::vector<Environment>& environments) {
  const std::size_t count = environments_by_name(environments).size();
  for (const std::vector<Occurrence>& all : occurrences(environments)) {
    if (all.size() != count) continue;
    Places roots;
    for (const Occurrence& one : all) roots.push_back(&environments[one.environment].objects[one.object].root);
    Settler(*roots.front()).walk(roots);
  }
}

}  // namespace infragen::kustomize
