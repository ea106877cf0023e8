#include "model/kinds/describe.hpp"

namespace infragen::schema {

namespace {

Reading accepts_rule_name(std::string_view text) {
  // AWS WAF, "EntityName": 1 to 128 letters, digits, `_`, `-`; "MetricName" keeps two words for itself.
  bool ok = !text.empty() && text.size() <= 128;
  for (const char c : text) {
    ok = ok && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_');
  }
  if (!ok) return {"is no name of a rule", "letters, digits, `-` and `_`, at most 128"};
  if (text == "All" || text == "Default_Action") return {"is a word that AWS WAF keeps for itself", {}};
  return {};
}

}  // namespace

template <> const ObjectSchema& schema_of<model::WafRule>() {
  using model::WafRule;
  static constexpr auto fields = table<WafRule>(
      field<&WafRule::name>("name", "Its name, and that of its metric.", {.required = true, .accepts = &accepts_rule_name}),
      field<&WafRule::managed>("managed", "A rule group that AWS maintains: `AWSManagedRulesCommonRuleSet`.", {.accepts = &accepts_rule_name}),
      // AWS WAF, "RateBasedStatement": 10 to 2000000000.
      field<&WafRule::limit>("limit", "Most requests that one source may send within the time.", {.range = {10, 2000000000}}),
      field<&WafRule::per>("per", "What a source is: the address that asks, or the first one in `X-Forwarded-For`.", {.by_default = "ip"}),
      field<&WafRule::within>("within", "Time in which requests are counted: 1m, 2m, 5m or 10m.", {.by_default = "5m"}),
      field<&WafRule::action>("action", "What becomes of a request that it catches; `count` lets it through.", {.by_default = "block"}));
  static constexpr ObjectSchema schema{"rule", "One rule of a web ACL.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Waf>() {
  using model::Waf;
  static constexpr auto fields = model::kind_table<Waf>(field<&Waf::rules>("rules", "Rules, tried in this order; what none of them blocks is let through.", {.required = true}),
      field<&Waf::logs>("logs", "Write a line for each request to CloudWatch, and keep them so long."));
  static constexpr ObjectSchema schema{"waf", "A web ACL of AWS WAF, in front of load balancers.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {

KindSchema waf_kind() {
  static constexpr std::string_view named[] = {"aws_wafv2_web_acl"};
  return stored<Waf>({.name = "waf", .schema = &schema_of<Waf>, .named = named});
}

}  // namespace infragen::model
