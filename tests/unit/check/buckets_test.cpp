#include "catch.hpp"
#include "checked.hpp"

using namespace infragen::test;
using Found = std::vector<std::string>;

namespace {

const std::string file = "envs/prod/files.yaml";

Found bucket(const std::string& lines) {
  ProjectFiles files = sound_project();
  files[file] = "s3:\n  files:\n" + lines;
  return found(files);
}

}  // namespace

TEST_CASE("production keeps what is overwritten, and whole buckets") {
  CHECK(bucket("    expire: 30d\n") == Found{});
  CHECK(bucket("    versioning: false\n") == Found{"no-versions at " + file + ":3"});
  CHECK(bucket("    protect: false\n") == Found{"unprotected at " + file + ":3"});
}

TEST_CASE("what buckets count in days is in days, and versions are kept where there are any") {
  CHECK(bucket("    expire: 36h\n") == Found{"whole-days at " + file + ":3"});
  CHECK(bucket("    keep_versions: 36h\n") == Found{"whole-days at " + file + ":3"});
  CHECK(bucket("    versioning: false\n    keep_versions: 10d\n    allow: {no-versions: a test}\n") == Found{"unused-keep at " + file + ":4"});
}

TEST_CASE("flow logs are kept as long as CloudWatch can, or for any number of days") {
  const auto flow_logs = [](const std::string& value) {
    return found(changed(sound_project(), env_file, "  cidr: 10.0.0.0/16\n", "  cidr: 10.0.0.0/16\n  flow_logs: " + value + "\n"));
  };
  CHECK(flow_logs("30d") == Found{});
  CHECK(flow_logs("31d") == Found{"log-retention at " + env_file + ":5"});
  CHECK(flow_logs("{keep: 31d, to: s3}") == Found{});
  CHECK(flow_logs("{keep: 36h, to: s3}") == Found{"whole-days at " + env_file + ":5"});
}
