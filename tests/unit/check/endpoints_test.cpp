// Services of AWS inside of the VPC: who needs which, and what is said when one is missing.
#include <algorithm>

#include "catch.hpp"
#include "checked.hpp"
#include "infragen/check/reachability.hpp"
#include "infragen/model/aws_services.hpp"

using namespace infragen;
using namespace infragen::test;
using Found = std::vector<std::string>;

namespace {

constexpr const char* needed = "{interface: [ecr.api, ecr.dkr, logs, secretsmanager], gateway: [s3]}";

/// The sound project with one tier for everything, from which nothing leaves; `endpoints` stands at envs/prod/env.yaml:7.
ProjectFiles closed(const std::string& endpoints) {
  auto files = changed(sound_project(), env_file, "  nat: per-zone\n", "  nat: none\n  endpoints: " + endpoints + "\n");
  files = changed(files, env_file, "    app: {route: nat, netnum: 10}\n", "    app: {route: isolated, netnum: 10}\n");
  return changed(files, env_file, "    data: {route: isolated, netnum: 20}\n", "");
}

/// The sound project, whose services leave through NAT, with endpoints beside that.
ProjectFiles open(const std::string& endpoints) {
  return changed(sound_project(), env_file, "  nat: per-zone\n", "  nat: per-zone\n  endpoints: " + endpoints + "\n");
}

Found slugs(const std::vector<Finding>& all) {
  Found out;
  for (const Finding& f : all) out.push_back(f.slug);
  return out;
}

}  // namespace

TEST_CASE("a tier from which nothing leaves works with the endpoints that its workloads need") {
  CHECK(found(closed(needed)) == Found{});
  CHECK(found(closed("{interface: [ecr.api, ecr.dkr, logs, secretsmanager, s3]}")) == Found{});
}

TEST_CASE("each endpoint that is missing is named, with who calls it, in one finding") {
  const struct {
    const char* endpoints;
    const char* message;
    const char* help;
  } lacking[] = {
      {"{interface: [ecr.dkr, logs, secretsmanager], gateway: [s3]}", "`ecr.api`", "`endpoints: {interface: [ecr.api]}`"},
      {"{interface: [ecr.api, logs, secretsmanager], gateway: [s3]}", "`ecr.dkr`", "`endpoints: {interface: [ecr.dkr]}`"},
      {"{interface: [ecr.api, ecr.dkr, secretsmanager], gateway: [s3]}", "`logs`", "`endpoints: {interface: [logs]}`"},
      {"{interface: [ecr.api, ecr.dkr, logs], gateway: [s3]}", "`secretsmanager`", "`endpoints: {interface: [secretsmanager]}`"},
      {"{interface: [ecr.api, ecr.dkr, logs, secretsmanager]}", "`s3`", "`endpoints: {gateway: [s3]}`"},
      {"{gateway: [s3]}", "`ecr.api`, `ecr.dkr`, `logs`, `secretsmanager`", "`endpoints: {interface: [ecr.api, ecr.dkr, logs, secretsmanager]}`"},
  };
  for (const auto& one : lacking) {
    INFO(one.endpoints);
    const auto all = findings(closed(one.endpoints));
    REQUIRE(slugs(all) == Found{"missing-endpoint"});
    CHECK(all[0].place == "envs/prod/env.yaml:7");
    CHECK(all[0].message == std::string("`network.main` has no endpoint for ") + one.message + ", and there is no other way");
    CHECK(all[0].help.find(one.help) != std::string::npos);
  }
  const auto secret = findings(closed("{interface: [ecr.api, ecr.dkr, logs], gateway: [s3]}"));
  REQUIRE(secret.size() == 1);
  CHECK(secret[0].labels == Found{"domains/shop/domain.yaml:17"});   // `web` calls none
}

TEST_CASE("a network without endpoints is told both cures") {
  auto files = changed(closed(needed), env_file, std::string("  endpoints: ") + needed + "\n", "");
  const auto all = findings(files);
  REQUIRE(slugs(all) == Found{"no-way-out"});
  CHECK(all[0].help == "a tier with `route: nat`; or `endpoints: {interface: [ecr.api, ecr.dkr, logs, secretsmanager], gateway: [s3]}` on `network.main`");
}

TEST_CASE("an image from elsewhere does not come through endpoints") {
  const auto of = [](const std::string& image) {
    const auto files = changed(closed(needed), env_file, "  service.web: 1.0.0\n", "");
    return findings(changed(files, domain_file, "  web:\n    port: 8080\n", "  web:\n    image: " + image + "\n    port: 8080\n"));
  };
  const auto all = of("nginx:1.27.2");
  REQUIRE(slugs(all) == Found{"no-way-out"});
  CHECK(all[0].place == "domains/shop/domain.yaml:8");
  CHECK(all[0].message == "`service.web` cannot reach docker.io, without which no task starts");
  CHECK(all[0].help.find("pull through cache") != std::string::npos);
  CHECK(slugs(of("123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1.0.0")) == Found{"no-way-out"});
  CHECK(slugs(of("123456789012.dkr.ecr.ap-northeast-2.amazonaws.com/web:1.0.0")) == Found{});
}

TEST_CASE("what edges use and what tasks do besides needs its endpoint too") {
  const std::string queue = "sqs: {jobs: {dlq: 5}}\n";
  auto files = changed(closed(needed), domain_file, "alb:\n", queue + "alb:\n");
  files = changed(files, domain_file, "      service.orders: call\n", "      service.orders: call\n      sqs.jobs: {send: {}, receive: {}}\n");
  auto all = findings(files);
  REQUIRE(slugs(all) == Found{"missing-endpoint"});
  CHECK(all[0].message.find("for `sqs`,") != std::string::npos);
  CHECK(found(changed(files, env_file, "logs,", "logs, sqs,")) == Found{});

  all = findings(changed(closed(needed), domain_file, "  web:\n    port: 8080\n", "  web:\n    ecs: {execute_command: true}\n    port: 8080\n"));
  REQUIRE(slugs(all) == Found{"missing-endpoint"});
  CHECK(all[0].message.find("for `ssmmessages`,") != std::string::npos);
}

TEST_CASE("an external is not reached through endpoints") {
  auto files = changed(closed(needed), domain_file, "alb:\n", "external: {payment: {hosts: [api.example.net]}}\nalb:\n");
  files = changed(files, domain_file, "      service.orders: call\n", "      service.orders: call\n      external.payment: call\n");
  CHECK(found(files) == Found{"no-way-out at domains/shop/domain.yaml:18"});
}

TEST_CASE("private DNS leads everybody to the endpoints, so everybody is let in") {
  const auto project = build_project(open("{interface: [logs]}"));
  auto& system = project->unit("prod").system;
  const auto says = [&] {
    diag::Sink sink;
    check::check(system, "2026-11-20", sink);
    Found out;
    for (const diag::Diagnostic& d : diag::sorted(sink.take(), project->loaded.files)) out.push_back(std::string(d.slug) + " at " + project->place(d.at));
    return out;
  };
  CHECK(says() == Found{});
  auto& rules = system.derived.rules;
  const auto of = [&](const char* who) {
    return std::find_if(rules.begin(), rules.end(), [&](const model::SecurityRule& r) { return r.inbound && r.port == 443 && r.group.object == "network.main" && r.peer.object == who; });
  };
  REQUIRE(of("service.orders") != rules.end());
  REQUIRE(of("service.web") != rules.end());
  rules.erase(of("service.web"));
  CHECK(says() == Found{"no-ingress at domains/shop/domain.yaml:8"});
}

TEST_CASE("an endpoint that nobody is known to call is a note") {
  const auto all = findings(open("{interface: [logs, kinesis-streams], gateway: [dynamodb, s3]}"));
  REQUIRE(slugs(all) == Found{"unused-endpoint", "unused-endpoint"});
  CHECK(all[0].severity == diag::Severity::note);
  CHECK(all[0].message == "nothing in `network.main` is known to call `kinesis-streams`");
  CHECK(all[1].message == "nothing in `network.main` is known to call `dynamodb`");
}

TEST_CASE("services are names that AWS has") {
  auto all = findings(open("{interface: [logs, secretmanager]}"));
  REQUIRE(slugs(all) == Found{"unknown-endpoint"});
  CHECK(all[0].severity == diag::Severity::error);
  CHECK(all[0].help == "did you mean `secretsmanager`");
  all = findings(open("{interface: [dynamodb]}"));
  REQUIRE(slugs(all) == Found{"unknown-endpoint"});
  CHECK(all[0].help == "`gateway: [dynamodb]`");
}

TEST_CASE("interface endpoints take an address in each subnet of their tier") {
  // A /28 has eleven addresses for others, in two zones; sixteen tasks and their successors need 32.
  auto files = changed(closed(needed), env_file, "subnets: /24", "subnets: /26");
  const auto room = [&](const char* most) { return changed(files, domain_file, "replicas: 2..4 @ 70% cpu", std::string("replicas: 2..") + most + " @ 70% cpu"); };
  const auto full = [&](const ProjectFiles& project) {
    const auto all = findings(project);
    return std::any_of(all.begin(), all.end(), [](const Finding& f) { return f.slug == "tier-full"; });
  };
  // 2 * (64 - 5 - 4) = 110 addresses: `orders` and the database take some, and `web` twice its copies.
  int most = 1;
  while (most < 100 && !full(room(std::to_string(most + 3).c_str()))) ++most;
  const int with_four = most;
  files = changed(files, env_file, needed, "{interface: [ecr.api, ecr.dkr, logs, secretsmanager, sts, kms], gateway: [s3]}");
  most = 1;
  while (most < 100 && !full(room(std::to_string(most + 3).c_str()))) ++most;
  CHECK(with_four - most == 2);   // two endpoints, two zones, two tasks for each copy
}

TEST_CASE("actions are of the service that is called for them") {
  CHECK(model::service_of_action("sqs:SendMessage") == "sqs");
  CHECK(model::service_of_action("cloudwatch:PutMetricData") == "monitoring");
  CHECK(model::service_of_action("kafka-cluster:Connect").empty());
  CHECK(model::service_of_action("kms:Decrypt").empty());
  CHECK(model::has_interface("ecr.api"));
  CHECK_FALSE(model::has_interface("ecr.ap"));
}
