#include <set>

#include "catch.hpp"
#include "infragen/syntax/diagnostics.hpp"
#include "reading.hpp"

using namespace infragen;
using namespace infragen::syntax;
using testing::outline;
using testing::Reading;

namespace {

struct Mistake {
  std::string text;
  std::string error;   ///< slug and place
  std::string marked;  ///< what the caret stands under
  std::string help;    ///< a part of the first help line
};

void check(const std::vector<Mistake>& mistakes) {
  for (const Mistake& mistake : mistakes) {
    CAPTURE(mistake.text);
    const Reading reading(mistake.text);
    CHECK(reading.document.poisoned);
    REQUIRE(reading.sink.items().size() == 1);
    CHECK(reading.error() == mistake.error);
    CHECK(reading.slice(reading.finding().at) == mistake.marked);
    CHECK(reading.help().find(mistake.help) != std::string::npos);
  }
}

}  // namespace

TEST_CASE("a colon inside of text") {
  check({{"network:\n  note: see: the docs\n", "colon-in-text 2:12", ":", "`\"see: the docs\"`"},
         {"a: http://x: y\n", "colon-in-text 1:12", ":", "in quotes"},
         {"- a: b: c\n", "colon-in-text 1:7", ":", "in quotes"},
         {"a: \"b\": c\n", "colon-in-text 1:7", ":", "in quotes"},
         {"a: {b: c: d}\n", "colon-in-text 1:9", ":", "in quotes"}});
}

TEST_CASE("braces that were meant as a placeholder, or that stand in text inside of braces") {
  check({{"host: {env}.example.com\n", "bare-placeholder 1:7", "{env}", "`${env}`"},
         {"host: {env}\n", "bare-placeholder 1:7", "{env}", "`${env}`"},
         {"a: 1\n{env}: x\n", "bare-placeholder 2:1", "{env}", "`${env}`"},
         {"env: {A: ${host}, B: x}\n", "bracket-in-text 1:10", "${host}", "over several lines"},
         {"env: {A: http://${host}:80}\n", "bracket-in-text 1:17", "${host}", "in quotes"},
         {"env: {${host}: 1}\n", "bracket-in-text 1:7", "${host}", "in quotes"},
         {"l: [${a}, b]\n", "bracket-in-text 1:5", "${a}", "write the list over several lines"},
         {"l: [a[0]]\n", "bracket-in-text 1:6", "[0]", "in quotes"},
         {"a: {b: 1} c\n", "text-behind-value 1:11", "c", "in quotes"},
         {"x: {{ .Values.a }}\n", "complex-key 1:5", "{", "in quotes"}});
}

TEST_CASE("wrong indentation") {
  check({{"a:\n\tb: 1\n", "tab-indentation 2:1", "\t", "with spaces"},
         {"a:\n  b: 1\n \t c: 1\n", "tab-indentation 3:2", "\t", "with spaces"},
         {"a:\n  -\tb: 1\n    c: 2\n", "tab-indentation 2:4", "\t", "with spaces"},
         {"a: |\n\tx\n", "tab-indentation 2:1", "\t", "with spaces"},
         {"a:\n    b: 1\n  c: 2\n", "wrong-indentation 3:3", "c", "by 4 spaces"},
         {"a: 1\n b: 2\n", "wrong-indentation 2:2", "b", "do not indent it, like `a`"},
         {"x:\n  a: 'q'\n   b: 2\n", "wrong-indentation 3:4", "b", "by 2 spaces, like `a`"},
         {" a: 1\nb: 2\n", "wrong-indentation 2:1", "b", "all of it alike"},
         {"a: |\n    x\n  y\n", "wrong-indentation 3:3", "y", ""},
         {"a: |\n    \n  y\n", "wrong-indentation 2:3", "  ", ""},
         {"{}\nx\n", "wrong-indentation 2:1", "x", "one map"},
         {"- 'a'\n  b\n", "wrong-indentation 2:3", "b", "begin it with `- `"}});
}

TEST_CASE("brackets and quotes that are not closed point to where they opened") {
  check({{"a: {b: 1\nc: 2\n", "unclosed-bracket 1:4", "{", "`}`"},
         {"a: [1, 2\n", "unclosed-bracket 1:4", "[", "`]`"},
         {"a: [1, 2}\n", "unclosed-bracket 1:4", "[", ""},
         {"a: {b: [1}\n", "unclosed-bracket 1:8", "[", ""},
         {"a: {b: 1]\n", "unclosed-bracket 1:4", "{", ""},
         {"a: [\n---\n]\n", "unclosed-bracket 1:4", "[", "`]`"},
         {"a: \"foo\nb: \"bar\"\n", "unclosed-quote 1:4", "\"", "close it"},
         {"a: 'foo", "unclosed-quote 1:4", "'", "close it"},
         {"'a: 1\n", "unclosed-quote 1:1", "'", "close it"},
         {"a: ]\n", "stray-bracket 1:4", "]", "remove it"}});
  const Reading reading("a: {b: 1\nc: 2\n");
  REQUIRE(reading.finding().labels.size() == 1);
  CHECK(reading.finding().labels[0].at.begin == 9);
}

TEST_CASE("text behind a value") {
  check({{"a: 'it's fine'\n", "text-behind-value 1:8", "s fine'", "`''`"},
         {"a: \"x\" y\n", "text-behind-value 1:8", "y", "`\\\"`"},
         {"a: \"x\"#c\n", "text-behind-value 1:7", "#c", "before the `#`"},
         {"\"a\":b\n", "text-behind-value 1:4", ":b", "blank behind the `:`"},
         {"- \"a\":b\n", "text-behind-value 1:6", ":b", "blank behind the `:`"},
         {"image: \"nginx\":1.27.2\n", "text-behind-value 1:15", ":1.27.2", "put the text in quotes: `\"nginx:1.27.2\"`"},
         {"- image: 'nginx':1.27.2\n", "text-behind-value 1:17", ":1.27.2", "put the text in quotes: `\"nginx:1.27.2\"`"},
         {"a: [\"x\" \"y\"]\n", "text-behind-value 1:9", "\"", "with `,`"}});
}

TEST_CASE("keys without their colon, values without their key") {
  check({{"a: 1\nb\n", "missing-colon 2:1", "b", "belongs to `a`"},
         {"name:popcorn\nclass: prod\n", "missing-colon 1:1", "name:popcorn", "blank behind the `:`"},
         {"a:\n  cpu:70%\n  mem: 1\n", "missing-colon 2:3", "cpu:70%", "blank behind the `:`"},
         {"a: {cpu:70%}\n", "missing-colon 1:5", "cpu:70%", "blank behind the `:`"},
         {"a: {b, c}\n", "missing-colon 1:5", "b", "a list stands in `[]`"},
         {": x\n", "empty-key 1:1", ":", "before the `:`"},
         {"a: {: x}\n", "empty-key 1:5", ":", "before the `:`"},
         {"? a\n: b\n", "complex-key 1:1", "?", "`key: value`"},
         {"{a: b}: c\n", "complex-key 1:1", "{a: b}", "in quotes"},
         {"[[a]: b]\n", "complex-key 1:2", "[a]", "in quotes"},
         {"\"a\n b\": c\n", "key-over-lines 1:1", "\"a\n b\"", "on one line"},
         {"a: {b\n  : c}\n", "missing-colon 1:5", "b", ""},
         {std::string(1025, 'k') + ": 1\n", "key-too-long 1:1", "k", ""},
         {"a: [1,,2]\n", "missing-value 1:7", ",", "remove"},
         {"a: {,}\n", "missing-value 1:5", ",", "remove"},
         {"a: {\n  b: 1\n  c: 2\n}\n", "missing-comma 2:7", "", "with `,`"},
         {"a: [{} {}]\n", "missing-comma 1:8", "", "with `,`"}});
}

TEST_CASE("list items in the wrong place") {
  check({{"a: - b\n", "list-behind-key 1:4", "-", "lines of their own"},
         {"a: text\n  - b\n", "list-in-text 2:3", "-", "nothing behind its `:`"},
         {"a: 1\n- b\n", "item-among-keys 2:1", "-", "below the key"},
         {"- a\nb: 1\n", "key-among-items 2:1", "b: 1", "with `- `"},
         {"x:\n  - a\n  b: 1\n", "key-among-items 3:3", "b: 1", "with `- `"}});
}

TEST_CASE("what YAML has and this language does without") {
  check({{"a: &x 1\n", "anchor 1:4", "&x", "in quotes"},
         {"a: *x\n", "alias 1:4", "*x", "in quotes"},
         {"hosts: [*.example.com]\n", "alias 1:9", "*.example.com", "in quotes"},
         {"*: x\n", "alias 1:1", "*:", "in quotes"},
         {"a: !Ref x\n", "tag 1:4", "!Ref", "in quotes"},
         {"a:\n  <<: {b: 1}\n", "merge-key 2:3", "<<", "profiles"},
         {"[<<: a]\n", "merge-key 1:2", "<<", "profiles"},
         {"a: 1\n---\nb: 2\n", "several-documents 2:1", "---", "a file of its own"},
         {"---\n---\n", "several-documents 2:1", "---", ""},
         {"a: 1\n...\nb: 2\n", "several-documents 2:1", "...", ""},
         {"--- a\n", "text-behind-marker 1:5", "a", "next line"},
         {"a: 1\n... b\n", "text-behind-marker 2:5", "b", ""},
         {"%YAML 1.2\n---\na: 1\n", "yaml-directive 1:1", "%YAML 1.2", "remove"},
         {"a: @b\n", "reserved-character 1:4", "@", "`\"@b\"`"},
         {"a: %b\n", "reserved-character 1:4", "%", "in quotes"},
         {"a: `b`\n", "reserved-character 1:4", "`", "in quotes"},
         {"v: >=1.2\n", "bad-block-header 1:5", "=1.2", "begins with `>`"},
         {"v: | text\n", "bad-block-header 1:6", "text", "following lines"},
         {"v: [| x]\n", "reserved-character 1:5", "|", "in quotes"}});
  CHECK(Reading("\"<<\": 1\n").error().empty());
}

TEST_CASE("each duplicate key is reported, with the first one beside it") {
  const Reading reading("a: 1\nb: {c: 1, c: 2}\na: 3\n'a': 4\n");
  CHECK(reading.document.poisoned);
  REQUIRE(reading.sink.items().size() == 3);
  CHECK(reading.slice(reading.sink.items()[0].at) == "c");
  CHECK(reading.sink.items()[1].at.begin == 21);
  CHECK(reading.sink.items()[2].at.begin == 26);
  for (const diag::Diagnostic& d : reading.sink.items()) {
    CHECK(d.slug == "duplicate-key");
    REQUIRE(d.labels.size() == 1);
  }
  CHECK(reading.sink.items()[2].labels[0].at.begin == 0);
  CHECK(reading.at({"a"}).text == "1");  // find gives the first
}

TEST_CASE("duplicates are found in large maps too, and never where there are none") {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "key-" + std::to_string(i * 7919 % 500) + ": x\n";
  CHECK(Reading(text).sink.items().empty());
  const Reading reading(text + "key-33: y\n");
  REQUIRE(reading.sink.items().size() == 1);
  CHECK(reading.finding().message == "key `key-33` stands twice in this map");
}

TEST_CASE("what stood before an error is still there") {
  CHECK(outline(Reading("environment: prod\na: {b: 1, c: [x, y\nd: 1\n").root()) ==
        "{environment: 'prod', a: {b: '1', c: ['x', 'y']}}");
  CHECK(outline(Reading("environment: prod\na: &b\n").root()) == "{environment: 'prod'}");
}

TEST_CASE("codes and slugs of the catalogue are unique and in order") {
  std::set<std::string_view> slugs;
  std::string_view last;
  for (const diag::Info& info : diagnostics) {
    CHECK(info.code > last);
    CHECK(info.code.substr(0, 4) == "IG01");
    CHECK(slugs.insert(info.slug).second);
    last = info.code;
  }
}
