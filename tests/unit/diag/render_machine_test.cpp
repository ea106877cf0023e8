#include <nlohmann/json.hpp>
#include <string>

#include "catch.hpp"
#include "infragen/diag/render.hpp"

using namespace infragen;
using namespace infragen::diag;
using Json = nlohmann::json;

namespace {

struct Bench {
  source::Files files;
  std::vector<Diagnostic> items;

  Bench() {
    const auto one = files.add("envs/prod/env one.yaml", "a: 1\nsch\xc3\xb6n: wrong\n");
    const auto two = files.add("two.yaml", "x: y\n");
    Diagnostic d;
    d.code = "IG0312";
    d.slug = "unknown-key";
    d.message = "unknown \"key\"";
    d.at = {one, 13, 18};
    d.label = "here";
    d.labels = {{{two, 0, 1}, "there"}};
    d.help = {"do this"};
    d.path = "postgres.main";
    d.environments = {"dev", "prod"};
    items.push_back(d);

    Diagnostic nowhere;
    nowhere.code = "IG0101";
    nowhere.slug = "file-too-large";
    nowhere.severity = Severity::warning;
    nowhere.message = "bytes \xff\xfe";
    nowhere.path_only = "a,b:c%.bin";
    items.push_back(nowhere);

    Diagnostic bare;
    bare.code = "IG0312";
    bare.slug = "unknown-key";
    bare.severity = Severity::note;
    bare.message = "two\nlines";
    items.push_back(bare);
  }
};

}  // namespace

TEST_CASE("JSON holds every part of a finding, with 1-based positions") {
  const Bench bench;
  const Json out = Json::parse(json(bench.items, bench.files));
  CHECK(out["version"] == 1);
  REQUIRE(out["findings"].size() == 3);
  CHECK(out["findings"][0] == Json::parse(R"({
    "code": "IG0312", "slug": "unknown-key", "severity": "error", "message": "unknown \"key\"",
    "file": "envs/prod/env one.yaml", "start": {"line": 2, "column": 8}, "end": {"line": 2, "column": 13},
    "path": "postgres.main", "label": "here",
    "labels": [{"text": "there", "file": "two.yaml", "start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 2}}],
    "help": ["do this"], "environments": ["dev", "prod"]})"));
  CHECK(out["findings"][1]["file"] == "a,b:c%.bin");
  CHECK(out["findings"][1]["message"] == "bytes \xef\xbf\xbd\xef\xbf\xbd");
  CHECK_FALSE(out["findings"][1].contains("start"));
  CHECK_FALSE(out["findings"][2].contains("file"));
}

TEST_CASE("no findings are an empty list in every form") {
  const source::Files files;
  CHECK(Json::parse(json({}, files))["findings"] == Json::array());
  const Json run = Json::parse(sarif({}, files, "1.2.3"))["runs"][0];
  CHECK(run["results"] == Json::array());
  CHECK(run["tool"]["driver"]["rules"] == Json::array());
  CHECK(run["tool"]["driver"]["version"] == "1.2.3");
  CHECK(github({}, files).empty());
  CHECK(text({}, files, {}).empty());
}

TEST_CASE("SARIF names each rule once and points with percent-encoded paths") {
  const Bench bench;
  const Json out = Json::parse(sarif(bench.items, bench.files, "0.1.0"));
  CHECK(out["version"] == "2.1.0");
  const Json& run = out["runs"][0];
  const Json& rules = run["tool"]["driver"]["rules"];
  REQUIRE(rules.size() == 2);
  CHECK(rules[0]["id"] == "IG0101");
  CHECK(rules[0]["defaultConfiguration"]["level"] == "warning");
  CHECK(rules[1]["id"] == "IG0312");
  CHECK(rules[1]["defaultConfiguration"]["level"] == "error");
  for (const Json& result : run["results"]) {
    CHECK(rules[result["ruleIndex"].get<std::size_t>()]["id"] == result["ruleId"]);
  }
  const Json& first = run["results"][0];
  CHECK(first["level"] == "error");
  CHECK(first["message"]["text"] == "unknown \"key\"\nhere\nin: dev, prod\nhelp: do this");
  const Json& place = first["locations"][0]["physicalLocation"];
  CHECK(place["artifactLocation"]["uri"] == "envs/prod/env%20one.yaml");
  CHECK(place["region"] == Json::parse(R"({"startLine": 2, "startColumn": 8, "endLine": 2, "endColumn": 13})"));
  CHECK(first["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "postgres.main");
  CHECK(first["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "two.yaml");
  CHECK(first["relatedLocations"][0]["message"]["text"] == "there");
  CHECK(run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%2Cb%3Ac%25.bin");
  CHECK_FALSE(run["results"][2].contains("locations"));
}

TEST_CASE("GitHub annotations are one line each, escaped as the runner reads them") {
  const Bench bench;
  CHECK(github(bench.items, bench.files) ==
        "::error file=envs/prod/env one.yaml,line=2,endLine=2,col=8,endColumn=12,title=unknown-key (IG0312)::unknown "
        "\"key\"%0Ahere%0Ain: dev, prod%0Ahelp: do this\n"
        "::warning file=a%2Cb%3Ac%25.bin,title=file-too-large (IG0101)::bytes \\xff\\xfe\n"
        "::notice title=unknown-key (IG0312)::two%0Alines\n");
}

TEST_CASE("a message cannot start a workflow command of its own") {
  source::Files files;
  std::vector<Diagnostic> items(1);
  items[0].slug = "x";
  items[0].code = "IG0001";
  items[0].message = "100% \r\n::set-output name=a::b\x1b[0m";
  CHECK(github(items, files) == "::error title=x (IG0001)::100%25 \\r%0A::set-output name=a::b\\x1b[0m\n");
}
