#include "lower/context.hpp"

namespace infragen::lower {

void lower_certificate(Context& c, ObjectId id) {
  const auto& certificate = c.env().objects.get<model::AcmCertificate>(id);
  const ObjectId zone{certificate.zone->kind, certificate.zone->index};
  view::Object& object = c.emit(id, "terraform/certificate.tf");
  std::vector<Value> others;
  for (std::size_t i = 0; i < certificate.names->size(); ++i) {
    const source::OriginId origin = (*certificate.names)[i].mark.origin;
    Value name(c.text_at(id, model::element_path({}, "names", i)), origin);
    if (i == 0) {
      object.fields.set("name", std::move(name));
    } else {
      others.push_back(std::move(name));
    }
  }
  object.fields.set("has_others", !others.empty());
  object.fields.set("others", Value::make_list(std::move(others)));
  object.fields.set("key_algorithm", text(certificate.key_algorithm));
  object.fields.set("zone_id", Value(c.ref(zone, "zone", "zone_id"), certificate.zone.mark.origin));
  object.fields.set("tags", c.tags(id, Rope(c.head(id).name)));
}

}  // namespace infragen::lower
