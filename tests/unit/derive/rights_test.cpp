// Who may what: rights come from roles of edges and from the facts that texts take.
#include <algorithm>
#include <initializer_list>

#include "catch.hpp"
#include "project.hpp"

using namespace infragen;

namespace {

/// `task ssm:GetParameter,ssm:GetParameters <parameter.app/parameter[level].arn>` for each statement of the service.
std::vector<std::string> rights(const std::string& uses) {
  const test::ProjectFiles files = {
      {"infragen.yaml", "infragen: 1\nproject: shop\naws: {region: eu-central-1, account: 210987654321}\n"},
      {"envs/dev/env.yaml",
       "environment: dev\nclass: development\n"
       "network: {cidr: 10.0.0.0/16, zones: [a, b], subnets: /24, tiers: {public: {route: internet}, app: {route: nat}, data: {route: isolated}}}\n"
       "ecs: {main: {}}\n"
       "redis: {cache: {version: 7.1, elasticache: {node: cache.t4g.micro}}}\n"},
      {"domains/shop/domain.yaml",
       "domain: shop\n"
       "parameter: {app: {values: {level: INFO}}}\n"
       "secret: {key: {generate: 32}}\n"
       "external: {bank: {hosts: [bank.example.net], port: 8443}, other: {port: 8443}, web: {}}\n"
       "service:\n"
       "  web:\n"
       "    image: \"nginx:1.27.2\"\n"
       "    port: 8080\n    cpu: 0.25\n    memory: 512Mi\n    replicas: 1\n"
       "    uses:\n" +
           uses},
  };
  const auto project = test::build_project(files);
  const test::Unit& unit = project->unit("dev");
  for (const diag::Sink* sink : std::initializer_list<const diag::Sink*>{&project->sink, &unit.sink}) {
    for (const diag::Diagnostic& d : sink->items()) {
      INFO(d.slug << ": " << d.message);
      REQUIRE(d.severity != diag::Severity::error);
    }
  }
  std::vector<std::string> out;
  for (const model::RolePolicy& policy : unit.system.derived.policies) {
    for (const model::Statement& s : policy.statements) {
      std::string line = policy.role.role;
      for (const std::string& action : s.actions) line += (&action == &s.actions.front() ? " " : ",") + action;
      for (const view::Rope& resource : s.resources) line += " " + view::print(resource);
      if (std::find(out.begin(), out.end(), line) == out.end()) out.push_back(line);
    }
  }
  for (const model::SecurityRule& rule : unit.system.derived.rules) {
    if (!rule.inbound && rule.peer.role.empty()) out.push_back("out " + std::to_string(rule.port) + " " + rule.block);
  }
  return out;
}

using Lines = std::vector<std::string>;
const std::string https = "out 443 0.0.0.0/0";
const std::string value = "<parameter.app/parameter[level].arn>";

}  // namespace

TEST_CASE("a parameter that is injected is read by the host, and otherwise by the program") {
  CHECK(rights("      parameter.app/level: read\n") == Lines{"task ssm:GetParameter,ssm:GetParameters " + value, https});
  CHECK(rights("      parameter.app/level: {read: {variables: {LEVEL: \"${value}\"}}}\n") == Lines{"execution ssm:GetParameters " + value, https});
  CHECK(rights("      parameter.app/level: {read: {variables: {LEVEL: \"${value}\", FROM: \"${arn}\"}}}\n") ==
        Lines{"task ssm:GetParameter,ssm:GetParameters " + value, "execution ssm:GetParameters " + value, https});
  CHECK(rights("      parameter.app/level: {read: {variables: {FROM: \"${name}\"}}}\n") == Lines{"task ssm:GetParameter,ssm:GetParameters " + value, https});
}

TEST_CASE("the whole of a parameter is a path, which the program's own role may read") {
  const std::string arn = "arn:aws:ssm:eu-central-1:210987654321:parameter<parameter.app/.path>";
  CHECK(rights("      parameter.app: {read: {variables: {PATHS: \"${path}\"}}}\n") ==
        Lines{"task ssm:GetParameter,ssm:GetParameters,ssm:GetParametersByPath " + arn + " " + arn + "/*", https});
}

TEST_CASE("a token is injected by the host; its address gives the program the right to read it") {
  const std::string token = "<redis.cache/secret-version.arn>";
  CHECK(rights("      redis.cache: {write: {variables: {TOKEN: \"${password}\"}}}\n") == Lines{"execution secretsmanager:GetSecretValue " + token, https});
  CHECK(rights("      redis.cache: {write: {variables: {TOKEN_AT: \"${secret_arn}\"}}}\n") == Lines{"task secretsmanager:GetSecretValue " + token, https});
  CHECK(rights("      redis.cache: {write: {variables: {HOST: \"${host}:${port}\"}}}\n") == Lines{https});
}

TEST_CASE("what belongs to others is reached by one rule a port, and HTTPS by the rule that is there") {
  CHECK(rights("      external.web: call\n") == Lines{https});
  CHECK(rights("      external.bank: {call: {variables: {BANK: \"${host}:${port}\"}}}\n      external.other: call\n") == Lines{https, "out 8443 0.0.0.0/0"});
}
