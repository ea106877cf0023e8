#include <algorithm>

#include "lower/context.hpp"

namespace infragen::lower {
namespace {

/// Which route table a subnet uses, and through which NAT gateway packets leave.
struct Table {
  std::string key;
  model::RouteKind route;
  std::string nat;   ///< key of the NAT gateway
  source::OriginId origin;
};

std::string nat_zone(const std::vector<std::string>& zones, const std::string& zone, model::NatMode mode) {
  const bool own = mode == model::NatMode::per_zone && std::find(zones.begin(), zones.end(), zone) != zones.end();
  return own ? zone : zones.front();
}

Table table_of(const model::Network& net, const std::vector<std::string>& zones, const std::string& tier_name, const model::Tier& tier, const std::string& zone) {
  Table t{tier.route_table.present() ? *tier.route_table : tier_name, *tier.route, {}, tier.route.mark.origin};
  if (t.route == model::RouteKind::nat && *net.nat != model::NatMode::none) {
    t.nat = nat_zone(zones, zone, *net.nat);
    if (*net.nat == model::NatMode::per_zone) t.key += "-" + t.nat;
  }
  return t;
}

}  // namespace

std::vector<Value> way_out(const Context& c, const std::string& network, const std::string& tier, const std::string& zone) {
  const model::Network& net = c.network(network);
  if (net.existing.present()) return {};
  const Table table = table_of(net, c.workload_zones(net), tier, *net.tiers->at(tier), zone);
  return {Value(Ref{{network, "route", table.key}, ""}), Value(Ref{{network, "route-table-association", tier + "-" + zone}, ""})};
}

void lower_network(Context& c, ObjectId id) {
  const auto& net = c.env().objects.get<model::Network>(id);
  const std::vector<std::string> zones = c.workload_zones(net);
  view::Object& object = c.emit(id, "terraform/network.tf");
  const Rope name = c.name(id, "aws_vpc", "tags", c.identity(id, "vpc"));
  object.fields.set("cidr", text(net.cidr));
  object.fields.set("tags", c.tags(id, name));

  std::vector<Value> subnets, tables, nats;
  std::map<std::string, Table> by_key;
  std::string public_tier;
  for (const auto& [tier_name, tier] : *net.tiers) {
    if (tier.present() && *tier->route == model::RouteKind::internet && public_tier.empty()) public_tier = tier_name;
  }
  for (const model::SubnetBlock& block : c.derived().subnets) {
    if (block.network != id) continue;
    const model::Tier& tier = *net.tiers->at(block.tier);
    const Table table = table_of(net, zones, block.tier, tier, block.zone);
    by_key.emplace(table.key, table);
    const std::string key = block.tier + "-" + block.zone;
    Value s = Value::make_map();
    s.set("key", key);
    s.set("cidr", Value(schema::print(block.block), block.origin));
    source::OriginId zone_origin = source::no_origin;
    for (const auto& zone : *net.zones) {
      if (*zone == block.zone) zone_origin = zone.mark.origin;
    }
    s.set("zone", Value(Rope(c.env().region(), c.env().settings.aws->region.mark.origin) + Rope(block.zone, zone_origin)));
    s.set("public", Value(*tier.route == model::RouteKind::internet, tier.route.mark.origin));
    s.set("table", table.key);
    Value tags = c.tags(id, name + Rope("-" + key));
    tags.set("Tier", block.tier);
    s.set("tags", std::move(tags));
    subnets.push_back(std::move(s));
  }
  for (const auto& [key, table] : by_key) {
    Value t = Value::make_map();
    t.set("key", key);
    t.set("internet", Value(table.route == model::RouteKind::internet, table.origin));
    t.set("through_nat", !table.nat.empty());
    if (!table.nat.empty()) t.set("nat", table.nat);
    t.set("tags", c.tags(id, name + Rope("-" + key)));
    tables.push_back(std::move(t));
  }
  // What has a way to the internet itself finds the services there; a network that has nothing else takes those.
  std::vector<Value> leading;
  const bool all = std::all_of(by_key.begin(), by_key.end(), [](const auto& entry) { return entry.second.route == model::RouteKind::internet; });
  for (const auto& [key, table] : by_key) {
    if (all || table.route != model::RouteKind::internet) leading.emplace_back(c.ref(id, "route-table", "id", key));
  }
  const bool any_nat = std::any_of(by_key.begin(), by_key.end(), [](const auto& entry) { return !entry.second.nat.empty(); });
  if (any_nat && !public_tier.empty()) {
    for (const std::string& zone : zones) {
      if (nat_zone(zones, zone, *net.nat) != zone) continue;
      Value n = Value::make_map();
      n.set("key", Value(zone, net.nat.mark.origin));
      n.set("subnet", public_tier + "-" + zone);
      n.set("tags", c.tags(id, name + Rope("-nat-" + zone)));
      nats.push_back(std::move(n));
    }
  }
  object.fields.set("internet", !public_tier.empty());
  object.fields.set("subnets", Value::make_list(std::move(subnets)));
  object.fields.set("tables", Value::make_list(std::move(tables)));
  object.fields.set("nats", Value::make_list(std::move(nats)));
  lower_endpoints(c, id, name, leading);
  lower_flow_logs(c, id, name);
}

}  // namespace infragen::lower
