#include "lower/context.hpp"

namespace infragen::lower {
namespace {

std::vector<Value> services(Context& c, ObjectId id, const model::Map<model::VpcEndpoint>& written, const Rope& vpc) {
  std::vector<Value> out;
  for (const auto& [service, entry] : written) {
    if (!entry.present()) continue;
    Value v = Value::make_map();
    v.set("key", Value(service, entry.mark.origin));
    // AWS PrivateLink, "AWS services that integrate with AWS PrivateLink".
    v.set("name", Value(Rope("com.amazonaws.") + Rope(c.env().region(), c.env().settings.aws->region.mark.origin) + Rope("." + service, entry.mark.origin)));
    v.set("tags", c.tags(id, vpc + Rope("-" + service)));
    out.push_back(std::move(v));
  }
  return out;
}

}  // namespace

void lower_endpoints(Context& c, ObjectId id, const Rope& vpc, const std::vector<Value>& tables) {
  const auto& endpoints = c.env().objects.get<model::Network>(id).endpoints;
  if (!endpoints.present()) return;
  view::Object& object = c.emit(id, "terraform/vpc-endpoint.tf");
  object.origin = endpoints.mark.origin;
  Value& f = object.fields;
  const auto& gateway = endpoints->gateway;
  f.set("gateways", Value::make_list(gateway.present() ? services(c, id, *gateway->services, vpc) : std::vector<Value>()));
  f.set("tables", Value::make_list(tables));
  const auto& interface = endpoints->interface;
  std::vector<Value> interfaces;
  if (interface.present()) interfaces = services(c, id, *interface->services, vpc);
  if (!interfaces.empty()) {
    f.set("subnets", Value::make_list(c.subnets(c.address(id), *interface->tier, true)));
    f.set("group", c.ref(id, "endpoints", "id"));
  }
  f.set("interfaces", Value::make_list(std::move(interfaces)));
  f.set("vpc", c.ref(id, "vpc", "id"));
}

}  // namespace infragen::lower
