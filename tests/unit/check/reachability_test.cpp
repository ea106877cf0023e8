#include <algorithm>

#include "catch.hpp"
#include "checked.hpp"
#include "infragen/check/reachability.hpp"

using namespace infragen;
using namespace infragen::test;
using Found = std::vector<std::string>;

namespace {

struct Traced {
  std::unique_ptr<BuiltProject> project = build_project(sound_project());
  model::System& system() { return project->unit("prod").system; }

  const model::Edge& edge(const std::string& target) {
    for (const model::Edge& e : system().resolved.edges) {
      if (e.target == target && e.why == model::Edge::Why::uses) return e;
    }
    FAIL("no edge to " << target);
    return system().resolved.edges.front();
  }
  /// Layers of the hops that fail.
  Found failing(const std::string& target) {
    Found out;
    for (const check::Hop& hop : check::trace(system(), edge(target))) {
      if (!hop.ok) out.push_back(hop.layer);
    }
    return out;
  }
  Found found() {
    diag::Sink sink;
    check::check(system(), "2026-11-20", sink);
    Found out;
    for (const diag::Diagnostic& d : diag::sorted(sink.take(), project->loaded.files)) out.push_back(std::string(d.slug) + " at " + project->place(d.at));
    return out;
  }
  template <class Which>
  void drop_rule(Which which) {
    auto& rules = system().derived.rules;
    const auto at = std::find_if(rules.begin(), rules.end(), which);
    REQUIRE(at != rules.end());
    rules.erase(at);
  }
};

}  // namespace

TEST_CASE("an edge is followed layer by layer") {
  Traced t;
  Found layers;
  for (const check::Hop& hop : check::trace(t.system(), t.edge("postgres.main/shop"))) {
    CHECK(hop.ok);
    layers.push_back(hop.layer);
  }
  CHECK(layers == Found{"network", "route", "security group", "security group", "credential", "IAM"});
  layers.clear();
  for (const check::Hop& hop : check::trace(t.system(), t.edge("secret.jwt"))) layers.push_back(hop.layer);
  CHECK(layers == Found{"route", "security group", "IAM"});
}

TEST_CASE("security rules are looked up, not assumed") {
  Traced out;
  out.drop_rule([](const model::SecurityRule& r) { return !r.inbound && r.port == 5432; });
  CHECK(out.failing("postgres.main/shop") == Found{"security group"});
  CHECK(out.found() == Found{"no-egress at domains/shop/domain.yaml:25"});

  Traced in;
  in.drop_rule([](const model::SecurityRule& r) { return r.inbound && r.port == 5432; });
  CHECK(in.found() == Found{"no-ingress at domains/shop/domain.yaml:25"});

  Traced entry;
  entry.drop_rule([](const model::SecurityRule& r) { return r.inbound && r.port == 8080; });
  CHECK(entry.found() == Found{"no-ingress at domains/shop/domain.yaml:6"});

  Traced https;
  https.drop_rule([](const model::SecurityRule& r) { return !r.inbound && r.port == 443 && r.group.object == "service.web"; });
  CHECK(https.found() == Found{"no-egress at domains/shop/domain.yaml:8"});

  Traced group;
  auto& groups = group.system().derived.groups;
  groups.erase(std::find_if(groups.begin(), groups.end(), [](const model::SecurityGroup& g) { return g.id.object == "postgres.main"; }));
  CHECK(group.found() == Found{"no-egress at domains/shop/domain.yaml:25"});
}

TEST_CASE("statements of roles are looked up, not assumed") {
  Traced t;
  auto& policies = t.system().derived.policies;
  for (model::RolePolicy& policy : policies) {
    if (policy.role.role == "task") policy.statements.clear();
  }
  CHECK(t.found() == Found{"no-permission at domains/shop/domain.yaml:26"});
  for (model::RolePolicy& policy : policies) policy.statements.clear();
  CHECK(t.found() == Found{"no-permission at domains/shop/domain.yaml:25", "no-permission at domains/shop/domain.yaml:26"});
}

TEST_CASE("a call needs a name, and the missing one is shown") {
  const auto all = findings(changed(sound_project(), env_file, "    discovery: {dns: shop.internal}\n", ""));
  REQUIRE(all.size() == 1);
  CHECK(all[0].slug == "no-discovery");
  CHECK(all[0].place == "domains/shop/domain.yaml:16");
  CHECK(all[0].message == "`web` calls `orders`, and `ecs.main` has no `discovery`");
  CHECK(all[0].labels == Found{"envs/prod/env.yaml:13"});
}

TEST_CASE("a tier without a way out is one finding for all that stand in it") {
  const auto all = findings(changed(sound_project(), env_file, "nat: per-zone", "nat: none"));
  REQUIRE(all.size() == 1);
  CHECK(all[0].slug == "no-way-out");
  CHECK(all[0].labels == Found{"envs/prod/env.yaml:6"});
}

TEST_CASE("a login needs its password") {
  each_is_found({
      {project_file, "    DB_PASSWORD: ${password}\n", "", {"no-credential at domains/shop/domain.yaml:25"}},
  });
}

TEST_CASE("ends in different networks are told") {
  auto files = changed(sound_project(), env_file, "network:\n  cidr: 10.0.0.0/16\n", "network:\n  other:\n    cidr: 10.1.0.0/16\n    zones: [a, c]\n    subnets: /24\n    tiers: {data: {route: isolated, netnum: 1}}\n  main:\n   cidr: 10.0.0.0/16\n");
  std::string& text = files.at(env_file);
  for (const char* line : {"  zones: [a, c]\n  nat", "  nat: per-zone", "  subnets: /24\n  tiers", "  tiers:\n    public"}) {
    const std::size_t at = text.find(std::string("\n") + line);
    REQUIRE(at != std::string::npos);
    text.insert(at + 1, " ");
  }
  files = changed(files, env_file, "    capacity: FARGATE\n", "    capacity: FARGATE\n    network: main\n");
  files = changed(files, env_file, "    version: 17\n", "    version: 17\n    network: other\n");
  files = changed(files, domain_file, "    from: [203.0.113.0/24]\n", "    from: [203.0.113.0/24]\n    network: main\n");
  CHECK(found(files) == Found{"other-network at domains/shop/domain.yaml:26"});
}
