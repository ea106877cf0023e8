#include "catch.hpp"
#include "reading.hpp"

using namespace infragen;
using namespace infragen::syntax;
using testing::outline;
using testing::Reading;

namespace {

std::string tree(std::string text) {
  const Reading reading(std::move(text));
  return reading.document.poisoned ? reading.error() : outline(reading.root());
}

}  // namespace

TEST_CASE("a file that says nothing is an empty document, not an error") {
  for (const std::string text : {"", "\n\n", "# only a comment", "---\n", "---\n# x\n...\n", "\xef\xbb\xbf", "  \n"}) {
    const Reading reading(text);
    CAPTURE(text);
    CHECK(reading.root().kind == Node::Kind::empty);
    CHECK_FALSE(reading.document.poisoned);
    CHECK(reading.sink.items().empty());
  }
}

TEST_CASE("maps and lists nest by indentation") {
  CHECK(tree("a: 1\nb:\n  c: 2\n  d:\n    - x\n    - y\ne: z\n") == "{a: '1', b: {c: '2', d: ['x', 'y']}, e: 'z'}");
  CHECK(tree("a:\n- x\n- y\nb: 1\n") == "{a: ['x', 'y'], b: '1'}");
  CHECK(tree("- a: 1\n  b: 2\n- c\n-\n  d: 3\n") == "[{a: '1', b: '2'}, 'c', {d: '3'}]");
  CHECK(tree("- - a\n  - b\n-   - c\n") == "[['a', 'b'], ['c']]");
  CHECK(tree("a:\n- b:\n  - c\n- d\n") == "{a: [{b: ['c']}, 'd']}");
  CHECK(tree("  a: 1\n  b: 2\n") == "{a: '1', b: '2'}");
}

TEST_CASE("flow maps and lists may span lines, end with a comma and stand in each other") {
  CHECK(tree("a: {b: 1, c: [x, {d: 2}], }\n") == "{a: {b: '1', c: ['x', {d: '2'}]}}");
  CHECK(tree("a: [\n  x, # note\n  y,\n]\nb: {}\nc: []\n") == "{a: ['x', 'y'], b: {}, c: []}");
  CHECK(tree("a: {\n  b:\n    1\n  , 'c': 2}\n") == "{a: {b: '1', c: '2'}}");
  CHECK(tree("{\"a\":1, 'b':[2]}") == "{a: '1', b: ['2']}");
  CHECK(tree("[a: 1, b]") == "[{a: '1'}, 'b']");
  CHECK(tree("a: [x y,-1,http://h:80/p&q=1#f]") == "{a: ['x y', '-1', 'http://h:80/p&q=1#f']}");
}

TEST_CASE("nothing, a removal and the text null are three things") {
  const Reading reading("a:\nb: ~\nc: null\nd: '~'\ne: {f: , g: ~, h: }\ni:\n  -\n  - ~\nj: \"\"\n");
  CHECK(outline(reading.root()) ==
        "{a: (empty), b: ~, c: 'null', d: '~', e: {f: (empty), g: ~, h: (empty)}, i: [(empty), ~], j: ''}");
}

TEST_CASE("an empty value stands behind its colon or dash and is zero wide") {
  const Reading reading("a:   # note\nb: {c: }\nd:\n  -\n");
  CHECK(reading.at({"a"}).span == source::Span{0, 2, 2});
  CHECK(reading.at({"b", "c"}).span == source::Span{0, 18, 18});
  CHECK(reading.at({"d", "0"}).span == source::Span{0, 27, 27});
}

TEST_CASE("every key and value knows its bytes") {
  const Reading reading("'k 1': \"v\" # note\nlist:\n  - a b  \n  - {x: 1}\nflow: [p, q]\n");
  const Node& root = reading.root();
  CHECK(reading.slice(root.entries[0].key_span) == "'k 1'");
  CHECK(root.entries[0].key == "k 1");
  CHECK(reading.slice(root.entries[0].value.span) == "\"v\"");
  CHECK(reading.slice(reading.at({"list"}).span) == "- a b  \n  - {x: 1}");
  CHECK(reading.slice(reading.at({"list", "0"}).span) == "a b");
  CHECK(reading.slice(reading.at({"list", "1"}).span) == "{x: 1}");
  CHECK(reading.slice(reading.at({"flow"}).span) == "[p, q]");
  CHECK(reading.at({"flow"}).flow);
  CHECK_FALSE(reading.at({"list"}).flow);
  CHECK(reading.slice(root.span) == reading.files.text(0).substr(0, reading.files.text(0).size() - 1));
}

TEST_CASE("CR LF and a byte order mark change nothing but places") {
  const Reading reading(
      "\xef\xbb\xbf"
      "a: 1\r\nb:\r\n  - x\r\n  - |\r\n    t\r\n    u\r\nc: 'p\r\n  q'\r\n");
  CHECK(outline(reading.root()) == "{a: '1', b: ['x', 't\nu\n'], c: 'p q'}");
  CHECK(reading.slice(reading.at({"b", "0"}).span) == "x");
  CHECK(reading.files.position(0, reading.at({"a"}).span.begin) == source::Position{1, 4});
}

TEST_CASE("comments are not values, and a # inside of a word is text") {
  CHECK(tree("# x\na: b#c # d\n  # e\nf: '#' # g\nh: # i\n  j: k\n#l\n") == "{a: 'b#c', f: '#', h: {j: 'k'}}");
}

TEST_CASE("find looks at keys of maps") {
  const Reading reading("a: 1\nb: [x]\n");
  REQUIRE(reading.root().find("a") != nullptr);
  CHECK(reading.root().find("a")->text == "1");
  CHECK(reading.root().find("c") == nullptr);
  CHECK(reading.at({"b"}).find("") == nullptr);
  CHECK(reading.at({"a"}).find("a") == nullptr);
}
