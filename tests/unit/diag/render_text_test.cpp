#include <ctime>
#include <string>

#include "catch.hpp"
#include "infragen/diag/render.hpp"
#include "infragen/support/text.hpp"

using namespace infragen;
using namespace infragen::diag;

namespace {

struct Bench {
  source::Files files;
  std::vector<Diagnostic> items;
  TextStyle style;

  source::Span find(source::FileId file, std::string_view what) const {
    const auto at = static_cast<std::uint32_t>(files.text(file).find(what));
    return {file, at, at + static_cast<std::uint32_t>(what.size())};
  }
  Diagnostic& add(source::Span at, std::string label = "") {
    Diagnostic& d = items.emplace_back();
    d.code = "IG0312";
    d.slug = "unknown-key";
    d.message = "unknown key";
    d.at = at;
    d.label = std::move(label);
    return d;
  }
  std::string text() const { return diag::text(items, files, style); }
};

/// The lines of the picture between the place and the remarks.
std::string picture(const std::string& text) {
  std::string out;
  for (const std::string_view line : support::split(text, '\n')) {
    if (line.find(" |") != std::string_view::npos) out += std::string(line) + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("a finding shows its place, the line, a caret under the span and what to do") {
  Bench bench;
  const auto id = bench.files.add("envs/prod/env.yaml", "postgres:\n  main:\n    bakups: 7d\n");
  Diagnostic& d = bench.add(bench.find(id, "bakups"), "no field of `postgres`");
  d.path = "postgres.main.bakups";
  d.help = {"did you mean `backups`?"};
  d.environments = {"prod", "staging"};
  CHECK(bench.text() ==
        "error[unknown-key]: unknown key (IG0312)\n"
        " --> envs/prod/env.yaml:3:5 (postgres.main.bakups)\n"
        "  |\n"
        "3 |     bakups: 7d\n"
        "  |     ^^^^^^ no field of `postgres`\n"
        "  |\n"
        "  = in: prod, staging\n"
        "  = help: did you mean `backups`?\n"
        "\n");
}

TEST_CASE("second labels of the same file stand in the same picture, in the order of lines") {
  Bench bench;
  std::string text = "a: 1\nb: 2\n";
  for (int i = 0; i < 8; ++i) text += "# filler\n";
  text += "a: 3\nz: 1\n";
  const auto id = bench.files.add("x.yaml", text);
  Diagnostic& d = bench.add(bench.find(id, "a: 3"), "second");
  d.labels = {{bench.find(id, "z: 1"), "next"}, {bench.find(id, "a: 1"), "first"}};
  CHECK(bench.text() ==
        "error[unknown-key]: unknown key (IG0312)\n"
        "  --> x.yaml:11:1\n"
        "   |\n"
        " 1 | a: 1\n"
        "   | ---- first\n"
        "...\n"
        "11 | a: 3\n"
        "   | ^^^^ second\n"
        "12 | z: 1\n"
        "   | ---- next\n"
        "\n");
}

TEST_CASE("labels in other files get pictures of their own, marks of one line share it") {
  Bench bench;
  const auto one = bench.files.add("one.yaml", "key: value\n");
  const auto two = bench.files.add("two.yaml", "\nother: x\n");
  Diagnostic& d = bench.add(bench.find(one, "value"), "this");
  d.labels = {{bench.find(two, "other"), "and that"}, {bench.find(one, "key"), "of this key"}};
  d.severity = Severity::warning;
  CHECK(bench.text() ==
        "warning[unknown-key]: unknown key (IG0312)\n"
        " --> one.yaml:1:6\n"
        "  |\n"
        "1 | key: value\n"
        "  |      ^^^^^ this\n"
        "  | --- of this key\n"
        " ::: two.yaml:2:1\n"
        "  |\n"
        "2 | other: x\n"
        "  | ----- and that\n"
        "\n");
}

TEST_CASE("findings without a place name the file or the address, if there is one") {
  Bench bench;
  bench.add({}).help = {"do this\nand that"};
  bench.add({}).path_only = "modules/x.bin";
  bench.add({}).path = "postgres.main";
  CHECK(bench.text() ==
        "error[unknown-key]: unknown key (IG0312)\n"
        "  = help: do this\n"
        "          and that\n"
        "\n"
        "error[unknown-key]: unknown key (IG0312)\n"
        " --> modules/x.bin\n"
        "\n"
        "error[unknown-key]: unknown key (IG0312)\n"
        " --> postgres.main\n"
        "\n");
}

TEST_CASE("a span over several lines is marked on its first, an empty one and one at the end get one caret") {
  Bench bench;
  const auto id = bench.files.add("x.yaml", "a: |\n  text\nb:\n");
  bench.add({id, 3, 11});
  CHECK(picture(bench.text()) == "  |\n1 | a: |\n  |    ^\n");
  bench.items[0].at = {id, 14, 14};
  CHECK(picture(bench.text()) == "  |\n3 | b:\n  |   ^\n");
  bench.items[0].at = {id, 15, 15};
  CHECK(picture(bench.text()) == "  |\n4 |\n  | ^\n");
  bench.items[0].at = {id, 4000, 5000};
  CHECK(picture(bench.text()) == "  |\n4 |\n  | ^\n");
}

TEST_CASE("context lines are shown once") {
  Bench bench;
  const auto id = bench.files.add("x.yaml", "one\ntwo\nthree\nfour\nfive\n");
  Diagnostic& d = bench.add(bench.find(id, "five"));
  d.labels = {{bench.find(id, "three"), ""}};
  bench.style.context_lines = 1;
  CHECK(picture(bench.text()) == "  |\n2 | two\n3 | three\n  | -----\n4 | four\n5 | five\n  | ^^^^\n");
}

TEST_CASE("tabs, wide characters and combining marks keep the caret under its place") {
  Bench bench;
  const auto id = bench.files.add("x.yaml", "k:\t\xe6\xbc\xa2\xe5\xad\x97 e\xcc\x81 here\n");
  bench.add(bench.find(id, "here"));
  CHECK(picture(bench.text()) == "  |\n1 | k:    \xe6\xbc\xa2\xe5\xad\x97 e\xcc\x81 here\n  |              ^^^^\n");
  bench.items[0].at = bench.find(id, "\xe5\xad\x97");
  CHECK(picture(bench.text()).ends_with("  |         ^^\n"));
}

TEST_CASE("nothing in a file or message reaches the terminal unescaped") {
  Bench bench;
  const auto id =
      bench.files.add("x\x1b]0;.yaml", "a: \x1b[31m \xe2\x80\xae \xe2\x81\xa6 \xe2\x80\x8b \xc2\x9b \x7f \xff end\n");
  Diagnostic& d = bench.add(bench.find(id, "end"), "label \xe2\x80\x8f");
  d.message = "message \x07 \xd8\x9c\nsecond line";
  d.help = {"help \x1b[0m"};
  d.labels = {{bench.find(id, "a"), "other \r"}};
  const std::string text = bench.text();
  CHECK(text == std::string("error[unknown-key]: message \\x07 \\u{61c}\\nsecond line (IG0312)\n") +
                    " --> x\\x1b]0;.yaml:1:22\n"
                    "  |\n"
                    "1 | a: \\x1b[31m \\u{202e} \\u{2066} \\u{200b} \\u{9b} \\x7f \\xff end\n"
                    "  | " +
                    std::string(56, ' ') +
                    "^^^ label \\u{200f}\n"
                    "  | - other \\r\n"
                    "  |\n"
                    "  = help: help \\x1b[0m\n"
                    "\n");
}

TEST_CASE("colours appear only if they are asked for") {
  Bench bench;
  const auto id = bench.files.add("x.yaml", "a: 1\n");
  bench.add(bench.find(id, "1"), "label").help = {"do"};
  CHECK(bench.text().find('\x1b') == std::string::npos);
  const std::string plain = bench.text();
  bench.style.colour = true;
  std::string coloured = bench.text();
  CHECK(coloured.find("\x1b[1;31merror[unknown-key]\x1b[0m") != std::string::npos);
  for (std::size_t at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b')) {
    coloured.erase(at, coloured.find('m', at) - at + 1);
  }
  CHECK(coloured == plain);
}

TEST_CASE("long lines are cut around the mark") {
  Bench bench;
  const std::string left(500, 'l'), right(500, 'r');
  const auto id = bench.files.add("x.yaml", left + "MARK" + right + "\n");
  bench.add(bench.find(id, "MARK"));
  CHECK(picture(bench.text()) == "  |\n1 | …" + std::string(60, 'l') + "MARK" + std::string(95, 'r') + "…\n  | " +
                                     std::string(61, ' ') + "^^^^\n");
  bench.items[0].at = {id, 0, 900};
  CHECK(picture(bench.text()) == "  |\n1 | " + std::string(160, 'l') + "…\n  | " + std::string(160, '^') + "\n");
  bench.items[0].at = {id, 1004, 1004};
  CHECK(picture(bench.text()) == "  |\n1 | …" + std::string(60, 'r') + "\n  | " + std::string(61, ' ') + "^\n");
}

TEST_CASE("lines of megabytes cost no more than short ones") {
  Bench bench;
  const auto id = bench.files.add("x.yaml", std::string(4u << 20, 'x'));
  for (std::uint32_t i = 0; i < 2000; ++i) bench.add({id, i * 2000, i * 2000 + 1});
  const std::clock_t begin = std::clock();
  CHECK(bench.text().size() > 2000u * 160);
  CHECK(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC < 20);
}

TEST_CASE("the text of a secret is never shown, not even beside another finding") {
  Bench bench;
  const auto id = bench.files.add("x.yaml", "db: {password: hunter2, bakups: 7d}\nother: x\n");
  bench.add(bench.find(id, "hunter2"), "a secret in plain text").secret = true;
  bench.add(bench.find(id, "bakups"));
  bench.add(bench.find(id, "other"));
  bench.style.context_lines = 2;
  const std::string text = bench.text();
  CHECK(text.find("hunter2") == std::string::npos);
  CHECK(picture(text).starts_with("  |\n1 | db: {password: *******, bakups: 7d}\n  |                ^^^^^^^ a secret"));
}
