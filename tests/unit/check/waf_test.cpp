#include "catch.hpp"
#include "checked.hpp"

using namespace infragen::test;
using Found = std::vector<std::string>;

namespace {

Found rules(const std::string& lines) {
  ProjectFiles files = sound_project();
  files["envs/prod/waf.yaml"] = "waf:\n  public:\n    rules:\n" + lines;
  return found(files);
}

/// `n` rules, each with the common rule set: 700 units.
std::string common(int n) {
  std::string out;
  for (int i = 0; i < n; ++i) out += "      - {name: r" + std::to_string(i) + ", managed: AWSManagedRulesCommonRuleSet}\n";
  return out;
}

}  // namespace

TEST_CASE("a rule is a rule group or a limit, with what belongs to it") {
  CHECK(rules("      - {name: rate, limit: 2000, per: ip, within: 5m, action: block}\n"
              "      - {name: common, managed: AWSManagedRulesCommonRuleSet, action: count}\n") == Found{});
  CHECK(rules("      - {name: a}\n") == Found{"waf-rule at envs/prod/waf.yaml:4"});
  CHECK(rules("      - {name: a, limit: 2000, managed: AWSManagedRulesPHPRuleSet}\n") == Found{"waf-rule at envs/prod/waf.yaml:4"});
  CHECK(rules("      - {name: a, managed: AWSManagedRulesPHPRuleSet, within: 5m}\n") == Found{"waf-rule at envs/prod/waf.yaml:4"});
  CHECK(rules("      - {name: a, managed: AWSManagedRulesPHPRuleSet, action: block}\n") == Found{"waf-rule at envs/prod/waf.yaml:4"});
}

TEST_CASE("requests are counted over certain times") {
  for (const char* within : {"1m", "2m", "5m", "10m", "60s"}) CHECK(rules(std::string("      - {name: a, limit: 2000, within: ") + within + "}\n") == Found{});
  for (const char* within : {"3m", "0s", "1h"}) CHECK(rules(std::string("      - {name: a, limit: 2000, within: ") + within + "}\n") == Found{"waf-window at envs/prod/waf.yaml:4"});
}

TEST_CASE("rule groups are those of AWS that need no settings, and no two rules have one name") {
  CHECK(rules("      - {name: a, managed: AWSManagedRulesMine}\n") == Found{"unknown-rule-group at envs/prod/waf.yaml:4"});
  CHECK(rules("      - {name: a, managed: AWSManagedRulesATPRuleSet}\n") == Found{"rule-group-settings at envs/prod/waf.yaml:4"});
  CHECK(rules("      - {name: a, limit: 2000}\n      - {name: a, limit: 200}\n") == Found{"rule-twice at envs/prod/waf.yaml:5"});
}

TEST_CASE("a web ACL has 5000 capacity units, and its price covers 1500") {
  CHECK(rules(common(2)) == Found{});
  CHECK(rules(common(3)) == Found{"waf-surcharge at envs/prod/waf.yaml:4"});
  CHECK(rules(common(7)) == Found{"waf-surcharge at envs/prod/waf.yaml:4"});
  CHECK(rules(common(8)) == Found{"waf-capacity at envs/prod/waf.yaml:4"});
}

TEST_CASE("in production the internet comes through a web ACL and leaves lines in a log") {
  // With a host the entry would want a certificate; that requests come in the clear is not the question here.
  auto files = changed(sound_project(), domain_file, "from: [203.0.113.0/24]", "from: internet\n    allow: {plain-http: a test}");
  CHECK(found(files) == Found{"no-waf at domains/shop/domain.yaml:3", "no-access-logs at domains/shop/domain.yaml:3"});
  files = changed(files, domain_file, "    from: internet\n", "    from: internet\n    waf: public\n    access_logs: 90d\n");
  files["envs/prod/waf.yaml"] = "waf:\n  public: {rules: [{name: rate, limit: 2000}]}\n";
  CHECK(found(files) == Found{});
  CHECK(found(changed(files, domain_file, "access_logs: 90d", "access_logs: 36h")) == Found{"whole-days at domains/shop/domain.yaml:6"});
}
