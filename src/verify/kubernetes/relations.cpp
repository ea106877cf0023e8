/// What Services, ingresses, scalers, budgets, policies and bindings say of other objects.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "infragen/support/text.hpp"
#include "verify/kubernetes/checks.hpp"
#include "verify/kubernetes/set.hpp"

namespace infragen::verify {

using Kind = ObjectProblem::Kind;

namespace {

/// One member, and what all questions about it need.
struct Asking {
  const ObjectSet& set;
  const Member& member;
  const MemberReport& report;
  Spot spec() const { return member.root["spec"]; }
};

template <class Holds>
std::vector<const Workload*> pods_where(const Asking& asking, Holds holds) {
  std::vector<const Workload*> out;
  for (const Workload& workload : asking.set.workloads()) {
    if (workload.object->space == asking.member.space && holds(workload.labels)) out.push_back(&workload);
  }
  return out;
}

/// Pods that are not in the set may be selected where somebody says that there are some.
bool pods_are_known(const Asking& asking) { return !asking.set.open("Pod", asking.member.space); }

bool has_port(const Workload& workload, std::string_view name) {
  for (const char* list : {"containers", "initContainers"}) {
    for (const Spot& container : workload.spec()[list].items()) {
      for (const Spot& port : container["ports"].items()) {
        if (port["name"].text() == name) return true;
      }
    }
  }
  return false;
}

void check_service_relations(const Asking& asking) {
  const Spot selector = asking.spec()["selector"];
  if (selector.members().empty() || asking.spec()["type"].text() == "ExternalName" || !pods_are_known(asking)) return;
  const Labels wanted = labels_of(selector);
  const auto pods = pods_where(asking, [&](const Labels& labels) { return contains(labels, wanted); });
  if (pods.empty()) {
    asking.report.add(selector, Kind::ineffective, "the selector hits no pod of the environment");
    return;
  }
  for (const Spot& port : asking.spec()["ports"].items()) {
    const Spot target = port["targetPort"];
    if (target.text().empty()) continue;
    const bool known =
        std::any_of(pods.begin(), pods.end(), [&](const Workload* w) { return has_port(*w, target.text()); });
    if (!known)
      asking.report.add(target, Kind::dangling,
                        fmt::format("none of the selected pods has a port {}", quoted(target.text())));
  }
}

/// A Service of the asking one's namespace, and a port of it by number or name.
void check_backend(const Asking& asking, const Spot& name, const Spot& number, const Spot& port_name) {
  if (name.text().empty()) return;
  const std::string_view space = asking.member.space;
  const Member* service = asking.set.find("Service", space, name.text());
  if (service == nullptr) {
    if (asking.set.exists("Service", space, name.text())) return;
    support::Nearest near(name.text());
    for (const Member& other : asking.set.members()) {
      if (other.kind == "Service" && other.space == space) near.offer(other.name);
    }
    asking.report.add(name, Kind::dangling,
                      fmt::format("there is no Service {} in namespace `{}`", quoted(name.text()), space),
                      did_you_mean(near.best()));
    return;
  }
  const auto ports = service->root.at({"spec", "ports"}).items();
  const auto wanted = number.integer();
  const auto fits = [&](const Spot& port) {
    return (wanted && port["port"].integer() == wanted) ||
           (!port_name.text().empty() && port["name"].text() == port_name.text());
  };
  if ((!wanted && port_name.text().empty()) || std::any_of(ports.begin(), ports.end(), fits)) return;
  const Spot& at = wanted ? number : port_name;
  asking.report.add(at, Kind::dangling,
                    fmt::format("the Service {} has no port {}", quoted(name.text()), quoted(at.scalar())));
}

void check_ingress_relations(const Asking& asking) {
  // The AWS load balancer controller takes the name of an annotation for a Service when the port is called so.
  const auto backend = [&](const Spot& at) {
    const Spot service = at["service"];
    if (service.at({"port", "name"}).text() == "use-annotation") return;
    check_backend(asking, service["name"], service.at({"port", "number"}), service.at({"port", "name"}));
  };
  backend(asking.spec()["defaultBackend"]);
  for (const Spot& rule : asking.spec()["rules"].items()) {
    for (const Spot& path : rule.at({"http", "paths"}).items()) backend(path["backend"]);
  }
}

void check_binding_relations(const Asking& asking) {
  const Spot service = asking.spec()["serviceRef"], port = service["port"];
  check_backend(asking, service["name"], port, port);
}

/// The workload that a reference names, if it is in the set; tells when there is none.
const Member* scaled(const Asking& asking, const Spot& target) {
  const Spot name = target["name"];
  const std::string_view kind = target["kind"] ? target["kind"].text() : "Deployment";
  if (name.text().empty()) return nullptr;
  const Member* found = asking.set.find(kind, asking.member.space, name.text());
  if (found == nullptr && !asking.set.exists(kind, asking.member.space, name.text())) {
    asking.report.add(
        name, Kind::dangling,
        fmt::format("there is no {} {} in namespace `{}`", kind, quoted(name.text()), asking.member.space));
  }
  return found;
}

const Workload* workload_of(const Asking& asking, const Member* object) {
  for (const Workload& workload : asking.set.workloads()) {
    if (workload.object == object) return &workload;
  }
  return nullptr;
}

/// A share of what containers ask for is unknown when one of them asks for nothing: the autoscaler then does nothing.
/// Source: kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale, "how does it work".
void check_requests(const Asking& asking, const Workload& workload, const Spot& metric) {
  const bool one = metric["type"].text() == "ContainerResource";
  const Spot source = metric[one ? "containerResource" : "resource"];
  if (!source.at({"target", "averageUtilization"}) || source["name"].text().empty()) return;
  const std::string_view resource = source["name"].text(), wanted = source["container"].text();
  bool found = !one;
  for (const Spot& container : workload.spec()["containers"].items()) {
    const std::string_view name = container["name"].text();
    if (one && name != wanted) continue;
    found = true;
    const Spot resources = container["resources"];
    if (resources["requests"][resource] || resources["limits"][resource]) continue;
    if (workload.spec().at({"resources", "requests", resource})) continue;
    asking.report.add(
        source, Kind::ineffective,
        fmt::format("the container {} requests no `{}`: there is nothing to take a share of", quoted(name), resource),
        fmt::format("give it `resources.requests.{}`", resource));
  }
  if (!found) {
    asking.report.add(source["container"], Kind::dangling,
                      fmt::format("the pods have no container {}", quoted(wanted)));
  }
}

void check_autoscaler_relations(const Asking& asking) {
  const Member* target = scaled(asking, asking.spec()["scaleTargetRef"]);
  const Workload* workload = workload_of(asking, target);
  if (workload == nullptr) return;
  for (const Spot& metric : asking.spec()["metrics"].items()) check_requests(asking, *workload, metric);
}

/// How many pods there are, if nobody scales them: then the number is what is written, or 1.
std::optional<std::int64_t> replicas_of(const Asking& asking, const Workload& workload) {
  const Member& object = *workload.object;
  if (object.kind == "Pod") return 1;
  if (object.kind != "Deployment" && object.kind != "StatefulSet" && object.kind != "ReplicaSet" &&
      object.kind != "Rollout") {
    return std::nullopt;
  }
  for (const Member& other : asking.set.members()) {
    const bool scaler = other.kind == "HorizontalPodAutoscaler" || other.kind == "ScaledObject";
    const Spot target = other.root.at({"spec", "scaleTargetRef"});
    if (scaler && other.space == object.space && target["name"].text() == object.name) return std::nullopt;
  }
  return object.root.at({"spec", "replicas"}).integer().value_or(1);
}

void check_eviction(const Asking& asking, const std::vector<const Workload*>& pods) {
  const Spot least = asking.spec()["minAvailable"], most = asking.spec()["maxUnavailable"];
  const std::string help = "nodes with these pods cannot be drained";
  const auto few = share_of(least), away = share_of(most);
  if (away && away->zero()) {
    asking.report.add(most, Kind::ineffective, "allows no pod to be evicted", help);
    return;
  }
  if (few && few->percent && few->value >= 100) {
    asking.report.add(least, Kind::ineffective, "allows no pod to be evicted", help);
    return;
  }
  std::int64_t total = 0;
  for (const Workload* workload : pods) {
    const auto replicas = replicas_of(asking, *workload);
    if (!replicas) return;
    total += *replicas;
  }
  if (few && total > 0 && few->of(total, true) >= total) {
    asking.report.add(least, Kind::ineffective,
                      fmt::format("allows no pod to be evicted: there {} {}", total == 1 ? "is" : "are", total), help);
  }
}

void check_budget_relations(const Asking& asking) {
  const Spot selector = asking.spec()["selector"];
  if (!selector) return;
  const auto pods = pods_where(asking, [&](const Labels& labels) { return selects(selector, labels); });
  if (pods.empty() && pods_are_known(asking)) {
    asking.report.add(selector, Kind::ineffective, "the selector hits no pod of the environment");
  }
  check_eviction(asking, pods);
}

void check_policy_relations(const Asking& asking) {
  const Spot selector = asking.spec()["podSelector"];
  if (!selector || selects_all(selector) || !pods_are_known(asking)) return;
  if (pods_where(asking, [&](const Labels& labels) { return selects(selector, labels); }).empty()) {
    asking.report.add(selector, Kind::ineffective, "the selector hits no pod of the environment");
  }
}

void check_rollout_relations(const Asking& asking) {
  const Spot strategy = asking.spec()["strategy"], none;
  for (const char* key : {"activeService", "previewService"})
    check_backend(asking, strategy.at({"blueGreen", key}), none, none);
  for (const char* key : {"canaryService", "stableService"})
    check_backend(asking, strategy.at({"canary", key}), none, none);
  if (asking.spec()["workloadRef"]) scaled(asking, asking.spec()["workloadRef"]);
}

void check_scaled_object_relations(const Asking& asking) { scaled(asking, asking.spec()["scaleTargetRef"]); }

void check_role_binding_relations(const Asking& asking) {
  const Spot role = asking.member.root["roleRef"], name = role["name"];
  // ClusterRoles come with Kubernetes and with operators.
  if (role["kind"].text() == "Role" && !name.text().empty() &&
      !asking.set.exists("Role", asking.member.space, name.text())) {
    asking.report.add(name, Kind::dangling,
                      fmt::format("there is no Role {} in namespace `{}`", quoted(name.text()), asking.member.space));
  }
}

struct Row {
  std::string_view kind;
  void (*check)(const Asking&);
};

constexpr auto kRows = std::to_array<Row>({{"Service", check_service_relations},
                                           {"Ingress", check_ingress_relations},
                                           {"TargetGroupBinding", check_binding_relations},
                                           {"HorizontalPodAutoscaler", check_autoscaler_relations},
                                           {"ScaledObject", check_scaled_object_relations},
                                           {"PodDisruptionBudget", check_budget_relations},
                                           {"NetworkPolicy", check_policy_relations},
                                           {"Rollout", check_rollout_relations},
                                           {"RoleBinding", check_role_binding_relations}});

}  // namespace

void check_relations(const ObjectSet& set, const Member& member, const MemberReport& report) {
  for (const Row& row : kRows) {
    if (row.kind == member.kind) row.check({set, member, report});
  }
}

}  // namespace infragen::verify
