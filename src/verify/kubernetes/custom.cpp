/// Custom resources whose controllers refuse more than their schemas say.

#include <fmt/format.h>

#include <algorithm>

#include "verify/kubernetes/checks.hpp"
#include "verify/kubernetes/kinds.hpp"
#include "verify/kubernetes/pods.hpp"
#include "verify/kubernetes/selectors.hpp"

namespace infragen::verify {

namespace {

/// Steps do one thing each; a weight is a percentage. Source: ValidateRolloutStrategyCanary of
/// github.com/argoproj/argo-rollouts/pkg/apis/rollouts/validation;
/// argo-rollouts.readthedocs.io/en/stable/features/canary.
void check_steps(const Rules& rules, const Spot& steps) {
  for (const Spot& step : steps.items()) {
    if (!step) continue;
    check_exactly_one(rules, step,
                      {"setWeight", "pause", "experiment", "analysis", "setCanaryScale", "setHeaderRoute",
                       "setMirrorRoute", "plugin"});
    check_range(rules, step["setWeight"], 0, 100);
    check_range(rules, step.at({"setCanaryScale", "weight"}), 0, 100);
    if (const Spot duration = step.at({"pause", "duration"})) {
      const auto seconds = duration.integer();
      if (seconds && *seconds < 0) rules.report->bad(duration, fmt::format("`{}` is negative", *seconds));
    }
  }
}

void check_canary(const Rules& rules, const Spot& canary) {
  check_share(rules, canary["maxUnavailable"], true);
  check_share(rules, canary["maxSurge"], false);
  const auto down = share_of(canary["maxUnavailable"]), up = share_of(canary["maxSurge"]);
  if (down && up && down->zero() && up->zero()) {
    rules.report->conflict(canary["maxUnavailable"],
                           "`maxUnavailable` and `maxSurge` are 0 both: no pod could be replaced");
  }
  const Spot stable = canary["stableService"], fresh = canary["canaryService"];
  if (!stable.text().empty() && stable.text() == fresh.text()) {
    rules.report->conflict(fresh, "is the same Service as `stableService`");
  }
  if (canary["trafficRouting"] && !canary.at({"trafficRouting", "plugins"})) {
    // Ping-pong Services stand in for the two.
    for (const char* key : {"canaryService", "stableService"}) {
      if (!canary["pingPong"] && canary[key].text().empty()) {
        rules.report->missing(canary, key, "`trafficRouting` sends traffic to it");
      }
    }
  }
  check_steps(rules, canary["steps"]);
}

void check_blue_green(const Rules& rules, const Spot& strategy) {
  need(rules, strategy, "activeService");
  const Spot active = strategy["activeService"], preview = strategy["previewService"];
  if (!active.text().empty() && active.text() == preview.text()) {
    rules.report->conflict(preview, "is the same Service as `activeService`");
  }
  check_share(rules, strategy["maxUnavailable"], true);
}

// What the schema of a NodePool says in CEL (x-kubernetes-validations); karpenter.sh/docs/concepts/nodepools.
void check_requirement(const Rules& rules, const Spot& requirement) {
  if (!requirement) return;
  const Spot key = requirement["key"];
  const std::string_view op = requirement["operator"].text();
  const auto values = requirement["values"].items();
  if (op == "In" && values.empty()) rules.report->missing(requirement, "values", "`In` compares with them");
  if (op == "Gt" || op == "Lt" || op == "Gte" || op == "Lte") {
    const bool number = values.size() == 1 && !values[0].text().empty() &&
                        values[0].text().find_first_not_of("0123456789") == std::string_view::npos;
    if (!number) rules.report->conflict(requirement, fmt::format("`{}` takes one whole number, in quotes", op));
  }
  const auto least = requirement["minValues"].integer();
  if (op == "In" && least && static_cast<std::int64_t>(values.size()) < *least) {
    rules.report->conflict(requirement["minValues"], fmt::format("`{}` is more than there are values", *least));
  }
  if (key.text() == "karpenter.sh/nodepool" || key.text() == "kubernetes.io/hostname") {
    rules.report->bad(key, fmt::format("{} cannot be asked for", quoted(key.text())));
  }
}

}  // namespace

void check_rollout(const Rules& rules, const Spot& object) {
  const Spot spec = object["spec"], strategy = spec["strategy"];
  if (!spec) return;
  for (const char* key : {"replicas", "minReadySeconds", "revisionHistoryLimit"}) check_range(rules, spec[key], 0);
  // The template and the selector may come from a Deployment (workloadRef).
  if (spec["workloadRef"]) {
    if (spec["template"]) rules.report->conflict(spec["template"], "has no place beside `workloadRef`");
  } else {
    if (!spec["template"]) rules.report->missing(spec, "template");
    check_own_selector(rules, spec);
    PodUse use;
    use.always = true;
    check_pod_template(rules, spec["template"], use);
  }
  if (!strategy) {
    rules.report->missing(spec, "strategy", "write `canary` or `blueGreen`");
    return;
  }
  check_exactly_one(rules, strategy, {"blueGreen", "canary"});
  check_canary(rules, strategy["canary"]);
  if (strategy["blueGreen"]) check_blue_green(rules, strategy["blueGreen"]);
  const std::int64_t deadline = spec["progressDeadlineSeconds"].integer().value_or(600);
  const std::int64_t ready = spec["minReadySeconds"].integer().value_or(0);
  if (deadline <= ready && !spec["progressDeadlineAbort"].truth()) {
    rules.report->conflict(spec["progressDeadlineSeconds"] ? spec["progressDeadlineSeconds"] : spec["minReadySeconds"],
                           fmt::format("the deadline of {} seconds must be greater than `minReadySeconds`", deadline));
  }
}

// Source: CheckReplicaCountBoundsAreValid and the webhook of github.com/kedacore/keda; keda.sh/docs, ScaledObject.
void check_scaled_object(const Rules& rules, const Spot& object) {
  const Spot spec = object["spec"];
  const std::int64_t low = spec["minReplicaCount"].integer().value_or(0),
                     high = spec["maxReplicaCount"].integer().value_or(100);
  if (low > high) {
    rules.report->conflict(spec["maxReplicaCount"] ? spec["maxReplicaCount"] : spec["minReplicaCount"],
                           fmt::format("`minReplicaCount` is {} and `maxReplicaCount` {}", low, high));
  }
  const auto idle = spec["idleReplicaCount"].integer();
  if (idle && *idle >= low) {
    rules.report->conflict(spec["idleReplicaCount"], fmt::format("`{}` is not less than `minReplicaCount`", *idle));
  }
}

void check_node_pool(const Rules& rules, const Spot& object) {
  const Spot spec = object["spec"];
  for (const Spot& requirement : spec.at({"template", "spec", "requirements"}).items())
    check_requirement(rules, requirement);
  for (const Spot& budget : spec.at({"disruption", "budgets"}).items()) {
    if (budget && static_cast<bool>(budget["schedule"]) != static_cast<bool>(budget["duration"])) {
      rules.report->conflict(budget, "`schedule` and `duration` stand together");
    }
  }
  if (spec["replicas"] && spec["weight"]) rules.report->conflict(spec["weight"], "has no place beside `replicas`");
  for (const char* key : {"karpenter.sh/nodepool", "kubernetes.io/hostname"}) {
    const Spot label = spec.at({"template", "metadata", "labels", key});
    if (label) rules.report->bad(label, fmt::format("the label `{}` cannot be set", key));
  }
}

}  // namespace infragen::verify
