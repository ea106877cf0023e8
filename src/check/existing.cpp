// What is there already: nothing is said about how it would be made, and everything that others read of it is stated.

#include <fmt/format.h>

#include <algorithm>

#include "check/passes.hpp"
#include "infragen/support/text.hpp"

namespace infragen::check {
namespace {

using model::Network;
using model::ObjectId;

const schema::Mark& existing_mark(const Judge& judge, ObjectId id) { return *model::kind(id).schema().find("existing")->read(judge.env().objects.object(id)).mark; }

/// Whether somebody meant it for this object. A default is for all of a kind. Where the environment itself says that the
/// object is there, its layers speak of other environments.
bool meant(const Judge& judge, ObjectId id, const schema::Mark& mark) {
  if (!Judge::written(mark) || mark.removed) return false;
  const auto layer = [&](const schema::Mark& m) { return judge.env().origins.at(m.origin).note; };
  const std::string_view there = layer(existing_mark(judge, id));
  return !layer(mark).starts_with("defaults") && (layer(mark) == there || there != "envs/" + judge.env().name);
}

void report(Judge& judge, ObjectId id, const std::string& field, const schema::Mark& mark) {
  judge.report_field(existing_field, id, field, mark, judge.address(id), field)
      .also(judge.at(existing_mark(judge, id), id), "there already")
      .help("delete the line, or `existing`");
}

void fields(Judge& judge, ObjectId id) {
  const model::KindSchema& kind = model::kind(id);
  for (const schema::FieldSchema& field : kind.schema().fields) {
    const schema::Mark& mark = *field.read(judge.env().objects.object(id)).mark;
    if (meant(judge, id, mark) && !model::tells_of_existing(kind, field.name)) report(judge, id, std::string(field.name), mark);
  }
}

void tiers(Judge& judge, ObjectId id, const Network& network) {
  for (const auto& [name, tier] : *network.tiers) {
    if (!tier.present()) continue;
    if (meant(judge, id, tier->netnum.mark)) report(judge, id, fmt::format("tiers.{}.netnum", name), tier->netnum.mark);
    if (meant(judge, id, tier->route_table.mark)) report(judge, id, fmt::format("tiers.{}.route_table", name), tier->route_table.mark);
  }
}

/// Every subnet in which something stands is stated, and each that is stated is one.
void subnets(Judge& judge, ObjectId id, const Network& network) {
  std::vector<std::string> known;
  for (const auto& [name, tier] : *network.tiers) {
    if (!tier.present()) continue;
    for (const auto& zone : *network.zones) known.push_back(fmt::format("{}-{}", name, *zone));
  }
  const auto& stated = *network.existing->subnets;
  for (const auto& [key, subnet] : stated) {
    if (!subnet.present() || std::find(known.begin(), known.end(), key) != known.end()) continue;
    const auto near = support::nearest(key, known);
    judge.report(no_such_subnet, id, judge.env().origins.key(subnet.mark.origin), key, judge.address(id))
        .help(near ? fmt::format("did you mean `{}`", *near) : "they are " + support::join(known, ", "));
  }
  std::set<std::string> said;
  for (const auto& [who, place] : judge.system().resolved.places) {
    if (place.network != judge.address(id) || place.tier.empty()) continue;
    for (const auto& zone : *network.zones) {
      const std::string key = fmt::format("{}-{}", place.tier, *zone);
      const auto subnet = stated.find(key);
      if ((subnet != stated.end() && subnet->second.present()) || !said.insert(key).second) continue;
      judge.report(existing_subnet, id, judge.at(network.existing->subnets.mark, id), judge.address(who), place.tier, key)
          .also(judge.head(who).at, "stands there")
          .help(fmt::format("`{}: subnet-…`", key));
    }
  }
}

}  // namespace

void existing(Judge& judge) {
  for (const ObjectId id : judge.env().objects.ids()) {
    if (judge.ours(id) && judge.env().objects.existing(id)) fields(judge, id);
  }
  judge.each<Network>([&](ObjectId id, const Network& network) {
    if (!network.existing.present()) return;
    tiers(judge, id, network);
    if (!network.existing->subnets.mark.invalid) subnets(judge, id, network);
  });
}

}  // namespace infragen::check
