#pragma once
/// Facts that kinds tell about their objects, as plain records. Passes that cut across kinds read these and nothing
/// else; a kind may tell any number of each.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "infragen/model/environment.hpp"

namespace infragen::model {

/// When a fact is known. `injected` and `secret` never stand in a text: the host fetches them when a program starts.
enum class Phase : std::uint8_t { compile, apply, injected, secret };
inline bool is_injected(Phase phase) { return phase == Phase::injected || phase == Phase::secret; }

/// What an identity is allowed to do; one statement of a policy. No actions: nothing is needed.
struct Right {
  std::string sid;
  std::vector<std::string> actions;
  std::vector<view::Rope> resources;
  bool of_user = false;    ///< each resource ends in the name of whoever has the right

  /// The resources, for who is called so.
  std::vector<view::Rope> resources_for(const std::string& user) const;
};

/// A named fact of something that can be used: `host`, `port`, `password`.
struct Fact {
  Phase phase = Phase::compile;
  view::Rope value;        ///< of what is injected: where the host is told to inject it from (`valueFrom`)
  Right needs = {};        ///< of who makes use of the fact: the host where it injects it, else the program's own role
  bool of_user = false;    ///< the value is the name of whoever stands at the other end of the edge
  std::optional<view::Rope> abroad = {};  ///< the value for who stands in another namespace; none: the same
};

/// A text that may be given at apply time, as a rope.
view::Rope rope_of(const schema::InputText& written, source::OriginId origin);
/// The account of an environment as it is written; empty: the one that the credentials point to. Two that are equal are one.
std::string account_text(const Environment& env);
/// `aws`, `aws-cn`, `aws-us-gov`: the second word of ARNs in that region.
std::string_view partition_of(std::string_view region);
/// The path of an element of a list: `certificate.site.names[0]`; without the address `names[0]`.
std::string element_path(std::string_view address, std::string_view field, std::size_t index);

/// What the program's own role may do because of an edge of that role, unless the host injects all that it takes.
struct Grant {
  std::string role;
  Right right;
};

/// Where something can be reached, or an API behind which it stands.
struct Endpoint {
  ObjectId owner;
  std::string part;                     ///< `popcorn` of `postgres.main/popcorn`; empty: the whole
  std::vector<std::string> roles;       ///< of edges that come here; none: it has facts and nothing else
  std::int64_t port = 0;                ///< 0: an AWS API, reached by HTTPS, guarded by IAM alone
  view::Identity group;                 ///< the security group in front; no role: none
  std::string network;                  ///< address of the network; empty: outside of all, behind a way out
  std::string tier;
  std::string space = {};               ///< namespace, inside a cluster of Kubernetes; empty: in none
  bool needs_dns = false;               ///< its host name lives in a private zone
  bool has_dns = true;
  /// A resource of ours whose name is the first label of `host`, and what stands behind it; no role: there is none.
  view::Identity host_named_by;
  std::string host_suffix;
  std::vector<std::int64_t> among;      ///< ports on which its own members reach each other
  std::map<std::string, Fact> facts;
  std::vector<Grant> grants;
  std::optional<std::int64_t> connections;  ///< that one instance takes at most; none: it is not known
  std::int64_t readers = 0;             ///< instances beside the first, which serve roles that only read; at least
  const Field<std::int64_t>* pool = nullptr;  ///< connections that each copy of a user holds at most; null: nobody said
  source::OriginId origin = source::no_origin;
};

/// A door of a network to one service of AWS (a VPC endpoint), for packets that need no way out then.
struct Door {
  ObjectId owner;
  std::string network;                  ///< address
  std::string service;                  ///< as AWS calls it there: `ecr.api`
  view::Identity group;                 ///< the security group in front; no role: none, as routes lead there
  std::string tier;                     ///< in whose subnets it takes addresses; empty: in none
  source::OriginId origin = source::no_origin;
};

/// What a program takes from the internet beyond AWS's own services before it runs.
struct Elsewhere {
  std::string place;                    ///< `docker.io`; empty: nothing
  std::string_view instead;             ///< how it could do without
};

/// Something that runs code of ours under identities of its own.
struct Principal {
  ObjectId owner;
  ObjectId host;                        ///< what runs it; itself, if it is a machine
  view::Identity runtime;               ///< the program's own role
  view::Identity deliver;               ///< the host's role that pulls, logs and injects
  view::Identity group;
  std::string network;
  std::string tier;
  source::OriginId origin = source::no_origin;
  std::string_view unit;                ///< what a copy of it is called: `task`
  std::string_view fetches;             ///< what a copy takes from outside of the VPC when it starts
  std::int64_t copies = 1;              ///< at most, beside those that a deployment replaces
  std::string called;                   ///< under which name others know it; survives a rename
  std::vector<std::string> services = {};   ///< of AWS that it calls without an edge, as doors name them
  Elsewhere elsewhere = {};
  bool has_address = false;             ///< on the internet: a tier with `route: internet` is a way out for it
  std::string space = {};               ///< namespace, inside a cluster of Kubernetes; empty: in none
  bool group_is_open = false;           ///< AWS made the group, and what comes from inside may go anywhere
};

/// Passes requests on: its routes are edges.
struct Relay {
  ObjectId owner;
  view::Identity group;
  std::string network;
  std::string tier;
  std::vector<std::int64_t> listens;
  std::vector<std::string> from;        ///< `internet`, or blocks
  struct Hop {
    std::string pattern;
    std::string target;                 ///< address as written
    source::OriginId origin = source::no_origin;
  };
  std::vector<Hop> routes;
  source::OriginId origin = source::no_origin;  ///< of `from`
  view::Rope host;                      ///< the name that clients ask for; empty: none
  source::OriginId host_origin = source::no_origin;
  const Field<schema::Address>* zone = nullptr;         ///< that shall hold the name; not present: the one that fits
  const Field<schema::Address>* certificate = nullptr;
};

/// What decides where a copy runs, and how it is told to.
enum class Orchestrator : std::uint8_t { ecs, kubernetes };

/// Runs workloads.
struct Host {
  ObjectId owner;
  std::string network;                  ///< of a cluster outside of AWS: the cluster itself
  view::Identity deliver;
  std::string dns_suffix;               ///< empty: workloads cannot find each other
  Orchestrator runs = Orchestrator::ecs;
  bool at_aws = true;
  view::Identity group = {};            ///< the security group of all its workloads; no role: each has its own
  std::string tier = {};                ///< of all its workloads; empty: each has its own
  bool policed = false;                 ///< NetworkPolicies hold in it
  std::string version = {};             ///< of Kubernetes
};

/// Holds the names below a domain.
struct Zone {
  ObjectId owner;
  view::Rope domain;
};

/// Proves that a host is who it says.
struct Certificate {
  ObjectId owner;
  ObjectId zone;                        ///< in which the proof stands
  std::vector<view::Rope> names;        ///< `*.` at the beginning stands for one label
  source::OriginId origin = source::no_origin;  ///< of `names`
};

/// What a metric of CloudWatch is counted in, for people.
enum class MetricUnit : std::uint8_t { count, percent, bytes, seconds };
struct Quantity {
  std::int64_t value = 0;
  MetricUnit unit = MetricUnit::count;
};
/// `5`, `80%`, `10Gi`, `2m`; nothing when it is none of these.
std::optional<Quantity> read_quantity(std::string_view text);

/// One metric that an alarm can stand on, and when it is out of order by default.
struct Metric {
  std::string_view name;                ///< as people write it: `cpu`
  std::string about;                    ///< what is wrong when the alarm goes off
  std::string_view space, metric;       ///< CloudWatch's own: `AWS/ECS`, `CPUUtilization`
  std::vector<std::pair<std::string, view::Rope>> dimensions;
  std::string_view statistic = "Average";
  MetricUnit unit = MetricUnit::percent;
  std::int64_t threshold = 0;           ///< in the unit
  bool below = false;                   ///< too little is wrong, not too much
  bool counted = false;                 ///< added up over the window, instead of measured each minute of it
  std::int64_t window = 300;            ///< seconds
  std::string_view missing = "missing"; ///< what silence means: CloudWatch's `treat_missing_data`
  std::string key = {};                 ///< tells several of one name apart: a node
  ObjectId peer = {};                   ///< or another object does: a load balancer
  std::int64_t scale = 1;               ///< of CloudWatch's unit in ours: 1000 where it has milliseconds
};

/// Has metrics that alarms can stand on.
struct Observed {
  ObjectId owner;
  const Field<Alarms>* alarms = nullptr;
  std::vector<Metric> metrics;
};

struct Traits {
  /// Texts with facts, by the path of their field: `alb.public.host`. What could not be read is not there.
  std::map<std::string, view::Rope> texts;
  std::vector<Zone> zones;
  std::vector<Certificate> certificates;
  std::vector<Endpoint> endpoints;
  std::vector<Door> doors;
  std::vector<Principal> principals;
  std::vector<Relay> relays;
  std::vector<Host> hosts;
  std::vector<Observed> observed;
};

/// One edge of the system. `from` acts, `to` is reached.
struct Edge {
  ObjectId from;
  ObjectId to;
  std::string target;                   ///< as written: `postgres.main/popcorn`
  std::string role;
  std::size_t endpoint = 0;             ///< in `Traits::endpoints`
  enum class Why : std::uint8_t { uses, route } why = Why::uses;
  source::OriginId origin = source::no_origin;   ///< the role, or the route
  const EdgeOptions* options = nullptr;
};

}  // namespace infragen::model
