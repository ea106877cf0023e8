#include "catch.hpp"
#include "project.hpp"

using namespace infragen;

namespace {

/// A network, a cluster and a service, as documents. Specifications cannot place these in a shared stack yet (expand
/// refuses the keys); behind expand no phase may count on that.
std::vector<expand::Document> documents(load::Loaded& loaded, diag::Sink& sink) {
  test::MemoryFileSystem fs;
  fs.put("/project/infragen.yaml", "infragen: 1\nproject: shop\naws: {region: eu-central-1}\nvariables: {postgres: {DB_HOST: \"${host}\"}}\n");
  fs.put("/project/envs/dev/env.yaml",
         "environment: dev\nclass: development\n"
         "network: {cidr: 10.0.0.0/16, zones: [a, b], subnets: /24, tiers: {public: {route: internet}, app: {route: nat}, data: {route: isolated}}}\n"
         "ecs: {main: {}}\n"
         "postgres: {main: {version: 17, databases: {shop: {}}, shared_user: shop, rds: {class: db.t4g.micro, storage: 20Gi}}}\n"
         "alb: {public: {from: [203.0.113.0/24], routes: {/*: service.web}}}\n");
  fs.put("/project/domains/shop/domain.yaml",
         "domain: shop\n"
         "service: {web: {image: \"nginx:1.27.2\", port: 8080, cpu: 0.25, memory: 512Mi, replicas: 1, uses: {postgres.main/shop: write}}}\n");
  loaded = load::load(fs, "/project", sink);
  std::vector<expand::Document> out;
  for (const load::Source& source : loaded.sources) out.push_back(expand::expand(source, sink));
  return out;
}

model::System derived(const std::vector<expand::Document>& documents, const std::string& unit, bool shared, diag::Sink& sink) {
  const merge::Units units = merge::units(documents, sink);
  lock::Lock keep;
  return derive::derive(resolve::resolve(decode::decode(merge::assemble(documents, units, unit, shared, sink), sink), sink), {}, keep, sink);
}

}  // namespace

TEST_CASE("what a shared stack declares is derived with the shared stack, and not again in environments") {
  diag::Sink sink;
  load::Loaded loaded;
  std::vector<expand::Document> all = documents(loaded, sink);
  const model::System before = derived(all, "dev", false, sink);
  REQUIRE_FALSE(sink.has_errors());
  REQUIRE(before.derived.subnets.size() == 6);
  REQUIRE(before.derived.groups.size() == 3);

  // The same as a shared stack `base`, and an environment that declares nothing.
  expand::Document head;
  for (expand::Document& d : all) {
    if (d.role != load::Role::environment && d.role != load::Role::domain) continue;
    if (d.role == load::Role::environment) {
      head = d;
      head.tree.erase("network");
      head.tree.erase("ecs");
      head.tree.erase("postgres");
      head.tree.erase("alb");
    }
    d.role = load::Role::shared;
    d.unit = "base";
    for (const char* key : {"environment", "domain", "class"}) d.tree.erase(key);
  }
  all.push_back(head);

  diag::Sink quiet;   // heads of the relabelled documents do not fit their places
  const model::System shared = derived(all, "base", true, quiet);
  CHECK(shared.derived.subnets.size() == before.derived.subnets.size());
  CHECK(shared.derived.groups.size() == before.derived.groups.size());
  CHECK(shared.derived.rules.size() == before.derived.rules.size());
  CHECK(shared.derived.policies.size() == before.derived.policies.size());
  CHECK(shared.derived.variables.size() == 1);

  const model::System environment = derived(all, "dev", false, quiet);
  CHECK(environment.env().objects.find("network.main").known());
  CHECK(environment.derived.subnets.empty());
  CHECK(environment.derived.groups.empty());
  CHECK(environment.derived.policies.empty());
  CHECK(environment.derived.variables.empty());
  CHECK(environment.derived.rules.empty());
}
