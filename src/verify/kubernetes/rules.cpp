#include "verify/kubernetes/rules.hpp"

#include <array>

#include "verify/kubernetes/kinds.hpp"

namespace infragen::verify {

namespace {

struct Row {
  std::string_view group, kind;
  KindRules rules;
};

constexpr auto kRows = std::to_array<Row>({
    {"", "ConfigMap", check_config_map},
    {"", "PersistentVolumeClaim", check_claim},
    {"", "Pod", check_pod},
    {"", "PodTemplate", check_pod_template_object},
    {"", "Secret", check_secret},
    {"", "Service", check_service},
    {"apps", "DaemonSet", check_daemon_set},
    {"apps", "Deployment", check_deployment},
    {"apps", "ReplicaSet", check_replica_set},
    {"apps", "StatefulSet", check_stateful_set},
    {"argoproj.io", "Rollout", check_rollout},
    {"autoscaling", "HorizontalPodAutoscaler", check_autoscaler},
    {"batch", "CronJob", check_cron_job},
    {"batch", "Job", check_job},
    {"karpenter.sh", "NodePool", check_node_pool},
    {"keda.sh", "ScaledObject", check_scaled_object},
    {"networking.k8s.io", "Ingress", check_ingress},
    {"networking.k8s.io", "NetworkPolicy", check_network_policy},
    {"policy", "PodDisruptionBudget", check_disruption_budget},
    {"rbac.authorization.k8s.io", "ClusterRole", check_cluster_role},
    {"rbac.authorization.k8s.io", "ClusterRoleBinding", check_cluster_role_binding},
    {"rbac.authorization.k8s.io", "Role", check_role},
    {"rbac.authorization.k8s.io", "RoleBinding", check_role_binding},
    {"scheduling.k8s.io", "PriorityClass", check_priority_class},
    {"storage.k8s.io", "StorageClass", check_storage_class},
});

}  // namespace

KindRules rules_of(std::string_view group, std::string_view kind) {
  for (const Row& row : kRows) {
    if (row.group == group && row.kind == kind) return row.rules;
  }
  return nullptr;
}

void check_rules(const Rules& rules, const Spot& object, const facts::ObjectKind& kind) {
  if (kind.scope == facts::Scope::none) return;
  check_metadata(rules, object, kind);
  const std::size_t slash = kind.api_version.find('/');
  const std::string_view group = slash == std::string_view::npos ? "" : kind.api_version.substr(0, slash);
  if (const KindRules own = rules_of(group, kind.kind)) own(rules, object);
}

}  // namespace infragen::verify
