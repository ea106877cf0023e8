// Networks: blocks, zones, NAT, route tables.

#include <fmt/format.h>

#include <algorithm>

#include "check/passes.hpp"
#include "check/retention.hpp"
#include "infragen/facts/capacity.hpp"
#include "infragen/model/aws_services.hpp"
#include "infragen/support/text.hpp"

namespace infragen::check {
namespace {

using model::Network;
using model::ObjectId;
using model::RouteKind;

using Zones = model::List<std::string>;

/// An empty list takes a limit of a weaker layer back.
const Zones& workload_zones(const Network& network) {
  return network.workload_zones.present() && !network.workload_zones->empty() ? *network.workload_zones : *network.zones;
}

void blocks(Judge& judge, ObjectId id, const Network& network) {
  // Amazon VPC user guide, "VPC CIDR blocks" and "Subnet CIDR blocks": /16 to /28. Whether subnets fit into the network
  // is found where they are addressed.
  const int vpc = network.cidr->bits;
  if (network.cidr.present() && (vpc < 16 || vpc > 28)) judge.report_field(vpc_size, id, "cidr", network.cidr.mark, vpc).help("`10.0.0.0/16`");
  const int subnet = network.subnets->bits;
  if (network.subnets.present() && (subnet < 16 || subnet > 28)) judge.report_field(subnet_size, id, "subnets", network.subnets.mark, subnet).help("`/24`");
  if (!network.cidr.present()) return;
  // RFC 1918 and RFC 6598. Other addresses belong to somebody, who cannot be reached from inside any more.
  static constexpr std::string_view ranges[] = {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"};
  const bool is_private = std::any_of(std::begin(ranges), std::end(ranges), [&](std::string_view r) { return schema::parse_cidr(r)->contains(*network.cidr); });
  if (!is_private && vpc >= 16) {
    judge.report_field(public_range, id, "cidr", network.cidr.mark, schema::print(*network.cidr))
        .help("private are 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and 100.64.0.0/10");
  }
}

void no_zone_twice(Judge& judge, ObjectId id, const Zones& zones, const std::string& field) {
  for (std::size_t i = 0; i < zones.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (*zones[i] != *zones[j]) continue;
      judge.report_field(zone_twice, id, field, zones[i].mark, *zones[i]).also(judge.span(zones[j].mark.origin), "the first time");
      break;
    }
  }
}

void zones(Judge& judge, ObjectId id, const Network& network) {
  no_zone_twice(judge, id, *network.zones, "zones");
  std::vector<std::string> known;
  for (const auto& zone : *network.zones) known.push_back(*zone);
  if (network.workload_zones.present()) {
    no_zone_twice(judge, id, *network.workload_zones, "workload_zones");
    for (const auto& zone : *network.workload_zones) {
      if (std::find(known.begin(), known.end(), *zone) != known.end()) continue;
      judge.report_field(unknown_workload_zone, id, "workload_zones", zone.mark, *zone)
          .also(judge.span(network.zones.mark.origin), "zones of the network")
          .help("things run in zones that have subnets: " + support::join(known, ", "));
    }
  }
  const std::string& region = judge.env().region();
  const auto of_region = facts::zones(region);
  if (of_region.empty()) return;
  for (const auto& zone : *network.zones) {
    if (std::find(of_region.begin(), of_region.end(), region + *zone) != of_region.end()) continue;
    std::vector<std::string> letters;
    for (const std::string_view name : of_region) letters.emplace_back(name.substr(region.size()));
    judge.report_field(no_such_zone, id, "zones", zone.mark, region, *zone)
        .also(judge.span(judge.env().settings.aws->region.mark.origin), "the region")
        .help(fmt::format("it has {}; an account that sees another letter: `allow: {{no-such-zone: …}}`", support::join(letters, ", ")));
  }
}

bool has_route(const Network& network, RouteKind wanted) {
  return std::any_of(network.tiers->begin(), network.tiers->end(), [&](const auto& entry) { return entry.second.present() && *entry.second->route == wanted; });
}

bool lives_in(const Judge& judge, ObjectId network, const std::string& tier) {
  const auto& principals = judge.system().resolved.traits.principals;
  return std::any_of(principals.begin(), principals.end(), [&](const model::Principal& p) { return p.network == judge.address(network) && p.tier == tier; });
}

bool has_doors(const Judge& judge, ObjectId network) {
  const auto& doors = judge.system().resolved.traits.doors;
  return std::any_of(doors.begin(), doors.end(), [&](const model::Door& d) { return d.owner == network; });
}

void nat(Judge& judge, ObjectId id, const Network& network) {
  const bool none = *network.nat == model::NatMode::none;
  bool wanted = false;
  for (const auto& [name, tier] : *network.tiers) {
    if (!tier.present() || *tier->route != RouteKind::nat) continue;
    wanted = true;
    if (none && (!lives_in(judge, id, name) || has_doors(judge, id))) {  // where something must leave, the proof of its way says so
      judge.report_field(tier_without_nat, id, "tiers." + name + ".route", tier->route.mark, name).also(judge.span(network.nat.mark.origin), "`nat: none`").help("`route: isolated` says what it is");
    }
    // Amazon VPC user guide, "NAT gateways": a public NAT gateway stands in a subnet that has a route to the internet.
    if (!none && !has_route(network, RouteKind::internet)) {
      judge.report_field(nat_without_internet, id, "tiers." + name + ".route", tier->route.mark, name).help("a tier for the NAT gateways: `public: {route: internet}`");
      return;
    }
  }
  if (!wanted && !none && Judge::written(network.nat.mark)) {
    judge.report_field(nat_unused, id, "nat", network.nat.mark).help("a tier with `route: nat`, or delete the line");
  }
}

void route_tables(Judge& judge, ObjectId id, const Network& network) {
  std::map<std::string, std::pair<std::string, const model::Tier*>> first;
  for (const auto& [name, tier] : *network.tiers) {
    if (!tier.present() || !tier->route_table.present()) continue;
    const auto [it, fresh] = first.emplace(*tier->route_table, std::pair{name, &*tier});
    if (fresh || *it->second.second->route == *tier->route) continue;
    judge.report_field(shared_route_table, id, "tiers." + name + ".route_table", tier->route_table.mark, it->second.first, name)
        .also(judge.span(it->second.second->route.mark.origin), fmt::format("the route of `{}`", it->second.first))
        .also(judge.span(tier->route.mark.origin), fmt::format("the route of `{}`", name))
        .help("one table has one default route: another name for one of them");
  }
  // A tier without `route_table` has a table of its own name.
  for (const auto& [name, tier] : *network.tiers) {
    if (!tier.present() || tier->route_table.present()) continue;
    const auto other = first.find(name);
    if (other == first.end() || *other->second.second->route == *tier->route) continue;
    judge.report_field(shared_route_table, id, "tiers." + other->second.first + ".route_table", other->second.second->route_table.mark, name, other->second.first)
        .also(judge.span(tier->route.mark.origin), fmt::format("the route of `{}`", name))
        .help("a tier that names no table has one of its own name");
  }
}

bool anything_needs_two_zones(const Judge& judge, ObjectId network) {
  for (const auto& [id, place] : judge.system().resolved.places) {
    if (place.network != judge.address(network)) continue;
    if (model::kind(id).placement(const_cast<void*>(judge.env().objects.object(id))).zones > 1) return true;
  }
  return false;
}

/// AWS Well-Architected, reliability: what fails with one zone fails.
void one_zone(Judge& judge, ObjectId id, const Network& network) {
  if (workload_zones(network).size() != 1 || (network.zones->size() < 2 && anything_needs_two_zones(judge, id))) return;
  const bool narrowed = network.workload_zones.present();
  judge.report_field(single_zone, id, narrowed ? "workload_zones" : "zones", narrowed ? network.workload_zones.mark : network.zones.mark, judge.address(id))
      .help(narrowed ? "name two zones, or delete the line: all `zones` then" : "name two zones");
}

void failures(Judge& judge, ObjectId id, const Network& network) {
  one_zone(judge, id, network);
  if (workload_zones(network).size() > 1 && *network.nat == model::NatMode::single && has_route(network, RouteKind::nat)) {
    judge.report_field(single_nat, id, "nat", network.nat.mark, judge.address(id)).help("`nat: per-zone`: when the zone of the gateway fails, nothing gets out of the others either");
  }
}

void endpoints(Judge& judge, ObjectId id, const Network& network) {
  if (!network.endpoints.present() || !network.endpoints->interface.present()) return;
  for (const auto& [service, entry] : *network.endpoints->interface->services) {
    if (!entry.present() || model::has_interface(service)) continue;
    const auto near = support::nearest(service, model::interface_services());
    judge.report(unknown_endpoint, id, judge.env().origins.key(entry.mark.origin), service)
        .path(judge.address(id) + ".endpoints.interface." + service)
        .help(near ? fmt::format("did you mean `{}`", *near)
              : model::has_gateway(service) ? fmt::format("`gateway: [{}]`", service)
                                            : "if AWS has it by now: `allow: {unknown-endpoint: …}`");
  }
}

void flow_logs(Judge& judge, ObjectId id, const Network& network) {
  if (!network.flow_logs.present()) return;
  const auto& keep = network.flow_logs->keep;
  if (!keep.present()) return;
  const std::string written = schema::ScalarOf<schema::Duration>::print(*keep);
  if (*network.flow_logs->to == model::FlowLogsTo::cloudwatch && !is_retention(keep->seconds)) {
    judge.report_field(log_retention, id, "flow_logs.keep", keep.mark, written)
        .help(fmt::format("`{}d`; CloudWatch keeps logs for {} days", nearest_retention(keep->seconds), retentions()));
  } else if (keep->seconds % seconds_a_day != 0) {
    judge.report_field(whole_days, id, "flow_logs.keep", keep.mark, written).help(fmt::format("`{}d`", (keep->seconds + seconds_a_day - 1) / seconds_a_day));
  }
}

}  // namespace

void network(Judge& judge) {
  judge.each<Network>([&](ObjectId id, const Network& n) {
    blocks(judge, id, n);
    zones(judge, id, n);
    if (n.existing.present()) return one_zone(judge, id, n);
    nat(judge, id, n);
    route_tables(judge, id, n);
    failures(judge, id, n);
    endpoints(judge, id, n);
    flow_logs(judge, id, n);
  });
}

}  // namespace infragen::check
