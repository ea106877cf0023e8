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

// What the real tool does is compared in tests/conformance/fmt.sh; these are the rules one by one.

TEST_CASE("format keeps what a person wrote and moves it into place") {
  const auto formatted = [](std::string_view text) { return format(text).value_or("does not parse"); };
  CHECK(formatted("a=1 # x\nbbb=2// y\n/* z */ c =3\n") == "a         = 1 # x\nbbb       = 2 // y\n/* z */ c = 3\n");
  CHECK(formatted("b{\n\n\n a=[1,2 ,3]\n\n}\n") == "b {\n\n\n  a = [1, 2, 3]\n\n}\n");
  CHECK(formatted("b { a=1 }") == "b { a = 1 }");
  CHECK(formatted("a = merge({\nb=1\n},{\nc=2\n})\n") == "a = merge({\n  b = 1\n  }, {\n  c = 2\n})\n");
  CHECK(formatted("a = [\n1,# one\n22,# two\n]\n") == "a = [\n  1,  # one\n  22, # two\n]\n");
  CHECK(formatted("a = <<E\n  ${ x }\n    E\n") == "a = <<E\n  ${x}\n    E\n");
  CHECK(formatted("a = ! b && - c > -1 ? in [0] : x . y\n") == "a = !b && -c > -1 ? in[0] : x.y\n");
  CHECK(formatted("a = [for x in [b]:x if x>-1]\n") == "a = [for x in [b] : x if x > -1]\n");
  CHECK(formatted("a = 1\r\nbb = 2\r\n") == "a  = 1\r\nbb = 2\r\n");
  CHECK(formatted("a = 1   ") == "a = 1   ");
  CHECK(formatted("\xEF\xBB\xBF  a = 1\n") == "a = 1\n");
  CHECK(formatted("").empty());
  CHECK_FALSE(format("a = "));
}

TEST_CASE("format brings old spellings up to date") {
  const auto formatted = [](std::string_view text) { return format(text).value_or("does not parse"); };
  CHECK(formatted("a = \"${b}\"\n") == "a = b\n");
  CHECK(formatted("a = \"${b} \"\n") == "a = \"${b} \"\n");
  CHECK(formatted("a = \"${b}${c}\"\n") == "a = \"${b}${c}\"\n");
  CHECK(formatted("a = [\"${b}\"]\n") == "a = [\"${b}\"]\n");
  CHECK(formatted("a = \"${f(\n1)}\"\n") == "a = (f(\n1))\n");
  CHECK(formatted("a b /* x */ c {}\n") == "a \"b\" \"c\" {}\n");
  CHECK(formatted("variable \"a\" {\n  type = \"list\"\n}\n") == "variable \"a\" {\n  type = list(string)\n}\n");
  CHECK(formatted("variable \"a\" {\n  type = set\n}\n") == "variable \"a\" {\n  type = set(any)\n}\n");
  SECTION("but only where the result still parses and means the same") {
    CHECK(formatted("a = \"${ # c\n b}\"\n") == "a = \"${ # c\nb}\"\n");
    CHECK(formatted("a = \"${(b)\n+ (c)}\"\n") == "a = ((b)\n+ (c))\n");
    CHECK(formatted("a = b[true]\n") == "a = b[true]\n");
    CHECK(formatted("a \"b$c\" {}\n") == "a \"b$c\" {}\n");
  }
}
