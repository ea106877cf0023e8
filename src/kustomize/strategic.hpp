#pragma once
/// Strategic merge patches as kustomize reads them: maps are merged, lists with merge keys are merged by key,
/// everything else is replaced.
///
/// Of the elements of a merged list, those of the patch come first, in its order, and then those that it does not name.
/// Where elements are told apart by more than one key, those that the patch changes stay where they are.

#include <optional>

#include "infragen/kustomize/kustomize.hpp"
#include "infragen/yaml/node.hpp"

namespace infragen::kustomize {

/// The object with the patch merged into it; nothing: kustomize refuses the patch, or tells elements of a list apart by
/// rules of its own (some have the second key and some do not).
std::optional<yaml::Node> merge_strategic(const yaml::Node& object, const yaml::Node& patch);

}  // namespace infragen::kustomize
