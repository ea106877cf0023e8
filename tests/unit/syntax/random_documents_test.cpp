// Trees written in random styles read back as the same trees, with every place right.

#include <array>
#include <random>

#include "catch.hpp"
#include "infragen/support/text.hpp"
#include "invariants.hpp"
#include "reading.hpp"

using namespace infragen;
using namespace infragen::syntax;
using testing::outline;
using testing::Reading;

namespace {

/// Writes documents and remembers what they mean.
class Writer {
 public:
  explicit Writer(std::uint32_t seed) : random_(seed) {}

  std::string text;
  std::string meaning;  ///< as `outline` says it

  void document() {
    const bool dos = one_in(6);
    if (one_in(8)) text += "---\n";
    comment_lines();
    one_in(4) ? list(0, 3) : map(0, 3);
    if (one_in(8)) text += "...\n";
    if (dos) text = support::replace_all(text, "\n", "\r\n");
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <std::size_t N>
  std::string any(const std::array<const char*, N>& of) {
    return of[below(N)];
  }
  static std::string pad(std::size_t columns) { return std::string(columns, ' '); }

  void comment_lines() {
    // Behind a block an indented comment would be a line of it.
    if (behind_block_) return void(text += one_in(6) ? "# note\n" : "");
    if (one_in(6)) text += any(std::array{"\n", "# note\n", "   # - a: 'b\n", "  \n"});
  }
  void line_end() { text += any(std::array{"\n", "\n", "\n", "  \n", " # note: x\n", "\t# note\n"}); }

  std::string word() {
    return any(std::array{"a", "b c", "1.30", "x:y", "a#b", "-1", "http://h:80/p?q=1", "${host}", "gr\xc3\xb6\xc3\x9f",
                          "0.0.0.0/0", "\xf0\x9f\x98\x80", "null", "it's", "a\"b", "~x", "3..10 @ 70% cpu"});
  }

  std::string key() {
    std::string name = "k" + std::to_string(++keys_);
    if (one_in(5)) name += any(std::array{" x", ":y", "#z", "/*", "\xc3\xbc"});
    text += one_in(4) ? "'" + name + "'" : one_in(4) ? "\"" + name + "\"" : name;
    return name;
  }

  void single_quoted(const std::string& pieces) { text += "'" + support::replace_all(pieces, "'", "''") + "'"; }
  void double_quoted(const std::string& pieces) {
    std::string out = support::replace_all(pieces, "\\", "\\\\");
    out = support::replace_all(out, "\"", "\\\"");
    out = support::replace_all(out, "\n", "\\n");
    text += "\"" + support::replace_all(out, "\t", one_in(2) ? "\\t" : "\\x09") + "\"";
  }

  std::string odd_text() {
    std::string out;
    for (std::size_t i = below(5); i-- > 0;) {
      out += any(std::array{"a", " ", ": ", " #", "'", "\"", "\\", "{", "]", ",", "- ", "\xc3\xa9", "~", "&", "\t"});
    }
    return out;
  }

  /// One line, or several that fold.
  void scalar(std::size_t column, bool flow) {
    std::string value = word();
    if (one_in(3)) {
      value = odd_text();
      one_in(2) ? single_quoted(value) : double_quoted(value);
    } else if (flow && value.find_first_of("{}[],?") != std::string::npos) {
      single_quoted(value);
    } else if (one_in(8)) {
      const std::string more = any(std::array{"more", "x y", "z"});
      text += value + "\n" + pad(column + 2) + more;
      value += " " + more;
    } else {
      text += value;
    }
    meaning += "'" + value + "'";
  }

  void block(std::size_t column) {
    const bool strip = one_in(2);
    text += strip ? " |-" : " |";
    line_end();
    std::string value;
    const std::size_t lines = 1 + below(4);
    for (std::size_t i = 0; i < lines; ++i) {
      const std::string line = any(std::array{"text", "a: b", "# no comment", "'q", "x  ", "- y"});
      const std::string further = i > 0 && one_in(4) ? "  " : "";
      text += pad(column + 2) + further + line + "\n";
      value += further + line + (i + 1 < lines || !strip ? "\n" : "");
      if (i + 1 < lines && one_in(5)) {
        text += "\n";
        value += "\n";
      }
    }
    meaning += "'" + value + "'";
    behind_block_ = true;
  }

  void flow_space(std::size_t column) {
    text += one_in(6) ? "\n" + pad(column + 3) : any(std::array{"", " ", "", " "});
  }

  void flow_value(std::size_t column, std::size_t depth) {
    if (depth == 0 || one_in(2)) return scalar(column + 1, true);
    const bool map = one_in(2);
    text += map ? "{" : "[";
    meaning += map ? "{" : "[";
    const std::size_t count = below(4);
    for (std::size_t i = 0; i < count; ++i) {
      flow_space(column);
      if (map) meaning += key() + ": ";
      if (map) text += ": ";
      flow_value(column, depth - 1);
      const bool last = i + 1 == count;
      if (!last || one_in(4)) text += one_in(3) ? " , " : ", ";
      if (!last) meaning += ", ";
    }
    flow_space(column);
    text += map ? "}" : "]";
    meaning += map ? "}" : "]";
  }

  /// What stands behind `key:` or `-`, up to the end of its line or lines.
  void value(std::size_t column, std::size_t depth, bool in_map) {
    behind_block_ = false;
    const std::size_t choice = depth == 0 ? below(5) : below(9);
    if (choice == 0) {
      meaning += "(empty)";
      line_end();
    } else if (choice == 1) {
      meaning += "~";
      text += " ~";
      line_end();
    } else if (choice == 2) {
      block(column);
    } else if (choice <= 4) {
      text += " ";
      one_in(3) ? flow_value(column, 2) : scalar(column, false);
      line_end();
    } else if (choice <= 6) {
      line_end();
      comment_lines();
      map(column + 1 + below(4), depth - 1);
    } else {
      line_end();
      list(column + (in_map ? below(3) : 1 + below(3)), depth - 1);
    }
  }

  void map(std::size_t column, std::size_t depth, bool first_on_line = false) {
    meaning += "{";
    for (std::size_t i = 0, count = 1 + below(3); i < count; ++i) {
      if (i > 0) meaning += ", ";
      if (!(first_on_line && i == 0)) text += pad(column);
      meaning += key() + ": ";
      text += one_in(6) ? " :" : ":";
      value(column, depth, true);
      comment_lines();
    }
    meaning += "}";
  }

  void list(std::size_t column, std::size_t depth) {
    meaning += "[";
    for (std::size_t i = 0, count = 1 + below(3); i < count; ++i) {
      if (i > 0) meaning += ", ";
      text += pad(column) + "-";
      if (depth > 0 && one_in(3)) {
        const std::size_t gap = 1 + below(3);
        text += pad(gap);
        map(column + 1 + gap, depth - 1, true);
      } else {
        value(column, depth, false);
      }
      comment_lines();
    }
    meaning += "]";
  }

  std::mt19937 random_;
  std::size_t keys_ = 0;
  bool behind_block_ = false;
};

}  // namespace

TEST_CASE("random documents read as what was meant, and every span is right") {
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    Writer writer(seed);
    writer.document();
    const Reading reading(writer.text);
    CAPTURE(seed, writer.text);
    REQUIRE(reading.error() == "");
    REQUIRE(outline(reading.root()) == writer.meaning);
    REQUIRE(testing::Invariants(reading.document, reading.files).check() == "");
  }
}

TEST_CASE("damaged documents give one error in the file, and what is left keeps its places") {
  constexpr std::string_view damage = " \n\t:-#\"'[]{},|>&*!?~%a";
  std::size_t poisoned = 0;
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    Writer writer(seed);
    writer.document();
    std::mt19937 random(seed);
    for (int i = 0; i < 2; ++i) {
      const std::size_t at = random() % writer.text.size();
      writer.text.replace(at, random() % 2, 1, damage[random() % damage.size()]);
    }
    const Reading reading(writer.text);
    CAPTURE(seed, writer.text);
    REQUIRE(reading.document.poisoned == reading.sink.has_errors());
    REQUIRE(testing::Invariants(reading.document, reading.files).check() == "");
    if (reading.document.poisoned) ++poisoned;
    std::size_t errors = 0;
    for (const diag::Diagnostic& d : reading.sink.items()) {
      REQUIRE(d.at.end <= writer.text.size());
      REQUIRE(d.at.begin <= d.at.end);
      if (d.slug != "duplicate-key") ++errors;
    }
    REQUIRE(errors <= 1);
  }
  CHECK(poisoned > 1000);
}
