#include "catch.hpp"
#include "check/looks_secret.hpp"
#include "checked.hpp"

using namespace infragen::test;
using infragen::check::secret_candidate;
using infragen::check::secret_name;
using infragen::check::secret_value;

TEST_CASE("a typed secret is found and never printed") {
  // Joined here so that no scanner of this repository takes it for a real one.
  const std::string key = std::string("AKIA") + "IOSFODNN7EXAMPLE";
  for (const std::string& line : {std::string("JWT_KEY_PASSWORD: hunter2"), "UPLOAD: " + key, std::string("DATABASE: postgres://shop:hunter2@db/shop")}) {
    const auto all = findings(changed(sound_project(), domain_file, "MODE: fast", line));
    CAPTURE(line);
    REQUIRE(all.size() == 1);
    CHECK(all[0].slug == "plain-secret");
    CHECK(all[0].place == "domains/shop/domain.yaml:23");
    CHECK((all[0].message + all[0].help).find("hunter2") == std::string::npos);
    CHECK((all[0].message + all[0].help).find(key) == std::string::npos);
  }
}

TEST_CASE("tags and parameters are looked at too") {
  each_is_found({
      {env_file, "    protect: true\n", "    protect: true\n    parameters: {app.auth_token: s3cr3t-of-ours}\n", {"plain-secret at envs/prod/env.yaml:26"}},
      {env_file, "    protect: true\n", "    protect: true\n    tags: {ApiKey: abcdef-012345}\n", {"plain-secret at envs/prod/env.yaml:26"}},
      {env_file, "    protect: true\n", "    protect: true\n    tags: {Owner: payments}\n", {}},
  });
}

TEST_CASE("names that promise a secret") {
  for (const char* name : {"DB_PASSWORD", "dbPassword", "jwt-secret", "AUTH_TOKEN", "STRIPE_API_KEY", "TLS_PRIVATE_KEY", "password"}) {
    CAPTURE(name);
    CHECK(secret_name(name));
  }
  for (const char* name : {"PASSWORD_FILE", "TOKEN_URL", "SECRET_ARN", "MONKEY", "KEY", "PASSWORDLESS", "TOKENS"}) {
    CAPTURE(name);
    CHECK_FALSE(secret_name(name));
  }
}

TEST_CASE("values that are no secret whatever their name") {
  for (const char* value : {"", "true", "required", "3600", "${postgres.main/shop.password}", "Bearer ${env}", "arn:aws:iam::210987654321:role/x", "/run/secrets/db", "https://auth.shop.net/token"}) {
    CAPTURE(value);
    CHECK_FALSE(secret_candidate(value));
  }
  CHECK(secret_candidate("hunter2"));
  CHECK(secret_candidate("12345678"));
}

TEST_CASE("values that can be nothing but a secret") {
  CHECK(secret_value("X", std::string("-----BEGIN RSA ") + "PRIVATE KEY-----\nMIIE"));
  CHECK(secret_value("X", std::string("gh") + "p_0123456789abcdefghijABCDEFGHIJ012345"));
  CHECK(secret_value("X", "postgres://shop:pw@db:5432/shop"));
  CHECK(secret_value("X", "9f86d081884c7d659a2feaa0c55ad015"));
  CHECK(secret_value("X", "k9Xw2TqLr7VbYz4NcPfHs8GdJm3RaUe6QoWi5Bt1"));
}

TEST_CASE("values that only look busy") {
  for (const char* value : {"postgres://${postgres.main/shop.user}:${postgres.main/shop.password}@${postgres.main/shop.host}/shop", "https://shop.net/path?x=1@y:2",
                            "-XX:MaxRAMPercentage=70 -Dspring.profiles.active=production", "0123456789", "com.acme.shop.payments.PaymentServiceImplementation",
                            "arn:aws:sns:ap-northeast-2:210987654321:k9Xw2TqLr7VbYz4NcPfHs8GdJm3RaUe6", "123e4567-e89b-12d3-a456-426614174000",
                            "/opt/app/config/k9Xw2TqLr7VbYz4NcPfHs8GdJm3RaUe6QoWi5Bt1", "a-long-name-of-many-words-that-goes-on-and-on-and-on"}) {
    CAPTURE(value);
    CHECK_FALSE(secret_value("X", value));
  }
  CHECK_FALSE(secret_value("GIT_COMMIT", "9f86d081884c7d659a2feaa0c55ad0159f86d081"));
  CHECK_FALSE(secret_value("IMAGE", "sha256:9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015"));
}
