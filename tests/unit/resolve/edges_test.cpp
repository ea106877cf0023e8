#include "catch.hpp"
#include "infragen/support/text.hpp"
#include "project.hpp"

using namespace infragen;

namespace {

struct Said {
  std::string slug, message, help;
};

/// The one finding about what `web` uses.
Said about_edge(const std::string& uses, const std::string& databases = "{shop: {}, extra: {}}") {
  const auto project = test::build_project({
      {"infragen.yaml", "infragen: 1\nproject: shop\naws: {region: eu-central-1}\n"},
      {"envs/dev/env.yaml",
       "environment: dev\nclass: development\n"
       "network: {cidr: 10.0.0.0/16, zones: [a, b], subnets: /24, tiers: {app: {route: nat}, data: {route: isolated}}}\n"
       "ecs: {main: {discovery: {dns: shop.internal}}}\n"
       "postgres: {main: {version: 17, databases: " + databases + ", shared_user: shop, rds: {class: db.t4g.micro, storage: 20Gi}}}\n"},
      {"domains/shop/domain.yaml",
       "domain: shop\n"
       "service: {web: {image: \"nginx:1.27.2\", port: 8080, cpu: 0.25, memory: 512Mi, replicas: 1, uses: {" + uses + "}}}\n"},
  });
  std::vector<Said> out;
  for (const diag::Diagnostic& d : project->unit("dev").sink.items()) out.push_back({std::string(d.slug), d.message, support::join(d.help, " | ")});
  REQUIRE(out.size() == 1);
  return out[0];
}

}  // namespace

TEST_CASE("a role that is not offered is told of the part that does not offer it") {
  const Said said = about_edge("postgres.main/shop: call");
  CHECK(said.slug == "unknown-role");
  CHECK(said.message == "`postgres.main/shop` has no role `call`");
  CHECK(said.help == "roles of `postgres.main/shop` are write, read");
}

TEST_CASE("an edge to a whole says what it has to name, and what there is") {
  const Said said = about_edge("postgres.main: write");
  CHECK(said.slug == "names-no-part");
  CHECK(said.message == "`postgres.main` is not used as a whole: an edge names one of its `databases`");
  CHECK(said.help == "`postgres.main/extra` or `postgres.main/shop`");
}

TEST_CASE("where there is no part at all, the help makes the one that the edge names") {
  const Said whole = about_edge("postgres.main: write", "{}");
  CHECK(whole.slug == "names-no-part");
  CHECK(whole.help == "`databases: {app: {}}` on `postgres.main`, then `postgres.main/app: write`");
  const Said part = about_edge("postgres.main/shop: write", "{}");
  CHECK(part.slug == "unknown-part");
  CHECK(part.message == "`postgres.main` has no `shop`");
  CHECK(part.help == "`databases: {shop: {}}` on `postgres.main`, then `postgres.main/shop: write`");
}
