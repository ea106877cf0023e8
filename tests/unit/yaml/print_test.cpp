#include <string>

#include "catch.hpp"
#include "infragen/yaml/print.hpp"
#include "random_nodes.hpp"
#include "yaml_cpp.hpp"

using namespace infragen::yaml;
using infragen::test::random_document;
using infragen::test::read_back;
using infragen::test::yaml_texts;

namespace {

Node with_comment(Node node, std::string comment) {
  node.comments.push_back(std::move(comment));
  return node;
}

Node number(std::string literal, Node::Kind kind = Node::Kind::number) {
  Node out = text(std::move(literal));
  out.kind = kind;
  return out;
}

}  // namespace

TEST_CASE("a manifest looks as people write it") {
  const Node container = map({{"name", text("api")}, {"image", text("registry.example/api:1.4.2")}, {"args", list({text("--port=8080"), text("-v")})}});
  const Node root = map({{"apiVersion", text("apps/v1")},
                         {"kind", text("Deployment")},
                         {"metadata", map({{"name", text("api")}, {"annotations", map()}})},
                         {"spec", map({{"replicas", integer(3)}, {"paused", boolean(false)}, {"containers", list({container})}, {"volumes", list()}})}});
  CHECK(print(root).text ==
        "apiVersion: apps/v1\n"
        "kind: Deployment\n"
        "metadata:\n"
        "  name: api\n"
        "  annotations: {}\n"
        "spec:\n"
        "  replicas: 3\n"
        "  paused: false\n"
        "  containers:\n"
        "  - name: api\n"
        "    image: registry.example/api:1.4.2\n"
        "    args:\n"
        "    - --port=8080\n"
        "    - -v\n"
        "  volumes: []\n");
}

TEST_CASE("documents are joined by a line between them") {
  CHECK(print(std::vector<Node>{map({{"a", integer(1)}}), map({{"b", integer(2)}})}).text == "a: 1\n---\nb: 2\n");
  CHECK(print(std::vector<Node>{}).text.empty());
}

TEST_CASE("a text stands plain where nobody takes it for something else") {
  for (const char* plain : {"api", "v1", "100m", "512Mi", "10.0.0.1", "1.2.3", "registry.example:5000/a/b@sha256:12", "--flag=x", "-x", "?x", ":8080", "x:y", "x#y", "it's", "say \"hi\"", "a, b",
                            "~/x", ".", "3 replicas", "12e03a", "a\\b", "caf\xc3\xa9"}) {
    CHECK(one_line(std::string_view(plain)) == plain);
  }
}

TEST_CASE("a text that is a boolean, a null, a number or a date for some reader is quoted") {
  for (const char* taken : {"", "y", "No", "yes", "on", "OFF", "true", "Null", "~", "=", "<<", "7", "-7", "+7", "012", "08", "0o14", "0b1", "0x1F", "1_000", "1,000", "1.", ".5", "1e3", "1.5e-3",
                            ".inf", "-.INF", ".nan", "1:30", "190:20:30.5", "8080:80", "2026-11-22", "2026-1-2", "2026-11-22T10:00:00Z", "2026-11-22 10:00:00"}) {
    CHECK(is_taken_for_other(taken));
    CHECK(one_line(std::string_view(taken)) == '"' + std::string(taken) + '"');
  }
  for (const char* text : {"2026-11-22x", "2026-11-22 release", "20261-1-1", "2026-11", "1e", "0x", "0xg", "_1", "1-2", "a1", "inf", "1:a", "1:"}) CHECK_FALSE(is_taken_for_other(text));
}

TEST_CASE("a text with a sign of YAML in it is quoted") {
  for (const char* text : {"*x", "&x", "!x", "%x", "@x", "`x`", "- x", "-", "? x", ": x", "x: y", "x:", "x #y", "#x", "[x]", "{x}", "]", "}", ", x", "|", ">", "'x'", " x", "x ", "---", "... x"}) {
    CHECK(one_line(std::string_view(text)) == '"' + std::string(text) + '"');
  }
}

TEST_CASE("quotes are those that need least marks inside") {
  CHECK(one_line("{\"a\": 1}") == "'{\"a\": 1}'");
  CHECK(one_line("[\"it's\"]") == "'[\"it''s\"]'");
  CHECK(one_line("'x'") == "\"'x'\"");
  CHECK(one_line("\"a\tb\"") == "\"\\\"a\\tb\\\"\"");
}

TEST_CASE("what cannot be seen is an escape") {
  CHECK(one_line("a\x01z") == "\"a\\x01z\"");
  CHECK(one_line(std::string_view("\0", 1)) == "\"\\x00\"");
  CHECK(one_line("a\r\nz") == "\"a\\r\\nz\"");
  CHECK(one_line("\xc2\x85") == "\"\\x85\"");
  CHECK(one_line("a\xe2\x80\xa8z") == "\"a\\u2028z\"");
  CHECK(one_line("\xef\xbb\xbfx") == "\"\\ufeffx\"");
  CHECK(one_line("\xe2\x80\xaegnp.exe") == "\"\\u202egnp.exe\"");
  CHECK(one_line("\xf3\xa0\x80\x81") == "\"\\U000e0001\"");
  CHECK(one_line("\xf0\x9f\x8d\xbf") == "\xf0\x9f\x8d\xbf");
  CHECK(one_line("a\xff") == "\"a\xef\xbf\xbd\"");
}

TEST_CASE("a text with line breaks is a block with the breaks that it ends with") {
  CHECK(print(map({{"a", text("x\ny\n")}})).text == "a: |\n  x\n  y\n");
  CHECK(print(map({{"a", text("x\ny")}})).text == "a: |-\n  x\n  y\n");
  CHECK(print(map({{"a", text("x\n\n\ny\n\n")}, {"b", integer(1)}})).text == "a: |+\n  x\n\n\n  y\n\nb: 1\n");
  CHECK(print(map({{"a", text("  x\ny\n")}})).text == "a: |2\n    x\n  y\n");
  CHECK(print(map({{"a", text("\nx")}})).text == "a: |2-\n\n  x\n");
  CHECK(print(map({{"a", text("\tx\ny\n")}})).text == "a: |2\n  \tx\n  y\n");
  CHECK(print(map({{"a", list({text("x\ny\n"), list({text(" x\ny\n")})})}})).text == "a:\n- |\n  x\n  y\n- - |2\n     x\n    y\n");
}

TEST_CASE("what a block cannot hold is quoted") {
  CHECK(print(map({{"a", text("x\r\ny\r\n")}})).text == "a: \"x\\r\\ny\\r\\n\"\n");
  CHECK(print(map({{"a", text("x\n\x01\n")}})).text == "a: \"x\\n\\x01\\n\"\n");
  CHECK(print(map({{"a", text("x\n  ")}})).text == "a: \"x\\n  \"\n");
  CHECK(print(map({{"a", text("\n\n")}})).text == "a: \"\\n\\n\"\n");
  CHECK(print(map({{"a\nb", integer(1)}})).text == "\"a\\nb\": 1\n");
  CHECK(print(text(" x\ny\n")).text == "\" x\\ny\\n\"\n");
}

TEST_CASE("keys are quoted by the same rules, and long ones stand on a line of their own") {
  CHECK(print(map({{"on", integer(1)}, {"a b", integer(2)}, {"x: y", integer(3)}, {"", integer(4)}})).text == "\"on\": 1\na b: 2\n\"x: y\": 3\n\"\": 4\n");
  const std::string key(1100, 'k');
  CHECK(print(map({{key, map({{"a", integer(1)}})}})).text == "? " + key + "\n:\n  a: 1\n");
}

TEST_CASE("lists in lists and maps in lists begin behind the dash") {
  CHECK(print(map({{"a", list({list({integer(1), integer(2)}), list(), map(), map({{"b", list({integer(3)})}})})}})).text == "a:\n- - 1\n  - 2\n- []\n- {}\n- b:\n  - 3\n");
}

TEST_CASE("comments stand above what they speak of, whatever is in them") {
  const Node item = map({{"b", with_comment(integer(1), "of b")}, {"c", with_comment(integer(2), "of c")}});
  const Node root = map({{"a", with_comment(list({with_comment(item, "of the item")}), "of a")}});
  CHECK(print(with_comment(root, "of all")).text == "# of all\n# of a\na:\n# of the item\n# of b\n- b: 1\n  # of c\n  c: 2\n");
  CHECK(print(map({{"a", with_comment(integer(1), "x\n\nkind: Secret\r\xc2\x85z")}})).text == "# x\n#\n# kind: Secret  z\na: 1\n");
}

TEST_CASE("numbers are written so that YAML 1.1 takes them for numbers, and what is none is a text") {
  CHECK(print(number("0.5")).text == "0.5\n");
  CHECK(print(number("1e3")).text == "1.0e+3\n");
  CHECK(print(number("1.5E-3")).text == "1.5e-3\n");
  CHECK(print(number("-12", Node::Kind::integer)).text == "-12\n");
  CHECK(print(number("012", Node::Kind::integer)).text == "\"012\"\n");
  CHECK(print(map({{"a", number("1\nb: 2", Node::Kind::integer)}})).text == "a: \"1\\nb: 2\"\n");
  CHECK(print(map({{"a", number("x", Node::Kind::boolean)}})).text == "a: x\n");
}

TEST_CASE("lines tell which origins they have") {
  Node inner = map({{"b", text("x\ny\n", 3)}, {"c", integer(1, 4)}});
  inner.origin = 2;
  const Printed printed = print(map({{"a", list({inner})}, {"d", text("z", 5)}}));
  CHECK(printed.text == "a:\n- b: |\n    x\n    y\n  c: 1\nd: z\n");
  using Lines = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
  CHECK(printed.origins == Lines{{2, 2}, {2, 3}, {3, 3}, {4, 3}, {5, 4}, {6, 5}});
}

TEST_CASE("any nesting prints") {
  Node node = integer(1);
  for (int i = 0; i < 2000; ++i) {
    Node outer = i % 2 == 0 ? list() : map();
    i % 2 == 0 ? void(outer.items.push_back(std::move(node))) : void(outer.members.emplace_back("a", std::move(node)));
    node = std::move(outer);
  }
  CHECK(print(node).text.starts_with("a:\n- a:\n  - a:\n"));
}

TEST_CASE("every hostile text comes back as a value, as a key and as an item") {
  for (const std::string& hostile : yaml_texts()) {
    INFO(one_line(hostile));
    CHECK(read_back(map({{"a", text(hostile)}, {hostile + "k", list({text(hostile), list({text(hostile)})})}, {hostile, integer(1)}, {"z", text("end")}})) == "");
  }
}

TEST_CASE("random documents come back") {
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    const std::string wrong = read_back(random_document(seed, seed % 4 == 0));
    INFO("seed " << seed);
    REQUIRE(wrong == "");
  }
}
