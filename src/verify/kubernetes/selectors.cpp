#include "verify/kubernetes/selectors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "verify/kubernetes/checks.hpp"

namespace infragen::verify {

namespace {

/// `In` and `NotIn` need values, `Exists` and `DoesNotExist` take none; of nodes, `Gt` and `Lt` take one whole number.
void check_expression(const Rules& rules, const Spot& expression, bool node) {
  if (!expression) return;
  if (need(rules, expression, "key")) check_name(rules, expression["key"], qualified_name_fault);
  const Spot op = expression["operator"], values = expression["values"];
  if (!need(rules, expression, "operator")) return;
  const std::size_t count = values.items().size();
  if (op.text() == "In" || op.text() == "NotIn") {
    if (count == 0) rules.report->missing(expression, "values", fmt::format("`{}` compares with them", op.text()));
    for (const Spot& value : values.items()) check_name(rules, value, label_value_fault);
  } else if (op.text() == "Exists" || op.text() == "DoesNotExist") {
    if (count != 0) rules.report->conflict(values, fmt::format("`{}` takes no values", op.text()));
  } else if (node && (op.text() == "Gt" || op.text() == "Lt")) {
    if (count != 1) rules.report->conflict(expression, fmt::format("`{}` takes one value", op.text()));
    for (const Spot& value : values.items()) {
      std::int64_t number = 0;
      const std::string_view text = value.text();
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (!text.empty() && (error != std::errc() || end != text.data() + text.size())) {
        // The API server takes it; the scheduler cannot compare it.
        rules.report->add(value, ObjectProblem::Kind::ineffective, fmt::format("{} is no whole number", quoted(text)));
      }
    }
  } else if (node) {
    check_one_of(rules, op, {"In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"});
  } else {
    check_one_of(rules, op, {"In", "NotIn", "Exists", "DoesNotExist"});
  }
}

bool expression_holds(const Spot& expression, const Labels& labels) {
  const auto found = labels.find(expression["key"].text());
  const std::string_view op = expression["operator"].text();
  if (op == "Exists") return found != labels.end();
  if (op == "DoesNotExist") return found == labels.end();
  const std::vector<Spot> values = expression["values"].items();
  const bool among = found != labels.end() && std::any_of(values.begin(), values.end(), [&](const Spot& value) {
                       return value.text() == found->second;
                     });
  return op == "In" ? among : !among;
}

}  // namespace

Labels labels_of(const Spot& map) {
  Labels out;
  for (const auto& [key, value] : map.members()) out[key] = value.text();
  return out;
}

bool contains(const Labels& labels, const Labels& map) {
  return std::all_of(map.begin(), map.end(), [&](const auto& entry) {
    const auto found = labels.find(entry.first);
    return found != labels.end() && found->second == entry.second;
  });
}

bool selects_all(const Spot& selector) {
  return selector["matchLabels"].members().empty() && selector["matchExpressions"].items().empty();
}

bool selects(const Spot& selector, const Labels& labels) {
  if (!contains(labels, labels_of(selector["matchLabels"]))) return false;
  const std::vector<Spot> expressions = selector["matchExpressions"].items();
  return std::all_of(expressions.begin(), expressions.end(),
                     [&](const Spot& expression) { return expression_holds(expression, labels); });
}

void check_selector(const Rules& rules, const Spot& selector) {
  check_labels(rules, selector["matchLabels"]);
  for (const Spot& expression : selector["matchExpressions"].items()) check_expression(rules, expression, false);
}

void check_node_expressions(const Rules& rules, const Spot& expressions) {
  for (const Spot& expression : expressions.items()) check_expression(rules, expression, true);
}

// ValidateDeploymentSpec, ValidateStatefulSetSpec, ValidateDaemonSetSpec, ValidateReplicaSetSpec.
void check_own_selector(const Rules& rules, const Spot& spec) {
  const Spot selector = spec["selector"];
  if (!selector) {
    if (spec) rules.report->missing(spec, "selector");
    return;
  }
  check_selector(rules, selector);
  const Spot labels = spec.at({"template", "metadata", "labels"});
  if (selects_all(selector)) {
    rules.report->bad(selector, "must not be empty", "name labels of the pod template");
  } else if (spec["template"] && !selects(selector, labels_of(labels))) {
    Spot at = spec.at({"template", "metadata", "labels"});
    rules.report->conflict(at, "the selector does not select these labels",
                           "the pods of a workload carry what its selector asks for");
  }
}

}  // namespace infragen::verify
