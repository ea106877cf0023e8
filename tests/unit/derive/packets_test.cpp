#include <algorithm>

#include "catch.hpp"
#include "infragen/support/text.hpp"
#include "project.hpp"

using namespace infragen;
using Lines = std::vector<std::string>;

namespace {

/// Two services on EKS behind a load balancer, with a cache in `tiers`.
test::ProjectFiles project(const std::string& data_tier = "netnum: 20") {
  return {{"infragen.yaml", "infragen: 1\nproject: shop\naws: {region: eu-central-1, account: \"210987654321\"}\nvariables: {redis: {REDIS_PASSWORD: \"${password}\"}}\n"},
          {"envs/prod/env.yaml",
           "environment: prod\nclass: production\n"
           "network: {cidr: 10.0.0.0/16, zones: [a, b], subnets: /24, nat: per-zone, tiers: {public: {route: internet, netnum: 0}, app: {route: nat, netnum: 10}, data: {route: isolated, " + data_tier + "}}}\n"
           "eks: {main: {version: 1.36, nodes: {base: {types: [m7g.large], count: 2}}}}\n"
           "redis: {cache: {version: 7.1, elasticache: {node: cache.t4g.small}}}\n"
           "alb: {public: {from: internet, routes: {/*: service.web}}}\n"},
          {"domains/shop/domain.yaml",
           "domain: shop\n"
           "external: {bank: {hosts: [bank.example], port: 8443}}\n"
           "service:\n"
           "  web: {image: \"example.org/web:1\", port: 8080, cpu: 100m, memory: 128Mi, replicas: 2, uses: {service.orders: call}}\n"
           "  orders: {image: \"example.org/orders:1\", port: 9000, cpu: 100m, memory: 128Mi, replicas: 2, uses: {redis.cache: write, external.bank: call}}\n"}};
}

/// `out 9000 service.orders`, `in 8080 10.0.0.0/23`.
Lines packets(const model::System& system, const std::string& service) {
  Lines out;
  for (const model::PacketRule& rule : system.derived.packets.at(system.env().objects.find(service))) {
    const std::string peer = rule.peer.known() ? system.env().objects.head(rule.peer).address : support::join(rule.blocks, " ");
    out.push_back((rule.inbound ? "in " : "out ") + std::to_string(rule.port) + " " + peer);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("an edge inside a cluster opens both of its ends, and nothing else") {
  const auto built = test::build_project(project());
  const model::System& system = built->unit("prod").system;
  CHECK(packets(system, "service.web") == Lines{"in 8080 10.0.0.0/23", "out 9000 service.orders"});
  CHECK(packets(system, "service.orders") == Lines{"in 9000 service.web", "out 443 0.0.0.0/0", "out 6379 10.0.20.0/23", "out 8443 0.0.0.0/0"});
}

TEST_CASE("two blocks are joined only when they are the halves of a larger one") {
  // 10.0.21.0/24 and 10.0.22.0/24 stand side by side and are no /23.
  const auto built = test::build_project(project("netnum: 21"));
  CHECK(packets(built->unit("prod").system, "service.orders")[2] == "out 6379 10.0.21.0/24 10.0.22.0/24");
}

TEST_CASE("pods share the group of their cluster, whose rules are made once") {
  const auto built = test::build_project(project());
  Lines groups;
  for (const auto& rule : built->unit("prod").system.derived.rules) groups.push_back(rule.id.object + (rule.inbound ? " in " : " out ") + std::to_string(rule.port));
  std::sort(groups.begin(), groups.end());
  CHECK(std::count(groups.begin(), groups.end(), "eks.main in 6379") == 1);
  CHECK(std::none_of(groups.begin(), groups.end(), [](const std::string& g) { return g.starts_with("service."); }));
}
