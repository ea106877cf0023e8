#pragma once
#include "infragen/model/common.hpp"

namespace infragen::model {

enum class WafAction : std::uint8_t { block, count };
enum class WafPer : std::uint8_t { ip, forwarded_ip };

/// One rule: a rule group that AWS maintains, or a limit of requests.
struct WafRule {
  Field<std::string> name;
  Field<std::string> managed;
  Field<std::int64_t> limit;
  Field<WafPer> per;
  Field<schema::Duration> within;
  Field<WafAction> action;
};

/// A web ACL: what it lets through to the load balancers that name it.
struct Waf {
  Common common;
  Field<List<WafRule>> rules;
  Field<schema::Duration> logs;
};

}  // namespace infragen::model

namespace infragen::schema {

template <>
struct Names<model::WafAction> {
  static constexpr std::string_view name = "action", values[] = {"block", "count"};
};
template <>
struct Names<model::WafPer> {
  static constexpr std::string_view name = "what requests are counted by", values[] = {"ip", "forwarded-ip"};
};

}  // namespace infragen::schema
