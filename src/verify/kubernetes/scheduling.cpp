/// Source: validateAffinity, ValidateTolerations, validateTopologySpreadConstraints;
/// kubernetes.io/docs/concepts/scheduling-eviction.

#include <fmt/format.h>

#include <set>

#include "verify/kubernetes/checks.hpp"
#include "verify/kubernetes/pods.hpp"
#include "verify/kubernetes/selectors.hpp"

namespace infragen::verify {

namespace {

constexpr const char* kRequired = "requiredDuringSchedulingIgnoredDuringExecution";
constexpr const char* kPreferred = "preferredDuringSchedulingIgnoredDuringExecution";

void check_node_term(const Rules& rules, const Spot& term) {
  check_node_expressions(rules, term["matchExpressions"]);
  for (const Spot& field : term["matchFields"].items()) {
    if (!field || !need(rules, field, "key")) continue;
    check_one_of(rules, field["key"], {"metadata.name"});
    check_one_of(rules, field["operator"], {"In", "NotIn"});
  }
}

void check_node_affinity(const Rules& rules, const Spot& affinity) {
  const Spot required = affinity[kRequired];
  if (required) need(rules, required, "nodeSelectorTerms");
  for (const Spot& term : required["nodeSelectorTerms"].items()) check_node_term(rules, term);
  for (const Spot& choice : affinity[kPreferred].items()) {
    check_range(rules, choice["weight"], 1, 100);
    check_node_term(rules, choice["preference"]);
  }
}

void check_pod_term(const Rules& rules, const Spot& term) {
  if (!term) return;
  if (need(rules, term, "topologyKey")) check_name(rules, term["topologyKey"], qualified_name_fault);
  check_selector(rules, term["labelSelector"]);
  check_selector(rules, term["namespaceSelector"]);
  for (const Spot& name : term["namespaces"].items()) check_name(rules, name, dns1123_label_fault);
}

void check_pod_affinity(const Rules& rules, const Spot& affinity) {
  for (const Spot& term : affinity[kRequired].items()) check_pod_term(rules, term);
  for (const Spot& choice : affinity[kPreferred].items()) {
    check_range(rules, choice["weight"], 1, 100);
    check_pod_term(rules, choice["podAffinityTerm"]);
  }
}

void check_toleration(const Rules& rules, const Spot& toleration) {
  const Spot key = toleration["key"], op = toleration["operator"], value = toleration["value"],
             effect = toleration["effect"];
  if (!key.text().empty()) check_name(rules, key, qualified_name_fault);
  if (key.text().empty() && op.text() != "Exists" && toleration) {
    rules.report->conflict(toleration, "without a key the operator must be `Exists`");
  }
  if (op.text() == "Exists") {
    if (!value.text().empty()) rules.report->conflict(value, "`Exists` takes no value");
  } else if (op.text() == "Equal" || op.text().empty()) {
    if (!value.text().empty()) check_name(rules, value, label_value_fault);
  } else if (rules.minor < 36) {
    check_one_of(rules, op, {"Equal", "Exists"});
  } else {
    check_one_of(rules, op, {"Equal", "Exists", "Lt", "Gt"});
  }
  if (!effect.text().empty()) check_one_of(rules, effect, {"NoSchedule", "PreferNoSchedule", "NoExecute"});
  if (toleration["tolerationSeconds"] && effect.text() != "NoExecute") {
    rules.report->conflict(toleration["tolerationSeconds"], "is for `effect: NoExecute` alone");
  }
}

void check_spread(const Rules& rules, const Spot& constraints) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const Spot& constraint : constraints.items()) {
    if (!constraint) continue;
    check_range(rules, constraint["maxSkew"], 1);
    need(rules, constraint, "topologyKey");
    need(rules, constraint, "whenUnsatisfiable");
    const Spot when = constraint["whenUnsatisfiable"];
    if (!when.text().empty()) check_one_of(rules, when, {"DoNotSchedule", "ScheduleAnyway"});
    check_range(rules, constraint["minDomains"], 1);
    if (constraint["minDomains"] && when.text() == "ScheduleAnyway") {
      rules.report->conflict(constraint["minDomains"], "is for `whenUnsatisfiable: DoNotSchedule` alone");
    }
    for (const char* key : {"nodeAffinityPolicy", "nodeTaintsPolicy"}) {
      check_one_of(rules, constraint[key], {"Honor", "Ignore"});
    }
    check_selector(rules, constraint["labelSelector"]);
    for (const Spot& key : constraint["matchLabelKeys"].items()) check_name(rules, key, qualified_name_fault);
    const std::string_view topology = constraint["topologyKey"].text();
    if (!topology.empty() && !seen.emplace(topology, when.text()).second) {
      rules.report->add(constraint, ObjectProblem::Kind::duplicate,
                        fmt::format("a spread over {} with {} stands twice", quoted(topology), quoted(when.text())));
    }
  }
}

}  // namespace

void check_scheduling(const Rules& rules, const Spot& spec) {
  check_labels(rules, spec["nodeSelector"]);
  const Spot affinity = spec["affinity"];
  check_node_affinity(rules, affinity["nodeAffinity"]);
  check_pod_affinity(rules, affinity["podAffinity"]);
  check_pod_affinity(rules, affinity["podAntiAffinity"]);
  for (const Spot& toleration : spec["tolerations"].items()) check_toleration(rules, toleration);
  check_spread(rules, spec["topologySpreadConstraints"]);
}

}  // namespace infragen::verify
