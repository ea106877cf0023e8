#pragma once
#include "infragen/model/common.hpp"

namespace infragen::model {

enum class RouteKind : std::uint8_t { internet, nat, isolated };
enum class FlowLogsTo : std::uint8_t { cloudwatch, s3 };
enum class NatMode : std::uint8_t { single, per_zone, none };

/// One subnet a zone; what may live there follows from where its packets can go.
struct Tier {
  Field<RouteKind> route;
  Field<std::int64_t> netnum;       ///< which of the blocks of `subnets` the first zone gets
  Field<std::string> route_table;   ///< tiers that name one share it
};

/// A line for each connection that the VPC let through or refused.
struct FlowLogs {
  Field<schema::Duration> keep;
  Field<FlowLogsTo> to;
};

/// One service of AWS that is reached inside of the VPC.
struct VpcEndpoint {};

/// Network interfaces in the subnets of a tier, one a zone and service.
struct InterfaceEndpoints {
  Field<std::string> tier;
  Field<Map<VpcEndpoint>> services;   ///< by the name that AWS has for them here: `ecr.api`
};

/// Entries of the private route tables.
struct GatewayEndpoints {
  Field<Map<VpcEndpoint>> services;
};

/// Services of AWS that are reached without a way out of the VPC.
struct Endpoints {
  Field<InterfaceEndpoints> interface;
  Field<GatewayEndpoints> gateway;
};

/// A subnet that is there already.
struct ExistingSubnet {
  Field<schema::FactText> id;
  Field<schema::Cidr> cidr;
};

/// A VPC that is there already: what AWS calls it and its subnets.
struct ExistingNetwork {
  Field<schema::FactText> id;
  Field<Map<ExistingSubnet>> subnets;   ///< `app-a` -> the subnet of that tier and zone
};

/// A VPC with its subnets, route tables, internet and NAT gateways.
struct Network {
  Common common;
  Field<schema::Cidr> cidr;
  Field<List<std::string>> zones;
  Field<List<std::string>> workload_zones;
  Field<NatMode> nat;
  Field<schema::PrefixLength> subnets;
  Field<Map<Tier>> tiers;
  Field<Endpoints> endpoints;
  Field<FlowLogs> flow_logs;
  Field<ExistingNetwork> existing;
};

}  // namespace infragen::model

namespace infragen::schema {

template <>
struct Names<model::RouteKind> {
  static constexpr std::string_view name = "route", values[] = {"internet", "nat", "isolated"};
};
template <>
struct Names<model::FlowLogsTo> {
  static constexpr std::string_view name = "place of flow logs", values[] = {"cloudwatch", "s3"};
};
template <>
struct Names<model::NatMode> {
  static constexpr std::string_view name = "NAT mode", values[] = {"single", "per-zone", "none"};
};

}  // namespace infragen::schema
