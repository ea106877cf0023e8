// yaml-cpp has a say: what our reader takes for valid must be the same to it. The expectations here come from
// yaml-cpp's own tree, made by other code than the comparison under test.

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "catch.hpp"
#include "infragen/support/text.hpp"
#include "reading.hpp"

using namespace infragen;
using namespace infragen::syntax;
using testing::outline;
using testing::Reading;

namespace {

/// yaml-cpp's tree, written as `outline` writes ours. Every null is `~`.
std::string theirs(const YAML::Node& node) {
  if (node.IsNull()) return "~";
  if (node.IsScalar()) return "'" + node.Scalar() + "'";
  std::string out;
  for (const auto& item : node) {
    if (!out.empty()) out += ", ";
    out += node.IsMap() ? item.first.Scalar() + ": " + theirs(item.second) : theirs(YAML::Node(item));
  }
  return node.IsMap() ? "{" + out + "}" : "[" + out + "]";
}

/// Ours, with one sign for both kinds of nothing.
std::string ours(const Reading& reading) {
  return support::replace_all(outline(reading.root()), "(empty)", "~");
}

/// As yaml-cpp reads it, if ours reads it the same and without a finding; otherwise what differs.
std::string common(const std::string& text) {
  const Reading reading(text);
  if (!reading.error().empty()) return reading.error();
  const std::string value = theirs(YAML::Load(text));
  return value == ours(reading) ? value : "theirs " + value + ", ours " + ours(reading);
}

std::vector<std::filesystem::path> specs() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(INFRAGEN_SOURCE_DIR "/examples")) {
    if (entry.path().extension() == ".yaml") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string content(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("every spec of the examples has yaml-cpp's values") {
  const auto found = specs();
  REQUIRE(found.size() >= 9);
  for (const auto& path : found) {
    CAPTURE(path);
    const std::string text = content(path);
    const Reading reading(text);
    REQUIRE(reading.error() == "");
    CHECK(ours(reading) == theirs(YAML::Load(text)));
  }
}

TEST_CASE("texts of every style have yaml-cpp's value") {
  CHECK(common("k: |\n\n  a\n   b \n\n  # c\nl: 1\n") == "{k: '\na\n b \n\n# c\n', l: '1'}");
  CHECK(common("k: |-\n  a\n\n\nl: |+\n  b\n\n") == "{k: 'a', l: 'b\n\n'}");
  CHECK(common("k: |2\n    a\n  b\nl: |\nm: |1-\n  c\n") == "{k: '  a\nb\n', l: '', m: ' c'}");
  CHECK(common("k: >\n  a\n  b\n\n\n  c\n   d\n\n   e\n  f\n\n") == "{k: 'a b\n\nc\n d\n\n e\nf\n'}");
  CHECK(common("- >-\n a\n b\n- >\n\n  a\n  \tb\n  c") == "['a b', '\na\n\tb\nc']");
  CHECK(common("k: a b\n  c\n\n  d # e\nl: a\tb#c\n") == "{k: 'a b c\nd', l: 'a\tb#c'}");
  CHECK(common("k: 'it''s: # {'\nl: ' a\n   b \n\n  c '\nm: ''\n") == "{k: 'it's: # {', l: ' a b\nc ', m: ''}");
  CHECK(common("k: \"\\a\\b\\t\\n\\v\\f\\r\\e\\\"\\/\\\\\\ \\x41\\u20ac\\U0001f600\"\n") ==
        "{k: '\a\b\t\n\v\f\r\x1b\"/\\ A\xe2\x82\xac\xf0\x9f\x98\x80'}");
  CHECK(common("k: \"a\n  b \\\n  c\\\n  \\  d\n\n  e\"\n") == "{k: 'a b c  d\ne'}");
  CHECK(common("k: |\r\n  a\r\n  b\r\nl: 'c\r\n  d'\r\nm: >\r\n  e\r\n  f\r\n") ==
        "{k: 'a\nb\n', l: 'c d', m: 'e f\n'}");
  CHECK(common("k: [a b,-1, x:y, {\"l\":1, m: }, n: ~]\n") == "{k: ['a b', '-1', 'x:y', {l: '1', m: ~}, {n: ~}]}");
  CHECK(common("\"k l\" : ${a}\n'null': 3..10 @ 70% cpu\n") == "{k l: '${a}', null: '3..10 @ 70% cpu'}");
}

TEST_CASE("files that say nothing, and roots of every kind, pass") {
  for (const std::string text : {"", "# x\n", "---\n", "---\n# x\n...\n", "\xef\xbb\xbf# x\n", "~\n", "''\n", "{}\n",
                                 "[]\n", "a\n", "|\n  a\n", "---\na: 1\n...\n# x\n"}) {
    CAPTURE(text);
    CHECK(Reading(text).error().empty());
  }
}

TEST_CASE("words that yaml-cpp takes for null stay texts and keys") {
  const Reading reading("a: null\nb: Null\nc: [NULL, 'null', ~, nULL]\nnull: 1\n~: 2\n");
  CHECK(reading.error() == "");
  CHECK(outline(reading.root()) == "{a: 'null', b: 'Null', c: ['NULL', 'null', ~, 'nULL'], null: '1', ~: '2'}");
}

TEST_CASE("what yaml-cpp refuses is an error at the text or key where it stopped") {
  const Reading reading("\xef\xbb\xbf# x\na: gr\xc3\xb6\xc3\x9f\nb: {c: d, e: cron(0 3 * * ? *)}\nf: 1\n");
  CHECK(reading.error() == "read-two-ways 3:14");
  CHECK(reading.slice(reading.finding().at) == "cron(0 3 * * ? *)");
  CHECK(reading.finding().message == "this text reads differently in other YAML readers");
  CHECK(reading.help() == "put the text in quotes, or write it as a block that begins with `|`");
  CHECK(reading.document.poisoned);
  CHECK(reading.sink.items().size() == 1);
  CHECK(common("{b: 'cron(0 3 * * ? *)'}") == "{b: 'cron(0 3 * * ? *)'}");
  CHECK(common("b: cron(0 3 * * ? *)\n") == "{b: 'cron(0 3 * * ? *)'}");
}

TEST_CASE("a text that yaml-cpp reads as another text is an error there") {
  const std::string text = "a: 1\nb:\n  - >+\n    c\n\n  - d\n";
  REQUIRE(YAML::Load(text)["b"][0].Scalar() != "c\n\n");  // YAML 1.2, 8.1.1.2 keeps both line breaks
  const Reading reading(text);
  CHECK(reading.error() == "read-two-ways 3:5");
  CHECK(reading.help() == "put the text in double quotes, with `\\n` for a line break");
  CHECK(reading.sink.items().size() == 1);
  CHECK(reading.document.poisoned);
}

TEST_CASE("a document with an error of ours gets no second one from yaml-cpp") {
  const Reading reading("a: [x?y]\nb: 1\nb: 2\n");
  CHECK(reading.error() == "duplicate-key 3:1");
  CHECK(reading.sink.items().size() == 1);
}
