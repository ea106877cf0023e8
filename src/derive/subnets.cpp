#include <fmt/format.h>

#include <algorithm>

#include "derive/passes.hpp"
#include "infragen/derive/diagnostics.hpp"
#include "infragen/support/text.hpp"

namespace infragen::derive {
namespace {

using model::Network;
using model::SubnetBlock;
using schema::Cidr;

/// The `number`-th block of that size, as Terraform's cidrsubnet counts.
std::optional<Cidr> nth(const Cidr& whole, int bits, std::int64_t number) {
  if (bits < whole.bits || number < 0 || (bits - whole.bits < 32 && number >= (std::int64_t{1} << (bits - whole.bits)))) return std::nullopt;
  return Cidr{whole.address + (static_cast<std::uint32_t>(number) << (32 - bits)), bits};
}

struct Pass {
  const model::Resolved& in;
  const lock::Lock& lock;
  lock::Lock& keep;
  model::Derived& out;
  source::Origins& origins;
  diag::Sink& sink;

  void network(model::ObjectId id) {
    const Network& network = in.env.objects.get<Network>(id);
    const model::Head& head = in.env.objects.head(id);
    if (head.poisoned || !in.env.owns(id)) return;
    if (network.existing.present()) return existing(id, network);
    const std::size_t first = out.subnets.size();
    for (const auto& [name, tier] : *network.tiers) {
      if (!tier.present() || !tier->netnum.present()) continue;
      std::int64_t number = *tier->netnum;
      for (const auto& zone : *network.zones) {
        if (!numbered(id, network, name, *tier, *zone, number++)) break;  // the zones behind it do not fit either
      }
    }
    for (const auto& entry : *network.tiers) {
      const auto& tier = entry.second;
      if (!tier.present() || tier->netnum.present() || tier->netnum.mark.invalid) continue;
      const auto fits = [&](const auto& zone) { return allocated(id, network, head, entry.first, *zone, first); };
      if (!std::all_of(network.zones->begin(), network.zones->end(), fits)) break;
    }
    overlaps(first, "a tier takes one block for each zone, beginning with its `netnum`");
    std::vector<Moved> moved;
    for (std::size_t i = first; i < out.subnets.size(); ++i) remember(out.subnets[i], head, moved);
    report(moved, network);
  }

  /// Subnets that are there already: where their blocks are stated, they are held against the network and each other.
  void existing(model::ObjectId id, const Network& network) {
    const std::size_t first = out.subnets.size();
    for (const auto& [name, tier] : *network.tiers) {
      if (!tier.present()) continue;
      for (const auto& zone : *network.zones) {
        const auto subnet = network.existing->subnets->find(fmt::format("{}-{}", name, *zone));
        if (subnet == network.existing->subnets->end() || !subnet->second.present() || !subnet->second->cidr.present()) continue;
        const auto& cidr = subnet->second->cidr;
        if (network.cidr.present() && !network.cidr->contains(*cidr)) {
          sink.report(outside, span(cidr.mark.origin), subnet->first, schema::print(*network.cidr)).also(span(network.cidr.mark.origin), "the network").help("one of the two is not what AWS has");
        }
        out.subnets.push_back({id, name, *zone, *cidr, cidr.mark.origin, false});
      }
    }
    overlaps(first, "one of the two is not what AWS has");
  }

  bool numbered(model::ObjectId id, const Network& network, const std::string& tier, const model::Tier& t, const std::string& zone, std::int64_t number) {
    const auto block = nth(*network.cidr, network.subnets->bits, number);
    if (!block) {
      sink.report(outside, span(t.netnum.mark.origin), fmt::format("{}-{}", tier, zone), schema::print(*network.cidr))
          .also(span(network.cidr.mark.origin), "the network")
          .help(network.subnets->bits < network.cidr->bits ? std::string("`subnets` is larger than the network")
                                                           : fmt::format("the network has the blocks 0 to {}", (std::int64_t{1} << (network.subnets->bits - network.cidr->bits)) - 1));
      return false;
    }
    const source::OriginId origin = origins.add({source::OriginKind::derived, {}, "netnum of the tier, plus the place of the zone", schema::print(*block), 0,
                                                 {t.netnum.mark.origin, network.cidr.mark.origin, network.subnets.mark.origin}});
    out.subnets.push_back({id, tier, zone, *block, origin, false});
    return true;
  }

  /// False when the network is full.
  bool allocated(model::ObjectId id, const Network& network, const model::Head& head, const std::string& tier, const std::string& zone, std::size_t first) {
    const auto is_free = [&](const Cidr& block) {
      return network.cidr->contains(block) &&
             std::none_of(out.subnets.begin() + static_cast<std::ptrdiff_t>(first), out.subnets.end(), [&](const SubnetBlock& other) { return other.block.overlaps(block); });
    };
    const auto push = [&](const Cidr& block) {
      const source::OriginId origin = origins.add({source::OriginKind::derived, {}, "allocated; kept by infragen.lock", schema::print(block), 0, {network.cidr.mark.origin, network.subnets.mark.origin}});
      out.subnets.push_back({id, tier, zone, block, origin, true});
    };
    const auto kept = schema::parse_cidr(known_block(id, tier + "-" + zone));
    if (kept && kept->bits == network.subnets->bits && is_free(*kept)) {
      push(*kept);
      return true;
    }
    // A block that the lock holds for another subnet of this network is taken, even if that one comes later.
    const std::vector<lock::Fact> reserved = lock.all("block", in.env.name);
    for (std::int64_t number = 0;; ++number) {
      const auto block = nth(*network.cidr, network.subnets->bits, number);
      if (!block) {
        sink.report(no_space, span(network.cidr.mark.origin), schema::print(*network.cidr), fmt::format("{}-{}", tier, zone)).help("a larger `cidr`, smaller `subnets`, or fewer zones");
        return false;
      }
      const bool held = std::any_of(reserved.begin(), reserved.end(), [&](const lock::Fact& f) {
        const auto other = schema::parse_cidr(f.value);
        return (f.subject.starts_with(head.address + "/") || f.subject.starts_with(former_address(id) + "/")) && other && other->overlaps(*block);
      });
      if (held || !is_free(*block)) continue;
      push(*block);
      return true;
    }
  }

  void overlaps(std::size_t first, std::string_view help) {
    for (std::size_t i = first; i < out.subnets.size(); ++i) {
      for (std::size_t j = first; j < i; ++j) {
        if (!out.subnets[i].block.overlaps(out.subnets[j].block)) continue;
        sink.report(overlap, span(out.subnets[i].origin), name(out.subnets[i]), name(out.subnets[j]))
            .also(span(out.subnets[j].origin), fmt::format("`{}` is {}", name(out.subnets[j]), schema::print(out.subnets[j].block)))
            .help(std::string(help));
        return;
      }
    }
  }

  /// A subnet whose block is not what the lock file knows.
  struct Moved {
    const SubnetBlock* subnet;
    std::string before;
  };

  void remember(const SubnetBlock& subnet, const model::Head& head, std::vector<Moved>& moved) {
    const std::string subject = head.address + "/" + name(subnet);
    const std::string before = known_block(subnet.network, name(subnet));
    const std::string now = schema::print(subnet.block);
    if (!before.empty() && before != now && !subnet.allocated) moved.push_back({&subnet, before});
    keep.add({"block", in.env.name, subject, now});
  }

  std::string former_address(model::ObjectId id) const {
    const auto& was = in.env.objects.common(id).was;
    return was.present() ? std::string(model::kind(id).name) + "." + *was : in.env.objects.head(id).address;
  }
  /// What the lock holds for that subnet, under the network's name or the one that it had before; empty: nothing.
  std::string known_block(model::ObjectId network, const std::string& subnet) const {
    const std::string now = lock.get("block", in.env.name, in.env.objects.head(network).address + "/" + subnet);
    return now.empty() ? lock.get("block", in.env.name, former_address(network) + "/" + subnet) : now;
  }

  /// One change moves many: one finding a network, at what they have in common.
  void report(const std::vector<Moved>& moved, const Network& network) {
    if (moved.empty()) return;
    const Moved& first = moved.front();
    const auto old = schema::parse_cidr(first.before);
    const bool one_tier = std::all_of(moved.begin(), moved.end(), [&](const Moved& m) { return m.subnet->tier == first.subnet->tier; });
    const bool renumbered = old && !network.cidr->contains(*old);
    const source::Span at = renumbered ? span(network.cidr.mark.origin) : one_tier ? span(first.subnet->origin) : span(network.zones.mark.origin);
    std::vector<std::string> others;
    for (std::size_t i = 1; i < moved.size(); ++i) others.push_back(name(*moved[i].subnet));
    sink.report(moves, at, name(*first.subnet), first.before, schema::print(first.subnet->block))
        .help(others.empty() ? std::string() : "so do " + support::join(others, ", "))
        .help("new zones go to the end of `zones`; a subnet that must move: delete its line in infragen.lock");
  }

  static std::string name(const SubnetBlock& s) { return s.tier + "-" + s.zone; }
  source::Span span(source::OriginId id) const { return origins.span(id); }
};

}  // namespace

void address_subnets(const model::Resolved& in, const lock::Lock& lock, lock::Lock& keep, model::Derived& out, source::Origins& origins, diag::Sink& sink) {
  Pass pass{in, lock, keep, out, origins, sink};
  for (const model::ObjectId id : in.env.objects.ids()) {
    if (id.kind == model::Objects::kind_of<Network>()) pass.network(id);
  }
}

}  // namespace infragen::derive
