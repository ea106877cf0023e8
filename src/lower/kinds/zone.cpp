#include "lower/context.hpp"

namespace infragen::lower {

void lower_zone(Context& c, ObjectId id) {
  const auto& zone = c.env().objects.get<model::HostedZone>(id);
  view::Object& object = c.emit(id, "terraform/zone.tf");
  const Rope domain = model::rope_of(*zone.domain, zone.domain.mark.origin);
  object.fields.set("domain", Value(domain, zone.domain.mark.origin));
  object.fields.set("comment", Value(zone.common.about.present() ? *zone.common.about : c.address(id), zone.common.about.mark.origin));
  object.fields.set("tags", c.tags(id, domain));
}

}  // namespace infragen::lower
