// What AWS demands of the subnets that something stands in, and whether they have room for it.

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "check/passes.hpp"
#include "infragen/support/text.hpp"

namespace infragen::check {
namespace {

using model::Network;
using model::ObjectId;

const Network* network_at(const Judge& judge, const std::string& address) {
  const ObjectId id = judge.env().objects.find(address);
  return id.known() && !judge.head(id).poisoned ? &judge.env().objects.get<Network>(id) : nullptr;
}

std::size_t zones_needed(const Judge& judge, ObjectId id) {
  return model::kind(id).placement(const_cast<void*>(judge.env().objects.object(id))).zones;
}

/// Elastic Load Balancing, "Application Load Balancers", subnets: two zones at least, and each subnet /27 or more with 8
/// free addresses. Amazon RDS, "Working with a DB instance in a VPC": a subnet group covers two zones, for one instance too.
void too_few_zones(Judge& judge, const std::string& address, const Network& network) {
  std::vector<std::string> letters;
  for (const auto& zone : *network.zones) letters.push_back(*zone);
  if (letters.size() >= 2) return;
  std::optional<diag::Sink::Builder> finding;
  for (const auto& [id, place] : judge.system().resolved.places) {
    if (place.network != address || !judge.ours(id) || zones_needed(judge, id) < 2) continue;
    if (!finding) {
      finding = judge.report(two_zones, id, judge.at(network.zones.mark, id), judge.address(id), support::join(letters, ", "));
      const std::string one = letters.empty() ? "a" : letters.front();
      finding->help(fmt::format("`zones: [{}, {}]` and `workload_zones: [{}]`: subnets in two, and what runs stays in one", one, one == "c" ? "a" : "c", one));
    }
    finding->also(judge.head(id).at, "needs two zones");
  }
}

/// Amazon VPC user guide, "Subnet sizing for IPv4": the first four addresses and the last one of a subnet are AWS's.
constexpr std::uint64_t reserved_addresses = 5;
/// Free addresses that a load balancer keeps in each of its subnets.
constexpr std::uint64_t balancer_addresses = 8;

struct Need {
  ObjectId who;
  std::uint64_t addresses = 0;
};

/// Addresses that an object takes at most, all zones together; balancers are counted a subnet.
std::uint64_t most(const Judge& judge, ObjectId id) {
  const auto addresses = model::kind(id).addresses;
  return addresses == nullptr ? 0 : addresses(judge.env().objects.object(id));
}

/// Free addresses of the tier in the zones where things run, when so many of each subnet are taken. Nothing when it is not
/// known: of a network that is there already some block is not stated.
std::optional<std::uint64_t> free_addresses(const Judge& judge, ObjectId network_id, const Network& network, const std::string& tier, std::uint64_t taken) {
  const auto& zones = network.workload_zones.present() ? *network.workload_zones : *network.zones;
  const auto left = [&](std::uint64_t size) { return size > taken ? size - taken : 0; };
  if (!network.existing.present()) return left(std::uint64_t{1} << (32 - network.subnets->bits)) * zones.size();
  std::uint64_t out = 0;
  for (const auto& zone : zones) {
    const auto& subnets = judge.system().derived.subnets;
    const auto subnet = std::find_if(subnets.begin(), subnets.end(), [&](const model::SubnetBlock& s) { return s.network == network_id && s.tier == tier && s.zone == *zone; });
    if (subnet == subnets.end()) return std::nullopt;
    out += left(subnet->block.size());
  }
  return out;
}

void room(Judge& judge, ObjectId network_id, const Network& network, const std::string& tier_name, const model::Tier& tier) {
  const bool existing = network.existing.present();
  if (!existing && (network.subnets->bits > 28 || network.subnets->bits < 8)) return;
  std::vector<Need> needs;
  std::uint64_t balancers = 0, total = 0;
  for (const auto& [id, place] : judge.system().resolved.places) {
    if (place.network != judge.address(network_id) || place.tier != tier_name) continue;
    if (id.kind == model::Objects::kind_of<model::Alb>()) ++balancers;
    if (const std::uint64_t n = most(judge, id); n > 0) needs.push_back({id, n});
    total += most(judge, id);
  }
  const std::uint64_t nat = !existing && *tier.route == model::RouteKind::internet && *network.nat != model::NatMode::none ? 1 : 0;
  // AWS PrivateLink, "Access an AWS service using an interface VPC endpoint": one address a subnet and service.
  const auto& all_doors = judge.system().resolved.traits.doors;
  const auto doors = static_cast<std::uint64_t>(std::count_if(all_doors.begin(), all_doors.end(), [&](const model::Door& d) { return d.owner == network_id && d.tier == tier_name; }));
  const std::uint64_t taken = reserved_addresses + nat + doors + balancers * balancer_addresses;
  const auto free = free_addresses(judge, network_id, network, tier_name, taken);
  if (!free || total <= *free) return;
  std::stable_sort(needs.begin(), needs.end(), [](const Need& a, const Need& b) { return a.addresses > b.addresses; });
  const schema::Mark& mark = existing ? network.existing->subnets.mark : network.subnets.mark;
  auto finding = judge.report_field(tier_full, network_id, existing ? "existing.subnets" : "subnets", mark, tier_name, *free, total);
  for (std::size_t i = 0; i < needs.size() && i < 3; ++i) {
    const ObjectId id = needs[i].who;
    source::Span at = judge.head(id).at;
    if (id.kind == model::Objects::kind_of<model::Service>()) at = judge.at(judge.env().objects.get<model::Service>(id).replicas->max.mark, id);
    finding.also(at, fmt::format("`{}` takes up to {}", judge.address(id), needs[i].addresses));
  }
  finding.help(fmt::format("AWS keeps {} addresses of each subnet; {}another tier for some", reserved_addresses, existing ? "" : "larger `subnets`, or "));
}

}  // namespace

void placement(Judge& judge) {
  judge.each<Network>([&](ObjectId id, const Network& n) { too_few_zones(judge, judge.address(id), n); });
  judge.each<model::Alb>([&](ObjectId id, const model::Alb&) {
    const auto place = judge.system().resolved.places.find(id);
    if (place == judge.system().resolved.places.end()) return;
    const Network* n = network_at(judge, place->second.network);
    if (n == nullptr || n->subnets->bits <= 27 || n->subnets->bits > 28) return;
    judge.report(balancer_subnet, id, judge.at(n->subnets.mark, id), judge.address(id), n->subnets->bits).also(judge.head(id).at, "the load balancer").help("`subnets: /27` or larger");
  });
}

void capacity(Judge& judge) {
  judge.each<Network>([&](ObjectId id, const Network& n) {
    for (const auto& [name, tier] : *n.tiers) {
      if (tier.present()) room(judge, id, n, name, *tier);
    }
  });
  // Amazon VPC quotas, "Security groups": 60 rules a group and direction until AWS raises it.
  constexpr std::size_t granted = 60;
  std::map<std::pair<view::Identity, bool>, std::size_t> counts;
  for (const model::SecurityRule& rule : judge.system().derived.rules) ++counts[{rule.group, rule.inbound}];
  for (const model::SecurityGroup& group : judge.system().derived.groups) {
    for (const bool inbound : {false, true}) {
      const auto found = counts.find({group.id, inbound});
      if (found == counts.end() || found->second <= granted) continue;
      judge.report(too_many_rules, group.owner, judge.head(group.owner).at, judge.address(group.owner), found->second)
          .help("Service Quotas, `Inbound or outbound rules per security group`; accept the finding when AWS raised it");
    }
  }
}

}  // namespace infragen::check
