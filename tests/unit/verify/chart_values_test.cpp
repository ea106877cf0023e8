#include "infragen/verify/chart_values.hpp"

#include "catch.hpp"
#include "objects.hpp"

using infragen::verify::ValuesReport;
using infragen::verify::verify_values;

namespace {

ValuesReport report(const std::string& text, std::string_view chart, std::string_view version) {
  return verify_values(infragen::tests::yaml_node(text), chart, version);
}

}  // namespace

TEST_CASE("values that a chart reads pass") {
  const auto found = report("controller: {metrics: {port: 8080}, resources: {requests: {cpu: 1}}}\nglobal: {x: y}\n",
                            "karpenter", "1.14.1");
  CHECK(found.known);
  CHECK(found.same);
  CHECK(found.problems.empty());
}

TEST_CASE("a key that the chart does not read is a warning with the nearest one") {
  const auto found = report("controller: {metrics: {prot: 1}}\n", "karpenter", "1.14.1");
  REQUIRE(found.problems.size() == 1);
  CHECK(found.problems[0].kind == ObjectKind::ineffective);
  CHECK(found.problems[0].path == "controller.metrics.prot");
  CHECK(found.problems[0].message == "karpenter 1.14.1 does not read `prot`");
  CHECK(found.problems[0].help == "did you mean `port`?");
}

TEST_CASE("maps, lists and single values do not stand for one another") {
  const auto found = report("controller: x\nadditionalClusterRoleRules: {a: b}\n", "karpenter", "1.14.1");
  REQUIRE(found.problems.size() == 2);
  CHECK(found.problems[0].kind == ObjectKind::wrong_type);
  CHECK(found.problems[0].message == "must be a map");
  CHECK(found.problems[1].message == "must be a list");
  CHECK(report("controller: {metrics: {port: \"8080\"}}\n", "karpenter", "1.14.1").problems.empty());
}

TEST_CASE("an unknown version is held against the nearest, an unknown chart against nothing") {
  const auto older = report("controller: {nothing: 1}\n", "karpenter", "1.5.0");
  CHECK(older.known);
  CHECK_FALSE(older.same);
  CHECK(older.version == "1.1.1");
  CHECK(report("{}", "karpenter", "1.0.0").version == "1.1.1");
  CHECK(report("{}", "karpenter", "2.0.0").version == "1.14.1");
  const auto none = report("a: 1\n", "postgresql", "1.0.0");
  CHECK_FALSE(none.known);
  CHECK(none.problems.empty());
}

TEST_CASE("a chart's own schema is held too") {
  const auto found = report("replicaCount: [1]\n", "external-secrets", "2.9.0");
  REQUIRE_FALSE(found.problems.empty());
  CHECK(found.problems[0].kind == ObjectKind::wrong_type);
  CHECK(infragen::facts::charts().size() == 16);
}
