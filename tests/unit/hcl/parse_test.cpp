#include "infragen/hcl/parse.hpp"

#include "catch.hpp"
#include "infragen/hcl/print.hpp"

using namespace infragen::hcl;

namespace {

/// The printed form shows how a text was understood.
std::string understood(std::string_view text) {
  ParsedExpr e = parse_expression(text);
  if (e.error) return "error: " + e.error->message;
  return print(e.expr);
}

std::string value_of(std::string_view text) {
  ParsedExpr e = parse_expression(text);
  if (e.error) return "error: " + e.error->message;
  const std::string* constant = constant_string(e.expr);
  return constant == nullptr ? "not constant" : *constant;
}

/// Adds parentheses around every operation, so that a test can show how strongly operators bind.
std::string grouped(const Expr& e) {
  if (e.kind == Expr::Kind::binary) return "(" + grouped(e.items[0]) + e.text + grouped(e.items[1]) + ")";
  if (e.kind == Expr::Kind::unary) return "(" + e.text + grouped(e.items[0]) + ")";
  if (e.kind == Expr::Kind::conditional) {
    return "(" + grouped(e.items[0]) + "?" + grouped(e.items[1]) + ":" + grouped(e.items[2]) + ")";
  }
  return print(e);
}

std::string error_of(std::string_view text) {
  const Parsed p = parse(text);
  return p.error ? std::to_string(p.error->at) + ": " + p.error->message : "no error";
}

Body good(std::string_view text, bool holes = false) {
  Options options;
  options.holes = holes;
  Parsed p = parse(text, options);
  INFO(text << "\n" << (p.error ? p.error->message : ""));
  REQUIRE_FALSE(p.error);
  return std::move(p.body);
}

}  // namespace

TEST_CASE("operators bind as in HCL") {
  const auto shape = [](std::string_view text) { return grouped(parse_expression(text).expr); };
  CHECK(shape("a + b * c") == "(a+(b*c))");
  CHECK(shape("a - b - c") == "((a-b)-c)");
  CHECK(shape("a || b && c == d") == "(a||(b&&(c==d)))");
  CHECK(shape("a == b < c + d") == "(a==(b<(c+d)))");
  CHECK(shape("-a + b") == "((-a)+b)");
  CHECK(shape("!a.b[0]") == "(!a.b[0])");
  CHECK(shape("a ? b : c ? d : e") == "(a?b:(c?d:e))");
  CHECK(shape("a ? b ? c : d : e") == "(a?(b?c:d):e)");
  CHECK(shape("a % b / c") == "((a%b)/c)");
  CHECK(shape("a >= b != c <= d") == "((a>=b)!=(c<=d))");
}

TEST_CASE("traversals") {
  CHECK(understood("a.b.0.c[1][\"k\"].*.d[*].e") == "a.b.0.c[1][\"k\"].*.d[*].e");
  CHECK(understood("a.0.1") == "error: write indexes in brackets: [0][1]");
  CHECK(understood("a.*.b.*") == "error: a splat cannot follow another \".*\"");
  CHECK(understood("a.") == "error: a name must follow the dot, not the end of the text");
  CHECK(understood("provider::aws::arn(x)") == "provider::aws::arn(x)");
  CHECK(understood("f(\n a,\n b,\n)") == "f(a, b)");
  CHECK(understood("f(a...)") == "f(a...)");
  CHECK(understood("f(a..., b)") == "error: \")\" must follow \"...\", not \",\"");
}

TEST_CASE("collections and for expressions") {
  CHECK(understood("{ a : 1 }") == "{ a = 1 }");
  CHECK(understood("[\n1 # one\n,\n2,\n]") == "[1, 2]");
  CHECK(understood("{\n\"a b\" = 1\n}") == "{ \"a b\" = 1 }");
  CHECK(understood("{ (a.b) = 1 }") == "{ (a.b) = 1 }");
  CHECK(understood("{ a = 1 b = 2 }") == "error: expected a line break, \",\" or \"}\" after an entry, not \"b\"");
  CHECK(understood("[for k, v in m: v if v > 1]") == "[for k, v in m : v if v > 1]");
  CHECK(understood("{\nfor x in m :\n x => 1 ... }") == "{ for x in m : x => 1... }");
  CHECK(understood("{ for x in m : x }") == "error: expected \"=>\" after the key, not \"}\"");
  CHECK(understood("[for x in m : x => 1]") == "error: the \"for\" expression should end here, not \"=>\"");
}

TEST_CASE("numbers") {
  CHECK(understood("1.5e-3") == "1.5e-3");
  CHECK(understood("1.2.3") == "error: this is not a number");
  CHECK(understood("1e5e5") == "error: this is not a number");
  CHECK(understood("0x10") == "error: the expression should end here, not \"x10\"");
}

TEST_CASE("escapes of quoted strings") {
  CHECK(value_of(R"("a\n\r\t\"\\")") == "a\n\r\t\"\\");
  CHECK(value_of(R"("\u00e9\U0001F600\u0000x")") == std::string("é😀\0x", 8));
  CHECK(value_of("\"$${a} %%{b} $ % $$ %%\"") == "${a} %{b} $ % $$ %%");
  CHECK(value_of("\"$$${a}\"") == "$${a}");
  CHECK(value_of(R"("\x")") == "error: unknown escape sequence");
  CHECK(value_of(R"("\u12")") == "error: the escape needs more hexadecimal digits");
  CHECK(value_of(R"("\ud800")") == "error: the escape is no Unicode character");
  CHECK(value_of(R"("\U00110000")") == "error: the escape is no Unicode character");
  CHECK(value_of("\"a\nb\"") == "error: a quoted string must end on its line");
  CHECK(value_of("\"a\xFF\"") == "error: the text is not UTF-8");
  CHECK(value_of("\"a") == "error: the string has no end");
}

TEST_CASE("templates") {
  CHECK(understood("\"a ${ b } c\"") == "\"a ${b} c\"");
  CHECK(understood("\"${~ a ~} b\"") == "\"${~a~} b\"");
  CHECK(understood("\"%{  if  a==\"x\" }y%{ else }z%{ endif ~}\"") == "\"%{if a == \"x\"}y%{else}z%{endif~}\"");
  CHECK(understood("\"%{ for k,v in m }${v}%{ endfor }\"") == "\"%{for k, v in m}${v}%{endfor}\"");
  CHECK(understood("\"${\n a\n}\"") == "\"${a}\"");
  CHECK(understood("\"%{ if a }\"") == "error: the string ends inside an \"%{if}\" or \"%{for}\"");
  CHECK(understood("\"%{ endif }\"") == "error: \"endif\" has nothing that it belongs to");
  CHECK(understood("\"%{ for x in y }%{ else }%{ endfor }\"") == "error: \"else\" has nothing that it belongs to");
  CHECK(understood("\"%{ while a }\"") == "error: expected if, else, endif, for or endfor, not \"while\"");
}

TEST_CASE("heredocs") {
  const auto text = [](std::string_view source) { return *constant_string(good(source)[0].value); };
  CHECK(text("a = <<EOT\n  x\n y\nEOT\n") == "  x\n y\n");
  CHECK(text("a = <<EOT\nx\n   EOT\n") == "x\n");
  CHECK(text("a = <<EOT\nEOT\n").empty());
  CHECK(text("a = <<EOT\r\nx\r\nEOT\r\n") == "x\r\n");
  CHECK(text("a = <<EOT\n\\n $${x} $ EOT\nEOT\n") == "\\n ${x} $ EOT\n");
  SECTION("<<- takes off what all lines have in front") {
    CHECK(text("a = <<-EOT\n    x\n      y\n\n    z\n    EOT\n") == "x\n  y\n\nz\n");
    CHECK(text("a = <<-EOT\n\tx\n  y\n  EOT\n") == "x\n y\n");
    CHECK(text("a = <<-EOT\n    x\n   \n  y\n  EOT\n") == "  x\n   \ny\n");
  }
  SECTION("interpolations at the start of a line count as text") {
    const Body b = good("a = <<-EOT\n    x\n${y}\n    EOT\n");
    CHECK(b[0].value.items[0].text == "    x\n");
  }
  CHECK(error_of("a = <<EOT\nx\nEOT") == "15: the string has no end");
}

TEST_CASE("bodies") {
  const Body b = good(
      "# Copyright\n\n// about a\n/* and\n * more */\na = 1 # behind\n\nb \"x\" y {\n  c { d = 2 }\n\n}\ne {}\n");
  REQUIRE(b.size() == 3);
  CHECK(b[0].comments == std::vector<std::string>{"about a", "and", "more"});
  CHECK(b[0].blank_before);
  CHECK(b[1].blank_before);
  CHECK(b[1].labels.size() == 2);
  CHECK(b[1].labels[0].quoted);
  CHECK_FALSE(b[1].labels[1].quoted);
  CHECK(b[1].body[0].body[0].name == "d");
  CHECK_FALSE(b[2].blank_before);
  CHECK(b[2].at == 85);
  CHECK(good("").empty());
  CHECK(good("\xEF\xBB\xBF\r\na = 1\r\n")[0].name == "a");
  CHECK(good("\xC3\xA9t\xC3\xA9 = 1")[0].name == "été");
}

TEST_CASE("errors say where and what") {
  CHECK(error_of("a = 1 b = 2") == "6: an argument must end with its line, not \"b\"");
  CHECK(error_of("a = 1,\n") == "5: arguments are separated by line breaks, not by commas");
  CHECK(error_of("a =\n1") == "3: expected an expression, not the end of the line");
  CHECK(error_of("a {\n b = 1\n") == "2: the block has no closing brace");
  CHECK(error_of("a { b = 1, c = 2 }") == "9: a block on one line ends after its one argument, not \",\"");
  CHECK(error_of("a { b { } }") == "6: a block on one line can only hold one argument, not \"{\"");
  CHECK(error_of("a\n{\n}") == "1: expected \"=\" or a block after \"a\", not the end of the line");
  CHECK(error_of("a \"b\"\n{}") ==
        "5: the \"{\" of a block must stand on the line of its name, not the end of the line");
  CHECK(error_of("a \"${b}\" {}") == "3: a label cannot hold a template sequence");
  CHECK(error_of("\"a\" = 1") == "0: the name of an argument must not be quoted");
  CHECK(error_of("a = 1\nb = 2\na = 3") == "12: the argument \"a\" is set twice");
  CHECK(error_of("a = 'x'") == "4: this character is not used in the language");
  CHECK(error_of("a = b & c") == "6: this character is not used in the language");
  CHECK(error_of("/* x") == "0: the comment has no end");
  SECTION("and the items before the error are kept") {
    const Parsed p = parse("a = 1\nb {}\nc = ]");
    CHECK(p.error);
    CHECK(p.body.size() == 2);
  }
}

TEST_CASE("nesting is limited, and no text takes the stack") {
  const auto repeated = [](std::string_view text, int n) {
    std::string out;
    for (; n > 0; --n) out += text;
    return out;
  };
  CHECK_FALSE(parse_expression(repeated("[", 150) + repeated("]", 150)).error);
  for (const std::string_view open :
       {"[", "(", "{a=", "f(", "!", "-", "a[", "\"${", "a ? ", "a ? b : ", "{for x in ", "<<E\n${"}) {
    INFO(open);
    const ParsedExpr e = parse_expression(repeated(open, 100000));
    REQUIRE(e.error);
  }
  CHECK(parse(repeated("a {\n", 100000)).error);
  for (const std::string_view chain : {" + a", ".a", "[0]", "[*]", " && a"}) {
    INFO(chain);
    CHECK_FALSE(parse_expression("a" + repeated(chain, 500)).error);
    CHECK(parse_expression("a" + repeated(chain, 100000)).error->message == "the expression is nested too deeply");
  }
  Options shallow;
  shallow.depth = 3;
  CHECK_FALSE(parse_expression("[[1]]", shallow).error);
  CHECK(parse_expression("[[[1]]]", shallow).error->message == "nested too deeply");
}

TEST_CASE("holes stand where a template may fill in") {
  const Body b = good(
      "resource {{ kind }} \"x-{{ n }}\" {\n"
      "  {{ if a }}\n"
      "  name = {{ name }}\n"
      "  text = \"a{{ y }}${ {{ z }} }\"\n"
      "  {{ else }}\n"
      "  name = \"}}\"\n"
      "  {{ end }}\n"
      "  tags = {\n"
      "    {{ for k in keys }}\n"
      "    {{ k }} = f({{ k \"}}\" }}).x\n"
      "    {{ end }}\n"
      "  }\n"
      "  list = [\n    a,\n    {{ if q }}\n    {{ b }},\n    {{ end }}\n  ]\n"
      "  doc = <<-EOT\n    x {{ w }}\n  EOT\n"
      "}\n",
      true);
  const Item& r = b[0];
  CHECK(r.labels[0].text.kind == Expr::Kind::hole);
  CHECK(r.labels[0].text.text == "kind");
  CHECK(r.labels[1].text.items[1].kind == Expr::Kind::hole);
  CHECK(r.body[0].kind == Item::Kind::directive);
  CHECK(r.body[0].name == "if a");
  CHECK(r.body[1].value.kind == Expr::Kind::hole);
  CHECK(r.body[2].value.items[1].text == "y");
  CHECK(r.body[2].value.items[2].kind == Expr::Kind::hole);
  CHECK(*constant_string(r.body[4].value) == "}}");
  const Expr& tags = r.body[6].value;
  REQUIRE(tags.items.size() == 6);
  CHECK(tags.items[0].flag);
  CHECK(tags.items[1].kind == Expr::Kind::null);
  CHECK_FALSE(tags.items[2].flag);
  const Expr& list = r.body[7].value;
  REQUIRE(list.items.size() == 4);
  CHECK(list.items[1].flag);
  CHECK_FALSE(list.items[2].flag);
  CHECK(r.body[8].value.items[1].text == "w");
  SECTION("and print as they were read") {
    const std::string printed = print(b).text;
    const Body back = good(printed, true);
    CHECK(equal(back, b));
    CHECK(print(back).text == printed);
  }
  SECTION("only when asked for") {
    CHECK(parse("a = {{ x }}").error);
    CHECK(*constant_string(good("a = \"{{ x }}\"")[0].value) == "{{ x }}");
  }
  SECTION("and end on their line") {
    Options holes;
    holes.holes = true;
    CHECK(parse("a = {{ x\n}}", holes).error->message == "the hole \"{{\" has no end on its line");
    CHECK(parse("{{ x }} a = 1", holes).error->message == "a hole between arguments must be alone on its line");
  }
}
