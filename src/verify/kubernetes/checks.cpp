#include "verify/kubernetes/checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "infragen/support/text.hpp"

namespace infragen::verify {

using Node = yaml::Node;

namespace {

bool is_empty(const Spot& spot) {
  if (spot.is(Node::Kind::text)) return spot.node->text.empty();
  if (spot.is(Node::Kind::list)) return spot.node->items.empty();
  return spot.is(Node::Kind::map) && spot.node->members.empty();
}

template <class Texts>
std::string listed(const Texts& values) {
  std::string out;
  for (const std::string_view value : values) out += fmt::format("{}`{}`", out.empty() ? "" : ", ", value);
  return out;
}

}  // namespace

bool need(const Rules& rules, const Spot& parent, std::string_view key) {
  if (!parent) return false;
  const Spot spot = parent[key];
  if (!spot) {
    rules.report->missing(parent, key);
    return false;
  }
  if (is_empty(spot)) rules.report->bad(spot, "must not be empty");
  return !is_empty(spot);
}

void check_one_of(const Rules& rules, const Spot& spot, std::initializer_list<std::string_view> values) {
  if (spot.text().empty() || std::find(values.begin(), values.end(), spot.text()) != values.end()) return;
  const auto near = support::nearest(spot.text(), values);
  rules.report->bad(spot, fmt::format("{} is none of {}", quoted(spot.text()), listed(values)), did_you_mean(near));
}

void check_range(const Rules& rules, const Spot& spot, std::int64_t low, std::int64_t high) {
  const auto value = spot.integer();
  if (!value || (*value >= low && *value <= high)) return;
  rules.report->bad(spot, high == kNoLimit ? fmt::format("`{}` is less than {}", *value, low)
                                           : fmt::format("`{}` is not between {} and {}", *value, low, high));
}

std::vector<Spot> check_exactly_one(const Rules& rules, const Spot& parent,
                                    std::initializer_list<std::string_view> keys, bool or_none) {
  std::vector<Spot> out;
  std::vector<std::string_view> names;
  for (const std::string_view key : keys) {
    const Spot spot = parent[key];
    if (!spot) continue;
    out.push_back(spot);
    names.push_back(key);
  }
  if (!parent.is(Node::Kind::map)) return out;
  if (out.empty() && !or_none) {
    rules.report->add(parent, ObjectProblem::Kind::missing, fmt::format("needs one of {}", listed(keys)));
  } else if (out.size() > 1) {
    rules.report->conflict(parent, fmt::format("has {} together, of which one may be there", listed(names)));
  }
  return out;
}

void check_port_number(const Rules& rules, const Spot& spot) { check_range(rules, spot, 1, 65535); }

void check_port(const Rules& rules, const Spot& spot) {
  check_port_number(rules, spot);
  check_name(rules, spot, port_name_fault);
}

void check_unique(const Rules& rules, const std::vector<Spot>& texts) {
  std::set<std::string_view> seen;
  for (const Spot& spot : texts) {
    if (!spot.text().empty() && !seen.insert(spot.text()).second) {
      rules.report->add(spot, ObjectProblem::Kind::duplicate, fmt::format("{} stands twice", quoted(spot.text())));
    }
  }
}

std::int64_t Share::of(std::int64_t total, bool up) const {
  if (!percent) return value;
  return (value * total + (up ? 99 : 0)) / 100;
}

std::optional<Share> share_of(const Spot& spot) {
  if (const auto value = spot.integer()) return Share{false, *value};
  const std::string_view text = spot.text();
  if (!is_percent(text) || text.size() > 10) return std::nullopt;
  Share out{true, 0};
  std::from_chars(text.data(), text.data() + text.size() - 1, out.value);
  return out;
}

void check_share(const Rules& rules, const Spot& spot, bool at_most_all) {
  if (spot.is(Node::Kind::text) && !is_percent(spot.text())) {
    rules.report->bad(spot, fmt::format("{} is neither a whole number nor a percentage", quoted(spot.text())),
                      "for example `1` or `25%`");
    return;
  }
  check_range(rules, spot, 0);
  const auto share = share_of(spot);
  if (at_most_all && share && share->percent && share->value > 100) {
    rules.report->bad(spot, fmt::format("{} is more than 100%", quoted(spot.text())));
  }
}

std::optional<Quantity> quantity_of(const Spot& spot) {
  if (!spot.is(Node::Kind::text) && !spot.is(Node::Kind::integer) && !spot.is(Node::Kind::number)) return std::nullopt;
  return parse_quantity(spot.scalar());
}

void check_amount(const Rules& rules, const Spot& spot) {
  const auto amount = quantity_of(spot);
  if (amount && amount->negative()) rules.report->bad(spot, fmt::format("{} is negative", quoted(spot.scalar())));
}

void check_descending_path(const Rules& rules, const Spot& spot, bool relative) {
  const std::string_view text = spot.text();
  if (relative && text.starts_with('/'))
    rules.report->bad(spot, fmt::format("{} must be a relative path", quoted(text)));
  const auto parts = support::split(text, '/');
  if (std::find(parts.begin(), parts.end(), "..") != parts.end()) {
    rules.report->bad(spot, fmt::format("{} must not contain `..`", quoted(text)));
  }
}

}  // namespace infragen::verify
