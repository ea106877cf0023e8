// Every edge, hop by hop: each one that cannot work is one error that names the missing link.

#include "infragen/check/reachability.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "check/links.hpp"
#include "check/passes.hpp"
#include "infragen/model/aws_services.hpp"
#include "infragen/support/text.hpp"

namespace infragen::check {
namespace {

using model::Edge;
using model::ObjectId;

class Pass {
 public:
  explicit Pass(Judge& judge) : judge_(judge), known_(lookup(judge.system())) {}

  void run() {
    for (const model::Principal& p : judge_.system().resolved.traits.principals) {
      if (judge_.ours(p.owner)) platform(p);
    }
    for (const Edge& edge : judge_.system().resolved.edges) {
      if (judge_.ours(edge.from)) this->edge(edge);
    }
    for (const auto& [where, services] : missing_) missing(where.first, where.second, services);
    unused();
  }

 private:
  using Callers = std::map<ObjectId, std::set<std::string>>;   ///< who calls which services

  /// The first that fails and is no missing door; those are kept, for one finding a tier.
  const Link* broken(const std::vector<Link>& links, ObjectId who) {
    const Link* first = nullptr;
    for (const Link& link : links) {
      if (link.hop.ok) continue;
      if (link.as == Broken::door) {
        const auto* place = this->place(who);
        if (place != nullptr) missing_[{place->network, place->tier}][who].insert(link.subject);
      } else if (first == nullptr) {
        first = &link;
      }
    }
    return first;
  }

  const model::Principal* place(ObjectId who) const { return judge_.system().resolved.principal(who); }

  void platform(const model::Principal& p) {
    const auto links = platform_links(known_, p);
    const Link* link = broken(links, p.owner);
    if (link == nullptr) return;
    const source::Span at = judge_.head(p.owner).at;
    if (link->as == Broken::door_shut) {
      judge_.report(no_ingress, p.owner, at, link->subject, judge_.address(p.owner)).also(link->missing, link->missing_text);
    } else if (link->as != Broken::way_out) {
      judge_.report(no_egress, p.owner, at, judge_.address(p.owner), "AWS").help(link->help);
    } else if (links.front().as == Broken::door) {  // AWS is inside; what is not is its own mistake
      judge_.report(no_way_out, p.owner, at, judge_.address(p.owner), fmt::format("{}, without which no {} starts", p.elsewhere.place, p.unit))
          .also(link->missing, link->missing_text)
          .help(p.elsewhere.instead.empty() ? link->help : fmt::format("{}; or {}", p.elsewhere.instead, link->help));
    } else {
      way_out(*link, p.owner, at, p.network, p.tier, fmt::format("{}, without which no {} starts", p.fetches, p.unit), p.elsewhere.place.empty() ? cure(services_called(known_, p)) : std::string());
    }
  }

  /// The doors for those services, as people write them.
  static std::string cure(const std::set<std::string>& services) {
    std::vector<std::string> interface, gateway, parts;
    for (const std::string& service : services) (model::has_gateway(service) ? gateway : interface).push_back(service);
    if (!interface.empty()) parts.push_back(fmt::format("interface: [{}]", support::join(interface, ", ")));
    if (!gateway.empty()) parts.push_back(fmt::format("gateway: [{}]", support::join(gateway, ", ")));
    return parts.empty() ? std::string() : fmt::format("`endpoints: {{{}}}`", support::join(parts, ", "));
  }

  /// What a tier lacks is one mistake, which stands at the network.
  void missing(const std::string& network, const std::string& tier, const Callers& callers) {
    std::set<std::string> services;
    for (const auto& [who, called] : callers) services.insert(called.begin(), called.end());
    const ObjectId id = judge_.env().objects.find(network);
    const auto& endpoints = judge_.env().objects.get<model::Network>(id).endpoints;
    std::vector<std::string> quoted;
    for (const std::string& service : services) quoted.push_back("`" + service + "`");
    auto finding = judge_.report_field(missing_endpoint, id, "endpoints", endpoints.mark, network, support::join(quoted, ", "));
    std::size_t shown = 0;
    for (const auto& [who, called] : callers) {
      if (++shown > 3) break;
      finding.also(judge_.head(who).at, fmt::format("stands in `{}` and calls {}", tier, support::join(called, ", ")));
    }
    finding.help(fmt::format("{} beside those that are there; or a way out through NAT", cure(services)));
  }

  /// As far as a specification tells: programs may call more than they say.
  void unused() {
    if (!judge_.env().poisoned.empty()) return;
    std::set<std::pair<std::string, std::string>> called;
    for (const model::Principal& p : judge_.system().resolved.traits.principals) {
      for (const std::string& service : services_called(known_, p)) called.insert({p.network, service});
    }
    for (const model::Door& door : judge_.system().resolved.traits.doors) {
      if (!judge_.ours(door.owner) || called.contains({door.network, door.service})) continue;
      if (door.group.role.empty() || model::has_interface(door.service)) unused(door);
    }
  }

  void unused(const model::Door& door) {
    const std::string_view section = door.group.role.empty() ? "gateway" : "interface";
    judge_.report(unused_endpoint, door.owner, judge_.env().origins.key(door.origin), door.network, door.service)
        .path(fmt::format("{}.endpoints.{}.{}", door.network, section, door.service))
        .help(section == "gateway" ? "delete it, if no program calls it by itself" : "delete it, if no program calls it by itself: AWS charges for each zone and hour");
  }

  /// A tier without a way out is one mistake, however many stand in it. A network that wants NAT and has no place for it is
  /// reported with the network.
  void way_out(const Link& link, ObjectId who, source::Span at, const std::string& network, const std::string& tier, const std::string& what, const std::string& doors = {}) {
    if (!closed_.insert({network, tier}).second || nat_has_no_place(network)) return;
    judge_.report(no_way_out, who, at, judge_.address(who), what)
        .also(link.missing, link.missing_text)
        .help(doors.empty() ? link.help : fmt::format("{}; or {} on `{}`", link.help, doors, network));
  }

  bool nat_has_no_place(const std::string& address) const {
    const ObjectId id = judge_.env().objects.find(address);
    if (!id.known()) return true;
    const auto& net = judge_.env().objects.get<model::Network>(id);
    const bool internet = std::any_of(net.tiers->begin(), net.tiers->end(), [](const auto& t) { return t.second.present() && *t.second->route == model::RouteKind::internet; });
    return !net.existing.present() && *net.nat != model::NatMode::none && !internet;
  }

  void edge(const Edge& edge) {
    const auto links = check::links(known_, edge);
    const Link* link = broken(links, edge.from);
    if (link == nullptr) return;
    const std::string& from = judge_.address(edge.from);
    const std::string& to = judge_.address(edge.to);
    source::Span at = judge_.span(edge.origin);
    if (!at.known()) at = judge_.head(edge.from).at;
    const auto say = [&](diag::Sink::Builder finding) { finding.also(link->missing, link->missing_text).help(link->help).path(fmt::format("{}.uses[{}]", from, edge.target)); };
    switch (link->as) {
      case Broken::nothing:
        return;
      case Broken::network:
        return say(judge_.report(other_network, edge.from, at, from, to));
      case Broken::way_out: {
        const model::Principal* p = judge_.system().resolved.principal(edge.from);
        if (p != nullptr) way_out(*link, edge.from, at, p->network, p->tier, edge.target);
        return;
      }
      case Broken::door:
        return;   // kept
      case Broken::door_shut:
        return say(judge_.report(no_ingress, edge.from, at, link->subject, from));
      case Broken::egress:
        return say(judge_.report(no_egress, edge.from, at, from, to));
      case Broken::ingress:
        return say(judge_.report(no_ingress, edge.from, at, to, from));
      case Broken::discovery:
        return say(judge_.report(no_discovery, edge.from, at, judge_.head(edge.from).name, judge_.head(edge.to).name, host_of(edge.to)));
      case Broken::credential:
        if (!judge_.variables_failed()) say(judge_.report(no_credential, edge.from, at, from, edge.target));
        return;
      case Broken::permission:
        if (!judge_.variables_failed()) say(judge_.report(no_permission, edge.from, at, from, edge.target));
        return;
    }
  }

  std::string host_of(ObjectId id) const {
    const model::Principal* p = judge_.system().resolved.principal(id);
    return judge_.address(p == nullptr ? id : p->host);
  }

  Judge& judge_;
  Lookup known_;
  std::set<std::pair<std::string, std::string>> closed_;
  std::map<std::pair<std::string, std::string>, Callers> missing_;   ///< by network and tier
};

}  // namespace

void reachability(Judge& judge) { Pass(judge).run(); }

}  // namespace infragen::check
