#include "kustomize/divide.hpp"

#include "kustomize/json_patch.hpp"
#include "kustomize/strategic.hpp"

namespace infragen::kustomize {
namespace {

using yaml::Node;

// What a person reads: leaves, and of an operation what it does and where.
std::size_t cost_of(const Division& division) {
  std::size_t out = count_leaves(division.base);
  for (const std::optional<Node>& patch : division.patches) {
    if (patch) out += count_leaves(*patch);
  }
  return out;
}

bool gives_back(const Division& division, const Nodes& objects) {
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const std::optional<Node>& patch = division.patches[i];
    const std::optional<Node> built = patch ? apply(division.base, division, *patch) : division.base;
    if (!built || !(*built == *objects[i])) return false;
  }
  return true;
}

}  // namespace

std::optional<Node> apply(const Node& base, const Division& division, const Node& patch) {
  return division.is_strategic ? merge_strategic(base, patch) : apply_json(base, patch);
}

std::optional<Division> divide(const Nodes& objects, const LookUp& look_up) {
  if (all_equal(objects)) {
    return Division{*objects.front(), std::vector<std::optional<Node>>(objects.size())};
  }
  for (const Node* object : objects) {
    if (has_null(*object)) return std::nullopt;  // a null of a patch takes away
  }
  std::optional<Division> strategic = divide_strategic(objects, look_up);
  if (strategic && !gives_back(*strategic, objects)) strategic.reset();
  if (strategic && strategic->is_tight) return strategic;
  std::optional<Division> json = divide_json(objects, look_up);
  if (json && !gives_back(*json, objects)) json.reset();
  if (!strategic) return json;
  if (json && 10 * cost_of(*json) < 9 * cost_of(*strategic)) return json;
  return strategic;
}

}  // namespace infragen::kustomize
