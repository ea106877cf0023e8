#include "infragen/facts/charts.hpp"

#include <sstream>

#include "catch.hpp"
#include "source_data.hpp"

using namespace infragen::facts;
using nlohmann::json;

TEST_CASE("every value of every chart is there, open or closed as the data says") {
  const json source = read_source("charts/charts.json.xz");
  const auto known = charts();
  REQUIRE(known.size() == source.size());
  for (const Chart& chart : known) {
    const json& data = source.at(std::string(chart.name) + "-" + std::string(chart.version));
    INFO(chart.name << " " << chart.version);
    CHECK(chart.app_version == data.at("app_version").get<std::string>());
    CHECK(chart.schema.has_value() == data.contains("schema"));
    CHECK(chart.values.closed());
    for (const auto& [pointer, fact] : data.at("values").items()) {
      INFO(pointer);
      Shape at = chart.values;
      std::istringstream parts(pointer.substr(1));
      for (std::string step; std::getline(parts, step, '/');) {
        const std::size_t slash = step.find("~1");
        if (slash != std::string::npos) step.replace(slash, 2, "/");
        const auto next = at.member(step);
        REQUIRE(next);
        at = *next;
      }
      const bool object = fact.at("type") == "object" || !at.members().empty();
      CHECK(at.closed() == (object && !fact.value("open", false)));
      if (fact.at("type") != "any") CHECK(at.types().size() == 1);
    }
  }
}

TEST_CASE("a chart is found in the nearest version") {
  CHECK(chart("karpenter", "1.1.1")->version == "1.1.1");
  CHECK(chart("karpenter", "v1.14.1")->version == "1.14.1");
  CHECK(chart("karpenter", "1.9.9")->version == "1.1.1");
  CHECK(chart("karpenter", "0.9")->version == "1.1.1");
  CHECK(chart("karpenter", "10.0.0")->version == "1.14.1");
  CHECK_FALSE(chart("karpenterr", "1.1.1"));
}
