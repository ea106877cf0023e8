// The runner itself: what it must take, and what it must not let through.

#include "case_text.hpp"
#include "catch.hpp"
#include "judge.hpp"

using namespace infragen::test;

namespace {

const Base& base() {
  static const Base made(sources_of(std::string(INFRAGEN_SOURCE_DIR) + "/tests/docs/base"));
  return made;
}

constexpr const char* right = R"(---
# case: misspelled-field
# edit: domains/shop/domain.yaml
# replace: port: 8080
    # error unknown-key @ 5-9: `prot` is no field of service
    #   help: did you mean `port`
    prot: 8080
)";

Case parsed(const std::string& text) {
  std::vector<Problem> problems;
  CaseFile file = parse_cases(text, problems);
  INFO((problems.empty() ? std::string() : problems.front().text));
  REQUIRE(problems.empty());
  REQUIRE(file.cases.size() == 1);
  return file.cases.front();
}

/// The difference that is shown to people; empty: the case holds.
std::string difference(const std::string& text) {
  const Case expected = parsed(text);
  const Judgement judged = judge(expected, base());
  std::string out = diff_of(print(expected), print(judged.found));
  for (const std::string& problem : judged.problems) out += problem + "\n";
  return out;
}

/// What the compiler says about `text`, written where expectations stand.
std::string rewritten(const std::string& text) { return "---\n" + print(judge(parsed(text), base()).found); }

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::vector<std::string> problems_of(const std::string& text) {
  std::vector<Problem> problems;
  parse_cases(text, problems);
  std::vector<std::string> out;
  for (const Problem& p : problems) out.push_back(std::to_string(p.line) + ": " + p.text);
  return out;
}

}  // namespace

TEST_CASE("expectations are written where they are missing, and then hold") {
  const std::string silent = with(with(right, "    # error unknown-key @ 5-9: `prot` is no field of service\n", ""), "    #   help: did you mean `port`\n", "");
  const std::string filled = rewritten(silent);
  CHECK(difference(filled) == "");
  CHECK(filled.find("# error unknown-key @ 5-9: `prot` is no") != std::string::npos);
  CHECK(filled.find("#   help: ") != std::string::npos);
}

TEST_CASE("a wrong expectation does not hold") {
  const std::string good = rewritten(right);
  REQUIRE(difference(good) == "");
  CHECK(difference(with(good, "@ 5-9", "@ 6-9")).find("  - ") != std::string::npos);
  CHECK(difference(with(good, "@ 5-9", "@ 5-10")) != "");
  CHECK(difference(with(good, "error unknown-key", "warning unknown-key")) != "");
  CHECK(difference(with(good, "unknown-key", "empty-value")) != "");
  CHECK(difference(with(good, "`prot` is", "`prot` was")) != "");
  CHECK(difference(with(good, "did you mean", "did he mean")) != "");
  CHECK(difference(with(good, ": `prot`", " in prod: `prot`")) != "");
}

TEST_CASE("a finding that nobody expects does not hold, wherever it stands") {
  CHECK(difference(R"(---
# case: in-the-change
# edit: domains/shop/domain.yaml
# replace: port: 8080
    prot: 8080
)") != "");
  const std::string beside = difference(R"(---
# case: beside-the-change
# edit: envs/base.yaml
# delete: zones: [a, b]
)");
  CHECK(beside.find("+ # at: network:") != std::string::npos);
  CHECK(beside.find("missing-field") != std::string::npos);
}

TEST_CASE("an expectation that nothing fulfils does not hold") {
  CHECK(difference(R"(---
# case: nothing-is-wrong
# edit: domains/shop/domain.yaml
# replace: port: 8080
    # error unknown-key @ 5-9: `port` is no field of service
    port: 8081
)") != "");
  CHECK(difference(R"(---
# case: nothing-is-wrong-beside-it
# edit: domains/shop/domain.yaml
# at: web:
# error missing-field @ 3-6: `service.web` has no `port`
)") != "");
  CHECK(difference("---\n# case: nothing-is-wrong-anywhere\n# error no-project @ nowhere: there is no project\n") != "");
}

TEST_CASE("lines of the output are held") {
  const std::string text = R"(---
# case: two-ports
# gives: terraform/dev/shop/services.tf has PLACE
# edit: domains/shop/domain.yaml
# replace: port: 8080
    port: 8099
)";
  const auto lines = compile_sources(base().files).arranged.files.at("terraform/dev/shop/services.tf");
  REQUIRE(lines.find("family ") != std::string::npos);
  const std::string family = trimmed(lines.substr(lines.find("family "), lines.find('\n', lines.find("family ")) - lines.find("family ")));
  CHECK(difference(with(text, "PLACE", family)) == "");
  CHECK(difference(with(text, "has PLACE", "lacks " + family)) != "");
  CHECK(difference(with(text, "PLACE", "nothing like this")) != "");
  CHECK(difference(with(with(text, "services.tf", "nothing.tf"), "PLACE", family)) != "");
}

TEST_CASE("the ways to change a file of the base") {
  const auto changed = [](const std::string& steps) { return difference("---\n# case: a-change\n# edit: domains/shop/domain.yaml\n" + steps); };
  CHECK(changed("# replace: service:\nservice:\n  web: {image: \"nginx:1.27.2\", port: 8080, uses: {postgres.main/shop: write}}\n") == "");
  CHECK(changed("# after: web:\n    about: a page\n") == "");
  CHECK(changed("# before: port: 8080\n    about: a page\n") == "");
  CHECK(changed("# end:\n    about: a page\n") == "");
  CHECK(changed("# delete: port: 8080\n# before: uses…\n    port: 8081\n") == "");
  CHECK(changed("# replace: service: > web: > port: 8080\n    port: 8081\n") == "");
  CHECK(changed("# replace: image…\n    image: \"nginx:1.27.3\"\n") == "");
  CHECK_THROWS(changed("# delete: prot: 8080\n"));
  CHECK_THROWS(difference("---\n# case: two-lines-fit\n# edit: envs/base.yaml\n# replace: main…\n  other:\n"));
  CHECK_THROWS(difference("---\n# case: no-such-file\n# edit: envs/nowhere.yaml\n# end:\na: b\n"));
}

TEST_CASE("a case that is written wrong is no case") {
  CHECK(problems_of("# case: no-line-before\n").size() == 1);
  CHECK(problems_of("---\n# case: oneword\n").size() == 1);
  CHECK(problems_of("---\n# case: two-words\n---\n# case: two-words\n").size() == 1);
  CHECK(problems_of("---\n# case: two-words\nproject: x\n").size() == 1);
  CHECK(problems_of("---\n# case: two-words\n# replace: x\n").size() == 1);
  CHECK(problems_of("---\n# case: two-words\n# file: a.yaml\n# error unknown-key: no place\na: b\n").size() == 1);
  CHECK(problems_of("---\n# case: two-words\n# file: a.yaml\n# eror unknown-key @ 1-2: no such grade\na: b\n").size() == 1);
  CHECK(problems_of("---\n# case: two-words\n# edit: a.yaml\n# delete: x\n# error unknown-key @ 1-2: about no line\n").size() == 1);
  CHECK(problems_of("---\n# case: two-words\n# file: a.yaml\n# error unknown-key @ 1-2: fine\na: b\n").empty());
}

TEST_CASE("printing a case file gives what was read") {
  const std::string text = "# base: examples/popcorn\n# Words.\n\n---\n# case: first-one\n# Why.\n# gives: a/b.tf has x = 1\n# file: a.yaml\na:\n\n  b: c\n"
                           "# error empty-text @ 1-1: it ends\n\n---\n# case: second-one\n# remove: a.yaml\n\n# edit: b.yaml\n# at: (end)\n# error empty-text @ 1-1: it ends\n";
  std::vector<Problem> problems;
  CHECK(print(parse_cases(text, problems)) == text);
  CHECK(problems.empty());
}
