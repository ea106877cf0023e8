// Connections: what all users of a server hold at most, against what it takes.

#include <fmt/format.h>

#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "check/passes.hpp"

namespace infragen::check {
namespace {

using model::Edge;
using model::Endpoint;
using model::ObjectId;

/// What one user holds on one server.
struct Share {
  const Edge* edge = nullptr;
  std::int64_t copies = 0;
  const schema::Field<std::int64_t>* pool = nullptr;
  std::int64_t held() const { return copies * **pool; }
};

/// Edges of one server that end at the same instances.
struct Side {
  std::vector<Share> shares;
  std::int64_t instances = 1;
  std::int64_t takes = 0;       ///< of one instance
};

void hold(Judge& judge, ObjectId server, bool reads, const Side& side) {
  std::int64_t held = 0, copies = 0;
  for (const Share& share : side.shares) {
    held += share.held();
    copies += share.copies;
  }
  const std::int64_t takes = side.takes * side.instances;
  if (held <= takes) return;
  const std::string what = side.instances > 1 ? fmt::format("set of {} readers", side.instances) : "server of its class";
  auto finding = judge.report(connections_do_not_fit, server, judge.at(side.shares.front().pool->mark, server),
                              reads ? "only reads" : "uses", judge.address(server), held, what, takes);
  for (const Share& share : side.shares) {
    finding.also(judge.span(share.edge->origin), fmt::format("{}: {} x {} = {}", judge.address(share.edge->from), share.copies, **share.pool, share.held()));
  }
  finding.help(takes >= copies ? fmt::format("`pool: {}` fits; or fewer copies, or a class with more memory", takes / copies) : "fewer copies, or a class with more memory");
}

}  // namespace

void connections(Judge& judge) {
  const auto& traits = judge.system().resolved.traits;
  // A user that has several databases of a server holds a pool of each; one with two roles on one database holds one.
  std::map<ObjectId, std::map<bool, Side>> servers;
  std::set<std::tuple<ObjectId, std::size_t, bool>> counted;
  for (const Edge& edge : judge.system().resolved.edges) {
    const Endpoint& endpoint = traits.endpoints[edge.endpoint];
    if (!endpoint.connections || endpoint.pool == nullptr || !judge.ours(endpoint.owner)) continue;
    const model::Principal* principal = judge.system().resolved.principal(edge.from);
    const bool reads = edge.role == "read" && endpoint.readers > 0;
    if (principal == nullptr || !counted.insert({edge.from, edge.endpoint, reads}).second) continue;
    Side& side = servers[endpoint.owner][reads];
    side.takes = *endpoint.connections;
    side.instances = reads ? endpoint.readers : 1;
    side.shares.push_back({&edge, principal->copies, endpoint.pool});
  }
  for (const auto& [server, sides] : servers) {
    for (const auto& [reads, side] : sides) hold(judge, server, reads, side);
  }
}

}  // namespace infragen::check
