#include "infragen/hcl/ast.hpp"

#include "catch.hpp"
#include "infragen/hcl/parse.hpp"
#include "infragen/hcl/print.hpp"

using namespace infragen::hcl;

namespace {

Expr parsed(std::string_view text) {
  ParsedExpr e = parse_expression(text);
  INFO(text);
  REQUIRE_FALSE(e.error);
  return std::move(e.expr);
}

}  // namespace

TEST_CASE("makers make what the parser makes") {
  CHECK(equal(null(), parsed("null")));
  CHECK(equal(boolean(true), parsed("true")));
  CHECK(equal(boolean(false), parsed("false")));
  CHECK(equal(number(42), parsed("42")));
  CHECK(equal(number(-7), parsed("-7")));
  CHECK(print(number(INT64_MIN)) == "-9223372036854775808");
  CHECK(equal(string(""), parsed("\"\"")));
  CHECK(equal(string("a\"b"), parsed(R"("a\"b")")));
  CHECK(equal(attribute(name("var"), "x"), parsed("var.x")));
  CHECK(equal(index(name("a"), string("k")), parsed("a[\"k\"]")));
  CHECK(equal(tuple({number(1), name("x")}), parsed("[1, x]")));
  CHECK(equal(call("f", {name("x")}), parsed("f(x)")));
}

TEST_CASE("a traversal is made from its text") {
  CHECK(equal(traversal("aws_vpc.main.id"), attribute(attribute(name("aws_vpc"), "main"), "id")));
  CHECK(equal(traversal("module.x[\"a\"].y"), parsed("module.x[\"a\"].y")));
  CHECK(print(traversal("master_user_secret[0].secret_arn")) == "master_user_secret[0].secret_arn");
  SECTION("text that is none cannot leave its place") { CHECK(print(traversal("x\" = 1\n}")) == R"("x\" = 1\n}")"); }
}

TEST_CASE("identifiers") {
  CHECK(is_identifier("a"));
  CHECK(is_identifier("_x-1"));
  CHECK_FALSE(is_identifier(""));
  CHECK_FALSE(is_identifier("1a"));
  CHECK_FALSE(is_identifier("-a"));
  CHECK_FALSE(is_identifier("a b"));
  CHECK_FALSE(is_identifier("é"));
}

TEST_CASE("constant strings") {
  CHECK(*constant_string(parsed("\"a\"")) == "a");
  CHECK(constant_string(parsed("\"\""))->empty());
  CHECK(constant_string(parsed("\"a${b}\"")) == nullptr);
  CHECK(constant_string(parsed("\"${b}\"")) == nullptr);
  CHECK(constant_string(parsed("a")) == nullptr);
}

TEST_CASE("equality looks at meaning") {
  SECTION("origins and offsets do not count") {
    Expr a = string("x", 1);
    Expr b = string("x", 2);
    b.at = 17;
    CHECK(equal(a, b));
  }
  SECTION("texts of a template are joined, whatever their parts") {
    Expr rope = string("ab", 1);
    rope.items.push_back(string("", 2));
    rope.items.back().kind = Expr::Kind::literal;
    rope.items.push_back(string("c").items[0]);
    CHECK(equal(rope, string("abc")));
    CHECK_FALSE(equal(rope, string("abcd")));
    CHECK_FALSE(equal(rope, string("ab")));
  }
  SECTION("a heredoc is a string") {
    const Body a = parse("a = <<EOT\nx ${y}\nEOT\n").body;
    const Body b = parse("a = \"x ${y}\\n\"\n").body;
    CHECK(equal(a, b));
  }
  SECTION("all else counts") {
    CHECK_FALSE(equal(parsed("a.b"), parsed("a.c")));
    CHECK_FALSE(equal(parsed("a[*]"), parsed("a.*")));
    CHECK_FALSE(equal(parsed("f(x...)"), parsed("f(x)")));
    CHECK_FALSE(equal(parsed("\"${a} \""), parsed("\"${a~} \"")));
    CHECK_FALSE(equal(parsed("(a)"), parsed("a")));
    CHECK_FALSE(equal(parsed("[a]"), parsed("[a, a]")));
    CHECK_FALSE(equal(parse("a \"b\" {}").body, parse("a \"c\" {}").body));
    CHECK_FALSE(equal(parse("# x\na = 1").body, parse("# y\na = 1").body));
    CHECK_FALSE(equal(parse("a = 1\nb = 2").body, parse("a = 1").body));
  }
  SECTION("but not the quotes of labels and empty lines") {
    CHECK(equal(parse("a b {}").body, parse("a \"b\" {}").body));
    CHECK(equal(parse("a = 1\n\nb = 2").body, parse("a = 1\nb = 2").body));
  }
}
