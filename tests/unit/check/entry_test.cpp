#include "catch.hpp"
#include "checked.hpp"

using namespace infragen::test;
using Found = std::vector<std::string>;

TEST_CASE("who may come in") {
  each_is_found({
      {domain_file, "from: [203.0.113.0/24]", "from: [internet]", {"no-waf at domains/shop/domain.yaml:3", "no-access-logs at domains/shop/domain.yaml:3", "plain-http at domains/shop/domain.yaml:4"}},
      {domain_file, "from: [203.0.113.0/24]", "from: [0.0.0.0/0]", {"no-waf at domains/shop/domain.yaml:3", "no-access-logs at domains/shop/domain.yaml:3", "plain-http at domains/shop/domain.yaml:4", "internet-as-block at domains/shop/domain.yaml:4"}},
      {domain_file, "from: [203.0.113.0/24]", "from: [203.0.113.0/24, 203.0.113.0/24]", {"source-twice at domains/shop/domain.yaml:4"}},
      {domain_file, "from: [203.0.113.0/24]", "from: [203.0.113.9/24]", {"host-bits at domains/shop/domain.yaml:4"}},
  });
}

TEST_CASE("production protects its ways in") {
  const auto files = changed(sound_project(), domain_file, "    from: [203.0.113.0/24]\n", "    from: [203.0.113.0/24]\n    protect: false\n");
  const auto all = findings(files);
  REQUIRE(all.size() == 1);
  CHECK(all[0].slug == "unprotected");
  CHECK(all[0].place == "domains/shop/domain.yaml:5");
  CHECK(all[0].message == "`alb.public` may be deleted, and its DNS name is lost with it");
  CHECK(found(changed(files, domain_file, "    protect: false\n", "    protect: false\n    allow: {unprotected: the name is nowhere used}\n")) == Found{});
}

TEST_CASE("routes that fit the same paths have an order, or are an error") {
  const auto with = [](const std::string& pattern) {
    return found(changed(sound_project(), domain_file, "      /*: service.web\n", "      /*: service.web\n      /api/*: service.web\n      " + pattern + ": service.orders\n"));
  };
  CHECK(with("/api/v1/*") == Found{});
  CHECK(with("/static/*") == Found{});
  CHECK(with("\"/api/**\"") == Found{"same-route at domains/shop/domain.yaml:8"});
  CHECK(with("\"/*/v1\"") == Found{"unordered-routes at domains/shop/domain.yaml:7"});
  CHECK(with("\"/ap?/x\"") == Found{"unordered-routes at domains/shop/domain.yaml:7"});
}

TEST_CASE("a load balancer takes a hundred routes") {
  const auto with = [](int count) {
    std::string routes;
    for (int i = 0; i < count; ++i) routes += "      /r" + std::to_string(i) + ": service.web\n";
    return found(changed(sound_project(), domain_file, "      /*: service.web\n", routes));
  };
  CHECK(with(100) == Found{});
  CHECK(with(101) == Found{"too-many-routes at domains/shop/domain.yaml:6"});
}

TEST_CASE("a secret has one source, and time to come back") {
  each_is_found({
      {domain_file, "{by_hand: true, keys: [signing_key]}", "{generate: 64}", {}},
      {domain_file, "{by_hand: true, keys: [signing_key]}", "{}", {"secret-source at domains/shop/domain.yaml:28"}},
      {domain_file, "{by_hand: true, keys: [signing_key]}", "{by_hand: true, generate: 64}", {"two-secret-sources at domains/shop/domain.yaml:28"}},
      {domain_file, "{by_hand: true, keys: [signing_key]}", "{generate: 64, keys: [signing_key]}", {"keys-of-generated at domains/shop/domain.yaml:28"}},
      {domain_file, "{by_hand: true, keys: [signing_key]}", "{by_hand: true, recovery: 3d}", {"recovery-window at domains/shop/domain.yaml:28"}},
      {domain_file, "{by_hand: true, keys: [signing_key]}", "{by_hand: true, recovery: 40d}", {"recovery-window at domains/shop/domain.yaml:28"}},
      {domain_file, "{by_hand: true, keys: [signing_key]}", "{by_hand: true, recovery: 0s}", {"no-recovery at domains/shop/domain.yaml:28"}},
      {domain_file, "{by_hand: true, keys: [signing_key]}", "{by_hand: true, recovery: 7d}", {}},
      {domain_file, "      secret.jwt: read\n", "", {"unused-secret at domains/shop/domain.yaml:27"}},
  });
}
