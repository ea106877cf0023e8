#include "kustomize/known.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace infragen::kustomize {
namespace {

struct Type {
  std::string_view api_version;
  std::string_view kind;
};

bool is_in(std::span<const Type> types, std::string_view api_version, std::string_view kind) {
  return std::any_of(types.begin(), types.end(),
                     [&](const Type& type) { return type.api_version == api_version && type.kind == kind; });
}

// Where the pod lies in objects of a type.
struct PodPlace {
  Type type;
  std::string_view path;
};
constexpr std::array<PodPlace, 10> kPods = {{
    {{"apps/v1", "DaemonSet"}, "spec/template/spec"},
    {{"apps/v1", "Deployment"}, "spec/template/spec"},
    {{"apps/v1", "ReplicaSet"}, "spec/template/spec"},
    {{"apps/v1", "StatefulSet"}, "spec/template/spec"},
    {{"batch/v1", "CronJob"}, "spec/jobTemplate/spec/template/spec"},
    {{"batch/v1", "Job"}, "spec/template/spec"},
    {{"batch/v1beta1", "CronJob"}, "spec/jobTemplate/spec/template/spec"},
    {{"v1", "Pod"}, "spec"},
    {{"v1", "PodTemplate"}, "template/spec"},
    {{"v1", "ReplicationController"}, "spec/template/spec"},
}};

struct MergedList {
  std::string_view path;
  std::string_view key;
  std::string_view second = {};
};
// Below the pod. Containers that are added to running pods have no ports there.
constexpr std::array<MergedList, 18> kPodLists = {{
    {"containers", "name"},
    {"containers/[]/env", "name"},
    {"containers/[]/ports", "containerPort", "protocol"},
    {"containers/[]/volumeDevices", "devicePath"},
    {"containers/[]/volumeMounts", "mountPath"},
    {"ephemeralContainers", "name"},
    {"ephemeralContainers/[]/env", "name"},
    {"ephemeralContainers/[]/volumeDevices", "devicePath"},
    {"ephemeralContainers/[]/volumeMounts", "mountPath"},
    {"hostAliases", "ip"},
    {"imagePullSecrets", "name"},
    {"initContainers", "name"},
    {"initContainers/[]/env", "name"},
    {"initContainers/[]/ports", "containerPort", "protocol"},
    {"initContainers/[]/volumeDevices", "devicePath"},
    {"initContainers/[]/volumeMounts", "mountPath"},
    {"topologySpreadConstraints", "topologyKey", "whenUnsatisfiable"},
    {"volumes", "name"},
}};

struct TypeList {
  Type type;
  MergedList list;
};
constexpr std::array<TypeList, 6> kOtherLists = {{
    {{"v1", "Service"}, {"spec/ports", "port", "protocol"}},
    {{"v1", "ServiceAccount"}, {"secrets", "name"}},
    {{"admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration"}, {"webhooks", "name"}},
    {{"admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"}, {"webhooks", "name"}},
    {{"admissionregistration.k8s.io/v1beta1", "MutatingWebhookConfiguration"}, {"webhooks", "name"}},
    {{"admissionregistration.k8s.io/v1beta1", "ValidatingWebhookConfiguration"}, {"webhooks", "name"}},
}};

constexpr std::array<Type, 36> kClusterScoped = {{
    {"admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration"},
    {"admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"},
    {"admissionregistration.k8s.io/v1beta1", "MutatingWebhookConfiguration"},
    {"admissionregistration.k8s.io/v1beta1", "ValidatingWebhookConfiguration"},
    {"apiextensions.k8s.io/v1", "CustomResourceDefinition"},
    {"apiextensions.k8s.io/v1beta1", "CustomResourceDefinition"},
    {"apiregistration.k8s.io/v1", "APIService"},
    {"apiregistration.k8s.io/v1beta1", "APIService"},
    {"certificates.k8s.io/v1", "CertificateSigningRequest"},
    {"certificates.k8s.io/v1beta1", "CertificateSigningRequest"},
    {"flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema"},
    {"flowcontrol.apiserver.k8s.io/v1beta1", "PriorityLevelConfiguration"},
    {"networking.k8s.io/v1", "IngressClass"},
    {"networking.k8s.io/v1beta1", "IngressClass"},
    {"node.k8s.io/v1", "RuntimeClass"},
    {"node.k8s.io/v1beta1", "RuntimeClass"},
    {"policy/v1beta1", "PodSecurityPolicy"},
    {"rbac.authorization.k8s.io/v1", "ClusterRole"},
    {"rbac.authorization.k8s.io/v1", "ClusterRoleBinding"},
    {"rbac.authorization.k8s.io/v1beta1", "ClusterRole"},
    {"rbac.authorization.k8s.io/v1beta1", "ClusterRoleBinding"},
    {"scheduling.k8s.io/v1", "PriorityClass"},
    {"scheduling.k8s.io/v1beta1", "PriorityClass"},
    {"storage.k8s.io/v1", "CSIDriver"},
    {"storage.k8s.io/v1", "CSINode"},
    {"storage.k8s.io/v1", "StorageClass"},
    {"storage.k8s.io/v1", "VolumeAttachment"},
    {"storage.k8s.io/v1beta1", "CSIDriver"},
    {"storage.k8s.io/v1beta1", "CSINode"},
    {"storage.k8s.io/v1beta1", "StorageClass"},
    {"storage.k8s.io/v1beta1", "VolumeAttachment"},
    {"v1", "ComponentStatus"},
    {"v1", "Namespace"},
    {"v1", "Node"},
    {"v1", "NodeProxyOptions"},
    {"v1", "PersistentVolume"},
}};

constexpr std::array<std::string_view, 4> kCounted = {"Deployment", "ReplicaSet", "ReplicationController",
                                                      "StatefulSet"};

const PodPlace* pod_of(std::string_view api_version, std::string_view kind) {
  const auto at = std::find_if(kPods.begin(), kPods.end(), [&](const PodPlace& pod) {
    return pod.type.api_version == api_version && pod.type.kind == kind;
  });
  return at == kPods.end() ? nullptr : &*at;
}

std::string joined(const Path& path) {
  std::string out;
  for (const std::string& key : path) {
    if (!out.empty()) out += '/';
    out += key;
  }
  return out;
}

std::vector<std::string> keys_of(const MergedList& list) {
  std::vector<std::string> out{std::string(list.key)};
  if (!list.second.empty()) out.emplace_back(list.second);
  return out;
}

}  // namespace

std::vector<std::string> merge_keys(std::string_view api_version, std::string_view kind, const Path& path) {
  if (path.empty() || path.back() == "[]" || !has_merge_keys(api_version, kind)) return {};
  const std::string text = joined(path);
  std::string_view rest = text;
  if (const PodPlace* pod = pod_of(api_version, kind)) {
    if (rest.size() <= pod->path.size() + 1 || !rest.starts_with(pod->path) || rest[pod->path.size()] != '/') return {};
    rest.remove_prefix(pod->path.size() + 1);
    const auto at =
        std::find_if(kPodLists.begin(), kPodLists.end(), [&](const auto& list) { return list.path == rest; });
    return at == kPodLists.end() ? std::vector<std::string>() : keys_of(*at);
  }
  const auto at = std::find_if(kOtherLists.begin(), kOtherLists.end(), [&](const TypeList& entry) {
    return entry.type.api_version == api_version && entry.type.kind == kind && entry.list.path == rest;
  });
  return at == kOtherLists.end() ? std::vector<std::string>() : keys_of(at->list);
}

bool has_merge_keys(std::string_view api_version, std::string_view kind) {
  return pod_of(api_version, kind) != nullptr ||
         std::any_of(kOtherLists.begin(), kOtherLists.end(), [&](const TypeList& entry) {
           return entry.type.api_version == api_version && entry.type.kind == kind;
         });
}

bool is_cluster_scoped(std::string_view api_version, std::string_view kind) {
  return is_in(kClusterScoped, api_version, kind);
}

bool has_replicas_field(std::string_view kind) {
  return std::find(kCounted.begin(), kCounted.end(), kind) != kCounted.end();
}

}  // namespace infragen::kustomize
