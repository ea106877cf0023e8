// Web ACLs: rules that AWS WAF takes, and what they cost of its capacity.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "check/passes.hpp"
#include "check/retention.hpp"
#include "infragen/support/text.hpp"

namespace infragen::check {
namespace {

using model::ObjectId;
using model::Waf;
using model::WafRule;

/// AWS WAF developer guide, "AWS Managed Rules rule groups list": capacity units of the newest version of each. Those that
/// need settings of their own cannot be said yet.
struct Group {
  std::string_view name;
  int units;
  bool needs_settings;
};
constexpr Group groups[] = {
    {"AWSManagedRulesACFPRuleSet", 50, true},
    {"AWSManagedRulesATPRuleSet", 50, true},
    {"AWSManagedRulesAdminProtectionRuleSet", 100, false},
    {"AWSManagedRulesAmazonIpReputationList", 25, false},
    {"AWSManagedRulesAnonymousIpList", 50, false},
    {"AWSManagedRulesAntiDDoSRuleSet", 50, true},
    {"AWSManagedRulesBotControlRuleSet", 50, true},
    {"AWSManagedRulesCommonRuleSet", 700, false},
    {"AWSManagedRulesKnownBadInputsRuleSet", 200, false},
    {"AWSManagedRulesLinuxRuleSet", 200, false},
    {"AWSManagedRulesPHPRuleSet", 100, false},
    {"AWSManagedRulesSQLiRuleSet", 200, false},
    {"AWSManagedRulesUnixRuleSet", 100, false},
    {"AWSManagedRulesWindowsRuleSet", 200, false},
    {"AWSManagedRulesWordPressRuleSet", 100, false},
};

/// AWS WAF developer guide, "Rate-based rule statement": 2 units without custom keys.
constexpr int units_of_limit = 2;
/// AWS WAF developer guide, "AWS WAF quotas" and "Web ACL capacity units": the most that a web ACL holds, and what its
/// price covers.
constexpr int most_units = 5000, covered_units = 1500;
/// AWS WAF, "RateBasedStatement", EvaluationWindowSec.
constexpr std::int64_t windows[] = {60, 120, 300, 600};

const Group* group_named(std::string_view name) {
  const auto* at = std::find_if(std::begin(groups), std::end(groups), [&](const Group& g) { return g.name == name; });
  return at == std::end(groups) ? nullptr : at;
}

void managed(Judge& judge, ObjectId id, const WafRule& rule, const std::string& path) {
  const Group* group = group_named(*rule.managed);
  if (group == nullptr) {
    std::vector<std::string_view> known;
    for (const Group& g : groups) known.push_back(g.name);
    const auto near = support::nearest(*rule.managed, known);
    judge.report_field(unknown_rule_group, id, path + ".managed", rule.managed.mark, *rule.managed)
        .help(near ? fmt::format("did you mean `{}`", *near) : "if AWS has it by now: `allow: {unknown-rule-group: …}`");
  } else if (group->needs_settings) {
    judge.report_field(rule_group_settings, id, path + ".managed", rule.managed.mark, *rule.managed).help("another rule group, or a rule with a `limit`");
  }
  const std::pair<std::string_view, const schema::Mark*> of_limits[] = {{"per", &rule.per.mark}, {"within", &rule.within.mark}};
  for (const auto& [name, mark] : of_limits) {
    if (Judge::written(*mark)) judge.report_field(waf_rule, id, fmt::format("{}.{}", path, name), *mark, *rule.name, fmt::format("names a rule group, to which `{}` means nothing", name)).help("a rule of its own with a `limit`");
  }
  if (Judge::written(rule.action.mark) && *rule.action == model::WafAction::block) {
    judge.report_field(waf_rule, id, path + ".action", rule.action.mark, *rule.name, "names a rule group, which decides itself what it blocks").help("delete the line; `action: count` lets through all that it would block");
  }
}

void limited(Judge& judge, ObjectId id, const WafRule& rule, const std::string& path) {
  if (std::find(std::begin(windows), std::end(windows), rule.within->seconds) != std::end(windows)) return;
  judge.report_field(waf_window, id, path + ".within", rule.within.mark, schema::ScalarOf<schema::Duration>::print(*rule.within)).help("1m, 2m, 5m or 10m");
}

void one_rule(Judge& judge, ObjectId id, const WafRule& rule, const std::string& path) {
  if (rule.managed.mark.invalid || rule.limit.mark.invalid || !rule.name.present()) return;
  if (rule.managed.present() && rule.limit.present()) {
    judge.report_field(waf_rule, id, path + ".limit", rule.limit.mark, *rule.name, "names a rule group and has a limit").also(judge.at(rule.managed.mark, id), "the rule group").help("two rules");
  } else if (rule.managed.present()) {
    managed(judge, id, rule, path);
  } else if (rule.limit.present()) {
    limited(judge, id, rule, path);
  } else {
    judge.report_field(waf_rule, id, path, rule.name.mark, *rule.name, "catches nothing").help("`managed: AWSManagedRulesCommonRuleSet`, or `limit: 2000`");
  }
}

void capacity(Judge& judge, ObjectId id, const Waf& waf) {
  int units = 0;
  for (const auto& rule : *waf.rules) {
    const Group* group = rule->managed.present() ? group_named(*rule->managed) : nullptr;
    units += group != nullptr ? group->units : rule->limit.present() ? units_of_limit : 0;
  }
  if (units > most_units) {
    judge.report_field(waf_capacity, id, "rules", waf.rules.mark, judge.address(id), units).help("fewer rule groups");
  } else if (units > covered_units) {
    judge.report_field(waf_surcharge, id, "rules", waf.rules.mark, judge.address(id), units).help("fewer rule groups, or accept the price with a reason");
  }
}

}  // namespace

void waf(Judge& judge) {
  judge.each<Waf>([&](ObjectId id, const Waf& w) {
    std::map<std::string, source::Span> seen;
    for (std::size_t i = 0; i < w.rules->size(); ++i) {
      const WafRule& rule = *(*w.rules)[i];
      const std::string path = fmt::format("rules[{}]", i);
      one_rule(judge, id, rule, path);
      const auto [it, fresh] = seen.emplace(*rule.name, judge.at(rule.name.mark, id));
      if (!fresh) judge.report_field(rule_twice, id, path + ".name", rule.name.mark, *rule.name).also(it->second, "the first");
    }
    capacity(judge, id, w);
    if (w.logs.present() && !is_retention(w.logs->seconds)) {
      judge.report_field(log_retention, id, "logs", w.logs.mark, schema::ScalarOf<schema::Duration>::print(*w.logs))
          .help(fmt::format("`{}d`; CloudWatch keeps logs for {} days", nearest_retention(w.logs->seconds), retentions()));
    }
  });
}

}  // namespace infragen::check
