#include <algorithm>
#include <map>
#include <utility>

#include "kustomize/divide.hpp"

namespace infragen::kustomize {
namespace {

using yaml::Node;
using Elements = std::map<std::string, const Node*>;

Elements by_key(const Node& list, const std::vector<std::string>& keys) {
  Elements out;
  for (const Node& element : list.items) out.emplace(key_of(element, keys), &element);
  return out;
}

bool is_key(const std::vector<std::string>& keys, const std::string& name) {
  return std::find(keys.begin(), keys.end(), name) != keys.end();
}

class Strategic {
 public:
  Strategic(const Node& object, const LookUp& look_up)
      : look_up_(look_up), api_version_(text_at(object, {"apiVersion"})), kind_(text_at(object, {"kind"})) {}

  bool failed() const { return failed_; }
  bool is_tight() const { return is_tight_; }

  // What all have. A place that must be there is never nothing.
  std::optional<Node> common(const Nodes& nodes, bool required) {
    if (all_equal(nodes)) return *nodes.front();
    if (all_of_kind(nodes, Node::Kind::map)) return common_map(nodes, required);
    if (all_of_kind(nodes, Node::Kind::list)) {
      const std::vector<std::string> keys = merge_keys(api_version_, kind_, path_);
      const Keyed keyed = keyed_by(nodes, keys);
      if (keyed != Keyed::no) {
        Node out = keyed == Keyed::first ? common_set(nodes, keys, false) : common_end(nodes, keys);
        if (out.items.empty() && required) out = common_set(nodes, keys, true);
        if (!out.items.empty()) return out;
      }
      is_tight_ = false;
    }
    return required ? std::optional<Node>(*nodes.front()) : std::nullopt;
  }

  // What the environment has beside or instead of what base has.
  std::optional<Node> difference(const Node& base, const Node& node) {
    if (base == node) return std::nullopt;
    if (is_map(base) && is_map(node)) return map_difference(base, node);
    if (is_list(base) && is_list(node)) {
      const std::vector<std::string> keys = merge_keys(api_version_, kind_, path_);
      const Keyed keyed = keyed_by({&base, &node}, keys);
      if (keyed == Keyed::first) return set_difference(base, node, keys);
      if (keyed == Keyed::all) return end_difference(base, node, keys);
    }
    return node;
  }

 private:
  std::optional<Node> common_map(const Nodes& nodes, bool required) {
    const Place place = look_up_(api_version_, kind_, path_);
    Node out = *nodes.front();
    out.members.clear();
    for (const auto& member : nodes.front()->members) {
      Nodes values;
      for (const Node* node : nodes) {
        if (const Node* value = node->find(member.first)) values.push_back(value);
      }
      if (values.size() != nodes.size()) continue;
      const Step step(path_, member.first);
      const bool must = std::find(place.required.begin(), place.required.end(), member.first) != place.required.end();
      if (std::optional<Node> value = common(values, must)) out.members.emplace_back(member.first, std::move(*value));
    }
    if (out.members.empty() && !required) return std::nullopt;
    return out;
  }

  // The element with what all have of it; nothing: all have no more in common than its keys.
  std::optional<Node> common_element(const Nodes& nodes, const std::vector<std::string>& keys, bool bare) {
    std::optional<Node> out = common(nodes, true);
    const bool has_more = std::any_of(out->members.begin(), out->members.end(),
                                      [&](const auto& member) { return !is_key(keys, member.first); });
    if (!has_more && !bare && !all_equal(nodes)) return std::nullopt;
    return out;
  }

  // Elements that all have, in the order of the first. `bare`: also those that share nothing but their keys.
  Node common_set(const Nodes& lists, const std::vector<std::string>& keys, bool bare) {
    std::vector<Elements> others;
    for (std::size_t i = 1; i < lists.size(); ++i) others.push_back(by_key(*lists[i], keys));
    Node out = *lists.front();
    out.items.clear();
    const Step step(path_, "[]");
    for (const Node& element : lists.front()->items) {
      const std::string key = key_of(element, keys);
      Nodes found{&element};
      for (const Elements& elements : others) {
        const auto at = elements.find(key);
        if (at != elements.end()) found.push_back(at->second);
      }
      if (found.size() != lists.size()) continue;
      if (std::optional<Node> shared = common_element(found, keys, bare)) out.items.push_back(std::move(*shared));
    }
    return out;
  }

  // What all lists end with: with two keys, a patch puts elements only before those of base.
  Node common_end(const Nodes& lists, const std::vector<std::string>& keys) {
    Node out = *lists.front();
    out.items.clear();
    const Step step(path_, "[]");
    std::size_t shortest = lists.front()->items.size();
    for (const Node* list : lists) shortest = std::min(shortest, list->items.size());
    for (std::size_t back = 1; back <= shortest; ++back) {
      Nodes found;
      for (const Node* list : lists) found.push_back(&list->items[list->items.size() - back]);
      const std::string key = key_of(*found.front(), keys);
      if (!std::all_of(found.begin(), found.end(), [&](const Node* node) { return key_of(*node, keys) == key; })) break;
      std::optional<Node> shared = common_element(found, keys, false);
      if (!shared) break;
      out.items.insert(out.items.begin(), std::move(*shared));
    }
    return out;
  }

  Node map_difference(const Node& base, const Node& node) {
    Node out = node;
    out.members.clear();
    out.comments.clear();
    for (const auto& member : base.members) {
      if (node.find(member.first) == nullptr) failed_ = true;
    }
    for (const auto& member : node.members) {
      const Step step(path_, member.first);
      const Node* old = base.find(member.first);
      std::optional<Node> value = old == nullptr ? std::optional<Node>(member.second) : difference(*old, member.second);
      if (value) out.members.emplace_back(member.first, std::move(*value));
    }
    return out;
  }

  // The keys, and what differs.
  Node element_difference(const Node& base, const Node& node, const std::vector<std::string>& keys) {
    std::optional<Node> changed = difference(base, node);
    Node out = node;
    out.members.clear();
    out.comments.clear();
    for (const auto& member : node.members) {
      const Node* change = changed ? changed->find(member.first) : nullptr;
      if (is_key(keys, member.first)) {
        out.members.push_back(member);
      } else if (change != nullptr) {
        out.members.emplace_back(member.first, *change);
      }
    }
    return out;
  }

  // How many elements of the environment's list a patch must name: those before the longest end of the list that base
  // has in the same order and with the same values.
  static std::size_t named(const Node& base, const Node& node, const std::vector<std::string>& keys) {
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < base.items.size(); ++i) places.emplace(key_of(base.items[i], keys), i);
    std::size_t next = base.items.size();
    std::size_t out = node.items.size();
    for (; out > 0; --out) {
      const Node& element = node.items[out - 1];
      const auto at = places.find(key_of(element, keys));
      if (at == places.end() || at->second >= next || !(base.items[at->second] == element)) break;
      next = at->second;
    }
    return out;
  }

  std::optional<Node> set_difference(const Node& base, const Node& node, const std::vector<std::string>& keys) {
    const Elements old = by_key(base, keys);
    Node out = node;
    out.items.resize(named(base, node, keys));
    out.comments.clear();
    const Step step(path_, "[]");
    for (Node& element : out.items) {
      const auto at = old.find(key_of(element, keys));
      if (at == old.end()) continue;
      if (*at->second == element) is_tight_ = false;
      element = element_difference(*at->second, element, keys);
    }
    return out;
  }

  std::optional<Node> end_difference(const Node& base, const Node& node, const std::vector<std::string>& keys) {
    const Elements old = by_key(base, keys);
    Node out = node;
    out.items.clear();
    out.comments.clear();
    const Step step(path_, "[]");
    for (const Node& element : node.items) {
      const auto at = old.find(key_of(element, keys));
      if (at == old.end()) {
        out.items.push_back(element);
      } else if (!(*at->second == element)) {
        out.items.push_back(element_difference(*at->second, element, keys));
      }
    }
    return out;
  }

  const LookUp& look_up_;
  std::string api_version_;
  std::string kind_;
  Path path_;
  bool failed_ = false;
  bool is_tight_ = true;
};

}  // namespace

std::optional<Division> divide_strategic(const Nodes& objects, const LookUp& look_up) {
  Strategic strategic(*objects.front(), look_up);
  std::optional<Node> base = strategic.common(objects, true);
  if (!base) return std::nullopt;
  Division out{std::move(*base), {}};
  for (const Node* object : objects) out.patches.push_back(strategic.difference(out.base, *object));
  if (strategic.failed()) return std::nullopt;
  out.is_tight = strategic.is_tight();
  return out;
}

}  // namespace infragen::kustomize
