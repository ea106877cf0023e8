#include <ctime>

#include "catch.hpp"
#include "invariants.hpp"
#include "reading.hpp"

using namespace infragen;
using namespace infragen::syntax;
using testing::Reading;

namespace {

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

/// Of processor time, so that a busy machine fails nothing. Generous: a debug build with sanitizers; quadratic work on
/// these inputs takes many minutes.
constexpr double patience_seconds = 60;

}  // namespace

TEST_CASE("a text over the limit is refused without being read") {
  Limits limits;
  limits.bytes = 10;
  CHECK(Reading("a: 3456789", limits).error().empty());
  const Reading reading("a: 34567890", limits);
  CHECK(reading.error() == "file-too-large 1:1");
  CHECK(reading.finding().message == "this file has 11 bytes, more than 10");
  CHECK(reading.document.poisoned);
  CHECK(reading.root().kind == Node::Kind::empty);
}

TEST_CASE("bytes that are no text are refused at their place") {
  CHECK(Reading("a: \xff\n").error() == "invalid-utf8 1:4");
  CHECK(Reading("a: 1\n# \xc0\xaf\n").error() == "invalid-utf8 2:3");
  CHECK(Reading(std::string("a: \0b", 5)).error() == "control-character 1:4");
  CHECK(Reading("a: \x1b[0m\n").error() == "control-character 1:4");
  CHECK(Reading("# \x7f\n").error() == "control-character 1:3");
  CHECK(Reading("a: \xc2\x85\n").error() == "control-character 1:4");
  CHECK(Reading("a: 'x\xe2\x80\xa8y'\n").error() == "control-character 1:6");
  CHECK(Reading("a: \xef\xbb\xbf\n").error() == "control-character 1:4");
  CHECK(Reading("a: 1\rb: 2\n").error() == "control-character 1:5");
  CHECK(Reading("a: 1\r").error() == "control-character 1:5");
  CHECK(Reading("a: gr\xc3\xb6\xc3\x9f \xe2\x82\xac \xef\xbc\xa1 \xf0\x9f\x98\x80\tb\n").error().empty());
}

TEST_CASE("nesting ends at the limit, in every style") {
  Limits limits;
  limits.depth = 3;
  CHECK(Reading("[[[x]]]", limits).error().empty());
  CHECK(Reading("[[[[x]]]]", limits).error() == "nested-too-deep 1:4");
  CHECK(Reading("[{a: [b: 1]}]", limits).error() == "nested-too-deep 1:8");
  CHECK(Reading("- - - x\n", limits).error().empty());
  CHECK(Reading("- - - - x\n", limits).error() == "nested-too-deep 1:7");
  CHECK(Reading("a:\n b:\n  c: 1\n", limits).error().empty());
  CHECK(Reading("a:\n b:\n  c:\n   d: 1\n", limits).error() == "nested-too-deep 4:4");
}

TEST_CASE("no caller can allow a depth that the stack does not hold") {
  Limits limits;
  limits.depth = 1u << 30;
  for (const std::string_view part : {"[", "{a: ", "- ", "[a: "}) {
    CAPTURE(part);
    CHECK(Reading(repeated(part, 200000), limits).error().starts_with("nested-too-deep"));
  }
}

TEST_CASE("the number of values has a limit") {
  Limits limits;
  limits.nodes = 5;
  CHECK(Reading("a: 1\nb: [1, 2, 3]\n", limits).error().empty());
  CHECK(Reading("a: 1\nb: [1, 2, 3, 4]\n", limits).error() == "too-many-values 2:14");
}

TEST_CASE("of a file with too many values nothing is kept") {
  Limits limits;
  limits.nodes = 5;
  const Reading reading("a: 1\nb: [1, 2, 3, 4]\n", limits);
  CHECK(reading.document.poisoned);
  CHECK(reading.document.root.kind == Node::Kind::empty);
  CHECK(reading.document.root.entries.empty());
}

TEST_CASE("bombs end in bounded time") {
  const std::clock_t begin = std::clock();
  std::string keys;
  for (int i = 0; i < 80000; ++i) keys += "k" + std::to_string(i) + ": v\n";
  const std::vector<std::string> bombs{
      keys,
      repeated("a: 1\n", 120000),
      "a: " + std::string(1u << 20, 'x'),
      "a: \"" + std::string(1u << 20, '\\') + "\"",
      "a: '" + repeated("''", 1u << 18) + "'",
      "a: >\n" + repeated("  x\n\n", 120000),
      "a: |\n" + repeated(" \n", 1u << 18),
      "a: x\n" + repeated("\n", 1u << 18) + "  y\n",
      repeated("a:\n", 1u << 18),
      repeated("\n", 1u << 20),
      repeated("# x\n", 1u << 18),
      repeated("- ", 1u << 18),
      repeated("-\n", 1u << 18),
      "[" + repeated("a, ", 1u << 18) + "]",
      "[" + repeated("a, ", (1u << 17) - 1) + "]",
      "[" + repeated("[],", 1u << 18) + "]",
      "{" + repeated("a: b,\n ", 100000) + "}",
      "a: " + repeated("x\n  ", 200000),
      "a: [" + repeated("x\n  ", 200000),
      repeated("\"a\" ", 200000),
      repeated("'", 1u << 20),
      repeated("{", 1u << 20),
      repeated("? ", 1u << 18),
      repeated("&a ", 1u << 18),
      repeated("\t", 1u << 20),
      repeated(" ", 1u << 20),
      repeated(":", 1u << 20),
      repeated("a: |\n", 200000),
      repeated("a: 'x\n", 150000),
  };
  for (const std::string& bomb : bombs) {
    CAPTURE(bomb.substr(0, 20));
    const Reading reading(bomb);
    CHECK(reading.document.poisoned == !reading.sink.items().empty());
    CHECK(reading.sink.items().size() <= 300);
  }
  CHECK(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC < patience_seconds);
}
