// The look of specifications: what changes, and that nothing else does.
#include "infragen/format/format.hpp"

#include "catch.hpp"
#include "infragen/driver/compile.hpp"
#include "infragen/syntax/parse.hpp"
#include "memory_filesystem.hpp"
#include "temp_folder.hpp"

namespace {

using namespace infragen;

struct Parsed {
  source::Files files;
  syntax::Document document;
};

void parse(const std::string& text, Parsed& out) {
  diag::Sink sink;
  out.document = syntax::parse(out.files.add("x.yaml", text), out.files, sink);
}

/// The text formatted; held: values stay, and a second time changes nothing.
std::string formatted(const std::string& text) {
  Parsed before, after, again;
  parse(text, before);
  REQUIRE_FALSE(before.document.poisoned);
  const std::string out = format::format(before.document, before.files);
  parse(out, after);
  INFO(text << "---\n" << out);
  REQUIRE_FALSE(after.document.poisoned);
  CHECK(format::same_values(before.document.root, after.document.root));
  CHECK(format::format(after.document, after.files) == out);
  return out;
}

}  // namespace

TEST_CASE("levels are two blanks deep, lists too") {
  CHECK(formatted("a:\n    b:\n          c: 1\n    d:\n    - 1\n    -   2\n") == "a:\n  b:\n    c: 1\n  d:\n    - 1\n    - 2\n");
  CHECK(formatted("-   a:   1\n    b: 2\n-\n  c: 3\n") == "- a: 1\n  b: 2\n- c: 3\n");
  CHECK(formatted("a:\n- - 1\n  - 2\n- - 3\n") == "a:\n  - - 1\n    - 2\n  - - 3\n");
}

TEST_CASE("brackets on one line are spaced, those over several keep their lines") {
  CHECK(formatted("a: { b : 1,c: [ 1,2 ], d: {}}\n") == "a: {b: 1, c: [1, 2], d: {}}\n");
  CHECK(formatted("a:\n      b: {c: 1,\n          d: yes}\n") == "a:\n  b: {c: 1,\n      d: \"yes\"}\n");
}

TEST_CASE("blanks at ends, empty lines and line ends become the same everywhere") {
  CHECK(formatted("\n\na: 1   \n\n\n\nb: 2\n\n\n") == "a: 1\n\nb: 2\n");
  CHECK(formatted("a: 1\r\nb:\r\n  c: 2") == "a: 1\nb:\n  c: 2\n");
  CHECK(formatted("\xef\xbb\xbfkey: 1\n") == "key: 1\n");
  CHECK(formatted("a:\n\n  b: 1\n") == "a:\n  b: 1\n");
  CHECK(formatted("---\na: 1\n...\n") == "a: 1\n");
  CHECK(formatted("") == "");
  CHECK(formatted("# nothing\n\n\n") == "# nothing\n");
}

TEST_CASE("comments stay, in their column where there is room") {
  CHECK(formatted("a: 1     # one\nb:    2  # two\n") == "a: 1     # one\nb: 2     # two\n");
  CHECK(formatted("a:\n        b: 1 # one\n") == "a:\n  b: 1       # one\n");
  CHECK(formatted("a: [yes] # x\n") == "a: [\"yes\"]  # x\n");
  CHECK(formatted("# head\na:   # of a\n    # of b\n    b: 1\n    # still a's\n\n    # too\n# of c\nc: 2\n  # deep\n") ==
        "# head\na:   # of a\n  # of b\n  b: 1\n  # still a's\n\n  # too\n# of c\nc: 2\n# deep\n");
  CHECK(formatted("a: # why\n  text\n") == "a: # why\n  text\n");
  CHECK(formatted("- # why\n  a: 1\n") == "- # why\n  a: 1\n");
}

TEST_CASE("texts over several lines move with their key and keep their lines") {
  CHECK(formatted("a:\n    b: |\n        one\n          two\n\n        three\n    c: 1\n") == "a:\n  b: |\n      one\n        two\n\n      three\n  c: 1\n");
  CHECK(formatted("a:\n - b: |2-   # why\n     one\n   c: 1\n") == "a:\n  - b: |2-   # why\n      one\n    c: 1\n");
  CHECK(formatted("a:\n     one\n     two\nb: 'x\n\n   y'\n") == "a: one\n     two\nb: 'x\n\n   y'\n");
  CHECK(formatted("a: |+\n  one\n\n\nb: 1\n") == "a: |+\n  one\n\n\nb: 1\n");
  CHECK(formatted("a: |\n  one") == "a: |\n  one");
  CHECK(formatted("a: |\n  one\n\n\n") == "a: |\n  one\n");
}

TEST_CASE("single quotes become double where that changes nothing else") {
  CHECK(formatted("a: 'x y'\nb: 'it''s'\nc: 'a\\b'\n'd': ''\n") == "a: \"x y\"\nb: 'it''s'\nc: 'a\\b'\n\"d\": \"\"\n");
}

TEST_CASE("what readers of YAML 1.1 and 1.2 take differently gets quotes") {
  for (const char* text : {"1.30", "012345678901", "yes", "No", "ON", "y", "null", "True", "0x1f", "0o17", "1_000", "1e3", "+5", "1.0", ".5", "5.", "1:30:00", "2026-11-20",
                           "2026-1-2", "2026-11-20T10:00:00Z", ".inf", "-.INF", ".nan", "12345678901234567890", "00", "-01"}) {
    INFO(text);
    CHECK(format::needs_quotes(text));
  }
  for (const char* text : {"17", "0", "-3", "0.25", "1.5", "true", "false", "4.1.0", "5.100.0", "30s", "512Mi", "70%", "10.0.0.0/16", "/24", "210987654321", "2..4 @ 70% cpu",
                           "yesterday", "one", "nginx:1.27.2", "api-gateway", "1-2-3", "2026-11", "a", "~", "yEs", "${env}", "*.x", "-", ".", "e3", "1.2.3"}) {
    INFO(text);
    CHECK_FALSE(format::needs_quotes(text));
  }
  CHECK(formatted("a: 1.30\nyes: [no, 1]\n012: {x: 1e3}\n") == "a: \"1.30\"\n\"yes\": [\"no\", 1]\n\"012\": {x: \"1e3\"}\n");
}

TEST_CASE("a removal stays one, and a quoted `~` stays a text") { CHECK(formatted("a:   ~\nb: '~'\nc: [~]\n") == "a: ~\nb: \"~\"\nc: [~]\n"); }

TEST_CASE("the specifications of the example mean the same after formatting") {
  const auto tree = test::tree_of(std::string(INFRAGEN_SOURCE_DIR) + "/examples/popcorn");
  test::MemoryFileSystem before, after;
  std::size_t files = 0;
  for (const auto& [path, bytes] : tree) {
    if (path.starts_with("out/") || !(path.ends_with(".yaml") || path.ends_with(".sh"))) continue;
    before.put(path, bytes);
    after.put(path, path.ends_with(".yaml") ? formatted(bytes) : bytes);
    files += path.ends_with(".yaml") ? 1 : 0;
  }
  CHECK(files > 5);
  const auto a = driver::compile(before, {}, {});
  const auto b = driver::compile(after, {}, {});
  REQUIRE(a.ok);
  CHECK(driver::dump(a, "expand")->size() > 1000);
  CHECK(a.arranged.files == b.arranged.files);
  CHECK(lock::print(a.next_lock) == lock::print(b.next_lock));
}
