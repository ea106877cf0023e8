#include "catch.hpp"
#include "checked.hpp"

using namespace infragen::test;
using Found = std::vector<std::string>;

namespace {

/// The sound project with a cache that check has nothing to say about; the lines count from 1 in `envs/prod/cache.yaml`.
const std::string cache_file = "envs/prod/cache.yaml";

ProjectFiles with_cache() {
  ProjectFiles files = sound_project();
  files[cache_file] =
      "redis:\n"                                              // 1
      "  cache:\n"                                            // 2
      "    version: 7.1\n"                                    // 3
      "    backups: 7d\n"                                     // 4
      "    tls: true\n"                                       // 5
      "    auth: token\n"                                     // 6
      "    allow: {token-in-state: the states are closed}\n"  // 7
      "    elasticache:\n"                                    // 8
      "      node: cache.t4g.small\n"                         // 9
      "      nodes: 2\n";                                     // 10
  return files;
}

Found cache(const std::string& from, const std::string& to) { return found(changed(with_cache(), cache_file, from, to)); }

Found slugs(const std::string& version, const std::string& today) {
  Found out;
  for (const Finding& f : findings(changed(with_cache(), cache_file, "version: 7.1\n", "version: " + version + "\n"), "prod", today)) {
    if (f.place.starts_with(cache_file)) out.push_back(f.slug);   // PostgreSQL of the project ages too
  }
  return out;
}

}  // namespace

TEST_CASE("ElastiCache has certain nodes, and each family from a version on") {
  CHECK(found(with_cache()) == Found{});
  CHECK(cache("cache.t4g.small", "cache.r7g.16xlarge") == Found{});
  CHECK(cache("cache.t4g.small", "cache.m8g.48xlarge") == Found{});   // its sizes are not in our data
  CHECK(cache("cache.t4g.small", "cache.t4g.large") == Found{"cache-node at envs/prod/cache.yaml:9"});
  CHECK(cache("cache.t4g.small", "cache.t1.micro") == Found{"unknown-instance-class at envs/prod/cache.yaml:9"});
  const auto old = changed(with_cache(), cache_file, "version: 7.1", "version: 6.0");
  CHECK(found(changed(old, cache_file, "cache.t4g.small", "cache.r6gd.xlarge")) ==
        Found{"version-ends at envs/prod/cache.yaml:3", "node-needs-version at envs/prod/cache.yaml:9"});
  const auto newer = changed(with_cache(), cache_file, "version: 7.1", "version: 6.2");
  CHECK(found(changed(newer, cache_file, "cache.t4g.small", "cache.r6gd.xlarge")) == Found{"version-ends at envs/prod/cache.yaml:3"});
}

TEST_CASE("a token needs TLS, and stands in the state") {
  CHECK(cache("    allow: {token-in-state: the states are closed}\n", "") == Found{"token-in-state at envs/prod/cache.yaml:6"});
  const auto open = changed(with_cache(), cache_file, "    allow: {token-in-state: the states are closed}\n", "");
  CHECK(found(changed(open, cache_file, "tls: true", "tls: false")) == Found{"token-without-tls at envs/prod/cache.yaml:5"});
  CHECK(found(changed(open, cache_file, "auth: token", "auth: none")) == Found{});
  CHECK(found(changed(changed(open, cache_file, "auth: token", "auth: none"), cache_file, "tls: true", "tls: false")) == Found{});
  for (const Finding& f : findings(open)) CHECK(f.severity == infragen::diag::Severity::warning);
}

TEST_CASE("one node is nothing for production, and snapshots are kept for whole days") {
  CHECK(cache("nodes: 2", "nodes: 1") == Found{"single-cache at envs/prod/cache.yaml:10"});
  CHECK(cache("      nodes: 2\n", "") == Found{});
  CHECK(cache("backups: 7d", "backups: 36h") == Found{"whole-days at envs/prod/cache.yaml:4"});
}

TEST_CASE("versions of Redis are those that ElastiCache has") {
  CHECK(slugs("7.0", "2026-11-20").empty());
  CHECK(slugs("7", "2026-11-20") == Found{"redis-version"});
  CHECK(slugs("5.0.5", "2026-11-20") == Found{"redis-version"});
  CHECK(slugs("6.1", "2026-11-20") == Found{"redis-version"});
  CHECK(slugs("8.0", "2026-11-20") == Found{"unknown-version"});
  CHECK(slugs("6.2", "2026-08-01").empty());                                 // 183 days left
  CHECK(slugs("6.2", "2026-08-05") == Found{"version-ends"});
  CHECK(slugs("6.2", "2027-02-01") == Found{"extended-support"});
  CHECK(slugs("6.2", "2030-02-01") == Found{"version-ended"});
  CHECK(slugs("6.2", "").empty());
}
