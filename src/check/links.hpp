#pragma once
// The hops of an edge with what `check` needs to report the one that fails.

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "infragen/check/reachability.hpp"

namespace infragen::check {

enum class Broken : std::uint8_t { nothing, network, way_out, door, door_shut, egress, ingress, discovery, credential, permission };

struct Link {
  Hop hop;
  Broken as = Broken::nothing;   ///< what it is when it fails
  source::Span missing;          ///< where the missing thing would stand
  std::string missing_text;      ///< label there
  std::string help;
  std::string subject = {};      ///< of a door: the service behind it; of one that is shut: its network
};

/// One end of an edge: who sends, from where.
struct End {
  model::ObjectId owner;
  view::Identity group;
  std::string network;
  std::string tier;
  const model::Principal* principal = nullptr;   ///< null: a relay
};

/// What was derived, by what is asked for. Points into the system.
struct Lookup {
  const model::System* system;
  std::set<view::Identity> groups;
  std::map<std::tuple<view::Identity, bool, std::int64_t>, std::vector<const model::SecurityRule*>> rules;     ///< group, inbound, port
  std::map<std::pair<view::Identity, model::ObjectId>, std::vector<const model::RolePolicy*>> policies;        ///< role, whose edges
  std::map<model::ObjectId, std::vector<const model::RolePolicy*>> policies_of;   ///< whose edges
};
Lookup lookup(const model::System& system);

/// The services of AWS that a workload is known to call, as doors name them: to start, to be given its secrets, and by its
/// edges.
std::set<std::string> services_called(const Lookup& known, const model::Principal& principal);

/// Empty when the object neither runs code nor passes requests on.
std::vector<Link> links(const Lookup& known, const model::Edge& edge);
std::vector<Link> platform_links(const Lookup& known, const model::Principal& principal);

}  // namespace infragen::check
