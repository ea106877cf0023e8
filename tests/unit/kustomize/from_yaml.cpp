#include "from_yaml.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace infragen::kustomize::testing {
namespace {

yaml::Node scalar(const std::string& text) {
  const std::string digits = text.substr(text.starts_with('-') ? 1 : 0);
  const bool is_integer =
      !digits.empty() && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  yaml::Node out = yaml::text(text);
  if (is_integer) out.kind = yaml::Node::Kind::integer;
  if (text == "true" || text == "false") out.kind = yaml::Node::Kind::boolean;
  if (text == "null") out = yaml::Node();
  return out;
}

yaml::Node convert(const YAML::Node& node) {
  if (node.IsMap()) {
    yaml::Node out = yaml::map();
    for (const auto& member : node) out.members.emplace_back(member.first.Scalar(), convert(member.second));
    return out;
  }
  if (node.IsSequence()) {
    yaml::Node out = yaml::list();
    for (const auto& item : node) out.items.push_back(convert(item));
    return out;
  }
  if (node.IsNull()) return {};
  return node.Tag() == "!" ? yaml::text(node.Scalar()) : scalar(node.Scalar());
}

}  // namespace

yaml::Node from_yaml(const std::string& text) { return convert(YAML::Load(text)); }

std::vector<yaml::Node> all_from_yaml(const std::string& text) {
  std::vector<yaml::Node> out;
  for (const YAML::Node& document : YAML::LoadAll(text)) out.push_back(convert(document));
  return out;
}

}  // namespace infragen::kustomize::testing
