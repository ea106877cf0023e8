#include "catch.hpp"
#include "checked.hpp"

using namespace infragen::test;
using Found = std::vector<std::string>;

namespace {

const std::string rds_section =
    "    rds:\n      class: db.t4g.medium\n      storage: 100Gi\n      disk: gp3\n      multi_az: true\n      insights: 7d\n      monitoring: 60s\n";

Found aurora(const std::string& body) { return found(changed(sound_project(), env_file, rds_section, "    aurora: {" + body + "}\n")); }

std::vector<std::string> slugs(const std::string& from, const std::string& to, const std::string& today) {
  std::vector<std::string> out;
  for (const Finding& f : findings(changed(sound_project(), env_file, from, to), "prod", today)) out.push_back(f.slug);
  return out;
}

}  // namespace

TEST_CASE("RDS accepts certain classes, disks, retentions and intervals") {
  each_is_found({
      {env_file, "class: db.t4g.medium", "class: db.t9.medium", {"unknown-instance-class at envs/prod/env.yaml:27"}},
      {env_file, "class: db.t4g.medium", "class: db.t4g.8xlarge", {"instance-class at envs/prod/env.yaml:27"}},
      {env_file, "class: db.t4g.medium", "class: db.m7g.large", {}},
      {env_file, "class: db.t4g.medium", "class: db.serverless.x", {"instance-class at envs/prod/env.yaml:27"}},
      {env_file, "disk: gp3", "disk: io1", {"disk-needs-iops at envs/prod/env.yaml:29"}},
      {env_file, "storage: 100Gi", "storage: 100000Mi", {"disk-size at envs/prod/env.yaml:28"}},
      {env_file, "insights: 7d", "insights: 30d", {"insights-retention at envs/prod/env.yaml:31"}},
      {env_file, "insights: 7d", "insights: 62d", {}},
      {env_file, "insights: 7d", "insights: 731d", {}},
      {env_file, "insights: 7d", "insights: 744d", {"insights-retention at envs/prod/env.yaml:31"}},
      {env_file, "monitoring: 60s", "monitoring: 20s", {"monitoring-interval at envs/prod/env.yaml:32"}},
      {env_file, "monitoring: 60s", "monitoring: 15s", {}},
      {env_file, "backups: 7d", "backups: 180h", {"whole-days at envs/prod/env.yaml:23"}},
      {env_file, "databases: {shop: {}}", "databases: {shop: {}, extra: {}}", {"several-databases at envs/prod/env.yaml:21"}},
  });
}

TEST_CASE("production needs a standby, backups and protection") {
  each_is_found({
      {env_file, "multi_az: true", "multi_az: false", {"single-database at envs/prod/env.yaml:30"}},
      {env_file, "backups: 7d", "backups: 6d", {"short-backups at envs/prod/env.yaml:23"}},
      {env_file, "protect: true", "protect: false", {"unprotected at envs/prod/env.yaml:25"}},
      {env_file, "rotation: 365d", "rotation: 7d", {"rotation-while-read-at-start at envs/prod/env.yaml:24"}},
      {domain_file, "service.orders: call\n", "service.orders: call\n      postgres.main/shop: read\n", {"shared-master-login at envs/prod/env.yaml:22"}},
  });
}

TEST_CASE("a server without a database that nobody uses is an error of its own") {
  auto files = changed(sound_project(), env_file, "databases: {shop: {}}", "databases: {}");
  files = changed(files, domain_file, "      postgres.main/shop: write\n", "");
  CHECK(found(files) == Found{"no-database at envs/prod/env.yaml:19"});
}

TEST_CASE("Aurora has classes of its own, and readers take over") {
  CHECK(aurora("class: db.r6g.large, readers: 1") == Found{});
  CHECK(aurora("class: db.r6g.large, readers: 2..10 @ 70% cpu") == Found{});
  CHECK(aurora("class: db.t3.micro, readers: 1") == Found{"instance-class at envs/prod/env.yaml:26"});
  CHECK(aurora("class: db.m7g.large, readers: 1") == Found{"instance-class at envs/prod/env.yaml:26"});
  CHECK(aurora("class: db.t3.medium, readers: 1") == Found{});
  CHECK(aurora("class: db.r6g.large") == Found{"single-database at envs/prod/env.yaml:19"});
  CHECK(aurora("class: db.r6g.large, readers: 0") == Found{"single-database at envs/prod/env.yaml:26"});
  CHECK(aurora("class: db.r6g.large, readers: 2..10") == Found{"no-metric at envs/prod/env.yaml:26"});
  CHECK(aurora("class: db.r6g.large, readers: 4..2 @ 70% cpu") == Found{"empty-range at envs/prod/env.yaml:26"});
}

TEST_CASE("Aurora cannot do without backups") {
  const auto files = changed(sound_project(), env_file, rds_section, "    aurora: {class: db.r6g.large, readers: 1}\n");
  CHECK(found(changed(files, env_file, "backups: 7d", "backups: 0s")) == Found{"no-aurora-backups at envs/prod/env.yaml:23", "short-backups at envs/prod/env.yaml:23"});
}

TEST_CASE("versions are judged as of the day that is handed in") {
  CHECK(slugs("version: 17", "version: 17", "2026-11-20").empty());
  CHECK(slugs("version: 17", "version: 14", "2026-08-01").empty());                                  // 211 days left
  CHECK(slugs("version: 17", "version: 14", "2026-08-31").empty());                                  // 181
  CHECK(slugs("version: 17", "version: 14", "2026-09-01") == std::vector<std::string>{"version-ends"});
  CHECK(slugs("version: 17", "version: 14", "2027-02-28") == std::vector<std::string>{"version-ends"});  // the last day
  CHECK(slugs("version: 17", "version: 14", "2027-03-01") == std::vector<std::string>{"extended-support"});
  CHECK(slugs("version: 17", "version: 13", "2026-11-20") == std::vector<std::string>{"extended-support"});
  CHECK(slugs("version: 17", "version: 12", "2028-03-01") == std::vector<std::string>{"version-ended"});
  CHECK(slugs("version: 17", "version: 13", "").empty());                                              // no day, no judgement
  CHECK(slugs("version: 17", "version: 9.6", "2026-11-20") == std::vector<std::string>{"postgres-version"});
  CHECK(slugs("version: 17", "version: 17-beta1", "") == std::vector<std::string>{"postgres-version"});
  CHECK(slugs("version: 17", "version: 19", "2026-11-20") == std::vector<std::string>{"unknown-version"});
  CHECK(slugs("version: 17", "version: 17.1", "") == std::vector<std::string>{"old-minor"});
  CHECK(slugs("version: 17", "version: 17.9", "").empty());
}
