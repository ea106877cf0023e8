/// Source: k8s.io/kubernetes/pkg/apis/autoscaling/validation and …/policy/validation;
/// kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale and …/configure-pdb.

#include <fmt/format.h>

#include <array>

#include "verify/kubernetes/checks.hpp"
#include "verify/kubernetes/kinds.hpp"
#include "verify/kubernetes/selectors.hpp"

namespace infragen::verify {

namespace {

struct Metric {
  std::string_view type, member;
};

constexpr auto kMetrics = std::to_array<Metric>({{"Object", "object"},
                                                 {"Pods", "pods"},
                                                 {"Resource", "resource"},
                                                 {"ContainerResource", "containerResource"},
                                                 {"External", "external"}});

void check_positive(const Rules& rules, const Spot& spot) {
  const auto amount = quantity_of(spot);
  if (amount && (amount->negative() || amount->zero())) {
    rules.report->bad(spot, fmt::format("{} is not greater than zero", quoted(spot.scalar())));
  }
}

// validateMetricTarget, and what each source asks of it.
void check_target(const Rules& rules, const Spot& source, std::string_view member) {
  const Spot target = source["target"];
  if (!target) return;
  const Spot utilization = target["averageUtilization"], average = target["averageValue"], value = target["value"];
  check_one_of(rules, target["type"], {"Utilization", "Value", "AverageValue"});
  check_range(rules, utilization, 1);
  check_positive(rules, average);
  check_positive(rules, value);
  const auto needs_one = [&](std::string_view words) {
    rules.report->add(target, ObjectProblem::Kind::missing, fmt::format("needs {}", words));
  };
  if (member == "resource" || member == "containerResource") {
    if (!utilization && !average) needs_one("`averageUtilization` or `averageValue`");
    if (utilization && average)
      rules.report->conflict(target, "has `averageUtilization` and `averageValue`, of which one may be there");
  } else if (member == "pods") {
    if (!average) needs_one("`averageValue`");
  } else {
    if (!value && !average) needs_one("`value` or `averageValue`");
    if (member == "external" && value && average) {
      rules.report->conflict(target, "has `value` and `averageValue`, of which one may be there");
    }
  }
}

void check_metric_name(const Rules& rules, const Spot& metric) {
  if (!metric) return;
  if (need(rules, metric, "name")) check_name(rules, metric["name"], path_segment_fault);
}

void check_reference(const Rules& rules, const Spot& reference) {
  if (!reference) return;
  for (const char* key : {"kind", "name"}) {
    if (need(rules, reference, key)) check_name(rules, reference[key], path_segment_fault);
  }
}

// validateMetricSpec: the member that the type names, and no other.
void check_metric(const Rules& rules, const Spot& metric) {
  if (!metric || !need(rules, metric, "type")) return;
  const Spot type = metric["type"];
  check_one_of(rules, type, {"ContainerResource", "External", "Object", "Pods", "Resource"});
  for (const Metric& known : kMetrics) {
    const Spot source = metric[known.member];
    if (known.type == type.text() && !source)
      rules.report->missing(metric, known.member, fmt::format("the type is `{}`", type.text()));
    if (!source) continue;
    if (known.type != type.text()) {
      rules.report->conflict(source, fmt::format("has no place in a metric of type {}", quoted(type.text())));
    }
    check_target(rules, source, known.member);
    check_metric_name(rules, source["metric"]);
    check_reference(rules, source["describedObject"]);
    if (known.member == "resource" || known.member == "containerResource") need(rules, source, "name");
    if (known.member == "containerResource" && need(rules, source, "container")) {
      check_name(rules, source["container"], dns1123_label_fault);
    }
  }
}

// validateScalingRules: a direction that is written has policies by default; an empty list of them has none.
void check_direction(const Rules& rules, const Spot& direction) {
  check_range(rules, direction["stabilizationWindowSeconds"], 0, 3600);
  check_one_of(rules, direction["selectPolicy"], {"Disabled", "Max", "Min"});
  const Spot policies = direction["policies"];
  if (policies.is(yaml::Node::Kind::list) && policies.node->items.empty())
    rules.report->bad(policies, "must not be empty");
  for (const Spot& policy : policies.items()) {
    if (policy) need(rules, policy, "type");
    check_one_of(rules, policy["type"], {"Percent", "Pods"});
    check_range(rules, policy["value"], 1);
    check_range(rules, policy["periodSeconds"], 1, 1800);
  }
  check_amount(rules, direction["tolerance"]);
}

}  // namespace

void check_autoscaler(const Rules& rules, const Spot& object) {
  const Spot spec = object["spec"];
  if (!spec) {
    rules.report->missing(object, "spec");
    return;
  }
  const Spot low = spec["minReplicas"], high = spec["maxReplicas"];
  check_range(rules, high, 1);
  // 0 needs the feature gate HPAScaleToZero, which is off.
  check_range(rules, low, 1);
  if (low.integer() && high.integer() && *high.integer() < *low.integer()) {
    rules.report->conflict(high, fmt::format("`{}` is less than `minReplicas`", *high.integer()));
  }
  check_reference(rules, spec["scaleTargetRef"]);
  for (const Spot& metric : spec["metrics"].items()) check_metric(rules, metric);
  check_direction(rules, spec.at({"behavior", "scaleUp"}));
  check_direction(rules, spec.at({"behavior", "scaleDown"}));
  // autoscaling/v1.
  check_range(rules, spec["targetCPUUtilizationPercentage"], 1);
}

// ValidatePodDisruptionBudgetSpec.
void check_disruption_budget(const Rules& rules, const Spot& object) {
  const Spot spec = object["spec"], least = spec["minAvailable"], most = spec["maxUnavailable"];
  if (least && most) rules.report->conflict(most, "has no place beside `minAvailable`");
  check_share(rules, least, true);
  check_share(rules, most, true);
  check_selector(rules, spec["selector"]);
  check_one_of(rules, spec["unhealthyPodEvictionPolicy"], {"AlwaysAllow", "IfHealthyBudget"});
}

}  // namespace infragen::verify
