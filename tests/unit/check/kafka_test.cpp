#include "catch.hpp"
#include "checked.hpp"

using namespace infragen::test;
using Found = std::vector<std::string>;

namespace {

const std::string kafka_file = "domains/shop/kafka.yaml";
const std::string script_file = "domains/shop/setup.sh";

/// The sound project with a cluster: `orders` writes, `web` reads.
ProjectFiles with_kafka(const std::string& text) {
  auto files = changed(sound_project(), domain_file, "      secret.jwt: read\n", "      secret.jwt: read\n      kafka.events: produce\n");
  files = changed(files, domain_file, "      service.orders: call\n", "      service.orders: call\n      kafka.events: consume\n");
  files[kafka_file] = text;
  files[script_file] = "#!/bin/bash\necho \"$KAFKA_TOPICS\"\n";
  return files;
}

ProjectFiles on_ec2() {
  return with_kafka(
      "kafka:\n"                                                     // 1
      "  events:\n"                                                  // 2
      "    version: 4.1.0\n"                                         // 3
      "    brokers: 3\n"                                             // 4
      "    storage: 20Gi\n"                                          // 5
      "    topics: {orders: {}}\n"                                   // 6
      "    ec2: {setup: setup.sh, type: t3.medium, heap: 1Gi}\n"     // 7
      "    allow: {kafka-without-login: one tenant}\n");             // 8
}

ProjectFiles on_msk() {
  return with_kafka(
      "kafka:\n"                                                     // 1
      "  events:\n"                                                  // 2
      "    version: 3.9.x\n"                                         // 3
      "    brokers: 2\n"                                             // 4
      "    storage: 20Gi\n"                                          // 5
      "    msk: {type: kafka.m7g.large}\n");                         // 6
}

Found after(const ProjectFiles& files, const std::string& from, const std::string& to) { return found(changed(files, kafka_file, from, to)); }

}  // namespace

TEST_CASE("a Kafka cluster can be without a finding, on hosts and on MSK") {
  CHECK(found(on_ec2()) == Found{});
  CHECK(found(on_msk()) == Found{});
}

TEST_CASE("hosts: a majority, memory, types, versions, disks") {
  const auto is = [](const std::string& from, const std::string& to, const Found& expected) {
    INFO(from << " -> " << to);
    CHECK(after(on_ec2(), from, to) == expected);
  };
  is("brokers: 3", "brokers: 1", {"single-broker at domains/shop/kafka.yaml:4"});
  is("brokers: 3", "brokers: 2", {"single-broker at domains/shop/kafka.yaml:4"});
  is("brokers: 3", "brokers: 5", {});
  is("heap: 1Gi", "heap: 3Gi", {});
  is("heap: 1Gi", "heap: 3073Mi", {"heap-size at domains/shop/kafka.yaml:7"});
  is("t3.medium, heap: 1Gi", "t3.small", {});
  is("t3.medium, heap: 1Gi", "t3.micro", {"heap-size at domains/shop/kafka.yaml:7"});
  is("t3.medium, heap: 1Gi", "t3.micro, heap: 768Mi", {});
  is("type: t3.medium", "type: t9.medium", {"unknown-instance-class at domains/shop/kafka.yaml:7"});
  is("version: 4.1.0", "version: 4.1", {"kafka-version at domains/shop/kafka.yaml:3"});
  is("version: 4.1.0", "version: 4.1.x", {"kafka-version at domains/shop/kafka.yaml:3"});
  is("storage: 20Gi", "storage: 20000Mi", {"disk-size at domains/shop/kafka.yaml:5"});
  is("orders: {}", "orders: {replicas: 3}", {});
  is("orders: {}", "orders: {replicas: 4}", {"topic-replicas at domains/shop/kafka.yaml:6"});
  is("    allow: {kafka-without-login: one tenant}\n", "", {"kafka-without-login at domains/shop/kafka.yaml:7"});
}

TEST_CASE("a zone that does not have the instance type is named") {
  auto files = changed(on_ec2(), project_file, "ap-northeast-2", "us-east-1");
  files = changed(files, env_file, "zones: [a, c]", "zones: [a, e]");
  files = changed(files, kafka_file, "t3.medium", "m7g.large");
  const auto all = findings(files);
  REQUIRE(all.size() == 1);
  CHECK(all[0].slug == "type-not-offered");
  CHECK(all[0].message == "zone `us-east-1e` has no `m7g.large`");
}

TEST_CASE("the script is held: what runs it, its line ends, its bytes") {
  const auto is = [](const std::string& script, const Found& expected) {
    auto files = on_ec2();
    files[script_file] = script;
    INFO(script);
    CHECK(found(files) == expected);
  };
  const std::string wrong = "setup-script at domains/shop/kafka.yaml:7", by_hand = "topics-by-hand at domains/shop/kafka.yaml:6";
  is("#!/usr/bin/python3\n# KAFKA_TOPICS, über alles\n", {});
  is("echo $KAFKA_TOPICS\n", {wrong});
  is("#!/bin/bash\r\necho $KAFKA_TOPICS\r\n", {wrong});
  is("#!/bin/bash\n\x01 $KAFKA_TOPICS\n", {wrong});
  is("#!/bin/bash\n\xff $KAFKA_TOPICS\n", {wrong});
  is("#!/bin/bash\necho no topics\n", {by_hand});
}

TEST_CASE("MSK: versions in AWS's words, as many brokers in each zone, types") {
  const auto is = [](const std::string& from, const std::string& to, const Found& expected) {
    INFO(from << " -> " << to);
    CHECK(after(on_msk(), from, to) == expected);
  };
  is("version: 3.9.x", "version: 4.1.x.kraft", {});
  is("version: 3.9.x", "version: 4.1.0", {"kafka-version at domains/shop/kafka.yaml:3"});
  is("version: 3.9.x", "version: 9.1.x.kraft", {"unknown-version at domains/shop/kafka.yaml:3"});
  is("version: 3.9.x", "version: 3.7.x", {"kafka-version-ended at domains/shop/kafka.yaml:3"});
  is("brokers: 2", "brokers: 3", {"msk-brokers at domains/shop/kafka.yaml:4"});
  is("brokers: 2", "brokers: 4", {});
  is("type: kafka.m7g.large", "type: kafka.m7h.large", {"unknown-instance-class at domains/shop/kafka.yaml:6"});
  is("m7g.large}", "m7g.large, logs: 10d}", {"log-retention at domains/shop/kafka.yaml:6"});
  is("storage: 20Gi", "storage: 20Gi\n    topics: {orders: {}}", {"topics-by-hand at domains/shop/kafka.yaml:6"});
}

TEST_CASE("a version of MSK ends on a day that is handed in") {
  const auto files = changed(on_msk(), kafka_file, "3.9.x", "3.7.x");
  CHECK(findings(files, "prod", "2026-09-01").empty());
  CHECK(findings(files, "prod", "2026-09-02").size() == 1);
  CHECK(findings(files, "prod", "").empty());
}

TEST_CASE("what is written and read by nobody is said, a topic at a time") {
  auto files = changed(on_ec2(), domain_file, "      kafka.events: consume\n", "");
  auto all = findings(files);
  REQUIRE(all.size() == 1);
  CHECK(all[0].slug == "unread-topic");
  CHECK(all[0].message == "`kafka.events/orders` is written, and nobody reads it");
  CHECK(all[0].labels == Found{"domains/shop/domain.yaml:27"});

  // Who reads one topic does not read the other.
  files = changed(on_ec2(), kafka_file, "topics: {orders: {}}", "topics: {orders: {}, bills: {}}");
  files = changed(files, domain_file, "kafka.events: consume", "kafka.events/bills: consume");
  all = findings(files);
  REQUIRE(all.size() == 1);
  CHECK(all[0].message == "`kafka.events/orders` is written, and nobody reads it");
}
