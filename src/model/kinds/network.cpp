#include <algorithm>

#include "infragen/model/aws_services.hpp"
#include "infragen/support/text.hpp"
#include "model/kinds/describe.hpp"

namespace infragen::schema {
namespace {

/// How AWS writes services at the end of the names of their endpoints: `com.amazonaws.eu-central-1.ecr.api`.
Reading accepts_service(std::string_view text) {
  bool ok = !text.empty() && text.size() <= 100 && text.front() >= 'a' && text.front() <= 'z' && text.back() != '.' && text.back() != '-';
  for (const char c : text) ok = ok && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_');
  if (!ok) return {"is no service", "`ecr.api`, as it stands behind the region in the name of the endpoint"};
  return {};
}

Reading accepts_gateway(std::string_view text) {
  if (model::has_gateway(text)) return {};
  if (const auto near = support::nearest(text, model::gateway_services())) return {"has no gateway endpoint", fmt::format("did you mean `{}`", *near)};
  return {"has no gateway endpoint", fmt::format("{} have; everything else is an `interface`", support::join(model::gateway_services(), " and "))};
}

/// `[ecr.api, logs]`, or one of them.
Expansion services(const tree::Value& written) {
  using Kind = tree::Value::Kind;
  tree::Value named = tree::map(written.span);
  const auto add = [&](const tree::Value& service) {
    const bool ok = service.kind == Kind::scalar && named.find(service.text) == nullptr;
    if (ok) {
      named.items.push_back({service.text, service.span, tree::map(service.span)});
      tree::sort_items(named);
    }
    return ok;
  };
  if (written.kind == Kind::scalar) add(written);
  for (const tree::Item& item : written.items) {
    if (add(item.value)) continue;
    return {std::nullopt, {item.value.kind == Kind::scalar ? fmt::format("names `{}` twice", item.value.text) : std::string("is no list of services"), "`[ecr.api, logs]`"}};
  }
  tree::Value out = tree::map(written.span);
  out.at("services", written.span) = std::move(named);
  return {std::move(out), {}};
}

}  // namespace

template <> const ObjectSchema& schema_of<model::Tier>() {
  using model::Tier;
  static constexpr auto fields = table<Tier>(
      field<&Tier::route>("route", "Where packets that leave the VPC go: out and in (`internet`), out only (`nat`), nowhere (`isolated`).",
                          {.required = true}),
      field<&Tier::netnum>("netnum", "Which of the blocks of `subnets` the first zone gets, counted from 0; the next zone gets the next. Without it the lock file allocates.",
                           {.range = {0, 65535}}),
      field<&Tier::route_table>("route_table", "Tiers that name one route table share it.", {.accepts = &model::accepts_name}));
  static constexpr ObjectSchema schema{"tier", "A subnet in each zone, with one kind of route.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::FlowLogs>() {
  using model::FlowLogs;
  static constexpr auto fields = table<FlowLogs>(
      field<&FlowLogs::keep>("keep", "How long they are kept.", {.required = true, .range = {86400, 3653.0 * 86400}}),
      field<&FlowLogs::to>("to", "Where they go: a log group, or a bucket of their own.", {.by_default = "cloudwatch"}));
  static constexpr ObjectSchema schema{"flow logs", "A line for each connection that the VPC let through or refused.", fields,
                                       [](const tree::Value& written) { return model::one_field(written, "keep"); }};
  return schema;
}

template <> const ObjectSchema& schema_of<model::VpcEndpoint>() {
  static constexpr ObjectSchema schema{"endpoint", "One service of AWS that is reached inside of the VPC.", {}};
  return schema;
}

template <> const ObjectSchema& schema_of<model::InterfaceEndpoints>() {
  using model::InterfaceEndpoints;
  static constexpr auto fields = table<InterfaceEndpoints>(
      field<&InterfaceEndpoints::tier>("tier", "The tier in whose subnets they stand; the only one that fits need not be named.", {.accepts = &model::accepts_name}),
      field<&InterfaceEndpoints::services>("services", "Service -> `{}`, by the name that AWS has for it there; written without the word.",
                                           {.key_name = "service", .accepts_key = &accepts_service}));
  static constexpr ObjectSchema schema{"interface endpoints", "Services that get a network interface in each zone; short: their list.", fields, &services, "services"};
  return schema;
}

template <> const ObjectSchema& schema_of<model::GatewayEndpoints>() {
  using model::GatewayEndpoints;
  static constexpr auto fields = table<GatewayEndpoints>(
      field<&GatewayEndpoints::services>("services", "Service -> `{}`; written without the word.", {.key_name = "service", .accepts_key = &accepts_gateway}));
  static constexpr ObjectSchema schema{"gateway endpoints", "Services that get an entry in the private route tables; short: their list.", fields, &services, "services"};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Endpoints>() {
  using model::Endpoints;
  static constexpr auto fields = table<Endpoints>(
      field<&Endpoints::interface>("interface", "By network interfaces, which AWS charges for."),
      field<&Endpoints::gateway>("gateway", "By route tables, which costs nothing; S3 and DynamoDB alone have it."));
  static constexpr ObjectSchema schema{"endpoints", "Services of AWS that are reached without a way out of the VPC.", fields};
  return schema;
}

namespace {

Reading accepts_vpc(std::string_view text) { return model::accepts_id(text, "vpc-", "vpc-0123456789abcdef0"); }
Reading accepts_subnet(std::string_view text) { return model::accepts_id(text, "subnet-", "subnet-0123456789abcdef0"); }

}  // namespace

template <> const ObjectSchema& schema_of<model::ExistingSubnet>() {
  using model::ExistingSubnet;
  static constexpr auto fields = table<ExistingSubnet>(
      field<&ExistingSubnet::id>("id", "Its id.", {.required = true, .accepts = &accepts_subnet}),
      field<&ExistingSubnet::cidr>("cidr", "Its addresses. With them it is judged whether there is room for what runs there."));
  static constexpr ObjectSchema schema{"existing subnet", "A subnet that is there already.", fields,
                                       [](const tree::Value& written) { return model::one_field(written, "id"); }};
  return schema;
}

template <> const ObjectSchema& schema_of<model::ExistingNetwork>() {
  using model::ExistingNetwork;
  static constexpr auto fields = table<ExistingNetwork>(
      field<&ExistingNetwork::id>("id", "Id of the VPC.", {.required = true, .accepts = &accepts_vpc}),
      field<&ExistingNetwork::subnets>("subnets", "Tier and zone -> subnet: `app-a`.", {.required = true, .key_name = "subnet", .accepts_key = &model::accepts_name}));
  static constexpr ObjectSchema schema{"existing network", "A VPC that is there already.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Network>() {
  using model::Network;
  static constexpr ClassDefault nat[] = {{Class::production, "per-zone"}, {Class::staging, "per-zone"}};
  static constexpr auto fields = model::kind_table<Network>(
      field<&Network::cidr>("cidr", "Addresses of the VPC; from /16 to /28.", {.required = true}),
      field<&Network::zones>("zones", "Availability zones with subnets, by letter. The order is the order of addresses: new zones go last.",
                             {.required = true, .accepts = &model::accepts_zone}),
      field<&Network::workload_zones>("workload_zones", "Zones in which things run; what AWS wants in two zones gets all `zones`. Default: all.",
                                      {.accepts = &model::accepts_zone}),
      field<&Network::nat>("nat", "NAT gateways for tiers with `route: nat`: one, one a zone, or none.",
                           {.by_default = "single", .classes = nat}),
      field<&Network::subnets>("subnets", "Size of each subnet.", {.required = true}),
      field<&Network::tiers>("tiers", "Tiers by name.", {.required = true, .key_name = "tier", .accepts_key = &model::accepts_name}),
      field<&Network::endpoints>("endpoints", "Services of AWS that are reached without a way out of the VPC."),
      field<&Network::flow_logs>("flow_logs", "A line for each connection that the VPC let through or refused; how long they are kept."),
      field<&Network::existing>("existing", model::existing_summary));
  static constexpr ObjectSchema schema{"network", "A VPC with its subnets, route tables, internet and NAT gateways.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {
namespace {

/// The services that are reached inside of the VPC, and the group in front of those with interfaces.
void doors(const Network& network, ObjectId id, const std::string& address, Traits& out) {
  if (!network.endpoints.present()) return;
  const auto add = [&](const Map<VpcEndpoint>& services, const view::Identity& group, const std::string& tier) {
    for (const auto& [service, entry] : services) {
      if (entry.present()) out.doors.push_back({id, address, service, group, tier, entry.mark.origin});
    }
  };
  if (const auto& gateway = network.endpoints->gateway; gateway.present()) add(*gateway->services, {}, {});
  const auto& interface = network.endpoints->interface;
  if (interface.present()) add(*interface->services, {address, "endpoints", {}}, *interface->tier);
}

}  // namespace

KindSchema network_kind() {
  static constexpr std::string_view named[] = {"aws_cloudwatch_log_group", "aws_iam_role", "aws_s3_bucket", "aws_security_group", "aws_vpc"};
  static constexpr std::string_view tells[] = {"cidr", "zones", "workload_zones", "tiers"};
  KindSchema k;
  k.name = "network";
  k.tells = tells;
  k.schema = &schema_of<Network>;
  k.single = true;
  k.named = named;
  k.traits = [](const Environment& env, ObjectId id, Traits& out) {
    const Network& network = env.objects.get<Network>(id);
    const std::string& address = env.objects.head(id).address;
    Endpoint e;
    e.owner = id;
    e.origin = network.cidr.mark.origin;
    e.facts["id"] = {Phase::apply, view::Rope(view::Ref{{address, "vpc", {}}, "id"}), {}};
    e.facts["cidr"] = {Phase::compile, view::Rope(schema::print(*network.cidr), network.cidr.mark.origin), {}};
    doors(network, id, address, out);
    const bool guarded = std::any_of(out.doors.begin(), out.doors.end(), [&](const Door& d) { return d.owner == id && !d.group.role.empty(); });
    if (guarded) e.facts["endpoints_security_group"] = {Phase::apply, view::Rope(view::Ref{{address, "endpoints", {}}, "id"}), {}};
    out.endpoints.push_back(e);
    for (const auto& [tier, declared] : *network.tiers) {
      for (const auto& zone : *network.zones) {
        if (!declared.present() || (network.existing.present() && !network.existing->subnets->contains(tier + "-" + *zone))) continue;
        e.part = tier + "-" + *zone;
        e.facts = {{"id", {Phase::apply, view::Rope(view::Ref{{address, "subnet", e.part}, "id"}), {}}}};
        out.endpoints.push_back(e);
      }
    }
  };
  return stored<Network>(k);
}

}  // namespace infragen::model
