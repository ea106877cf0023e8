#include <fmt/format.h>

#include <set>

#include "derive/passes.hpp"

namespace infragen::derive {
namespace {

using model::Edge;
using model::Endpoint;
using model::SecurityRule;
using view::Identity;

constexpr std::int64_t https = 443;

struct Pass {
  const model::Resolved& in;
  model::Derived& out;
  std::set<Identity> seen_groups;
  std::set<Identity> seen_rules;

  const std::string& address(model::ObjectId id) const { return in.env.objects.head(id).address; }

  void group(const Identity& id, model::ObjectId owner, const std::string& network) {
    if (id.role.empty() || id.object != address(owner) || model::kind(owner).states_group || !in.env.owns(owner) || !seen_groups.insert(id).second) return;
    out.groups.push_back({id, owner, network});
  }

  void rule(SecurityRule rule) {
    if (seen_rules.insert(rule.id).second) out.rules.push_back(std::move(rule));
  }

  /// Out of the consumer's group to what stands in no network. One rule a port, whatever is behind it: security groups
  /// know addresses, not names. HTTPS is open already.
  void reach_out(model::ObjectId from, const Identity& from_group, const Endpoint& to, source::OriginId origin) {
    if (from_group.role.empty() || to.port == 0 || to.port == https) return;
    rule({{address(from), "egress", fmt::format("internet-{}", to.port)}, from_group, false, to.port, {}, "0.0.0.0/0", fmt::format("to the internet port {}", to.port), origin});
  }

  /// Both ends of one connection: out of the consumer's group, into the producer's.
  /// A rule belongs to the group that it lets out: pods of one cluster share theirs.
  void connect(model::ObjectId from, const Identity& from_group, const Endpoint& to, source::OriginId origin) {
    const model::Principal* p = in.principal(from);
    const bool open = p != nullptr && p->group_is_open;
    if (to.network.empty()) return open ? void() : reach_out(from, from_group, to, origin);
    if (from_group.role.empty() || to.group.role.empty() || to.port == 0 || from_group == to.group) return;
    const std::string key = fmt::format("{}-{}", to.group.object, to.port);
    const std::string out_text = fmt::format("to {} port {}", to.group.object, to.port);
    const std::string in_text = fmt::format("from {} port {}", from_group.object, to.port);
    if (!open) rule({{from_group.object, "egress", key}, from_group, false, to.port, to.group, {}, out_text, origin});
    rule({{from_group.object, "ingress-at", key}, to.group, true, to.port, from_group, {}, in_text, origin});
  }

  void principal(const model::Principal& p) {
    group(p.group, p.owner, p.network);
    if (!in.env.owns(p.owner) || p.group.role.empty() || p.group_is_open) return;
    // Images, packages, logs and secrets come over HTTPS; without this nothing starts. DNS to the VPC's own resolver is not
    // subject to security groups (VPC user guide, "Security group rules").
    rule({{address(p.owner), "egress", "https"}, p.group, false, https, {}, "0.0.0.0/0", "to AWS APIs and other HTTPS", p.origin});
  }

  /// Into a door of the network. Private DNS leads everybody of the network there, whether an edge says so or not; out of
  /// their groups HTTPS is open.
  void door(const model::Door& d) {
    if (d.group.role.empty()) return;
    group(d.group, d.owner, d.network);
    for (const model::Principal& p : in.traits.principals) {
      if (p.network != d.network || p.group.role.empty() || !in.env.owns(p.owner)) continue;
      rule({{p.group.object, "ingress-at", fmt::format("{}-{}", d.group.object, https)}, d.group, true, https, p.group, {}, fmt::format("from {} port {}", p.group.object, https), d.origin});
    }
  }

  void relay(const model::Relay& r) {
    group(r.group, r.owner, r.network);
    if (!in.env.owns(r.owner)) return;
    for (const std::int64_t port : r.listens) {
      for (const std::string& from : r.from) {
        const std::string block = from == "internet" ? "0.0.0.0/0" : from;
        const std::string key = fmt::format("{}-{}", from, port);
        rule({{address(r.owner), "ingress", key}, r.group, true, port, {}, block, fmt::format("from {} port {}", from, port), r.origin});
      }
    }
  }

  /// What has several members may need them to reach each other: both ends of one group.
  void members(const Endpoint& e) {
    if (e.group.role.empty() || !in.env.owns(e.owner)) return;
    for (const std::int64_t port : e.among) {
      const std::string key = fmt::format("members-{}", port);
      const std::string text = fmt::format("between members, port {}", port);
      rule({{address(e.owner), "egress", key}, e.group, false, port, e.group, {}, text, e.origin});
      rule({{address(e.owner), "ingress", key}, e.group, true, port, e.group, {}, text, e.origin});
    }
  }

  const Identity* group_of(model::ObjectId id) const {
    if (const auto* p = in.principal(id)) return &p->group;
    const auto* r = in.relay(id);
    return r == nullptr ? nullptr : &r->group;
  }
};

}  // namespace

void open_security_groups(const model::Resolved& in, model::Derived& out) {
  Pass pass{in, out, {}, {}};
  for (const auto& p : in.traits.principals) pass.principal(p);
  for (const auto& r : in.traits.relays) pass.relay(r);
  for (const auto& d : in.traits.doors) pass.door(d);
  for (const auto& e : in.traits.endpoints) {
    pass.group(e.group, e.owner, e.network);
    pass.members(e);
  }
  for (const Edge& edge : in.edges) {
    if (!in.env.owns(edge.from)) continue;   // its rules come with its shared stack
    if (const Identity* from = pass.group_of(edge.from)) pass.connect(edge.from, *from, in.traits.endpoints[edge.endpoint], edge.origin);
  }
}

}  // namespace infragen::derive
