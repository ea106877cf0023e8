#pragma once
/// Divides one object that several environments have into what they share and a patch for each of them.

#include <cstddef>
#include <optional>
#include <vector>

#include "infragen/kustomize/kustomize.hpp"
#include "infragen/yaml/node.hpp"
#include "kustomize/tree.hpp"

namespace infragen::kustomize {

struct Division {
  yaml::Node base;
  /// One an environment; nothing: it has base. Of a strategic division maps without `apiVersion`, `kind` and
  /// `metadata.name`, else lists of operations.
  std::vector<std::optional<yaml::Node>> patches;
  bool is_strategic = true;
  /// Of a strategic division: patches replace no list and name no element for its place, so operations are no shorter.
  bool is_tight = true;
};

/// By strategic merge patches. A list that kustomize does not merge is in base if it is equal in all environments, and
/// else as a whole in the patches. Nothing: the object cannot be written so.
std::optional<Division> divide_strategic(const Nodes& objects, const LookUp& look_up);

/// By JSON patches. Elements of lists are shared one by one: by their keys, else those that are equal, in order.
std::optional<Division> divide_json(const Nodes& objects, const LookUp& look_up);

/// The one of both that a person would want: strategic patches, unless operations are shorter by a tenth. Nothing:
/// environments must have the object as a whole.
std::optional<Division> divide(const Nodes& objects, const LookUp& look_up);

/// What an environment has.
std::optional<yaml::Node> apply(const yaml::Node& base, const Division& division, const yaml::Node& patch);

}  // namespace infragen::kustomize
