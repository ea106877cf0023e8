#include "model/kinds/describe.hpp"

namespace infragen::schema {

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
      field<&Network::flow_logs>("flow_logs", "A line for each connection that the VPC let through or refused; how long they are kept."));
  static constexpr ObjectSchema schema{"network", "A VPC with its subnets, route tables, internet and NAT gateways.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {

KindSchema network_kind() {
  static constexpr std::string_view named[] = {"aws_cloudwatch_log_group", "aws_iam_role", "aws_s3_bucket", "aws_vpc"};
  KindSchema k;
  k.name = "network";
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
    out.endpoints.push_back(e);
    for (const auto& [tier, declared] : *network.tiers) {
      for (const auto& zone : *network.zones) {
        if (!declared.present()) continue;
        e.part = tier + "-" + *zone;
        e.facts = {{"id", {Phase::apply, view::Rope(view::Ref{{address, "subnet", e.part}, "id"}), {}}}};
        out.endpoints.push_back(e);
      }
    }
  };
  return stored<Network>(k);
}

}  // namespace infragen::model
