#pragma once
/// JSON as a tree of YAML values.

#include <nlohmann/json.hpp>

#include "infragen/yaml/node.hpp"

namespace infragen::tests {

inline yaml::Node node_of(const nlohmann::ordered_json& value) {
  yaml::Node out;
  if (value.is_object()) {
    out.kind = yaml::Node::Kind::map;
    for (const auto& [key, below] : value.items()) out.members.emplace_back(key, node_of(below));
  } else if (value.is_array()) {
    out.kind = yaml::Node::Kind::list;
    for (const auto& below : value) out.items.push_back(node_of(below));
  } else if (value.is_string()) {
    out = yaml::text(value.get<std::string>());
  } else if (!value.is_null()) {
    using Kind = yaml::Node::Kind;
    out.kind = value.is_boolean() ? Kind::boolean : value.is_number_integer() ? Kind::integer : Kind::number;
    out.text = value.dump();
  }
  return out;
}

}  // namespace infragen::tests
