#include "infragen/diag/diagnostic.hpp"

#include <algorithm>
#include <string>

#include "catch.hpp"

using namespace infragen;
using namespace infragen::diag;

namespace {

constexpr Def<std::string_view, std::string_view> unknown_key{"IG9001", "unknown-key", Severity::error,
                                                              "unknown key `{}` in `{}`"};
constexpr Def<int> advice{"IG9002", "advice", Severity::note, "{} of them"};

// The catalogue is a constant.
constexpr Info catalogue[] = {info(unknown_key), info(advice)};
static_assert(catalogue[0].message == "unknown key `{}` in `{}`");
static_assert(catalogue[1].slug == "advice");

constexpr Def<double, std::string> measured{"IG9003", "measured", Severity::note, "{:.1f} {{of}} `{}`"};

std::deque<Diagnostic> reversed(std::deque<Diagnostic> items) {
  std::reverse(items.begin(), items.end());
  return items;
}

}  // namespace

TEST_CASE("a finding takes its definition, place and arguments") {
  Sink sink;
  const std::string key = "bakups";
  sink.report(unknown_key, {0, 3, 9}, key, "postgres")
      .label("here")
      .also({0, 20, 21}, "there")
      .also({}, "nowhere is no label")
      .help("did you mean `backups`?")
      .help("")
      .path("postgres.main.bakups");
  REQUIRE(sink.items().size() == 1);
  const Diagnostic& d = sink.items().front();
  CHECK(d.code == "IG9001");
  CHECK(d.slug == "unknown-key");
  CHECK(d.severity == Severity::error);
  CHECK(d.message == "unknown key `bakups` in `postgres`");
  CHECK(d.at == source::Span{0, 3, 9});
  CHECK(d.label == "here");
  REQUIRE(d.labels.size() == 1);
  CHECK(d.labels[0].text == "there");
  CHECK(d.help == std::vector<std::string>{"did you mean `backups`?"});
  CHECK(d.path == "postgres.main.bakups");
}

TEST_CASE("braces in an argument are text") {
  Sink sink;
  sink.report(unknown_key, {}, "${host} {} {0}", "{");
  CHECK(sink.items().front().message == "unknown key `${host} {} {0}` in `{`");
}

TEST_CASE("a message may round a number and show braces") {
  Sink sink;
  sink.report(measured, {}, 2.25, "x");
  sink.report(measured, {}, 0.96, "x");
  CHECK(sink.items()[0].message == "2.2 {of} `x`");
  CHECK(sink.items()[1].message == "1.0 {of} `x`");
}

TEST_CASE("only errors are errors, and a severity may be overruled") {
  Sink sink;
  CHECK_FALSE(sink.has_errors());
  sink.report(advice, {}, 3);
  sink.report(unknown_key, {}, "a", "b").severity(Severity::warning);
  CHECK_FALSE(sink.has_errors());
  Sink other;
  other.report(unknown_key, {}, "a", "b");
  sink.append(std::move(other));
  CHECK(sink.items().size() == 3);
  CHECK(sink.has_errors());
  CHECK(name(Severity::note) == "note");
  CHECK(name(Severity::error) == "error");
}

TEST_CASE("findings sort by path, offset and code, whatever the file numbers and the order of reports") {
  source::Files files;
  const auto z = files.add("z.yaml", "0123456789");
  const auto a = files.add("a.yaml", "0123456789");
  Sink sink;
  sink.report(advice, {}, 1);
  sink.report(advice, {z, 0, 1}, 1);
  sink.report(advice, {a, 5, 6}, 1);
  sink.report(advice, {}, 2).file("b.bin");
  sink.report(unknown_key, {a, 5, 6}, "x", "y");
  sink.report(advice, {a, 1, 2}, 1);
  const auto check = [&](std::deque<Diagnostic> items) {
    const auto out = sorted(std::move(items), files);
    REQUIRE(out.size() == 6);
    CHECK(out[0].at == source::Span{a, 1, 2});
    CHECK(out[1].code == "IG9001");
    CHECK(out[2].at == source::Span{a, 5, 6});
    CHECK(out[3].path_only == "b.bin");
    CHECK(out[4].at == source::Span{z, 0, 1});
    CHECK_FALSE(out[5].at.known());
    CHECK(out[5].path_only.empty());
  };
  check(sink.items());
  check(reversed(sink.items()));
}

TEST_CASE("equal findings of several environments become one") {
  source::Files files;
  const auto a = files.add("a.yaml", "0123456789");
  const auto finding = [&](std::string environment, Severity severity, std::string help) {
    Diagnostic d;
    d.code = "IG9001";
    d.severity = severity;
    d.message = "same";
    d.at = {a, 1, 2};
    d.labels = {{{a, 4, 5}, "other half"}};
    d.help = {std::move(help)};
    d.environments = {std::move(environment)};
    return d;
  };
  std::deque<Diagnostic> items{finding("prod", Severity::error, "h"), finding("dev", Severity::warning, "h"),
                               finding("prod", Severity::error, "g")};
  const auto one = sorted(items, files), two = sorted(reversed(items), files);
  for (const auto& out : {one, two}) {
    REQUIRE(out.size() == 1);
    CHECK(out[0].environments == std::vector<std::string>{"dev", "prod"});
    CHECK(out[0].severity == Severity::error);
    CHECK(out[0].labels.size() == 1);
    CHECK(out[0].help.size() == 2);
  }
  CHECK(one[0].help == two[0].help);

  items[1].environments.clear();  // holds everywhere
  CHECK(sorted(items, files)[0].environments.empty());
}

TEST_CASE("findings that differ in place, code or message stay apart") {
  source::Files files;
  const auto a = files.add("a.yaml", "0123456789");
  Sink sink;
  sink.report(advice, {a, 1, 2}, 1);
  sink.report(advice, {a, 1, 3}, 1);
  sink.report(advice, {a, 1, 2}, 2);
  sink.report(unknown_key, {a, 1, 2}, "a", "b");
  CHECK(sorted(sink.take(), files).size() == 4);
  CHECK(sink.items().empty());
}
