#pragma once
#include "infragen/model/common.hpp"

namespace infragen::model {

enum class ApiEndpoint : std::uint8_t { private_, public_, both };
enum class NodeCapacity : std::uint8_t { on_demand, spot };
enum class PodIdentity : std::uint8_t { irsa, pod_identity };
enum class ControlPlaneLog : std::uint8_t { api, audit, authenticator, controller_manager, scheduler };

struct EksLogs {
  Field<List<ControlPlaneLog>> types;
  Field<schema::Duration> keep;
};

/// Software that AWS keeps in the cluster.
struct EksAddon {
  Field<std::string> version;
  Field<bool> network_policy;         ///< of vpc-cni alone: enforce NetworkPolicies
  Field<Map<schema::Raw>> values;     ///< in the add-on's own words
};

/// Nodes of one sort, of which AWS keeps a number.
struct NodeGroup {
  Field<std::string> name;
  Field<List<std::string>> types;
  Field<schema::CountRange> count;
  Field<std::int64_t> start;
  Field<NodeCapacity> capacity;
  Field<schema::Size> disk;
  Field<Map<std::string>> labels;
  Field<List<std::string>> policies;  ///< managed ones, beside those that a node must have
};

/// A Kubernetes cluster of AWS, with its nodes.
struct Eks {
  Common common;
  Field<schema::Version> version;
  Field<schema::Address> network;
  Field<std::string> tier;
  Field<ApiEndpoint> endpoint;
  Field<List<schema::Cidr>> from;     ///< blocks that reach a public endpoint
  Field<EksLogs> logs;
  Field<bool> encrypt;
  Field<PodIdentity> identity;
  Field<Map<EksAddon>> addons;
  Field<Map<NodeGroup>> nodes;
  Field<List<std::string>> policies;
};

/// The add-ons of a cluster: those that are written, or what every cluster needs.
std::vector<std::string> addons_of(const Eks& eks);
/// Whether the cluster's network enforces NetworkPolicies.
bool enforces_policies(const Eks& eks);

}  // namespace infragen::model

namespace infragen::schema {

template <>
struct Names<model::ApiEndpoint> {
  static constexpr std::string_view name = "endpoint access", values[] = {"private", "public", "both"};
};
template <>
struct Names<model::NodeCapacity> {
  static constexpr std::string_view name = "capacity type", values[] = {"ON_DEMAND", "SPOT"};
};
template <>
struct Names<model::PodIdentity> {
  static constexpr std::string_view name = "identity of pods", values[] = {"irsa", "pod-identity"};
};
template <>
struct Names<model::ControlPlaneLog> {
  static constexpr std::string_view name = "type of log", values[] = {"api", "audit", "authenticator", "controllerManager", "scheduler"};
};

}  // namespace infragen::schema
