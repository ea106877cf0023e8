#pragma once
/// The rules of single kinds. Each takes the whole object.

#include "verify/kubernetes/rules.hpp"

namespace infragen::verify {

using KindRules = void (*)(const Rules& rules, const Spot& object);
/// Null for a kind without rules of its own. Versions of one group have the same rules.
KindRules rules_of(std::string_view group, std::string_view kind);

// workloads.cpp
void check_pod(const Rules&, const Spot&);
void check_pod_template_object(const Rules&, const Spot&);
void check_deployment(const Rules&, const Spot&);
void check_stateful_set(const Rules&, const Spot&);
void check_daemon_set(const Rules&, const Spot&);
void check_replica_set(const Rules&, const Spot&);

// jobs.cpp
void check_job(const Rules&, const Spot&);
void check_cron_job(const Rules&, const Spot&);

// services.cpp
void check_service(const Rules&, const Spot&);
void check_ingress(const Rules&, const Spot&);
void check_network_policy(const Rules&, const Spot&);

// scaling.cpp
void check_autoscaler(const Rules&, const Spot&);
void check_disruption_budget(const Rules&, const Spot&);

// settings.cpp
void check_config_map(const Rules&, const Spot&);
void check_secret(const Rules&, const Spot&);
void check_claim(const Rules&, const Spot&);
void check_priority_class(const Rules&, const Spot&);
void check_storage_class(const Rules&, const Spot&);
void check_role(const Rules&, const Spot&);
void check_cluster_role(const Rules&, const Spot&);
void check_role_binding(const Rules&, const Spot&);
void check_cluster_role_binding(const Rules&, const Spot&);

// custom.cpp
void check_rollout(const Rules&, const Spot&);
void check_scaled_object(const Rules&, const Spot&);
void check_node_pool(const Rules&, const Spot&);

}  // namespace infragen::verify
