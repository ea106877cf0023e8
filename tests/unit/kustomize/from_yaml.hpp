#pragma once
/// Trees for tests, written as YAML.

#include <string>
#include <vector>

#include "infragen/yaml/node.hpp"

namespace infragen::kustomize::testing {

yaml::Node from_yaml(const std::string& text);
std::vector<yaml::Node> all_from_yaml(const std::string& text);

}  // namespace infragen::kustomize::testing
