/// Source: the ValidateUpdate of each kind in k8s.io/kubernetes/pkg/registry and pkg/apis/*/validation.

#include <fmt/format.h>

#include <array>

#include "infragen/support/text.hpp"
#include "infragen/verify/objects.hpp"
#include "verify/kubernetes/quantity.hpp"
#include "verify/kubernetes/spot.hpp"

namespace infragen::verify {

using yaml::Node;

namespace {

/// `unless_given`: the API server fills in what is not written, so that only two written values can differ.
enum class How : std::uint8_t { always, unless_given };

struct Row {
  std::string_view group, kind;
  std::string_view path;  ///< members joined with dots
  How how = How::always;
};

constexpr std::string_view kRbac = "rbac.authorization.k8s.io";

constexpr auto kRows = std::to_array<Row>({
    {"apps", "Deployment", "spec.selector"},   // ValidateDeploymentUpdate
    {"apps", "DaemonSet", "spec.selector"},    // daemonSetStrategy.ValidateUpdate
    {"apps", "ReplicaSet", "spec.selector"},   // rsStrategy.ValidateUpdate
    {"apps", "StatefulSet", "spec.selector"},  // ValidateStatefulSetUpdate
    {"apps", "StatefulSet", "spec.serviceName"},
    {"apps", "StatefulSet", "spec.podManagementPolicy", How::unless_given},
    {"apps", "StatefulSet", "spec.volumeClaimTemplates"},
    {"batch", "Job", "spec.template"},  // ValidateJobSpecUpdate
    {"batch", "Job", "spec.selector", How::unless_given},
    {"batch", "Job", "spec.completionMode", How::unless_given},
    {"", "Service", "spec.clusterIP", How::unless_given},  // ValidateServiceClusterIPsRelatedFields
    {"", "PersistentVolumeClaim", "spec.storageClassName", How::unless_given},  // ValidatePersistentVolumeClaimUpdate
    {"", "PersistentVolumeClaim", "spec.accessModes"},
    {"", "PersistentVolumeClaim", "spec.selector"},
    {"", "PersistentVolumeClaim", "spec.volumeMode", How::unless_given},
    {"", "PersistentVolumeClaim", "spec.volumeName", How::unless_given},
    {"", "PersistentVolumeClaim", "spec.dataSource"},
    {"", "Secret", "type", How::unless_given},  // ValidateSecretUpdate
    {kRbac, "RoleBinding", "roleRef"},          // ValidateRoleBindingUpdate
    {kRbac, "ClusterRoleBinding", "roleRef"},
    {"scheduling.k8s.io", "PriorityClass", "value"},  // ValidatePriorityClassUpdate
    {"scheduling.k8s.io", "PriorityClass", "preemptionPolicy", How::unless_given},
    {"storage.k8s.io", "StorageClass", "provisioner"},  // ValidateStorageClassUpdate
    {"storage.k8s.io", "StorageClass", "parameters"},
    {"storage.k8s.io", "StorageClass", "reclaimPolicy", How::unless_given},
    {"storage.k8s.io", "StorageClass", "volumeBindingMode", How::unless_given},
    {"networking.k8s.io", "IngressClass", "spec.controller"},        // ValidateIngressClassUpdate
    {"argoproj.io", "Rollout", "spec.selector"},                     // as that of its ReplicaSets
    {"elbv2.k8s.aws", "TargetGroupBinding", "spec.targetGroupARN"},  // its webhook
    {"elbv2.k8s.aws", "TargetGroupBinding", "spec.targetType", How::unless_given},
});

std::string_view group_of(std::string_view api) {
  const std::size_t slash = api.find('/');
  return slash == std::string_view::npos ? std::string_view() : api.substr(0, slash);
}

Spot find(const Spot& object, std::string_view path) {
  Spot out = object;
  for (const std::string_view step : support::split(path, '.')) out = out[step];
  return out;
}

bool same(const Spot& a, const Spot& b) {
  if (!a || !b) return !a && !b;
  return *a.node == *b.node;
}

/// An empty list or map is as good as none.
bool empty(const Spot& spot) {
  return !spot || (spot.is(Node::Kind::list) && spot.node->items.empty()) ||
         (spot.is(Node::Kind::map) && spot.node->members.empty()) || (spot.is(Node::Kind::text) && spot.text().empty());
}

void compare(const Report& report, const Spot& before, const Spot& after, How how) {
  if (same(before, after) || (empty(before) && empty(after))) return;
  if (how == How::unless_given && (empty(before) || empty(after))) return;
  report.add(after, ObjectProblem::Kind::immutable, "cannot be changed",
             "delete the object and make it anew, or keep the value");
}

/// `immutable: true` freezes the data, and stays (ValidateConfigMapUpdate, ValidateSecretUpdate).
void compare_frozen(const Report& report, const Spot& before, const Spot& after) {
  if (!before["immutable"].truth()) return;
  if (!after["immutable"].truth()) {
    report.add(after["immutable"], ObjectProblem::Kind::immutable, "cannot be taken back");
  }
  for (const char* key : {"data", "stringData", "binaryData"}) compare(report, before[key], after[key], How::always);
}

/// A claim may grow (where its class allows), and never shrink.
void compare_size(const Report& report, const Spot& before, const Spot& after) {
  const Spot size = after.at({"spec", "resources", "requests", "storage"});
  const auto old = parse_quantity(before.at({"spec", "resources", "requests", "storage"}).scalar());
  const auto now = parse_quantity(size.scalar());
  if (old && now && *now < *old) {
    report.add(size, ObjectProblem::Kind::immutable,
               fmt::format("{} is less than before: a claim cannot shrink", quoted(size.scalar())));
  }
}

}  // namespace

std::vector<ObjectProblem> immutable_changes(const Node& before_node, const Node& after_node) {
  std::vector<ObjectProblem> out;
  const Report report(out);
  const Spot before = Spot::root(before_node), after = Spot::root(after_node);
  const std::string_view kind = after["kind"].text(), group = group_of(after["apiVersion"].text());
  if (before["kind"].text() != kind || group_of(before["apiVersion"].text()) != group) return out;
  for (const Row& row : kRows) {
    if (row.kind == kind && row.group == group) compare(report, find(before, row.path), find(after, row.path), row.how);
  }
  const bool plain = group.empty();
  if (plain && (kind == "ConfigMap" || kind == "Secret")) compare_frozen(report, before, after);
  if (plain && kind == "PersistentVolumeClaim") compare_size(report, before, after);
  return out;
}

}  // namespace infragen::verify
