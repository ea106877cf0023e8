/// Source: k8s.io/kubernetes/pkg/apis/apps/validation; kubernetes.io/docs/concepts/workloads/controllers.

#include <fmt/format.h>

#include "verify/kubernetes/checks.hpp"
#include "verify/kubernetes/kinds.hpp"
#include "verify/kubernetes/pods.hpp"
#include "verify/kubernetes/selectors.hpp"

namespace infragen::verify {

namespace {

void check_counts(const Rules& rules, const Spot& spec) {
  for (const char* key : {"replicas", "minReadySeconds", "revisionHistoryLimit"}) check_range(rules, spec[key], 0);
}

/// Neither may be 0 when the other is (by default 25% both, which is never 0 of anything: it is rounded up or down by
/// the controller, and the API server looks at what is written).
void check_rolling(const Rules& rules, const Spot& rolling) {
  const Spot unavailable = rolling["maxUnavailable"], surge = rolling["maxSurge"];
  check_share(rules, unavailable, true);
  check_share(rules, surge, false);
  const auto down = share_of(unavailable), up = share_of(surge);
  if (down && up && down->zero() && up->zero()) {
    rules.report->conflict(unavailable, "`maxUnavailable` and `maxSurge` are 0 both: no pod could be replaced");
  }
}

// ValidateDeploymentStrategy.
void check_strategy(const Rules& rules, const Spot& strategy) {
  check_one_of(rules, strategy["type"], {"Recreate", "RollingUpdate"});
  if (strategy["type"].text() == "Recreate" && strategy["rollingUpdate"]) {
    rules.report->conflict(strategy["rollingUpdate"], "has no place beside `type: Recreate`");
    return;
  }
  check_rolling(rules, strategy["rollingUpdate"]);
}

PodUse always() {
  PodUse use;
  use.always = true;
  return use;
}

}  // namespace

void check_pod(const Rules& rules, const Spot& object) {
  if (!object["spec"]) rules.report->missing(object, "spec");
  check_pod_spec(rules, object["spec"], {});
}

void check_pod_template_object(const Rules& rules, const Spot& object) {
  check_pod_template(rules, object["template"], {});
}

void check_deployment(const Rules& rules, const Spot& object) {
  const Spot spec = object["spec"];
  if (!spec) {
    rules.report->missing(object, "spec");
    return;
  }
  check_counts(rules, spec);
  check_own_selector(rules, spec);
  check_strategy(rules, spec["strategy"]);
  const Spot deadline = spec["progressDeadlineSeconds"];
  check_range(rules, deadline, 0);
  // By default 600.
  const std::int64_t progress = deadline.integer().value_or(600), ready = spec["minReadySeconds"].integer().value_or(0);
  if (progress >= 0 && progress <= ready) {
    rules.report->conflict(deadline ? deadline : spec["minReadySeconds"],
                           fmt::format("the deadline of {} seconds must be greater than `minReadySeconds`", progress));
  }
  check_pod_template(rules, spec["template"], always());
}

void check_replica_set(const Rules& rules, const Spot& object) {
  const Spot spec = object["spec"];
  if (!spec) {
    rules.report->missing(object, "spec");
    return;
  }
  check_counts(rules, spec);
  check_own_selector(rules, spec);
  check_pod_template(rules, spec["template"], always());
}

// ValidateDaemonSetSpec, ValidateRollingUpdateDaemonSet.
void check_daemon_set(const Rules& rules, const Spot& object) {
  const Spot spec = object["spec"], update = spec["updateStrategy"], rolling = update["rollingUpdate"];
  if (!spec) {
    rules.report->missing(object, "spec");
    return;
  }
  check_counts(rules, spec);
  check_own_selector(rules, spec);
  check_one_of(rules, update["type"], {"OnDelete", "RollingUpdate"});
  if (update["type"].text() != "OnDelete") {
    check_share(rules, rolling["maxUnavailable"], true);
    check_share(rules, rolling["maxSurge"], true);
    // By default one pod may be unavailable, and none above the number.
    const auto down = share_of(rolling["maxUnavailable"]).value_or(Share{false, rolling["maxUnavailable"] ? 0 : 1});
    const auto up = share_of(rolling["maxSurge"]).value_or(Share{});
    if (rolling && down.zero() && up.zero()) {
      rules.report->conflict(rolling, "`maxUnavailable` and `maxSurge` are 0 both: no pod could be replaced");
    } else if (!down.zero() && !up.zero()) {
      rules.report->conflict(rolling["maxSurge"], "has a place only where `maxUnavailable` is 0");
    }
  }
  check_pod_template(rules, spec["template"], always());
}

// ValidateStatefulSetSpec. It looks at the pods less closely than others do; what it lets pass is refused when its
// controller creates them.
void check_stateful_set(const Rules& rules, const Spot& object) {
  const Spot spec = object["spec"], update = spec["updateStrategy"], rolling = update["rollingUpdate"];
  if (!spec) {
    rules.report->missing(object, "spec");
    return;
  }
  for (const char* key : {"replicas", "minReadySeconds"}) check_range(rules, spec[key], 0);
  check_own_selector(rules, spec);
  if (rules.minor >= 35 && !spec["serviceName"].text().empty()) {
    check_name(rules, spec["serviceName"], dns1123_label_fault);
  }
  check_one_of(rules, spec["podManagementPolicy"], {"OrderedReady", "Parallel"});
  check_one_of(rules, update["type"], {"OnDelete", "RollingUpdate"});
  if (update["type"].text() == "OnDelete" && rolling) {
    rules.report->conflict(rolling, "has no place beside `type: OnDelete`");
  }
  check_range(rules, rolling["partition"], 0);
  check_share(rules, rolling["maxUnavailable"], true);
  if (const auto down = share_of(rolling["maxUnavailable"]); down && down->zero()) {
    rules.report->bad(rolling["maxUnavailable"], "must not be 0");
  }
  const Spot retention = spec["persistentVolumeClaimRetentionPolicy"];
  for (const char* key : {"whenDeleted", "whenScaled"}) check_one_of(rules, retention[key], {"Retain", "Delete"});
  check_range(rules, spec.at({"ordinals", "start"}), 0);
  PodUse use = always();
  for (const Spot& claim : spec["volumeClaimTemplates"].items()) {
    if (!claim) continue;
    const Spot name = claim.at({"metadata", "name"});
    if (claim["metadata"] && need(rules, claim["metadata"], "name")) check_name(rules, name, dns1123_label_fault);
    use.volumes.insert(name.text());
    if (need(rules, claim, "spec")) check_claim_spec(rules, claim["spec"]);
  }
  check_pod_template(rules, spec["template"], use);
}

}  // namespace infragen::verify
