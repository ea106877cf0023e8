#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "infragen/support/text.hpp"
#include "verify/run.hpp"

namespace infragen::verify {

using facts::Constraint;
using hcl::Body;
using hcl::Item;

namespace {

const Body* content_of(const Item& dynamic) {
  for (const Item& item : dynamic.body) {
    if (item.kind == Item::Kind::block && item.name == "content") return &item.body;
  }
  return nullptr;
}

/// The block that a `dynamic` block makes; empty for other items.
std::string_view dynamic_target(const Item& item) {
  if (item.kind != Item::Kind::block || item.name != "dynamic" || item.labels.empty()) return {};
  const std::string* label = hcl::constant_string(item.labels[0].text);
  return label == nullptr ? std::string_view() : std::string_view(*label);
}

Presence weaker(Presence a, Presence b) { return std::min(a, b); }

/// Whether `steps` leads to something that is written in `body`.
Presence presence_of(const Body& body, std::span<const std::string_view> steps) {
  if (steps.size() == 1) return presence_in(body, steps[0]);
  Presence best = Presence::absent;
  for (const Item& item : body) {
    if (item.kind == Item::Kind::attribute && item.name == steps[0]) {
      best = std::max(best, weaker(presence(item.value), Presence::possible));
    } else if (item.kind == Item::Kind::block && item.name == steps[0]) {
      best = std::max(best, presence_of(item.body, steps.subspan(1)));
    } else if (dynamic_target(item) == steps[0]) {
      const Body* content = content_of(item);
      const Presence below = content == nullptr ? Presence::possible : presence_of(*content, steps.subspan(1));
      best = std::max(best, weaker(below, Presence::possible));
    }
  }
  return best;
}

/// The combinations of one body.
class Group {
 public:
  Group(const Run& run, const Body& body, const Place& block) : run_(run), body_(body), block_(block) {}

  void check(const TypeFacts::Level::Member& member) {
    const Constraint& c = *member.constraint;
    const Presence self = presence_in(body_, member.name);
    if (self == Presence::present) {
      for (const std::string_view other : c.conflicts_with) conflict(member.name, other);
      for (const std::string_view other : c.required_with) companion(member.name, other);
    }
    // An `exactly one` of one is what is left of a group whose other members could not be read.
    if (c.exactly_one_of.size() > 1 && fresh(c.exactly_one_of)) exactly_one(c.exactly_one_of);
    if (!c.at_least_one_of.empty() && fresh(c.at_least_one_of)) at_least_one(c.at_least_one_of);
  }

 private:
  /// The steps from this body to `path`; nothing when it lies elsewhere.
  std::optional<std::vector<std::string_view>> below(std::string_view path) const {
    if (block_.facts.empty()) return support::split(path, '.');
    const auto rest = support::after(path, block_.facts);
    if (!rest || !rest->starts_with('.')) return std::nullopt;
    return support::split(rest->substr(1), '.');
  }

  Presence presence_at(std::string_view path) const {
    const auto steps = below(path);
    return steps ? presence_of(body_, *steps) : Presence::possible;
  }

  /// `path` as people write it in this block.
  std::string relative(std::string_view path) const {
    const auto steps = below(path);
    return steps ? support::join(*steps, ".") : std::string(path);
  }

  std::string names(const std::vector<std::string_view>& paths) const {
    std::string out;
    for (const std::string_view path : paths) {
      if (!out.empty()) out += ", ";
      out += fmt::format("`{}`", relative(path));
    }
    return out;
  }

  /// The written member that `path` begins with, for the finger to point at.
  Place place_of(std::string_view path) const {
    const auto steps = below(path);
    if (!steps) return block_;
    const Place member = block_.member(support::join(*steps, "."));
    for (const Item& item : body_) {
      if (item.name == (*steps)[0] || dynamic_target(item) == (*steps)[0]) return member.of(item);
    }
    return member;
  }

  void conflict(const std::string& name, std::string_view other) {
    if (presence_at(other) != Presence::present) return;
    const std::string second = relative(other);
    if (!said_.insert(std::minmax(name, second)).second) return;
    run_.report(Problem::Kind::conflict, place_of(other), fmt::format("`{}` conflicts with `{}`", second, name),
                "keep one of them");
  }

  void companion(const std::string& name, std::string_view other) {
    if (presence_at(other) != Presence::absent) return;
    run_.report(Problem::Kind::missing, block_, fmt::format("`{}` needs `{}` beside it", name, relative(other)));
  }

  bool fresh(const std::vector<std::string_view>& group) { return groups_.insert(support::join(group, " ")).second; }

  void exactly_one(const std::vector<std::string_view>& group) {
    std::vector<std::string_view> present;
    bool possible = false;
    for (const std::string_view path : group) {
      const Presence p = presence_at(path);
      if (p == Presence::present) present.push_back(path);
      if (p == Presence::possible) possible = true;
    }
    if (present.size() > 1) {
      const std::string first = relative(present[0]);
      const std::string second = relative(present[1]);
      if (!said_.insert(std::minmax(first, second)).second) return;
      run_.report(Problem::Kind::conflict, place_of(present[1]), fmt::format("`{}` conflicts with `{}`", second, first),
                  "write exactly one of " + names(group));
    } else if (present.empty() && !possible) {
      run_.report(Problem::Kind::missing, block_, "one of " + names(group) + " is required");
    }
  }

  void at_least_one(const std::vector<std::string_view>& group) {
    const auto written = [&](std::string_view path) { return presence_at(path) != Presence::absent; };
    if (std::any_of(group.begin(), group.end(), written)) return;
    run_.report(Problem::Kind::missing, block_, "at least one of " + names(group) + " is required");
  }

  const Run& run_;
  const Body& body_;
  const Place& block_;
  std::set<std::pair<std::string, std::string>> said_;
  std::set<std::string> groups_;
};

}  // namespace

Presence presence_in(const Body& body, std::string_view name) {
  Presence best = Presence::absent;
  for (const Item& item : body) {
    if (item.kind == Item::Kind::attribute && item.name == name) best = std::max(best, presence(item.value));
    if (item.kind == Item::Kind::block && item.name == name) return Presence::present;
    if (item.kind == Item::Kind::directive) best = std::max(best, Presence::possible);
    if (dynamic_target(item) == name) best = std::max(best, Presence::possible);
  }
  return best;
}

void check_combinations(const Run& run, const Body& body, const Place& block) {
  const TypeFacts::Level* level = run.facts == nullptr ? nullptr : run.facts->level(block.facts);
  if (level == nullptr) return;
  for (const std::string& name : level->required) {
    if (presence_in(body, name) == Presence::absent) {
      run.report(Problem::Kind::missing, block, fmt::format("the block `{}` is required", name));
    }
  }
  Group group(run, body, block);
  for (const TypeFacts::Level::Member& member : level->combinations) group.check(member);
}

}  // namespace infragen::verify
