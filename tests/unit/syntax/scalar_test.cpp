#include "catch.hpp"
#include "reading.hpp"

using namespace infragen;
using namespace infragen::syntax;
using testing::Reading;

namespace {

/// The text of `k: …`.
std::string value(const std::string& written) {
  const Reading reading("k: " + written);
  if (reading.document.poisoned) return "error " + reading.error();
  return reading.at({"k"}).text;
}

}  // namespace

TEST_CASE("text without quotes is kept as it is written") {
  for (const std::string text : {"1.30", "012345678901", "true", "no", "0.25", "3..10 @ 70% cpu", "a:b", "-1", ":x",
                                 "?x", "http://x/y?z=1&w=#f", "x{y}", "a, b", "10.0.0.0/16"}) {
    CAPTURE(text);
    CHECK(value(text + "  # note") == text);
  }
}

TEST_CASE("lines of text without quotes fold") {
  CHECK(value("a b\n  c\n\n  d\n\n\n  e\n") == "a b c\nd\n\ne");
  const Reading reading("k: a\n  b\nl: x\n");
  CHECK(reading.slice(reading.at({"k"}).span) == "a\n  b");
  CHECK(reading.at({"l"}).text == "x");
}

TEST_CASE("single quotes hold everything; two are one") {
  CHECK(value("'it''s \\n: # {'") == "it's \\n: # {");
  CHECK(value("''") == "");
  CHECK(value("' a\n   b \n\n  c '") == " a b\nc ");
}

TEST_CASE("double quotes know the escapes of YAML") {
  CHECK(value(R"("\a\b\t\n\v\f\r\e\"\/\\\ x")") == "\a\b\t\n\v\f\r\x1b\"/\\ x");
  CHECK(value(R"("\x41\u00e9\u20ac\U0001f600\u0085\u00a0\L\P")") ==
        "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xc2\x85\xc2\xa0\xe2\x80\xa8\xe2\x80\xa9");
  CHECK(value("\"a\n  b\n\n  c \\\n  d\\\n  \\  e\"") == "a b\nc d  e");
}

TEST_CASE("escapes that make no character are errors at their place") {
  CHECK(value(R"("a\q")") == "error bad-escape 1:6");
  CHECK(value(R"("\x4")") == "error bad-escape 1:5");
  CHECK(value(R"("\ud800")") == "error bad-escape 1:5");
  CHECK(value(R"("\ud83d\ude00")") == "error bad-escape 1:5");  // as JSON writes U+1F600
  CHECK(value(R"("\ude00\ud83d")") == "error bad-escape 1:5");
  CHECK(value(R"("\ud83dx")") == "error bad-escape 1:5");
  CHECK(value(R"("\U00110000")") == "error bad-escape 1:5");
  CHECK(value(R"("\0")") == "error bad-escape 1:5");
  CHECK(value(R"("\x00")") == "error bad-escape 1:5");
  CHECK(value("\"\\") == "error unclosed-quote 1:4");
}

TEST_CASE("literal blocks keep their lines") {
  CHECK(value("|\n  a\n   b\n\n  # c\n") == "a\n b\n\n# c\n");
  CHECK(value("|-\n  a\n\n\n") == "a");
  CHECK(value("|+\n  a\n\n\n") == "a\n\n\n");
  CHECK(value("|\n  a\n\n\nl: 1\n") == "a\n");
  CHECK(value("|2\n    a\n  b\n") == "  a\nb\n");
  CHECK(value("|1-\n  a\n") == " a");
  CHECK(value("|-2 # note\n   a\n") == " a");
  CHECK(value("|\n\n  a\n") == "\na\n");
  CHECK(value("|\n  a") == "a");
  CHECK(value("|\nl: 1\n") == "");
  CHECK(value("|\n  \ta\n") == "\ta\n");
}

TEST_CASE("folded blocks join lines that are not indented further") {
  CHECK(value(">\n  a\n  b\n\n  c\n") == "a b\nc\n");
  CHECK(value(">-\n  a\n    b\n  c\n") == "a\n  b\nc");
  CHECK(value(">\n  a\n\n    b\n\n  c\n") == "a\n\n  b\n\nc\n");
  CHECK(value(">+\n  a\n") == "a\n");
}

TEST_CASE("a block spans from its sign to the end of its text") {
  const Reading reading("k: | # note\n  a\n  b\n\nl:\n  - >-\n    c\n  - d\n");
  CHECK(reading.slice(reading.at({"k"}).span) == "| # note\n  a\n  b");
  CHECK(reading.slice(reading.at({"l", "0"}).span) == ">-\n    c");
  CHECK(reading.at({"k"}).quote == Node::Quote::literal);
  CHECK(reading.at({"l", "0"}).quote == Node::Quote::folded);
}

TEST_CASE("the way of quoting is known") {
  const Reading reading("a: x\nb: 'x'\nc: \"x\"\n");
  CHECK(reading.at({"a"}).quote == Node::Quote::plain);
  CHECK(reading.at({"b"}).quote == Node::Quote::single);
  CHECK(reading.at({"c"}).quote == Node::Quote::double_);
}
