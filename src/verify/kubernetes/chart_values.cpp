#include "infragen/verify/chart_values.hpp"

#include <fmt/format.h>

#include "infragen/support/text.hpp"
#include "verify/kubernetes/schema.hpp"
#include "verify/kubernetes/spot.hpp"

namespace infragen::verify {

using facts::JsonType;
using facts::Shape;
using yaml::Node;
using Kind = ObjectProblem::Kind;

namespace {

bool is_scalar(const Node& node) { return node.kind != Node::Kind::list && node.kind != Node::Kind::map; }

/// Types are those of the defaults: a number may be given where the default is a text, and the reverse. Maps, lists and
/// the rest do not stand for one another; and a text such as "false" is true where a template asks whether.
std::string sort_fault(const Node& node, const Shape& shape) {
  if (shape.types().empty()) return {};
  if (shape.allows(JsonType::object) && node.kind != Node::Kind::map) return "must be a map";
  if (shape.allows(JsonType::array) && node.kind != Node::Kind::list) return "must be a list";
  const bool single = !shape.allows(JsonType::object) && !shape.allows(JsonType::array);
  if (single && !is_scalar(node)) return "must be a single value";
  if (shape.allows(JsonType::boolean) && node.kind == Node::Kind::text)
    return "must be `true` or `false`, and is a text";
  return {};
}

void check(const Report& report, const Spot& spot, const Shape& shape, const facts::Chart& chart, bool top) {
  if (const std::string fault = sort_fault(*spot.node, shape); !fault.empty()) {
    report.add(spot, Kind::wrong_type, fault);
    return;
  }
  for (const auto& [key, below] : spot.members()) {
    if (const auto member = shape.member(key)) {
      check(report, below, *member, chart, false);
    } else if (shape.closed() && !(top && key == "global")) {
      support::Nearest near(key);
      const auto members = shape.members();
      for (const facts::ShapeMember& known : members) near.offer(known.name);
      report.add(below, Kind::ineffective, fmt::format("{} {} does not read `{}`", chart.name, chart.version, key),
                 did_you_mean(near.best()));
    }
  }
}

}  // namespace

ValuesReport verify_values(const Node& values, std::string_view name, std::string_view version) {
  ValuesReport out;
  const auto chart = facts::chart(name, version);
  if (!chart) return out;
  out.known = true;
  out.version = std::string(chart->version);
  out.same = chart->version == version || "v" + out.version == version;
  const Spot root = Spot::root(values);
  if (root.is(Node::Kind::null)) return out;
  std::vector<ObjectProblem> by_schema, by_use;
  if (chart->schema && out.same) check_shape(Report(by_schema), root, *chart->schema);
  check(Report(by_use), root, chart->values, *chart, true);
  Report(out.problems).join(std::move(by_schema), std::move(by_use));
  return out;
}

}  // namespace infragen::verify
