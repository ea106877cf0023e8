#include <algorithm>
#include <set>

#include "derive/passes.hpp"

namespace infragen::derive {
namespace {

using model::Edge;
using model::Endpoint;
using model::ObjectId;
using model::PacketRule;

constexpr std::int64_t https = 443;
constexpr std::string_view everywhere = "0.0.0.0/0";

/// Two blocks that are the halves of a larger one become it; again, until none are.
std::vector<std::string> joined(std::vector<schema::Cidr> blocks) {
  std::sort(blocks.begin(), blocks.end(), [](const auto& a, const auto& b) { return std::tie(a.address, a.bits) < std::tie(b.address, b.bits); });
  for (std::size_t i = 0; i + 1 < blocks.size();) {
    const schema::Cidr &low = blocks[i], &high = blocks[i + 1];
    const schema::Cidr whole{low.address, low.bits - 1};
    const bool halves = low.bits == high.bits && low.bits > 0 && whole.contains(high) && (low.address & (~std::uint32_t{0} << (32 - whole.bits))) == low.address && low.address != high.address;
    if (!halves) {
      ++i;
      continue;
    }
    blocks[i] = whole;
    blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    i = i > 0 ? i - 1 : 0;
  }
  std::vector<std::string> out;
  for (const schema::Cidr& block : blocks) out.push_back(schema::print(block));
  return out;
}

struct Pass {
  const model::Resolved& in;
  model::Derived& out;
  std::map<ObjectId, std::set<PacketRule>> rules;

  std::vector<std::string> blocks_of(const std::string& network, const std::string& tier) const {
    std::vector<schema::Cidr> blocks;
    for (const model::SubnetBlock& subnet : out.subnets) {
      if (in.env.objects.head(subnet.network).address == network && (tier.empty() || subnet.tier == tier)) blocks.push_back(subnet.block);
    }
    return joined(std::move(blocks));
  }

  void allow(ObjectId workload, PacketRule rule) { rules[workload].insert(std::move(rule)); }

  /// What an edge opens on the side of who is inside; the other side opens itself, if it is inside too.
  void leave(const Edge& edge, const Endpoint& to) {
    if (in.in_kubernetes(edge.to) && in.host(edge.to) == in.host(edge.from)) return allow(edge.from, {false, to.port, edge.to, {}, edge.origin});
    if (to.port == 0 || to.network.empty()) return allow(edge.from, {false, to.port == 0 ? https : to.port, {}, {std::string(everywhere)}, edge.origin});
    allow(edge.from, {false, to.port, {}, blocks_of(to.network, to.tier), edge.origin});
  }

  void arrive(const Edge& edge, const Endpoint& to) {
    if (const model::Relay* relay = in.relay(edge.from); relay != nullptr && in.principal(edge.from) == nullptr) {
      // A machine's own port is no address that a pod knows.
      const std::vector<std::string> from = relay->tier.empty() ? std::vector<std::string>{std::string(everywhere)} : blocks_of(relay->network, relay->tier);
      return allow(edge.to, {true, to.port, {}, from, edge.origin});
    }
    if (in.in_kubernetes(edge.from) && in.host(edge.to) == in.host(edge.from)) return allow(edge.to, {true, to.port, edge.from, {}, edge.origin});
    if (const model::Principal* p = in.principal(edge.from)) allow(edge.to, {true, to.port, {}, blocks_of(p->network, p->tier), edge.origin});
  }

  /// Pods that act under a role of IAM exchange their token for it: AWS STS, over HTTPS.
  void sign_in(const model::Principal& p) {
    const bool acts = std::any_of(out.policies.begin(), out.policies.end(), [&](const model::RolePolicy& policy) { return policy.role == p.runtime; });
    if (acts) allow(p.owner, {false, https, {}, {std::string(everywhere)}, p.origin});
  }

  void run() {
    for (const model::Principal& p : in.traits.principals) {
      if (!in.env.owns(p.owner) || !in.in_kubernetes(p.owner)) continue;
      rules[p.owner];
      sign_in(p);
    }
    for (const Edge& edge : in.edges) {
      const Endpoint& to = in.traits.endpoints[edge.endpoint];
      if (in.env.owns(edge.from) && in.in_kubernetes(edge.from)) leave(edge, to);
      if (in.env.owns(edge.to) && in.in_kubernetes(edge.to)) arrive(edge, to);
    }
    for (auto& [workload, all] : rules) {
      auto& list = out.packets[workload];
      for (const PacketRule& rule : all) {
        // Of several edges to one place the first stands for all.
        const bool said = std::any_of(list.begin(), list.end(), [&](const PacketRule& r) { return r.inbound == rule.inbound && r.port == rule.port && r.peer == rule.peer && r.blocks == rule.blocks; });
        if (!said) list.push_back(rule);
      }
    }
  }
};

}  // namespace

void open_packets(const model::Resolved& in, model::Derived& out) { Pass{in, out, {}}.run(); }

}  // namespace infragen::derive
