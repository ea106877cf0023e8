#pragma once
/// Label selectors. Source: kubernetes.io/docs/concepts/overview/working-with-objects/labels.

#include <map>
#include <string>
#include <string_view>

#include "verify/kubernetes/rules.hpp"

namespace infragen::verify {

using Labels = std::map<std::string_view, std::string_view>;

/// The texts of a map of labels.
Labels labels_of(const Spot& map);

/// Keys, operators and values of `{matchLabels, matchExpressions}`.
void check_selector(const Rules& rules, const Spot& selector);
/// Whether it has neither labels nor expressions.
bool selects_all(const Spot& selector);
/// Whether it selects something with these labels.
bool selects(const Spot& selector, const Labels& labels);
/// Whether every label of `map` (a Service's selector) is one of `labels`, with its value.
bool contains(const Labels& labels, const Labels& map);

/// A workload's selector: must be there, not empty, and select the labels of the template.
void check_own_selector(const Rules& rules, const Spot& spec);

/// Expressions of node affinity, which know `Gt` and `Lt` too.
void check_node_expressions(const Rules& rules, const Spot& expressions);

}  // namespace infragen::verify
