#include "infragen/hcl/format.hpp"

#include "catch.hpp"
#include "generator.hpp"
#include "infragen/hcl/parse.hpp"
#include "infragen/hcl/print.hpp"

using namespace infragen::hcl;

TEST_CASE("printed trees are formatted already") {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    testing::Generator generator(seed);
    const std::string text = print(generator.file()).text;
    const auto formatted = format(text);
    REQUIRE(formatted);
    INFO("seed " << seed);
    REQUIRE(*formatted == text);
  }
}

TEST_CASE("careless text is formatted once and for all") {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    testing::Generator generator(seed);
    const std::string text = generator.careless_file();
    const Parsed parsed = parse(text);
    INFO("seed " << seed << "\n" << text);
    INFO((parsed.error ? parsed.error->message + " at " + std::to_string(parsed.error->at) : "parsed"));
    REQUIRE_FALSE(parsed.error);
    const auto once = format(text);
    REQUIRE(once);
    REQUIRE(format(*once) == once);
  }
}
