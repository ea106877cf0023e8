#include "infragen/yaml/node.hpp"

#include <algorithm>

namespace infragen::yaml {

const Node* Node::find(std::string_view key) const {
  const auto at = std::find_if(members.begin(), members.end(), [&](const auto& member) { return member.first == key; });
  return at == members.end() ? nullptr : &at->second;
}

Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }

Node& Node::set(std::string key, Node value) {
  kind = Kind::map;
  if (Node* there = find(key)) return *there = std::move(value);
  return members.emplace_back(std::move(key), std::move(value)).second;
}

bool operator==(const Node& a, const Node& b) {
  if (a.kind != b.kind || a.text != b.text || a.items != b.items || a.members.size() != b.members.size()) return false;
  return std::all_of(a.members.begin(), a.members.end(), [&](const auto& member) {
    const Node* other = b.find(member.first);
    return other != nullptr && *other == member.second;
  });
}

Node text(std::string value, std::uint32_t origin) {
  Node out;
  out.kind = Node::Kind::text;
  out.text = std::move(value);
  out.origin = origin;
  return out;
}

Node integer(std::int64_t value, std::uint32_t origin) {
  Node out = text(std::to_string(value), origin);
  out.kind = Node::Kind::integer;
  return out;
}

Node boolean(bool value, std::uint32_t origin) {
  Node out = text(value ? "true" : "false", origin);
  out.kind = Node::Kind::boolean;
  return out;
}

Node list(std::vector<Node> items) {
  Node out;
  out.kind = Node::Kind::list;
  out.items = std::move(items);
  return out;
}

Node map(std::vector<std::pair<std::string, Node>> members) {
  Node out;
  out.kind = Node::Kind::map;
  out.members = std::move(members);
  return out;
}

}  // namespace infragen::yaml
