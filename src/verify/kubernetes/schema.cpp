#include "verify/kubernetes/schema.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

#include "infragen/support/text.hpp"
#include "verify/kubernetes/formats.hpp"
#include "verify/kubernetes/quantity.hpp"

namespace infragen::verify {

using facts::JsonType;
using facts::Shape;
using facts::ShapeRules;
using yaml::Node;
using Kind = ObjectProblem::Kind;

namespace {

JsonType type_of(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null:
      return JsonType::null;
    case Node::Kind::boolean:
      return JsonType::boolean;
    case Node::Kind::integer:
      return JsonType::integer;
    case Node::Kind::number:
      return JsonType::number;
    case Node::Kind::text:
      return JsonType::string;
    case Node::Kind::list:
      return JsonType::array;
    case Node::Kind::map:
      return JsonType::object;
  }
  return JsonType::null;
}

std::string_view word_for(JsonType type) {
  switch (type) {
    case JsonType::null:
      return "`null`";
    case JsonType::boolean:
      return "`true` or `false`";
    case JsonType::integer:
      return "a whole number";
    case JsonType::number:
      return "a number";
    case JsonType::string:
      return "a text";
    case JsonType::array:
      return "a list";
    case JsonType::object:
      return "a map";
  }
  return "a value";
}

/// "a text or a whole number". That `null` may stand for "not set" is not said.
std::string words_for(const Shape& shape) {
  if (shape.quantity()) return "a quantity";
  std::vector<std::string_view> words;
  for (const JsonType type : shape.types()) {
    if (type != JsonType::null) words.push_back(word_for(type));
  }
  return support::join(words, " or ");
}

std::string type_help(const Node& node, const Shape& shape) {
  const bool scalar =
      node.kind == Node::Kind::boolean || node.kind == Node::Kind::integer || node.kind == Node::Kind::number;
  if (scalar && shape.allows(JsonType::string)) return "write it in quotes";
  const bool number = shape.allows(JsonType::integer) || shape.allows(JsonType::boolean);
  if (node.kind == Node::Kind::text && number && !node.text.empty()) return "write it without quotes";
  return {};
}

std::optional<double> number_of(const Node& node) {
  double out = 0;
  const char* end = node.text.data() + node.text.size();
  const char* begin = node.text.data() + (node.text.starts_with('+') ? 1 : 0);
  const auto [stop, error] = std::from_chars(begin, end, out);
  if (error == std::errc::result_out_of_range) {
    return node.text.starts_with('-') ? -std::numeric_limits<double>::infinity()
                                      : std::numeric_limits<double>::infinity();
  }
  if (error != std::errc() || stop != end) return std::nullopt;
  return out;
}

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
  return count;
}

class Check {
 public:
  Check(const Report& report, bool secret) : report_(report), secret_(secret) {}

  void value(const Spot& spot, const Shape& shape) const {
    const Node& node = *spot.node;
    const JsonType type = type_of(node);
    if (!shape.allows(type)) {
      report_.add(spot, Kind::wrong_type, fmt::format("must be {}, and is {}", words_for(shape), said(node, type)),
                  type_help(node, shape));
      return;
    }
    const ShapeRules rules = shape.rules();
    if (type == JsonType::object) members(spot, shape, rules);
    if (type == JsonType::array) elements(spot, shape, rules);
    if (type == JsonType::string) text(spot, shape, rules);
    if (type == JsonType::integer || type == JsonType::number) number(spot, shape, rules);
    listed(spot, rules);
    alternatives(spot, rules);
  }

 private:
  std::string said(const Node& node, JsonType type) const {
    if (type == JsonType::boolean) return quoted(node.text);
    const bool shown = type == JsonType::integer || type == JsonType::number || (type == JsonType::string && !secret_);
    return shown ? fmt::format("{} ({})", word_for(type), quoted(node.text)) : std::string(word_for(type));
  }

  std::string shown(const Spot& spot) const { return secret_ ? "the value" : quoted(spot.node->text); }

  void members(const Spot& spot, const Shape& shape, const ShapeRules& rules) const {
    for (const auto& [key, node] : spot.node->members) {
      Spot below = spot[key];
      const bool null = node.kind == Node::Kind::null;
      if (null) {
        below.node = &node;
        if (node.origin != 0) below.origin = node.origin;
      }
      if (const auto member = shape.member(key)) {
        value(below, *member);
      } else if (const auto values = shape.values()) {
        value(below, *values);
      } else if (shape.closed() && !shape.preserves_unknown()) {
        report_.add(below, Kind::unknown_field, fmt::format("there is no field `{}` here", key), nearest(shape, key));
      }
    }
    const double size = static_cast<double>(spot.node->members.size());
    limits(spot, size, rules.min_members, rules.max_members, "members");
    for (const std::string_view key : rules.required) {
      if (spot.node->find(key) == nullptr) report_.missing(spot, key);
    }
  }

  static std::string nearest(const Shape& shape, std::string_view key) {
    support::Nearest search(key);
    for (const facts::ShapeMember& member : shape.members()) search.offer(member.name);
    return did_you_mean(search.best());
  }

  void elements(const Spot& spot, const Shape& shape, const ShapeRules& rules) const {
    const auto element = shape.element();
    const std::vector<Spot> items = spot.items();
    for (std::size_t i = 0; element && i < items.size(); ++i) {
      Spot item = items[i];
      if (!item) item.node = &spot.node->items[i];
      value(item, *element);
    }
    limits(spot, static_cast<double>(items.size()), rules.min_items, rules.max_items, "elements");
  }

  void text(const Spot& spot, const Shape& shape, const ShapeRules& rules) const {
    const std::string& text = spot.node->text;
    if (shape.quantity()) {
      if (!parse_quantity(text))
        report_.bad(spot, fmt::format("{} is not a quantity", shown(spot)), "for example `500m` or `1Gi`");
      return;
    }
    limits(spot, static_cast<double>(code_points(text)), rules.min_length, rules.max_length, "characters");
    if (!rules.pattern.empty()) pattern(spot, rules.pattern);
    if (const auto fault = format_fault(rules.format, text))
      report_.bad(spot, fmt::format("{} {}", shown(spot), *fault));
  }

  void pattern(const Spot& spot, std::string_view pattern) const {
    const re2::RE2 expression(re2::StringPiece(pattern.data(), pattern.size()), re2::RE2::Quiet);
    if (!expression.ok() || re2::RE2::PartialMatch(spot.node->text, expression)) return;
    report_.bad(spot, fmt::format("{} does not match `{}`", shown(spot), pattern));
  }

  void number(const Spot& spot, const Shape& shape, const ShapeRules& rules) const {
    const auto value = number_of(*spot.node);
    if (!value) return;
    if (shape.quantity()) {
      if (!parse_quantity(spot.node->text)) report_.bad(spot, fmt::format("{} is not a quantity", shown(spot)));
      return;
    }
    // Whole numbers are int32 or int64 in the API's types; a number or text holds an int32.
    const bool narrow = rules.format == "int32" || shape.int_or_string();
    const bool integer = spot.is(Node::Kind::integer);
    if (integer && narrow && (*value < -2147483648.0 || *value > 2147483647.0)) {
      report_.bad(spot, fmt::format("{} does not fit into 32 bits", shown(spot)));
      return;
    }
    if (integer && rules.format == "int64" && !spot.integer()) {
      report_.bad(spot, fmt::format("{} does not fit into 64 bits", shown(spot)));
      return;
    }
    limits(spot, *value, rules.minimum, rules.maximum, "");
  }

  void limits(const Spot& spot, double value, std::optional<double> low, std::optional<double> high,
              std::string_view what) const {
    const bool less = low && value < *low;
    if (!less && !(high && value > *high)) return;
    const double limit = less ? *low : *high;
    if (what.empty()) {
      report_.bad(spot, fmt::format("{} is {} than {}", shown(spot), less ? "less" : "greater", limit));
    } else {
      report_.bad(spot, fmt::format("has {} than {} {}", less ? "fewer" : "more", limit, what));
    }
  }

  void listed(const Spot& spot, const ShapeRules& rules) const {
    if (rules.enum_values.empty() || spot.is(Node::Kind::list) || spot.is(Node::Kind::map)) return;
    if (std::find(rules.enum_values.begin(), rules.enum_values.end(), spot.node->text) != rules.enum_values.end())
      return;
    const auto near = support::nearest(spot.node->text, rules.enum_values);
    std::string all;
    for (const std::string_view value : rules.enum_values) all += fmt::format("{}`{}`", all.empty() ? "" : ", ", value);
    report_.bad(spot, fmt::format("{} is none of {}", shown(spot), all), did_you_mean(near));
  }

  bool fits(const Spot& spot, const Shape& shape) const {
    std::vector<ObjectProblem> found;
    check_shape(Report(found), spot, shape, secret_);
    return found.empty();
  }

  void alternatives(const Spot& spot, const ShapeRules& rules) const {
    const auto count = [&](const std::vector<Shape>& shapes) {
      return std::count_if(shapes.begin(), shapes.end(), [&](const Shape& s) { return fits(spot, s); });
    };
    const bool none = !rules.any_of.empty() && count(rules.any_of) == 0;
    const bool not_one = !rules.one_of.empty() && count(rules.one_of) != 1;
    if (none || not_one)
      report_.bad(spot, fmt::format("fits {} of the forms that it may have", none ? "none" : "not exactly one"));
    if (count(rules.none_of) != 0) report_.bad(spot, "has a form that is refused");
  }

  const Report& report_;
  bool secret_;
};

}  // namespace

void check_shape(const Report& report, const Spot& spot, const Shape& shape, bool secret) {
  if (spot) Check(report, secret).value(spot, shape);
}

}  // namespace infragen::verify
