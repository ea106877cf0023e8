#include "kustomize/tree.hpp"

#include <set>

namespace infragen::kustomize {

using yaml::Node;

bool is_map(const Node& node) { return node.kind == Node::Kind::map; }
bool is_list(const Node& node) { return node.kind == Node::Kind::list; }

bool all_equal(const Nodes& nodes) {
  return std::all_of(nodes.begin() + 1, nodes.end(), [&](const Node* node) { return *node == *nodes.front(); });
}

bool all_of_kind(const Nodes& nodes, Node::Kind kind) {
  return std::all_of(nodes.begin(), nodes.end(), [&](const Node* node) { return node->kind == kind; });
}

std::size_t count_leaves(const Node& node) {
  if (node.items.empty() && node.members.empty()) return 1;
  std::size_t out = 0;
  for (const Node& item : node.items) out += count_leaves(item);
  for (const auto& member : node.members) out += count_leaves(member.second);
  return out;
}

bool has_null(const Node& node) {
  return node.kind == Node::Kind::null || std::any_of(node.items.begin(), node.items.end(), has_null) ||
         std::any_of(node.members.begin(), node.members.end(), [](const auto& m) { return has_null(m.second); });
}

const Node* node_at(const Node& node, const Path& path) {
  const Node* at = &node;
  for (const std::string& key : path) {
    at = at->find(key);
    if (at == nullptr) return nullptr;
  }
  return at;
}

std::string text_at(const Node& node, const Path& path) {
  const Node* at = node_at(node, path);
  return at == nullptr ? std::string() : at->text;
}

void erase_member(Node& map, std::string_view key) {
  std::erase_if(map.members, [&](const auto& member) { return member.first == key; });
}

void erase_at(Node& node, const Path& path) {
  if (path.size() == 1) return erase_member(node, path.front());
  Node* next = node.find(path.front());
  if (next == nullptr) return;
  erase_at(*next, Path(path.begin() + 1, path.end()));
  if (next->members.empty() && is_map(*next)) erase_member(node, path.front());
}

Keyed keyed_by(const Nodes& lists, const std::vector<std::string>& keys) {
  if (keys.empty()) return Keyed::no;
  std::size_t elements = 0;
  std::size_t with_more = 0;
  for (const Node* list : lists) {
    std::set<std::string> seen;
    for (const Node& element : list->items) {
      std::size_t present = 0;
      for (std::size_t i = 0; i < keys.size(); ++i) {
        const Node* value = element.find(keys[i]);
        const bool there = value != nullptr && !value->text.empty();
        if (i == 0 && !there) return Keyed::no;
        if (value != nullptr && !there) return Keyed::no;
        present += there ? 1 : 0;
      }
      if (present != 1 && present != keys.size()) return Keyed::no;
      with_more += present > 1 ? 1 : 0;
      ++elements;
      if (!seen.insert(key_of(element, keys)).second) return Keyed::no;
    }
  }
  if (with_more == 0) return Keyed::first;
  return with_more == elements ? Keyed::all : Keyed::no;
}

std::string key_of(const Node& element, const std::vector<std::string>& keys) {
  std::string out;
  for (const std::string& key : keys) {
    if (const Node* value = element.find(key)) out += value->text;
    out += '\0';
  }
  return out;
}

}  // namespace infragen::kustomize
