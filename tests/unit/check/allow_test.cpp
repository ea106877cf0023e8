#include <set>

#include "catch.hpp"
#include "checked.hpp"
#include "infragen/check/diagnostics.hpp"
#include "infragen/check/severity.hpp"

using namespace infragen;
using namespace infragen::test;
using check::Grade;
using check::Level;
using Found = std::vector<std::string>;

namespace {

ProjectFiles with_allow(const ProjectFiles& files, const std::string& allow) { return changed(files, env_file, "    protect: true\n", "    protect: true\n    allow: {" + allow + "}\n"); }

}  // namespace

TEST_CASE("allow accepts what breaks a rule, where it stands and nowhere else") {
  const auto broken = changed(sound_project(), env_file, "multi_az: true", "multi_az: false");
  CHECK(found(broken) == Found{"single-database at envs/prod/env.yaml:30"});
  CHECK(found(with_allow(broken, "single-database: a replica elsewhere")) == Found{});
  CHECK(found(with_allow(changed(sound_project(), env_file, "nat: per-zone", "nat: single"), "single-nat: cost")) ==
        Found{"single-nat at envs/prod/env.yaml:6", "unused-allow at envs/prod/env.yaml:26"});
}

TEST_CASE("an allow that can accept nothing is told") {
  CHECK(found(with_allow(sound_project(), "single-database: why")) == Found{"unused-allow at envs/prod/env.yaml:26"});
  CHECK(found(with_allow(sound_project(), "instance-class: why")) == Found{"not-allowable at envs/prod/env.yaml:26"});
  CHECK(found(with_allow(sound_project(), "single-database: \" \"")) == Found{"no-reason at envs/prod/env.yaml:26"});
  const auto unknown = findings(with_allow(sound_project(), "single-databse: why"));
  REQUIRE(unknown.size() == 1);
  CHECK(unknown[0].slug == "unknown-finding");
  CHECK(unknown[0].help == "did you mean `single-database`");
}

TEST_CASE("what one environment does not use another may") {
  auto files = with_allow(sound_project(), "single-database: cost");
  // Both environments extend one layer that holds the line; only `dev` is in the class where it counts for nothing.
  const std::string body = files.at(env_file).substr(files.at(env_file).find("network:"));
  const std::string layer = body.substr(0, body.find("releases:")), releases = body.substr(body.find("releases:"));
  files.erase(env_file);
  files["envs/base.yaml"] = layer;
  files["envs/dev/env.yaml"] = "environment: dev\nclass: development\nextends: ../base.yaml\n" + releases;
  files["envs/prod/env.yaml"] = "environment: prod\nclass: production\nextends: ../base.yaml\npostgres: {main: {rds: {multi_az: false}}}\n" + releases;

  const auto kept = [](const ProjectFiles& in) {
    const auto project = build_project(in);
    std::vector<const model::System*> systems;
    std::vector<diag::Sink> sinks(project->units.size());
    for (std::size_t i = 0; i < project->units.size(); ++i) {
      check::check(project->units[i].system, "", sinks[i]);
      systems.push_back(&project->units[i].system);
    }
    std::size_t before = 0;
    for (const diag::Sink& s : sinks) before += s.items().size();
    check::keep_unused(systems, sinks);
    std::size_t after = 0;
    for (const diag::Sink& s : sinks) after += s.items().size();
    return std::pair{before, after};
  };
  CHECK(kept(files) == std::pair<std::size_t, std::size_t>{1, 0});
  files["envs/prod/env.yaml"] = changed(files, "envs/prod/env.yaml", "postgres: {main: {rds: {multi_az: false}}}\n", "").at("envs/prod/env.yaml");
  CHECK(kept(files) == std::pair<std::size_t, std::size_t>{2, 2});
}

TEST_CASE("the table of severities is sorted, whole and honest") {
  std::set<std::string_view> codes, slugs;
  for (const diag::Info& d : check::diagnostics) {
    CHECK(codes.insert(d.code).second);
    CHECK(slugs.insert(d.slug).second);
  }
  std::string_view before;
  for (const check::Strictness& row : check::strictness()) {
    CAPTURE(row.slug);
    CHECK(before < row.slug);
    CHECK(slugs.contains(row.slug));
    CHECK(row.grade != Grade::refused);
    before = row.slug;
    for (std::size_t i = 1; i < row.levels.size(); ++i) CHECK(row.levels[i] <= row.levels[0]);  // production is the strictest
    if (row.grade == Grade::advice) CHECK(row.levels[0] == Level::note);
  }
}

TEST_CASE("what AWS refuses is an error in every class") {
  for (const auto c : {schema::Class::production, schema::Class::staging, schema::Class::development, schema::Class::ephemeral, schema::Class::local}) {
    CHECK(check::level(diag::info(check::fargate_memory), c) == Level::error);
    CHECK(check::grade("fargate-memory") == Grade::refused);
  }
  CHECK(check::level(diag::info(check::shared_master_login), schema::Class::production) == Level::error);
  CHECK(check::level(diag::info(check::shared_master_login), schema::Class::staging) == Level::warning);
  CHECK(check::level(diag::info(check::single_replica), schema::Class::development) == Level::silent);
}
