#pragma once
/// Which key of a schema becomes which member of `ShapeRules`, in the order in which the rules are packed.

#include <array>
#include <string_view>
#include <variant>

#include "infragen/facts/fact_table.hpp"
#include "infragen/facts/kubernetes.hpp"

namespace infragen::facts {

using RuleTexts = std::vector<std::string_view> ShapeRules::*;
using RuleText = std::string_view ShapeRules::*;
using RuleNumber = std::optional<double> ShapeRules::*;
using RuleShapes = std::vector<Shape> ShapeRules::*;

struct Rule {
  std::string_view key;
  std::variant<RuleTexts, RuleText, RuleNumber, RuleShapes> member;
};

/// A rule is packed as its row here, then its value; `kEnd` closes the list.
inline constexpr auto kRules = std::to_array<Rule>({
    {"required", &ShapeRules::required},
    {"enum", &ShapeRules::enum_values},
    {"format", &ShapeRules::format},
    {"pattern", &ShapeRules::pattern},
    {"x-kubernetes-patch-merge-key", &ShapeRules::merge_key},
    {"x-kubernetes-patch-strategy", &ShapeRules::merge_strategy},
    {"x-kubernetes-list-type", &ShapeRules::list_type},
    {"x-kubernetes-map-type", &ShapeRules::map_type},
    {"x-kubernetes-list-map-keys", &ShapeRules::list_keys},
    {"minimum", &ShapeRules::minimum},
    {"maximum", &ShapeRules::maximum},
    {"minLength", &ShapeRules::min_length},
    {"maxLength", &ShapeRules::max_length},
    {"minItems", &ShapeRules::min_items},
    {"maxItems", &ShapeRules::max_items},
    {"minProperties", &ShapeRules::min_members},
    {"maxProperties", &ShapeRules::max_members},
    {"anyOf", &ShapeRules::any_of},
    {"oneOf", &ShapeRules::one_of},
    {"not", &ShapeRules::none_of},
});

}  // namespace infragen::facts
