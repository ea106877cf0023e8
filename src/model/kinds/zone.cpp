#include "model/kinds/describe.hpp"

namespace infragen::schema {
namespace {

Reading accepts_zone_id(std::string_view text) { return model::accepts_id(text, "Z", "Z0123456789ABCDEFGHIJ"); }

}  // namespace

template <> const ObjectSchema& schema_of<model::ExistingZone>() {
  using model::ExistingZone;
  static constexpr auto fields = table<ExistingZone>(field<&ExistingZone::id>("id", "Id of the hosted zone.", {.required = true, .accepts = &accepts_zone_id}));
  static constexpr ObjectSchema schema{"existing zone", "A hosted zone that is there already.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::HostedZone>() {
  using model::HostedZone;
  static constexpr auto fields = model::kind_table<HostedZone>(
      field<&HostedZone::domain>("domain", "The domain whose names it holds: text, or `{input: …}`.", {.required = true}),
      field<&HostedZone::existing>("existing", model::existing_summary));
  static constexpr ObjectSchema schema{"zone", "A public hosted zone of Route 53: the names below a domain.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {

KindSchema zone_kind() {
  static constexpr std::string_view tells[] = {"domain"};
  KindSchema k;
  k.tells = tells;
  k.name = "zone";
  k.schema = &schema_of<HostedZone>;
  k.anywhere_in_account = true;   // Route 53 knows no regions
  k.shareable = true;
  k.traits = [](const Environment& env, ObjectId id, Traits& out) {
    const HostedZone& zone = env.objects.get<HostedZone>(id);
    const view::Rope domain = rope_of(*zone.domain, zone.domain.mark.origin);
    out.zones.push_back({id, domain});
    Endpoint e;
    e.owner = id;
    e.origin = zone.domain.mark.origin;
    e.facts["domain"] = {Phase::compile, domain, {}};
    e.facts["id"] = {Phase::apply, view::Rope(view::Ref{{env.objects.head(id).address, "zone", {}}, "zone_id"}), {}};
    out.endpoints.push_back(std::move(e));
  };
  return stored<HostedZone>(k);
}

}  // namespace infragen::model
