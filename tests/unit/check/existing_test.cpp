#include "catch.hpp"
#include "checked.hpp"

using namespace infragen::test;
using Found = std::vector<std::string>;

namespace {

const std::string file = "envs/prod/network.yaml";

/// The network of the sound project as it would be where it is there already, in a file of its own.
std::string network(const std::string& subnets, const std::string& more = {}) {
  return "network:\n"                                         // 1
         "  main:\n"                                          // 2
         "    cidr: 10.0.0.0/16\n"                            // 3
         "    zones: [a, c]\n"                                // 4
         "    tiers:\n"                                       // 5
         "      public: {route: internet}\n"                  // 6
         "      app: {route: nat}\n"                          // 7
         "      data: {route: isolated}\n"                    // 8
         "    existing:\n"                                    // 9
         "      id: vpc-0a1b2c3d4e5f60718\n"                  // 10
         "      subnets:\n"                                   // 11
         + subnets + more;
}

const std::string all =
    "        public-a: subnet-0a1b2c3d4e5f60701\n"
    "        public-c: subnet-0a1b2c3d4e5f60702\n"
    "        app-a: subnet-0a1b2c3d4e5f60711\n"
    "        app-c: subnet-0a1b2c3d4e5f60712\n"
    "        data-a: subnet-0a1b2c3d4e5f60721\n"
    "        data-c: subnet-0a1b2c3d4e5f60722\n";

Found with(const std::string& text) {
  ProjectFiles files = changed(sound_project(), env_file,
                               "network:\n  cidr: 10.0.0.0/16\n  zones: [a, c]\n  nat: per-zone\n  subnets: /24\n  tiers:\n"
                               "    public: {route: internet, netnum: 0}\n    app: {route: nat, netnum: 10}\n    data: {route: isolated, netnum: 20}\n",
                               "");
  files[file] = text;
  return found(files);
}

std::string without(std::string text, const std::string& part) {
  const std::size_t at = text.find(part);
  REQUIRE(at != std::string::npos);
  return text.erase(at, text.find('\n', at) + 1 - at);
}

}  // namespace

TEST_CASE("a network that is there already needs nothing that says how it would be made") {
  CHECK(with(network(all)) == Found{});
  CHECK(with(network(all, "    nat: single\n")) == Found{"existing-field at " + file + ":18"});
  CHECK(with(network(all, "    subnets: /24\n    nat: ~\n")) == Found{"existing-field at " + file + ":18"});
  CHECK(with(network(all, "    name: other\n")) == Found{"existing-field at " + file + ":18"});
}

TEST_CASE("only subnets in which something stands must be stated") {
  CHECK(with(network(without(all, "        data-c"))) == Found{"existing-subnet at " + file + ":12"});
  CHECK(with(network(all + "        data-d: subnet-0a1b2c3d4e5f60723\n")) == Found{"no-such-subnet at " + file + ":18"});
}

TEST_CASE("there is room in subnets whose blocks are stated, or it is said") {
  const auto app = [](const std::string& block_a, const std::string& block_c) {
    std::string text = without(without(all, "        app-a"), "        app-c");
    return with(network(text + "        app-a: {id: subnet-0a1b2c3d4e5f60711, cidr: " + block_a + "}\n        app-c: {id: subnet-0a1b2c3d4e5f60712, cidr: " + block_c + "}\n"));
  };
  CHECK(app("10.0.1.0/24", "10.0.2.0/24") == Found{});
  CHECK(app("10.0.1.0/29", "10.0.2.0/29") == Found{"tier-full at " + file + ":12"});
}

TEST_CASE("what is made for all of a kind is no mistake on what is there already") {
  ProjectFiles files = sound_project();
  files["envs/prod/secrets.yaml"] =
      "defaults:\n"
      "  secret: {recovery: 14d}\n"
      "secret:\n"
      "  old: {existing: {arn: \"arn:aws:secretsmanager:ap-northeast-2:210987654321:secret:old-Ab3dEf\"}}\n";
  CHECK(found(files) == Found{"unused-secret at envs/prod/secrets.yaml:4"});
  files["envs/prod/secrets.yaml"] =
      "secret:\n"
      "  old: {generate: 20, existing: {arn: \"arn:aws:secretsmanager:ap-northeast-2:210987654321:secret:old-Ab3dEf\"}}\n";
  CHECK(found(files) == Found{"unused-secret at envs/prod/secrets.yaml:2", "existing-field at envs/prod/secrets.yaml:2"});
}
