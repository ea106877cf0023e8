#pragma once
/// Pods, as templates and by themselves. Source of the rules: ValidatePodSpec and what it calls, of
/// k8s.io/kubernetes/pkg/apis/core/validation; kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1.

#include <set>
#include <string_view>

#include "verify/kubernetes/rules.hpp"

namespace infragen::verify {

/// What the pod is for.
struct PodUse {
  bool always = false;                 ///< restartPolicy must be Always (Deployment and the like)
  bool job = false;                    ///< restartPolicy must be OnFailure or Never
  std::set<std::string_view> volumes;  ///< that exist beside those of the pod (volumeClaimTemplates)
};

void check_pod_template(const Rules& rules, const Spot& pod_template, const PodUse& use);
void check_pod_spec(const Rules& rules, const Spot& spec, const PodUse& use);

// volumes.cpp
void check_volumes(const Rules& rules, const Spot& volumes);
/// A PersistentVolumeClaim's `spec`.
void check_claim_spec(const Rules& rules, const Spot& spec);

// containers.cpp

struct ContainerUse {
  bool init = false;         ///< runs before the others
  bool restartable = false;  ///< an init container that stays
  bool host_network = false;
  const std::set<std::string_view>* volumes = nullptr;
  const Spot* pod_security = nullptr;
};
void check_container(const Rules& rules, const Spot& container, const ContainerUse& use);
void check_resources(const Rules& rules, const Spot& resources);
/// `seccompProfile` and `appArmorProfile` of a security context.
void check_profiles(const Rules& rules, const Spot& security);
/// A `fieldRef`: what a variable, or a file of a volume, may take from the pod.
void check_field_path(const Rules& rules, const Spot& reference, bool file);
/// A `resourceFieldRef`.
void check_resource_field(const Rules& rules, const Spot& reference);

// probes.cpp
void check_probes(const Rules& rules, const Spot& container, const ContainerUse& use);

// scheduling.cpp

/// Affinity, tolerations, spread, node selector.
void check_scheduling(const Rules& rules, const Spot& spec);

}  // namespace infragen::verify
