#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "infragen/support/text.hpp"
#include "verify/run.hpp"

namespace infragen::verify {

using facts::Attribute;
using facts::Block;
using facts::Nesting;
using facts::Type;
using hcl::Body;
using hcl::Item;

Place Place::member(std::string_view name) const {
  Place out = *this;
  for (std::string* path : {&out.facts, &out.shown}) {
    if (!path->empty()) *path += '.';
    *path += name;
  }
  return out;
}

Place Place::of(const Item& item) const {
  Place out = *this;
  if (item.origin != 0) out.origin = item.origin;
  if (item.at != 0) out.at = item.at;
  return out;
}

Place Place::of(const hcl::Expr& expr) const {
  Place out = *this;
  out.origin = origin_of(expr, out.origin);
  if (expr.at != 0) out.at = expr.at;
  return out;
}

namespace {

/// How often a nested block is written; `dynamic` blocks may give any number.
struct Count {
  std::size_t written = 0;
  bool dynamic = false;
};
using Counts = std::map<std::string, Count, std::less<>>;

/// The type of the members if an argument is a list or set of objects, which may be written as blocks.
std::optional<Type> object_elements(const Attribute& attribute) {
  Type type = attribute.type();
  if (type.kind != Type::Kind::list && type.kind != Type::Kind::set) return std::nullopt;
  if (type.elements[0].kind != Type::Kind::object) return std::nullopt;
  return type.elements[0];
}

std::string did_you_mean(std::optional<std::string_view> near) {
  return near ? fmt::format("did you mean `{}`?", *near) : std::string();
}

std::string nearest_member(const Block& schema, std::string_view name) {
  support::Nearest search(name);
  for (const Attribute& a : schema.attributes()) {
    if (a.settable()) search.offer(a.name());
  }
  for (const Block::Nested& n : schema.blocks()) search.offer(n.name);
  return did_you_mean(search.best());
}

void check_body(const Run& run, const Body& body, const Block& schema, const Place& block);

/// Arguments that stand twice.
class Repeats {
 public:
  void check(const Run& run, const Item& item, const Place& place) {
    const bool again = std::find(names_.begin(), names_.end(), item.name) != names_.end();
    if (again) run.report(Problem::Kind::repeated, place, fmt::format("`{}` is written twice", item.name));
    names_.push_back(item.name);
  }

 private:
  std::vector<std::string_view> names_;
};

void check_written(const Run& run, const Item& item, const Attribute& attribute, Place place) {
  place.sensitive = place.sensitive || attribute.sensitive();
  const Value value = evaluate(item.value);
  if (value.is(Value::Kind::null)) return;
  const facts::Constraint* c = run.constraint(place);
  if (!attribute.settable() || (c != nullptr && c->refused)) {
    run.report(Problem::Kind::not_settable, place, fmt::format("`{}` cannot be set", item.name),
               "the provider sets it; leave it out");
    return;
  }
  if (attribute.deprecated()) {
    run.report(Problem::Kind::deprecated, place, fmt::format("`{}` is deprecated", item.name));
  }
  check_value(run, value, attribute.type(), place.of(item.value));
}

void check_attribute(const Run& run, const Item& item, const Block& schema, const Place& block) {
  const Place place = block.member(item.name).of(item);
  if (const auto attribute = schema.attribute(item.name)) {
    check_written(run, item, *attribute, place);
  } else if (schema.block(item.name)) {
    run.report(Problem::Kind::block_expected, place, fmt::format("`{}` is a block", item.name),
               fmt::format("write `{} {{ … }}`, without `=`", item.name));
  } else {
    run.report(Problem::Kind::unknown_attribute, place, fmt::format("there is no argument `{}` here", item.name),
               nearest_member(schema, item.name));
  }
}

/// A list or set of objects that is written as blocks: every member is optional then.
void check_object_body(const Run& run, const Body& body, const Type& type, const Place& block) {
  Repeats repeats;
  for (const Item& item : body) {
    if (item.kind != Item::Kind::attribute) continue;
    const Place place = block.member(item.name).of(item);
    repeats.check(run, item, place);
    const auto at = std::find(type.names.begin(), type.names.end(), item.name);
    if (at == type.names.end()) {
      run.report(Problem::Kind::unknown_attribute, place, fmt::format("there is no argument `{}` here", item.name),
                 did_you_mean(support::nearest(item.name, type.names)));
      continue;
    }
    const Value value = evaluate(item.value);
    check_value(run, value, type.elements[static_cast<std::size_t>(at - type.names.begin())], place.of(item.value));
  }
}

/// The body of a block called `name`, which is `item` itself or the content of a `dynamic` block.
void check_nested(const Run& run, std::string_view name, const Item& item, const Body& body, const Block& schema,
                  const Place& block, Counts& counts, bool dynamic) {
  const Place place = block.member(name).of(item);
  if (const auto nested = schema.block(name)) {
    if (dynamic) counts[std::string(name)].dynamic = true;
    if (!dynamic) ++counts[std::string(name)].written;
    if (nested->body.deprecated()) {
      run.report(Problem::Kind::deprecated, place, fmt::format("the block `{}` is deprecated", name));
    }
    check_body(run, body, nested->body, place);
    return;
  }
  const auto attribute = schema.attribute(name);
  if (!attribute) {
    run.report(Problem::Kind::unknown_attribute, place, fmt::format("there is no block `{}` here", name),
               nearest_member(schema, name));
  } else if (const auto members = object_elements(*attribute)) {
    if (attribute->settable()) {
      check_object_body(run, body, *members, place);
    } else {
      run.report(Problem::Kind::not_settable, place, fmt::format("`{}` cannot be set", name));
    }
  } else {
    run.report(Problem::Kind::attribute_expected, place, fmt::format("`{}` is an argument, no block", name),
               fmt::format("write `{} = …`", name));
  }
}

void check_dynamic(const Run& run, const Item& item, const Block& schema, const Place& block, Counts& counts) {
  const std::string* target = item.labels.size() == 1 ? hcl::constant_string(item.labels[0].text) : nullptr;
  if (target == nullptr) {
    run.report(Problem::Kind::misplaced, block.of(item), "a `dynamic` block needs one label: the block that it makes");
    return;
  }
  const Place place = block.member(*target).of(item);
  const Item* content = nullptr;
  for (const Item& part : item.body) {
    if (part.kind == Item::Kind::block && part.name == "content" && content == nullptr) {
      content = &part;
    } else if (part.kind != Item::Kind::attribute ||
               (part.name != "for_each" && part.name != "iterator" && part.name != "labels")) {
      run.report(Problem::Kind::misplaced, place.of(part), fmt::format("`{}` has no place in `dynamic`", part.name));
    }
  }
  if (presence_in(item.body, "for_each") == Presence::absent) {
    run.report(Problem::Kind::missing, place, "`dynamic` needs `for_each`");
  }
  if (content == nullptr) {
    run.report(Problem::Kind::missing, place, "`dynamic` needs a `content` block");
    return;
  }
  check_nested(run, *target, item, content->body, schema, block, counts, true);
}

void check_block_item(const Run& run, const Item& item, const Block& schema, const Place& block, Counts& counts) {
  if (item.name == "dynamic") {
    check_dynamic(run, item, schema, block, counts);
    return;
  }
  if (!item.labels.empty()) {
    run.report(Problem::Kind::misplaced, block.member(item.name).of(item),
               fmt::format("the block `{}` takes no label", item.name));
  }
  check_nested(run, item.name, item, item.body, schema, block, counts, false);
}

void check_missing(const Run& run, const Body& body, const Block& schema, const Place& block) {
  for (const Attribute& attribute : schema.attributes()) {
    if (!attribute.required() || presence_in(body, attribute.name()) != Presence::absent) continue;
    run.report(Problem::Kind::missing, block, fmt::format("`{}` is required", attribute.name()));
  }
}

void check_counts(const Run& run, const Block& schema, const Place& block, const Counts& counts) {
  for (const Block::Nested& nested : schema.blocks()) {
    const auto at = counts.find(nested.name);
    const Count count = at == counts.end() ? Count{} : at->second;
    const Place place = block.member(nested.name);
    const bool one = nested.nesting == Nesting::single || nested.nesting == Nesting::group;
    const std::size_t most = one ? 1 : nested.max_items;
    if (most != 0 && count.written > most) {
      run.report(Problem::Kind::too_many, place, fmt::format("more than {} `{}` blocks", most, nested.name));
      continue;
    }
    if (!count.dynamic && count.written < nested.min_items) {
      const bool none = count.written == 0;
      run.report(none ? Problem::Kind::missing : Problem::Kind::too_few, none ? block : place,
                 none ? fmt::format("the block `{}` is required", nested.name)
                      : fmt::format("fewer than {} `{}` blocks", nested.min_items, nested.name));
      continue;
    }
    const facts::Constraint* c = run.constraint(place);
    if (c == nullptr || count.written == 0) continue;
    const auto fault = count_fault(c->items, count.written);
    if (!fault || (count.dynamic && fault->starts_with("fewer"))) continue;
    run.report(fault->starts_with("fewer") ? Problem::Kind::too_few : Problem::Kind::too_many, place,
               fmt::format("{} `{}` blocks", *fault, nested.name));
  }
}

void check_absences(const Run& run, const Body& body, const Block& schema, const Place& block, const Counts& counts) {
  check_missing(run, body, schema, block);
  check_counts(run, schema, block, counts);
  check_combinations(run, body, block);
}

void check_body(const Run& run, const Body& body, const Block& schema, const Place& block) {
  Counts counts;
  Repeats repeats;
  for (const Item& item : body) {
    if (item.kind == Item::Kind::attribute) {
      repeats.check(run, item, block.member(item.name).of(item));
      check_attribute(run, item, schema, block);
    } else if (item.kind == Item::Kind::block) {
      check_block_item(run, item, schema, block, counts);
    }
  }
  check_absences(run, body, schema, block, counts);
}

}  // namespace

void check_top(const Run& run, BlockKind kind, const Item& block, const Block& schema, const Place& place) {
  Counts counts;
  Repeats repeats;
  for (const Item& item : block.body) {
    if (item.kind == Item::Kind::attribute) repeats.check(run, item, place.member(item.name).of(item));
    if (item.kind == Item::Kind::directive || check_meta(run, kind, item, schema, place)) continue;
    if (item.kind == Item::Kind::attribute) {
      check_attribute(run, item, schema, place);
    } else {
      check_block_item(run, item, schema, place, counts);
    }
  }
  check_meta_combinations(run, kind, block.body, place);
  check_absences(run, block.body, schema, place, counts);
}

}  // namespace infragen::verify
