#include "infragen/syntax/node.hpp"

#include <algorithm>

namespace infragen::syntax {

const Node* Node::find(std::string_view key) const {
  if (kind != Kind::map) return nullptr;
  const auto entry = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.key == key; });
  return entry == entries.end() ? nullptr : &entry->value;
}

}  // namespace infragen::syntax
