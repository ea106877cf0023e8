#include "model/kinds/describe.hpp"

namespace infragen::schema {

template <> const ObjectSchema& schema_of<model::External>() {
  using model::External;
  static constexpr auto fields = model::kind_table<External>(
      field<&External::hosts>("hosts", "Names that it answers to, the first one for programs; without it, they are not known yet.", {.accepts = &model::accepts_dns_name}),
      field<&External::port>("port", "Port that it answers on.", {.by_default = "443", .range = {1, 65535}}));
  static constexpr ObjectSchema schema{"external", "Something of others, on the internet, that programs call.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {

KindSchema external_kind() {
  static constexpr std::string_view roles[] = {"call"};
  KindSchema k;
  k.name = "external";
  k.schema = &schema_of<External>;
  k.roles = roles;
  k.bare = true;
  k.traits = [](const Environment& env, ObjectId id, Traits& out) {
    const External& external = env.objects.get<External>(id);
    Endpoint e;
    e.owner = id;
    e.roles.assign(std::begin(roles), std::end(roles));
    e.port = *external.port;
    e.origin = external.port.mark.origin;
    if (external.hosts.present() && !external.hosts->empty()) {
      const auto& host = external.hosts->front();
      e.facts["host"] = {Phase::compile, view::Rope(*host, host.mark.origin)};
    }
    e.facts["port"] = {Phase::compile, view::Rope(std::to_string(*external.port), external.port.mark.origin)};
    out.endpoints.push_back(std::move(e));
  };
  return stored<External>(k);
}

}  // namespace infragen::model
