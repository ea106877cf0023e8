#include "infragen/hcl/print.hpp"

#include "catch.hpp"
#include "generator.hpp"
#include "infragen/hcl/parse.hpp"

using namespace infragen::hcl;

TEST_CASE("random trees survive printing and parsing") {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    testing::Generator generator(seed);
    const Body tree = generator.file();
    const std::string text = print(tree).text;
    INFO("seed " << seed << "\n" << text);
    const Parsed back = parse(text);
    INFO((back.error ? back.error->message + " at " + std::to_string(back.error->at) : "parsed"));
    REQUIRE_FALSE(back.error);
    REQUIRE(equal(back.body, tree));
    REQUIRE(print(back.body).text == text);
  }
}
