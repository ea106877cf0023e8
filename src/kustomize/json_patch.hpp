#pragma once
/// JSON patches (RFC 6902) with the operations `add` and `replace`.

#include <optional>
#include <string>
#include <string_view>

#include "infragen/yaml/node.hpp"

namespace infragen::kustomize {

/// `/metadata/annotations` and a key: `/metadata/annotations/a~1b`.
std::string pointer_to(std::string_view parent, std::string_view key);

yaml::Node operation(std::string_view op, std::string pointer, yaml::Node value);

/// `operations` is a list of maps. Nothing: a place does not exist, or it is another operation.
std::optional<yaml::Node> apply_json(yaml::Node object, const yaml::Node& operations);

}  // namespace infragen::kustomize
