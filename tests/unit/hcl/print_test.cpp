#include "infragen/hcl/print.hpp"

#include <utility>

#include "catch.hpp"
#include "generator.hpp"
#include "infragen/hcl/parse.hpp"

using namespace infragen::hcl;

namespace {

/// Reads a text and prints it.
std::string again(std::string_view text) {
  const Parsed p = parse(text);
  INFO(text << "\n" << (p.error ? p.error->message : ""));
  REQUIRE_FALSE(p.error);
  return print(p.body).text;
}

Expr node(Expr::Kind kind, std::string text, std::vector<Expr> items) {
  Expr e;
  e.kind = kind;
  e.text = std::move(text);
  e.items = std::move(items);
  return e;
}

Expr literal(std::string text, std::uint32_t origin = 0) {
  Expr e = node(Expr::Kind::literal, std::move(text), {});
  e.origin = origin;
  return e;
}

/// What a text means after it was quoted by us and read by the parser.
std::string meaning(std::string_view quoted_text) {
  const ParsedExpr e = parse_expression(quoted_text);
  INFO(quoted_text);
  REQUIRE_FALSE(e.error);
  REQUIRE(constant_string(e.expr) != nullptr);
  return *constant_string(e.expr);
}

}  // namespace

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

TEST_CASE("bodies are laid out as people write them") {
  CHECK(again("a=1\nlonger=2\nb \"x\" y {\nc=1\nd{}\ne {\nf=2\n}\ng=3\n}\nh{}\n") ==
        "a      = 1\n"
        "longer = 2\n"
        "\n"
        "b \"x\" \"y\" {\n"
        "  c = 1\n"
        "\n"
        "  d {}\n"
        "\n"
        "  e {\n"
        "    f = 2\n"
        "  }\n"
        "\n"
        "  g = 3\n"
        "}\n"
        "\n"
        "h {}\n");
  CHECK(again("# top\na = 1\n\n\n\n#x\n// y\nb {\n\n c = 1\n\n d = 2\n}\n") ==
        "# top\na = 1\n\n# x\n# y\nb {\n  c = 1\n\n  d = 2\n}\n");
  CHECK(print(Body{}).text.empty());
}

TEST_CASE("equals signs are aligned over lines that follow each other") {
  CHECK(again("a = 1\nbbb = {\nc = 1\ndd = 2\n}\neeee = 3\n\nf = 4\n") ==
        "a = 1\nbbb = {\n  c  = 1\n  dd = 2\n}\neeee = 3\n\nf = 4\n");
  CHECK(again("a = 1\n# c\nbbb = 2\n") == "a = 1\n# c\nbbb = 2\n");
  CHECK(again("\xC3\xA9\xC3\xA9 = 1\nbbb = 2\n") == "\xC3\xA9\xC3\xA9  = 1\nbbb = 2\n");
}

TEST_CASE("brackets open when they hold much") {
  SECTION("objects with more than one entry, and what holds objects") {
    CHECK(again("a = { b = 1 }") == "a = { b = 1 }\n");
    CHECK(again("a = { b = 1, c = 2 }") == "a = {\n  b = 1\n  c = 2\n}\n");
    CHECK(again("a = { b = { c = 2 } }") == "a = {\n  b = { c = 2 }\n}\n");
    CHECK(again("a = [{ b = 1 }, {}]") == "a = [\n  { b = 1 },\n  {},\n]\n");
    CHECK(again("a = [\n1,\n2\n]") == "a = [1, 2]\n");
  }
  SECTION("what does not fit") {
    const std::string part = "\"arn:aws:iam::123456789012:role/a-rather-long-name\"";
    CHECK(again("a = [" + part + ", " + part + "]") == "a = [\n  " + part + ",\n  " + part + ",\n]\n");
    CHECK(again("a = f(" + part + ", " + part + ")") == "a = f(\n  " + part + ",\n  " + part + ",\n)\n");
    CHECK(again("a = f(" + part + ", " + part + "...)") == "a = f(\n  " + part + ",\n  " + part + "...\n)\n");
    CHECK(again("a = [for x in y : f(" + part + ", " + part + ", x) if x != null]") ==
          "a = [\n  for x in y : f(\n    " + part + ",\n    " + part + ",\n    x,\n  )\n  if x != null\n]\n");
  }
  SECTION("the last argument of a call opens on its line") {
    CHECK(again("a = jsonencode({ b = 1, c = 2 })") == "a = jsonencode({\n  b = 1\n  c = 2\n})\n");
    CHECK(again("a = merge(x, { b = 1, c = 2 })") == "a = merge(x, {\n  b = 1\n  c = 2\n})\n");
    CHECK(again("a = merge({ b = 1, c = 2 }, x)") == "a = merge(\n  {\n    b = 1\n    c = 2\n  },\n  x,\n)\n");
  }
  SECTION("never inside a string or an index") {
    CHECK(again("a = \"x${f({ b = 1, c = 2 })}\"") == "a = \"x${f({ b = 1, c = 2 })}\"\n");
  }
}

TEST_CASE("strings of whole lines become heredocs") {
  CHECK(print({attribute_item("a", string("x\n  y ${z}\n\n"))}).text == "a = <<-EOT\n  x\n    y $${z}\n\nEOT\n");
  CHECK(print({block("b", {}, {attribute_item("a", string("x\n"))})}).text ==
        "b {\n  a = <<-EOT\n    x\n  EOT\n}\n");
  CHECK(print({attribute_item("a", string("EOT\n"))}).text == "a = <<-EOT1\n  EOT\nEOT1\n");
  SECTION("indentation that <<- would take off is kept by <<") {
    CHECK(print({attribute_item("a", string("  x\n   y\n"))}).text == "a = <<EOT\n  x\n   y\nEOT\n");
  }
  SECTION("unless a heredoc would say something else") {
    CHECK(print({attribute_item("a", string("x\ny"))}).text == "a = \"x\\ny\"\n");
    CHECK(print({attribute_item("a", string("x\r\n"))}).text == "a = \"x\\r\\n\"\n");
    CHECK(print({attribute_item("a", string(std::string("\0\n", 2)))}).text == "a = \"\\u0000\\n\"\n");
    Expr dollar = node(Expr::Kind::string, "", {literal("$"), name("x"), literal("\n")});
    CHECK(print({attribute_item("a", dollar)}).text == "a = \"\\u0024${x}\\n\"\n");
  }
  SECTION("as the last argument of a call they stay heredocs") {
    CHECK(again("a = trimspace(<<-EOT\n  x\nEOT\n)\n") == "a = trimspace(<<-EOT\n  x\nEOT\n)\n");
  }
}

TEST_CASE("nothing that a text holds leaves its quotes") {
  for (const std::string& text :
       {std::string("${x}"), std::string("$${x}"), std::string("$$${x}"), std::string("%{if}"), std::string("$"),
        std::string("a\"b\\c"), std::string("\r\n\t"), std::string("\0\x01\x1F\x7F", 4),
        std::string("\xC2\x85\xC2\xA0"),
        std::string("\xE2\x80\xAE\xF3\xA0\x80\xA0"), std::string("\xF0\x9F\x98\x80"), std::string("{{ x }}"),
        std::string("")}) {
    CHECK(meaning(quoted(text)) == text);
    CHECK(print(string(text)) == quoted(text));
  }
  CHECK(quoted("\xE2\x80\xAE") == "\"\\u202e\"");
  CHECK(quoted("\xF3\xA0\x80\xA0") == "\"\\U000e0020\"");
  SECTION("not over the border of two parts either") {
    const Expr rope = node(Expr::Kind::string, "", {literal("$"), literal(""), literal("{x}%"), literal("{y}")});
    CHECK(print(rope) == "\"$${x}%%{y}\"");
    const Expr sign = node(Expr::Kind::string, "", {literal("$$"), name("x"), literal("%"), name("y")});
    CHECK(print(sign) == "\"$\\u0024${x}%${y}\"");
  }
  SECTION("nor does a name") {
    CHECK(print(name("a b")) == "\"a b\"");
    CHECK(print(attribute(name("a"), "b c")) == "a[\"b c\"]");
    CHECK(print({attribute_item("a b", null())}).text == "a_b = null\n");
    CHECK(print(call("f(x", {})) == "f_x()");
    Item item = attribute_item("a", null());
    item.comments = {"x\ny = 1", "z\r"};
    CHECK(print({item}).text == "# x\n# y = 1\n# z\na = null\n");
  }
}

TEST_CASE("parentheses are added where a tree needs them") {
  const Expr sum = node(Expr::Kind::binary, "+", {name("a"), name("b")});
  CHECK(print(node(Expr::Kind::binary, "*", {sum, name("c")})) == "(a + b) * c");
  CHECK(print(node(Expr::Kind::binary, "-", {name("c"), sum})) == "c - (a + b)");
  CHECK(print(node(Expr::Kind::unary, "-", {sum})) == "-(a + b)");
  CHECK(print(attribute(sum, "x")) == "(a + b).x");
  CHECK(print(node(Expr::Kind::binary, "==", {node(Expr::Kind::conditional, "", {name("a"), name("b"), name("c")}),
                                              name("d")})) == "(a ? b : c) == d");
}

TEST_CASE("what terraform fmt rewrites is written so at once") {
  CHECK(again("a = \"${b}\"") == "a = b\n");
  CHECK(again("a = [\"${b}\"]") == "a = [\"${b}\"]\n");
  CHECK(again("variable \"a\" {\n  type = \"list\"\n}") == "variable \"a\" {\n  type = list(string)\n}\n");
  CHECK(again("variable \"a\" {\n  type = map\n}") == "variable \"a\" {\n  type = map(any)\n}\n");
  CHECK(again("variable \"a\" {\n  b {\n    type = \"list\"\n  }\n}") ==
        "variable \"a\" {\n  b {\n    type = \"list\"\n  }\n}\n");
}

TEST_CASE("slots print what they stand for") {
  Expr slot;
  slot.kind = Expr::Kind::slot;
  slot.slot = 1;
  CHECK(print(slot, {"a", "aws_vpc.main.id"}) == "aws_vpc.main.id");
  const Expr text = node(Expr::Kind::string, "", {literal("x-"), slot});
  CHECK(print({attribute_item("a", text)}, {"a", "b.c"}).text == "a = \"x-${b.c}\"\n");
  CHECK(print(slot, {}) == "unknown_slot_1");
}

TEST_CASE("origins are told by line") {
  Body inner{attribute_item("a", string("x", 2)), attribute_item("b", string("1\n2\n", 3))};
  inner[0].origin = 4;
  Expr rope = node(Expr::Kind::string, "", {literal("p", 5), literal("q", 6)});
  inner.push_back(attribute_item("c", tuple({rope, node(Expr::Kind::object, "", {name("k"), string("v", 7)})})));
  Body file{block("r", {"x"}, std::move(inner))};
  file[0].origin = 1;
  file[0].labels[0].text.origin = 8;
  const Printed printed = print(file);
  CHECK(printed.text ==
        "r \"x\" {\n  a = \"x\"\n  b = <<-EOT\n    1\n    2\n  EOT\n"
        "  c = [\n    \"pq\",\n    { k = \"v\" },\n  ]\n}\n");
  using Lines = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
  CHECK(printed.origins == Lines{{1, 1}, {1, 8}, {2, 2}, {2, 4}, {3, 3}, {4, 3}, {5, 3}, {8, 5}, {8, 6}, {9, 7}});
}
