#pragma once
/// YAML text as a tree, for tests.

#include <yaml-cpp/yaml.h>

#include <stdexcept>
#include <string>

#include "infragen/yaml/node.hpp"

namespace infragen::tests {

namespace detail {

inline yaml::Node scalar(const YAML::Node& from) {
  const std::string& text = from.Scalar();
  if (from.Tag() == "!") return yaml::text(text);  // in quotes
  if (text == "true" || text == "false") return yaml::boolean(text == "true");
  const std::string digits = text.substr(text.starts_with('-') ? 1 : 0);
  yaml::Node out = yaml::text(text);
  const std::size_t other = digits.find_first_not_of("0123456789");
  if (digits.empty() || (digits.size() > 1 && digits[0] == '0' && digits[1] != '.')) return out;
  if (other == std::string::npos) {
    out.kind = yaml::Node::Kind::integer;
  } else if (digits[other] == '.' && other > 0 && other + 1 < digits.size() &&
             digits.find_first_not_of("0123456789", other + 1) == std::string::npos) {
    out.kind = yaml::Node::Kind::number;
  }
  return out;
}

inline yaml::Node converted(const YAML::Node& from) {
  yaml::Node out;
  if (from.IsMap()) {
    out.kind = yaml::Node::Kind::map;
    for (const auto& pair : from) out.members.emplace_back(pair.first.Scalar(), converted(pair.second));
  } else if (from.IsSequence()) {
    out.kind = yaml::Node::Kind::list;
    for (const auto& item : from) out.items.push_back(converted(item));
  } else if (from.IsScalar()) {
    out = scalar(from);
  }
  out.origin = static_cast<std::uint32_t>(from.Mark().line + 1);
  return out;
}

}  // namespace detail

/// The line of each value is its origin.
inline yaml::Node yaml_node(const std::string& text) { return detail::converted(YAML::Load(text)); }

}  // namespace infragen::tests
