#include <algorithm>

#include "catch.hpp"
#include "infragen/support/text.hpp"
#include "project.hpp"

using namespace infragen;
using Lines = std::vector<std::string>;

namespace {

test::ProjectFiles project(const std::string& implementation, const std::string& uses) {
  return {{"infragen.yaml", "infragen: 1\nproject: shop\naws: {region: eu-central-1}\n"},
          {"envs/prod/env.yaml",
           "environment: prod\nclass: production\n"
           "network: {cidr: 10.0.0.0/16, zones: [a, b], subnets: /24, tiers: {public: {route: internet}, app: {route: nat}}}\n"
           "ecs: {main: {}}\n"
           "kafka: {events: {version: 4.1.0, brokers: 2, storage: 20Gi, topics: {bills: {}}, " + implementation + "}}\n"},
          {"envs/prod/setup.sh", "#!/bin/bash\n"},
          {"domains/shop/domain.yaml",
           "domain: shop\nservice:\n  orders:\n    image: \"example.org/orders:1.0.0\"\n    port: 8080\n    cpu: 0.25\n    memory: 512Mi\n    replicas: 2\n"
           "    uses: {" + uses + "}\n"}};
}

const std::string hosts = "ec2: {setup: setup.sh, type: t3.small}", msk = "msk: {type: kafka.m7g.large}";

/// Rules on the group of the cluster: `in 9092 from service.orders`.
Lines rules(const model::System& system) {
  Lines out;
  for (const auto& rule : system.derived.rules) {
    if (rule.group.object != "kafka.events") continue;
    out.push_back((rule.inbound ? "in " : "out ") + std::to_string(rule.port) + " " + (rule.block.empty() ? rule.peer.object : rule.block));
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// Statements of a role of `orders`: `sid: actions on resources`.
Lines statements(const model::System& system) {
  Lines out;
  for (const auto& policy : system.derived.policies) {
    for (const auto& s : policy.statements) {
      Lines resources;
      for (const auto& r : s.resources) resources.push_back(view::print(r));
      out.push_back(s.sid + ": " + support::join(s.actions, " ") + " on " + support::join(resources, " "));
    }
  }
  return out;
}

}  // namespace

TEST_CASE("brokers on hosts reach each other, clients by their edges, and nobody else") {
  const auto built = test::build_project(project(hosts, "kafka.events/bills: produce"));
  CHECK(rules(built->unit("prod").system) ==
        Lines{"in 9092 kafka.events", "in 9092 service.orders", "in 9093 kafka.events", "out 443 0.0.0.0/0", "out 9092 kafka.events", "out 9093 kafka.events"});
  CHECK(statements(built->unit("prod").system).empty());
}

TEST_CASE("MSK is reached by edges alone, and each brings the rights on its topic") {
  const auto built = test::build_project(project(msk, "kafka.events/bills: consume"));
  CHECK(rules(built->unit("prod").system) == Lines{"in 9098 service.orders"});
  const std::string id = "<kafka.events/cluster.cluster_name>/<kafka.events/cluster.cluster_uuid>";
  CHECK(statements(built->unit("prod").system) ==
        Lines{"KafkaConnect: kafka-cluster:Connect on <kafka.events/cluster.arn>",
              "KafkaRead: kafka-cluster:DescribeTopic kafka-cluster:ReadData on arn:aws:kafka:eu-central-1:*:topic/" + id + "/bills",
              "KafkaGroup: kafka-cluster:AlterGroup kafka-cluster:DescribeGroup on arn:aws:kafka:eu-central-1:*:group/" + id + "/orders"});
}

TEST_CASE("an edge on the whole cluster means every topic") {
  const auto built = test::build_project(project(msk, "kafka.events: produce"));
  const Lines all = statements(built->unit("prod").system);
  REQUIRE(all.size() == 3);
  CHECK(all[1] == "KafkaWriteIdempotently: kafka-cluster:WriteDataIdempotently on <kafka.events/cluster.arn>");
  CHECK(all[2].ends_with("/*"));
}

TEST_CASE("a consumer group is called like the service, also after a rename") {
  const std::string uses = "kafka.events/bills: {consume: {variables: {GROUP: \"${group}\", TOPIC: \"${topic}\"}}}";
  const auto group = [](test::BuiltProject& built) {
    for (const auto& v : built.unit("prod").system.derived.variables.begin()->second) {
      if (v.name == "GROUP") return view::print(v.value);
    }
    return std::string();
  };
  auto files = project(hosts, uses);
  CHECK(group(*test::build_project(files)) == "orders");
  std::string& domain = files.at("domains/shop/domain.yaml");
  domain = support::replace_all(domain, "  orders:\n", "  sales:\n    was: orders\n");
  CHECK(group(*test::build_project(files)) == "sales");   // nothing was ever built under the old name
  files["infragen.lock"] = "# infragen.lock 1: what must survive a rebuild. `infragen build` writes it; commit it.\naddress prod service.orders/task shop aws_iam_role.x\n";
  CHECK(group(*test::build_project(files)) == "orders");
  domain = support::replace_all(domain, "    was: orders\n", "");
  files["infragen.lock"] += "name prod service.sales/caller orders\n";
  CHECK(group(*test::build_project(files)) == "orders");   // `was` may go, the group stays
}
