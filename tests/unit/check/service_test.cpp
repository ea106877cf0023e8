#include "catch.hpp"
#include "checked.hpp"

using namespace infragen::test;
using Found = std::vector<std::string>;

namespace {

Finding only(const infragen::test::ProjectFiles& files) {
  const auto all = findings(files);
  REQUIRE(all.size() == 1);
  return all[0];
}

}  // namespace

TEST_CASE("Fargate has certain sizes, and the message names the nearest") {
  const Finding units = only(changed(sound_project(), domain_file, "cpu: 0.25", "cpu: 256"));
  CHECK(units.slug == "fargate-cpu");
  CHECK(units.place == "domains/shop/domain.yaml:10");
  CHECK(units.message == "Fargate has no task of 256 vCPU");
  CHECK(units.help == "256 CPU units are `0.25`; with 512Mi only 0.25 is valid");
  CHECK(units.labels == Found{"domains/shop/domain.yaml:11"});

  const Finding pair = only(changed(sound_project(), domain_file, "cpu: 0.25", "cpu: 0.5"));
  CHECK(pair.slug == "fargate-memory");
  CHECK(pair.place == "domains/shop/domain.yaml:11");
  CHECK(pair.labels == Found{"domains/shop/domain.yaml:10"});
  CHECK(pair.help.find("0.5 vCPU has 1Gi, 2Gi, 3Gi, 4Gi") != std::string::npos);
}

TEST_CASE("Fargate's table at its corners") {
  const auto size = [](const std::string& cpu, const std::string& memory) {
    auto files = changed(sound_project(), domain_file, "cpu: 0.25", "cpu: " + cpu);
    return found(changed(files, domain_file, "memory: 512Mi", "memory: " + memory)).empty();
  };
  CHECK(size("0.25", "2Gi"));
  CHECK_FALSE(size("0.25", "1536Mi"));
  CHECK(size("0.5", "4Gi"));
  CHECK_FALSE(size("0.5", "5Gi"));
  CHECK_FALSE(size("1", "1Gi"));
  CHECK(size("4", "30Gi"));
  CHECK_FALSE(size("4", "31Gi"));
  CHECK(size("8", "60Gi"));
  CHECK_FALSE(size("8", "62Gi"));
  CHECK(size("16", "120Gi"));
  CHECK_FALSE(size("16", "36Gi"));
  CHECK_FALSE(size("3", "8Gi"));
}

TEST_CASE("replicas, deployments, logs, health and images") {
  each_is_found({
      {domain_file, "replicas: 2..4 @ 70% cpu", "replicas: 4..2 @ 70% cpu", {"empty-range at domains/shop/domain.yaml:12"}},
      {domain_file, "replicas: 2..4 @ 70% cpu", "replicas: 2..4", {"no-metric at domains/shop/domain.yaml:12"}},
      {domain_file, "replicas: 2..4 @ 70% cpu", "replicas: {min: 2, max: 4, memory: 80%}", {}},
      {domain_file, "replicas: 2..4 @ 70% cpu", "replicas: {min: 2, max: 2, cpu: 70%}", {"unused-metric at domains/shop/domain.yaml:12"}},
      {domain_file, "replicas: 2..4 @ 70% cpu", "replicas: 1..4 @ 70% cpu", {"single-replica at domains/shop/domain.yaml:12"}},
      {domain_file, "logs: 30d", "logs: 10d", {"log-retention at domains/shop/domain.yaml:14"}},
      {domain_file, "logs: 30d", "logs: 36h", {"log-retention at domains/shop/domain.yaml:14"}},
      {domain_file, "logs: 30d", "logs: 14d", {}},
      {domain_file, "every: 30s, timeout: 5s", "every: 30s, timeout: 30s", {"health-timeout at domains/shop/domain.yaml:13"}},
      {domain_file, "every: 30s, timeout: 5s", "every: 30s, timeout: 29s", {}},
      {domain_file, "    replicas: 2\n", "    replicas: 2\n    ecs: {healthy_maximum: 100%}\n", {"deployment-stuck at domains/shop/domain.yaml:22"}},
      {domain_file, "    replicas: 2\n", "    replicas: 2\n    ecs: {healthy_maximum: 140%}\n", {"deployment-stuck at domains/shop/domain.yaml:22"}},
      {domain_file, "    replicas: 2\n", "    replicas: 2\n    ecs: {healthy_maximum: 150%}\n", {}},
      {domain_file, "    replicas: 2\n", "    replicas: 2\n    ecs: {healthy_minimum: 50%, healthy_maximum: 100%}\n", {}},
      {domain_file, "    replicas: 2\n", "    replicas: 2\n    health: {path: /up}\n", {"health-unused at domains/shop/domain.yaml:22"}},
      {domain_file, "    replicas: 2\n", "    replicas: 2\n    health: {command: [/bin/up], timeout: 61s}\n", {"health-command-timeout at domains/shop/domain.yaml:22"}},
      {domain_file, "    replicas: 2\n", "    replicas: 2\n    health: {command: [/bin/up], grace: 90s}\n", {}},
      {domain_file, "service:\n", "service:\n  proxy: {image: \"nginx:latest\", port: 80, cpu: 0.25, memory: 512Mi, replicas: 2}\n", {"moving-tag at domains/shop/domain.yaml:8"}},
      {domain_file, "service:\n", "service:\n  proxy: {image: \"nginx:1.27\", port: 80, cpu: 0.25, memory: 512Mi, replicas: 2}\n", {}},
      {env_file, "registry:\n  main: {keep: 30}\n", "", {"no-registry at domains/shop/domain.yaml:8", "no-registry at domains/shop/domain.yaml:17"}},
  });
}

TEST_CASE("a default that a balanced service heeds is no note on the others") {
  const auto files = changed(sound_project(), env_file, "ecs:\n", "defaults:\n  service: {health: {path: /up}}\necs:\n");
  CHECK(found(changed(files, domain_file, "{path: /health, every: 30s, timeout: 5s}", "{}")) == Found{});
}

TEST_CASE("retention help names the next longer one") {
  CHECK(only(changed(sound_project(), domain_file, "logs: 30d", "logs: 10d")).help.starts_with("`14d`"));
}
