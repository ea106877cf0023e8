#include "check/links.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "infragen/model/aws_services.hpp"

namespace infragen::check {
namespace {

using model::Edge;
using model::Endpoint;
using model::Network;
using model::ObjectId;
using model::Principal;
using model::RouteKind;
using model::System;
using view::Identity;

constexpr std::string_view kNetwork = "network", kRoute = "route", kGroup = "security group", kDns = "DNS", kIam = "IAM", kCredential = "credential", kPolicy = "NetworkPolicy";
constexpr std::int64_t https = 443;

class Tracer {
 public:
  explicit Tracer(const Lookup& lookup) : lookup_(lookup), system_(*lookup.system) {}

  std::optional<End> end_of(ObjectId id) const {
    if (const Principal* p = principal(id)) return End{id, p->group, p->network, p->tier, p};
    const model::Relay* r = system_.resolved.relay(id);
    return r == nullptr ? std::nullopt : std::optional(End{id, r->group, r->network, r->tier, nullptr});
  }

  // ---- inside the VPC

  Link same_network(const End& from, const Endpoint& to) const {
    Link link{{fmt::format("{} and {} in {}", address(from.owner), address(to.owner), from.network), std::string(kNetwork), from.network == to.network}, Broken::network, {}, {}, {}};
    if (link.hop.ok) return link;
    link.hop.what = fmt::format("{} in {}, {} in {}", address(from.owner), from.network, address(to.owner), to.network);
    link.missing = head(to.owner).at;
    link.missing_text = fmt::format("stands in {}", to.network);
    link.help = "put both into one network";
    return link;
  }

  /// Amazon VPC user guide, "Route tables": the local route covers the VPC, in every table, and cannot be removed.
  Link local_route(const End& from, const Endpoint& to) const {
    const bool ok = tier(from.network, from.tier) != nullptr && (to.tier.empty() || tier(to.network, to.tier) != nullptr) && from.network == to.network;
    return {{fmt::format("tier {} to tier {}: the VPC's local route", from.tier, to.tier), std::string(kRoute), ok}, Broken::network, head(to.owner).at, {}, {}};
  }

  Link egress(const End& from, const Endpoint& to) const {
    return {{fmt::format("out of {} to {} on port {}", address(from.owner), address(to.owner), to.port), std::string(kGroup), is_open(from) || allows(from.group, false, to.port, to.group, to.network, to.tier)},
            Broken::egress, head(from.owner).at, "its security group", {}};
  }
  Link ingress(const End& from, const Endpoint& to) const {
    return {{fmt::format("into {} from {} on port {}", address(to.owner), address(from.owner), to.port), std::string(kGroup), (is_open(from) && from.group == to.group) || allows(to.group, true, to.port, from.group, from.network, from.tier)},
            Broken::ingress, head(to.owner).at, "its security group", {}};
  }

  Link dns(const Endpoint& to) const {
    Link link{{fmt::format("the name of {}", address(to.owner)), std::string(kDns), to.has_dns}, Broken::discovery, head(to.owner).at, "has no name to be found by", {}};
    const Principal* program = principal(to.owner);
    if (link.hop.ok || program == nullptr) return link;
    link.missing = head(program->host).at;
    link.missing_text = fmt::format("`{}` has no `discovery`", address(program->host));
    link.help = "`discovery: {dns: internal.example}` on the cluster";
    return link;
  }

  // ---- inside a cluster of Kubernetes

  const model::Host* host(ObjectId id) const { return system_.resolved.host(id); }
  bool in_kubernetes(ObjectId id) const { return system_.resolved.in_kubernetes(id); }
  bool in_one_cluster(const Edge& edge) const { return in_kubernetes(edge.from) && in_kubernetes(edge.to) && host(edge.from) == host(edge.to); }

  Link through_cluster(const Edge& edge) const {
    const Link link{{fmt::format("{} and {} in {}", address(edge.from), address(edge.to), address(host(edge.from)->owner)), std::string(kNetwork), true}, Broken::network, {}, {}, {}};
    return link;
  }

  /// What a NetworkPolicy lets out of a pod, or in; nothing where none hold.
  void policy(const Edge& edge, const End& from, const Endpoint& to, std::vector<Link>& out) const {
    const std::int64_t port = to.port == 0 ? https : to.port;
    if (in_kubernetes(edge.from) && host(edge.from)->policed) {
      const std::string& where = to.network.empty() ? edge.target : address(edge.to);
      const bool ok = any_packet(edge.from, false, port, edge.to, [&](const std::string& block) { return to.network.empty() ? block == "0.0.0.0/0" : covers(block, to.network, to.tier); });
      out.push_back({{fmt::format("out of {} to {} on port {}", address(edge.from), where, port), std::string(kPolicy), ok}, Broken::egress, head(edge.from).at, "its NetworkPolicy", {}});
    }
    if (in_kubernetes(edge.to) && host(edge.to)->policed) {
      const bool ok = any_packet(edge.to, true, port, edge.from, [&](const std::string& block) { return block == "0.0.0.0/0" || covers(block, from.network, from.tier); });
      out.push_back({{fmt::format("into {} from {} on port {}", address(edge.to), address(edge.from), port), std::string(kPolicy), ok}, Broken::ingress, head(edge.to).at, "its NetworkPolicy", {}});
    }
  }

  /// Outside of AWS nothing of it stands in the way.
  Link from_machine(const End& from, const std::string& to) const {
    return {{fmt::format("{} to {}: the machine's own way out", address(from.owner), to), std::string(kRoute), true}, Broken::way_out, {}, {}, {}};
  }
  bool on_machine(ObjectId id) const {
    const model::Host* found = host(id);
    return found != nullptr && !found->at_aws;
  }

  // ---- out of the VPC

  Link way_out(const End& from, const std::string& to) const {
    const Network* net = network(from.network);
    const model::Tier* t = tier(from.network, from.tier);
    Link link{{fmt::format("tier {} to {}: the NAT gateway", from.tier, to), std::string(kRoute), false}, Broken::way_out, {}, {}, {}};
    if (net == nullptr || t == nullptr) return link;
    const bool nat = *net->nat != model::NatMode::none;
    // Of a network that is there already the route is what people say.
    if (*t->route == RouteKind::internet && from.principal != nullptr && from.principal->has_address) {
      link.hop = {fmt::format("tier {} to {}: its own address", from.tier, to), std::string(kRoute), true};
      return link;
    }
    link.hop.ok = *t->route == RouteKind::nat && (net->existing.present() || (nat && has_internet(*net)));
    if (link.hop.ok) return link;
    if (*t->route == RouteKind::nat && !nat) {
      link.missing = span(net->nat.mark.origin);
      link.missing_text = "there is no NAT gateway";
      link.help = "`nat: single`, or `per-zone`";
    } else if (*t->route == RouteKind::nat) {
      link.missing = span(t->route.mark.origin);
      link.missing_text = "no tier has a way to the internet for the NAT gateway";
      link.help = "a tier with `route: internet`";
    } else {
      link.missing = span(t->route.mark.origin);
      link.missing_text = *t->route == RouteKind::isolated ? "nothing leaves this tier" : "from here only what has a public address gets out";
      link.help = "a tier with `route: nat`";
    }
    return link;
  }

  // ---- to services of AWS inside of the VPC

  const model::Door* door(const std::string& network, const std::string& service) const {
    for (const model::Door& d : system_.resolved.traits.doors) {
      if (d.network == network && d.service == service) return &d;
    }
    return nullptr;
  }
  bool has_doors(const std::string& network) const {
    const auto& doors = system_.resolved.traits.doors;
    return std::any_of(doors.begin(), doors.end(), [&](const model::Door& d) { return d.network == network; });
  }

  /// Gateway endpoints stand in the tables of all tiers without a way in; the names of interface endpoints mean them in the
  /// whole VPC.
  Link through_door(const End& from, const std::string& service) const {
    const bool ok = door(from.network, service) != nullptr;
    return {{fmt::format("tier {} to {}: {}", from.tier, service, ok ? "the endpoint in the VPC" : "an endpoint in the VPC"), std::string(kRoute), ok}, Broken::door, {}, {}, {}, service};
  }

  /// One group stands before all interfaces.
  std::optional<Link> door_open(const End& from, const std::set<std::string>& services) const {
    for (const std::string& service : services) {
      const model::Door* d = door(from.network, service);
      if (d == nullptr || d->group.role.empty()) continue;
      const bool ok = has_group(d->group) && any_rule(d->group, true, https, [&](const model::SecurityRule& r) { return r.peer == from.group && has_group(from.group); });
      return Link{{fmt::format("into the endpoints of {} from {} on port {}", d->network, address(from.owner), https), std::string(kGroup), ok}, Broken::door_shut, head(d->owner).at, "its endpoints", {}, d->network};
    }
    return std::nullopt;
  }

  /// Everything on the way to services of AWS; `what` speaks of them as a whole.
  void to_services(const End& from, const std::set<std::string>& services, const std::string& what, std::vector<Link>& out) const {
    Link nat = way_out(from, what);
    if (nat.hop.ok || services.empty() || !has_doors(from.network)) {
      out.push_back(std::move(nat));
    } else {
      for (const std::string& service : services) out.push_back(through_door(from, service));
    }
    out.push_back(internet_out(from, https));
    if (auto open = door_open(from, services)) out.push_back(std::move(*open));
  }

  Link internet_out(const End& from, std::int64_t port) const {
    const bool ok = is_open(from) || (has_group(from.group) && any_rule(from.group, false, port, [](const model::SecurityRule& r) { return r.block == "0.0.0.0/0"; }));
    return {{fmt::format("out of {} on port {}", address(from.owner), port), std::string(kGroup), ok}, Broken::egress, head(from.owner).at, "its security group", {}};
  }

  // ---- rights

  /// The password or value, if the endpoint has one: injected by the host, or read by the program itself.
  std::optional<Link> credential(const End& from, const Endpoint& to, const Edge& edge) const {
    if (from.principal == nullptr) return std::nullopt;
    const auto password = to.facts.find("password");
    if (password == to.facts.end() || password->second.phase != model::Phase::secret) return std::nullopt;
    const bool injected = is_injected(from.owner, password->second);
    const bool read = granted(from.principal->runtime, from.owner, password->second.needs, from.principal->called);
    Link link{{fmt::format("the password of {} {} {}", edge.target, injected ? "is injected into" : "is read by", address(from.owner)), std::string(kCredential), injected || read},
              Broken::credential, head(to.owner).at, "its password", {}};
    if (!link.hop.ok) {
      link.hop.what = fmt::format("the password of {} for {}", edge.target, address(from.owner));
      link.help = fmt::format("`variables: {{{}: {{DB_PASSWORD: \"${{password}}\"}}}}`, in the project or on the service", model::kind(to.owner).name);
    }
    return link;
  }

  /// The statements that the role of the edge needs, or the host's right to inject what is injected instead.
  std::optional<Link> permission(const End& from, const Endpoint& to, const Edge& edge) const {
    if (from.principal == nullptr) return std::nullopt;
    for (const auto& [name, fact] : to.facts) {
      if (!model::is_injected(fact.phase) || !is_injected(from.owner, fact)) continue;
      const bool ok = granted(from.principal->deliver, from.owner, fact.needs, from.principal->called);
      return Link{{fmt::format("{} reads what it injects", print(from.principal->deliver)), std::string(kIam), ok}, Broken::permission, head(to.owner).at, "what must be read", {}};
    }
    bool any = false, ok = true;
    for (const model::Grant& grant : to.grants) {
      if (grant.role != edge.role) continue;
      any = true;
      ok = ok && granted(from.principal->runtime, from.owner, grant.right, from.principal->called);
    }
    if (!any) return std::nullopt;
    return Link{{fmt::format("{} may `{}` {}", print(from.principal->runtime), edge.role, edge.target), std::string(kIam), ok}, Broken::permission, head(to.owner).at, "what must be allowed", {}};
  }

 private:
  const model::Environment& env() const { return system_.env(); }
  const model::Head& head(ObjectId id) const { return env().objects.head(id); }
  const std::string& address(ObjectId id) const { return head(id).address; }
  source::Span span(source::OriginId id) const { return env().origins.span(id); }

  const Principal* principal(ObjectId id) const { return system_.resolved.principal(id); }

  const Network* network(const std::string& address) const {
    const ObjectId id = env().objects.find(address);
    return id.known() && id.kind == model::Objects::kind_of<Network>() ? &env().objects.get<Network>(id) : nullptr;
  }
  const model::Tier* tier(const std::string& network_address, const std::string& name) const {
    const Network* net = network(network_address);
    if (net == nullptr) return nullptr;
    const auto found = net->tiers->find(name);
    return found == net->tiers->end() || !found->second.present() ? nullptr : &*found->second;
  }
  static bool has_internet(const Network& net) {
    return std::any_of(net.tiers->begin(), net.tiers->end(), [](const auto& t) { return t.second.present() && *t.second->route == RouteKind::internet; });
  }

  /// Groups of shared stacks are made there.
  bool has_group(const Identity& group) const {
    if (lookup_.groups.contains(group)) return true;
    const ObjectId owner = env().objects.find(group.object);
    if (owner.known() && model::kind(owner).states_group) return true;
    return !group.role.empty() && owner.known() && !env().owns(owner);
  }

  /// AWS made the group: out of it everything goes, and inside of it.
  static bool is_open(const End& from) { return from.principal != nullptr && from.principal->group_is_open; }

  template <class Covers>
  bool any_packet(ObjectId workload, bool inbound, std::int64_t port, ObjectId peer, Covers covered) const {
    const auto found = system_.derived.packets.find(workload);
    if (found == system_.derived.packets.end()) return false;
    return std::any_of(found->second.begin(), found->second.end(), [&](const model::PacketRule& r) {
      return r.inbound == inbound && r.port == port && (r.peer.known() ? r.peer == peer : std::any_of(r.blocks.begin(), r.blocks.end(), covered));
    });
  }

  /// Whether every subnet of the tier lies in the block.
  bool covers(const std::string& block, const std::string& network_address, const std::string& tier_name) const {
    const auto cidr = schema::parse_cidr(block);
    bool any = false;
    for (const model::SubnetBlock& subnet : system_.derived.subnets) {
      if (address(subnet.network) != network_address || subnet.tier != tier_name) continue;
      any = true;
      if (!cidr || !cidr->contains(subnet.block)) return false;
    }
    return any;
  }

  template <class Fits>
  bool any_rule(const Identity& group, bool inbound, std::int64_t port, Fits fits) const {
    const auto found = lookup_.rules.find({group, inbound, port});
    return found != lookup_.rules.end() && std::any_of(found->second.begin(), found->second.end(), [&](const model::SecurityRule* r) { return fits(*r); });
  }

  bool allows(const Identity& group, bool inbound, std::int64_t port, const Identity& peer, const std::string& peer_network, const std::string& peer_tier) const {
    if (!has_group(group)) return false;
    return any_rule(group, inbound, port, [&](const model::SecurityRule& r) {
      return r.block.empty() ? r.peer == peer && has_group(peer) : covers(r.block, peer_network, peer_tier);
    });
  }

  static bool same(const view::Rope& a, const view::Rope& b) { return view::print(a) == view::print(b); }

  bool is_injected(ObjectId owner, const model::Fact& fact) const {
    const auto found = system_.derived.variables.find(owner);
    if (found == system_.derived.variables.end()) return false;
    return std::any_of(found->second.begin(), found->second.end(), [&](const model::Variable& v) { return v.secret && same(v.value, fact.value); });
  }

  template <class Fits>
  bool any_statement(const Identity& role, ObjectId owner, Fits fits) const {
    const auto found = lookup_.policies.find({role, owner});
    if (found == lookup_.policies.end()) return false;
    return std::any_of(found->second.begin(), found->second.end(), [&](const model::RolePolicy* policy) {
      return std::any_of(policy->statements.begin(), policy->statements.end(), fits);
    });
  }

  bool granted(const Identity& role, ObjectId owner, const model::Right& right, const std::string& user) const {
    const std::vector<view::Rope> needed = right.resources_for(user);
    return any_statement(role, owner, [&](const model::Statement& s) {
      const bool actions = std::all_of(right.actions.begin(), right.actions.end(), [&](const std::string& a) { return std::find(s.actions.begin(), s.actions.end(), a) != s.actions.end(); });
      return actions && std::all_of(needed.begin(), needed.end(), [&](const view::Rope& wanted) {
        return std::any_of(s.resources.begin(), s.resources.end(), [&](const view::Rope& r) { return same(r, wanted); });
      });
    });
  }

  const Lookup& lookup_;
  const System& system_;
};

}  // namespace

namespace {

void add_services(const std::vector<std::string>& actions, std::set<std::string>& out) {
  for (const std::string& action : actions) {
    if (const std::string_view service = model::service_of_action(action); !service.empty()) out.emplace(service);
  }
}

/// What an edge of that role calls, whether its program does or the host that injects.
std::set<std::string> services_behind(const Endpoint& to, const std::string& role) {
  std::set<std::string> out;
  for (const model::Grant& grant : to.grants) {
    if (grant.role == role) add_services(grant.right.actions, out);
  }
  return out;
}

}  // namespace

Lookup lookup(const System& system) {
  Lookup out{&system, {}, {}, {}, {}};
  for (const model::SecurityGroup& group : system.derived.groups) out.groups.insert(group.id);
  for (const model::SecurityRule& rule : system.derived.rules) out.rules[{rule.group, rule.inbound, rule.port}].push_back(&rule);
  for (const model::RolePolicy& policy : system.derived.policies) {
    out.policies[{policy.role, policy.owner}].push_back(&policy);
    out.policies_of[policy.owner].push_back(&policy);
  }
  return out;
}

std::set<std::string> services_called(const Lookup& known, const Principal& principal) {
  std::set<std::string> out(principal.services.begin(), principal.services.end());
  const auto policies = known.policies_of.find(principal.owner);
  if (policies == known.policies_of.end()) return out;
  for (const model::RolePolicy* policy : policies->second) {
    for (const model::Statement& statement : policy->statements) add_services(statement.actions, out);
  }
  return out;
}

std::vector<Link> links(const Lookup& known, const Edge& edge) {
  const System& system = *known.system;
  const Tracer tracer(known);
  const auto from = tracer.end_of(edge.from);
  if (!from) return {};
  const Endpoint& to = system.resolved.traits.endpoints[edge.endpoint];
  std::vector<Link> out;
  if (tracer.in_one_cluster(edge)) {
    out.push_back(tracer.through_cluster(edge));
    tracer.policy(edge, *from, to, out);
    if (edge.why == Edge::Why::uses && to.needs_dns) out.push_back(tracer.dns(to));
  } else if (tracer.on_machine(edge.to)) {
    out.push_back(tracer.from_machine(*from, edge.target));
    tracer.policy(edge, *from, to, out);
  } else if (tracer.on_machine(edge.from) && to.network.empty()) {
    out.push_back(tracer.from_machine(*from, edge.target));
    tracer.policy(edge, *from, to, out);
  } else if (to.network.empty() && to.port == 0) {
    tracer.to_services(*from, services_behind(to, edge.role), edge.target, out);
    tracer.policy(edge, *from, to, out);
  } else if (to.network.empty()) {
    out.push_back(tracer.way_out(*from, edge.target));
    out.push_back(tracer.internet_out(*from, to.port));
    tracer.policy(edge, *from, to, out);
  } else {
    out.push_back(tracer.same_network(*from, to));
    out.push_back(tracer.local_route(*from, to));
    out.push_back(tracer.egress(*from, to));
    out.push_back(tracer.ingress(*from, to));
    tracer.policy(edge, *from, to, out);
    // A load balancer knows its targets by address.
    if (edge.why == Edge::Why::uses && to.needs_dns) out.push_back(tracer.dns(to));
  }
  if (edge.why != Edge::Why::uses) return out;
  if (auto link = tracer.credential(*from, to, edge)) out.push_back(std::move(*link));
  if (auto link = tracer.permission(*from, to, edge)) out.push_back(std::move(*link));
  return out;
}

std::vector<Link> platform_links(const Lookup& known, const Principal& principal) {
  const Tracer tracer(known);
  const End from{principal.owner, principal.group, principal.network, principal.tier, &principal};
  std::vector<Link> out;
  if (tracer.on_machine(principal.owner)) return out;
  tracer.to_services(from, services_called(known, principal), std::string(principal.fetches), out);
  // A NAT gateway that leads to AWS leads everywhere.
  if (!principal.elsewhere.place.empty() && out.front().as == Broken::door) out.push_back(tracer.way_out(from, principal.elsewhere.place));
  return out;
}

namespace {

std::vector<Hop> hops(std::vector<Link> all) {
  std::vector<Hop> out;
  for (Link& link : all) out.push_back(std::move(link.hop));
  return out;
}

}  // namespace

std::vector<Hop> trace(const System& system, const Edge& edge) { return hops(links(lookup(system), edge)); }
std::vector<Hop> trace_platform(const System& system, const Principal& principal) { return hops(platform_links(lookup(system), principal)); }

}  // namespace infragen::check
