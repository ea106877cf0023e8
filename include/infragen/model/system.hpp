#pragma once
/// An environment with its references bound, and what was derived from it: the values between resolve and lower.

#include <map>
#include <span>
#include <string>
#include <vector>

#include "infragen/model/traits.hpp"

namespace infragen::model {

/// Where an object stands; filled by resolve for every kind that lives in subnets.
struct Place {
  std::string network;     ///< address; empty: none
  std::string tier;
};

struct Resolved {
  Environment env;
  Traits traits;
  std::vector<Edge> edges;             ///< sorted by from, target, role
  std::map<ObjectId, Place> places;

  /// Makes what follows answer; once, when traits and edges are complete.
  void index();
  std::span<const Edge> from(ObjectId id) const;
  std::vector<const Edge*> to(ObjectId id) const;          ///< in the order of `edges`
  const Principal* principal(ObjectId id) const;           ///< null: runs nothing
  const Relay* relay(ObjectId id) const;                   ///< null: passes nothing on
  const Host* host(ObjectId workload) const;               ///< what runs it; null: nothing does, or it is a machine itself
  /// Whether it runs in Kubernetes, and not as a task.
  bool in_kubernetes(ObjectId workload) const {
    const Host* found = host(workload);
    return found != nullptr && found->runs == Orchestrator::kubernetes;
  }

 private:
  std::map<ObjectId, std::vector<std::size_t>> to_;
  std::map<ObjectId, std::size_t> principals_, relays_;
};

/// One subnet's addresses.
struct SubnetBlock {
  ObjectId network;
  std::string tier;
  std::string zone;
  schema::Cidr block;
  source::OriginId origin = source::no_origin;
  bool allocated = false;              ///< by the lock, not by `netnum`
};

struct SecurityGroup {
  view::Identity id;
  ObjectId owner;
  std::string network;
};

/// One end of a permitted connection.
struct SecurityRule {
  view::Identity id;                   ///< belongs to the consumer
  view::Identity group;                ///< on which it stands
  bool inbound = false;
  std::int64_t port = 0;
  view::Identity peer;                 ///< a group; no role: see `block`
  std::string block;                   ///< CIDR
  std::string description;
  source::OriginId origin = source::no_origin;
};

/// One connection that a workload of Kubernetes may make or take, beside DNS.
struct PacketRule {
  bool inbound = false;
  std::int64_t port = 0;
  ObjectId peer;                       ///< a workload of the cluster; unknown: see `blocks`
  std::vector<std::string> blocks;     ///< CIDR
  source::OriginId origin = source::no_origin;
  auto operator<=>(const PacketRule&) const = default;
};

struct Statement {
  std::string sid;
  std::vector<std::string> actions;
  std::vector<view::Rope> resources;
  source::OriginId origin = source::no_origin;
};

/// What a role may do, from all edges of its owner.
struct RolePolicy {
  view::Identity role;
  ObjectId owner;                      ///< whose edges these are: their stack holds the policy
  std::vector<Statement> statements;
};

struct Variable {
  std::string name;
  view::Rope value;                    ///< of a secret: what the host injects from
  bool secret = false;
  source::OriginId origin = source::no_origin;
};

/// Under which name, and with which proof of it, an entry answers.
struct Served {
  ObjectId zone;
  ObjectId certificate;
};

struct Derived {
  std::map<ObjectId, Served> served;   ///< entries with a host
  std::vector<SubnetBlock> subnets;    ///< sorted by network, then tier and zone in address order
  std::vector<SecurityGroup> groups;
  std::vector<SecurityRule> rules;
  std::map<ObjectId, std::vector<PacketRule>> packets;   ///< of workloads of Kubernetes
  std::vector<RolePolicy> policies;
  std::map<ObjectId, std::vector<Variable>> variables;
  std::map<ObjectId, std::string> hosts;   ///< first labels of host names that outlived a rename
};

struct System {
  Resolved resolved;
  Derived derived;

  Environment& env() { return resolved.env; }
  const Environment& env() const { return resolved.env; }
};

}  // namespace infragen::model
