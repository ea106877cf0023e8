#include "catch.hpp"
#include "checked.hpp"

using namespace infragen::test;
using Found = std::vector<std::string>;

TEST_CASE("a network's blocks, zones and routes are held to what AWS accepts") {
  each_is_found({
      {env_file, "cidr: 10.0.0.0/16", "cidr: 10.0.0.0/15", {"vpc-size at envs/prod/env.yaml:4"}},
      {env_file, "cidr: 10.0.0.0/16", "cidr: 10.0.0.0/17", {}},
      {env_file, "cidr: 10.0.0.0/16", "cidr: 11.0.0.0/16", {"public-range at envs/prod/env.yaml:4"}},
      {env_file, "cidr: 10.0.0.0/16", "cidr: 100.64.0.0/16", {}},
      {env_file, "subnets: /24", "subnets: /28", {"balancer-subnet at envs/prod/env.yaml:7"}},
      {env_file, "subnets: /24", "subnets: /27", {}},
      {env_file, "zones: [a, c]", "zones: [a, c, a]", {"zone-twice at envs/prod/env.yaml:5"}},
      {env_file, "zones: [a, c]", "zones: [a, f]", {"no-such-zone at envs/prod/env.yaml:5"}},
      {env_file, "zones: [a, c]", "zones: [a, c]\n  workload_zones: [a, b]", {"unknown-workload-zone at envs/prod/env.yaml:6"}},
      {env_file, "zones: [a, c]", "zones: [a, c]\n  workload_zones: [c, c]", {"zone-twice at envs/prod/env.yaml:6"}},
      {env_file, "zones: [a, c]", "zones: [a, c]\n  workload_zones: [a, c]", {}},
  });
}

TEST_CASE("a network whose blocks are too small or too large for subnets") {
  // /29 holds nothing that is asked of it, so that other findings stand beside.
  const auto all = findings(changed(sound_project(), env_file, "subnets: /24", "subnets: /29"));
  REQUIRE(all.size() == 1);
  CHECK(all[0].slug == "subnet-size");
  CHECK(all[0].place == "envs/prod/env.yaml:7");
}

TEST_CASE("what fails with one zone is an error in production, and a note in development") {
  each_is_found({
      {env_file, "zones: [a, c]", "zones: [a, c]\n  workload_zones: [a]", {"single-zone at envs/prod/env.yaml:6"}},
      {env_file, "nat: per-zone", "nat: single", {"single-nat at envs/prod/env.yaml:6"}},
  });
  const auto in_development = findings(changed(changed(sound_project(), env_file, "nat: per-zone", "nat: single"), env_file, "class: production", "class: development"));
  REQUIRE(in_development.size() == 1);
  CHECK(in_development[0].slug == "single-nat");
  CHECK(in_development[0].severity == infragen::diag::Severity::note);
}

TEST_CASE("load balancers and databases need two zones, and one finding says so for all of them") {
  const auto all = findings(changed(sound_project(), env_file, "zones: [a, c]", "zones: [a]"));
  REQUIRE(all.size() == 1);
  CHECK(all[0].slug == "two-zones");
  CHECK(all[0].place == "envs/prod/env.yaml:5");
  CHECK(all[0].labels == Found{"domains/shop/domain.yaml:3", "envs/prod/env.yaml:19"});
  CHECK(all[0].help.find("`zones: [a, c]` and `workload_zones: [a]`") != std::string::npos);
}

TEST_CASE("a tier must have addresses for all that runs there at most") {
  // Two zones of 256 - 5 addresses; twice as many tasks run during a deployment.
  each_is_found({
      {domain_file, "replicas: 2..4 @ 70% cpu", "replicas: 2..249 @ 70% cpu", {}},
      {domain_file, "replicas: 2..4 @ 70% cpu", "replicas: 2..250 @ 70% cpu", {"tier-full at envs/prod/env.yaml:7"}},
  });
}

TEST_CASE("tiers that share a route table leave by the same way") {
  const auto with = [](const std::string& spare) {
    auto files = changed(sound_project(), env_file, "netnum: 20}", "netnum: 20}\n    spare: " + spare);
    files = changed(files, domain_file, "    port: 8080\n", "    port: 8080\n    tier: app\n");
    files = changed(files, domain_file, "    port: 8081\n", "    port: 8081\n    tier: app\n");
    return found(changed(files, env_file, "    version: 17\n", "    version: 17\n    tier: data\n"));
  };
  CHECK(with("{route: nat, netnum: 30, route_table: data}") == Found{"shared-route-table at envs/prod/env.yaml:12"});
  CHECK(with("{route: isolated, netnum: 30, route_table: data}") == Found{});
  CHECK(with("{route: nat, netnum: 30, route_table: app}") == Found{});
}

TEST_CASE("NAT without a place, and NAT that nobody needs") {
  auto no_internet = changed(sound_project(), env_file, "    public: {route: internet, netnum: 0}\n", "");
  no_internet = changed(no_internet, domain_file, "alb:\n  public:\n    from: [203.0.113.0/24]\n    routes:\n      /*: service.web\n", "");
  no_internet = changed(no_internet, domain_file, "health: {path: /health, every: 30s, timeout: 5s}", "health: {}");
  CHECK(found(no_internet) == Found{"nat-without-internet at envs/prod/env.yaml:9"});

  auto spare = changed(sound_project(), env_file, "data: {route: isolated, netnum: 20}", "data: {route: isolated, netnum: 20}\n    spare: {route: nat, netnum: 30}");
  spare = changed(spare, domain_file, "    port: 8080\n", "    port: 8080\n    tier: app\n");
  spare = changed(spare, domain_file, "    port: 8081\n", "    port: 8081\n    tier: app\n");
  CHECK(found(spare) == Found{});
}
