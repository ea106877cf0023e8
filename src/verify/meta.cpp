#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "infragen/support/text.hpp"
#include "verify/run.hpp"

namespace infragen::verify {

using hcl::Body;
using hcl::Expr;
using hcl::Item;

namespace {

/// The first name of a traversal (`aws_vpc` of `aws_vpc.main.id`); empty for other expressions.
std::string_view root_name(const Expr& e) {
  const Expr* at = &e;
  while ((at->kind == Expr::Kind::attribute || at->kind == Expr::Kind::index || at->kind == Expr::Kind::splat) &&
         !at->items.empty()) {
    at = &at->items[0];
  }
  return at->kind == Expr::Kind::name ? std::string_view(at->text) : std::string_view();
}

bool is_reference(const Expr& e) {
  return e.kind == Expr::Kind::slot || e.kind == Expr::Kind::hole || !root_name(e).empty();
}

/// Old configurations quote references; Terraform still reads them.
bool is_quoted_reference(const Expr& e) { return hcl::constant_string(e) != nullptr; }

void wrong(const Run& run, const Place& place, const Item& item, std::string_view needed) {
  run.report(Problem::Kind::misplaced, place.of(item.value), fmt::format("`{}` must be {}", item.name, needed));
}

void check_count(const Run& run, const Item& item, const facts::Block&, const Place& place) {
  const Value value = evaluate(item.value);
  if (value.is(Value::Kind::unknown) || value.is(Value::Kind::partial)) return;
  const auto number = value.known_scalar() && !value.is(Value::Kind::boolean) ? as_number(value.text) : std::nullopt;
  if (!number || *number < 0 || *number != static_cast<double>(static_cast<std::int64_t>(*number))) {
    wrong(run, place, item, "a whole number, 0 or more");
  }
}

void check_for_each(const Run& run, const Item& item, const facts::Block&, const Place& place) {
  const Value value = evaluate(item.value);
  if (value.is(Value::Kind::unknown) || value.is(Value::Kind::object)) return;
  wrong(run, place, item, "a map or a set of strings");
}

void check_reference_list(const Run& run, const Item& item, const facts::Block&, const Place& place) {
  if (item.value.kind != Expr::Kind::tuple) {
    wrong(run, place, item, "a list of references");
    return;
  }
  for (const Expr& e : item.value.items) {
    if (is_reference(e) || is_quoted_reference(e)) continue;
    run.report(Problem::Kind::misplaced, place.of(e), fmt::format("`{}` holds something that is no reference", item.name));
  }
}

void check_provider_reference(const Run& run, const Item& item, const facts::Block&, const Place& place) {
  if (!is_reference(item.value) && !is_quoted_reference(item.value)) wrong(run, place, item, "a provider, as `aws.name`");
}

void check_literal_bool(const Run& run, const Item& item, const facts::Block&, const Place& place) {
  const Value value = evaluate(item.value);
  const bool fits = value.known_scalar() && (value.text == "true" || value.text == "false");
  if (!fits) wrong(run, place, item, "`true` or `false`");
}

void check_ignore_changes(const Run& run, const Item& item, const facts::Block& schema, const Place& place) {
  if (root_name(item.value) == "all") return;
  if (item.value.kind != Expr::Kind::tuple) {
    wrong(run, place, item, "`all` or a list of arguments");
    return;
  }
  for (const Expr& e : item.value.items) {
    std::string_view name = root_name(e);
    if (const std::string* quoted = hcl::constant_string(e)) name = support::split(*quoted, '.')[0];
    if (name.empty() || schema.attribute(name) || schema.block(name)) continue;
    support::Nearest search(name);
    const auto attributes = schema.attributes();
    for (const facts::Attribute& a : attributes) search.offer(a.name());
    const auto near = search.best();
    run.report(Problem::Kind::unknown_attribute, place.of(e), fmt::format("there is no argument `{}` to ignore", name),
               near ? fmt::format("did you mean `{}`?", *near) : std::string());
  }
}

using Check = void (*)(const Run&, const Item&, const facts::Block&, const Place&);
struct Row {
  std::string_view name;
  Check check;
  bool resource_only = false;
};

constexpr std::array kArguments = {
    Row{"count", check_count},
    Row{"for_each", check_for_each},
    Row{"depends_on", check_reference_list},
    Row{"provider", check_provider_reference},
};

constexpr std::array kLifecycle = {
    Row{"create_before_destroy", check_literal_bool, true},
    Row{"prevent_destroy", check_literal_bool, true},
    Row{"ignore_changes", check_ignore_changes, true},
    Row{"replace_triggered_by", check_reference_list, true},
};

template <std::size_t N>
const Row* find(const std::array<Row, N>& table, std::string_view name) {
  const auto at = std::find_if(table.begin(), table.end(), [&](const Row& r) { return r.name == name; });
  return at == table.end() ? nullptr : &*at;
}

void check_condition(const Run& run, const Item& block, const Place& place) {
  constexpr std::array<std::string_view, 2> kNames = {"condition", "error_message"};
  for (const Item& item : block.body) {
    if (std::find(kNames.begin(), kNames.end(), item.name) == kNames.end()) {
      run.report(Problem::Kind::misplaced, place.of(item), fmt::format("`{}` has no place in `{}`", item.name, block.name));
    }
  }
  for (const std::string_view name : kNames) {
    if (presence_in(block.body, name) == Presence::absent) {
      run.report(Problem::Kind::missing, place, fmt::format("`{}` is required", name));
    }
  }
}

void check_lifecycle(const Run& run, BlockKind kind, const Item& block, const facts::Block& schema, const Place& place) {
  for (const Item& item : block.body) {
    const Place at = place.member(item.name).of(item);
    const Row* row = item.kind == Item::Kind::attribute ? find(kLifecycle, item.name) : nullptr;
    if (row != nullptr && (kind == BlockKind::resource || !row->resource_only)) {
      row->check(run, item, schema, at);
    } else if (item.kind == Item::Kind::block && (item.name == "precondition" || item.name == "postcondition")) {
      check_condition(run, item, at);
    } else {
      support::Nearest search(item.name);
      for (const Row& known : kLifecycle) search.offer(known.name);
      const auto near = search.best();
      run.report(Problem::Kind::misplaced, at, fmt::format("`lifecycle` has no `{}` here", item.name),
                 near && *near != item.name ? fmt::format("did you mean `{}`?", *near) : std::string());
    }
  }
}

bool check_provider_meta(const Run& run, const Item& item, const Place& place) {
  if (item.name == "alias" || item.name == "version") {
    if (hcl::constant_string(item.value) == nullptr) wrong(run, place, item, "a plain string");
    return true;
  }
  constexpr std::array<std::string_view, 4> kReserved = {"count", "for_each", "depends_on", "source"};
  if (std::find(kReserved.begin(), kReserved.end(), item.name) == kReserved.end()) return false;
  run.report(Problem::Kind::misplaced, place, fmt::format("`{}` has no meaning in a provider block", item.name));
  return true;
}

}  // namespace

bool check_meta(const Run& run, BlockKind kind, const Item& item, const facts::Block& schema, const Place& block) {
  const Place place = block.member(item.name).of(item);
  if (kind == BlockKind::provider) return item.kind == Item::Kind::attribute && check_provider_meta(run, item, place);
  if (item.kind == Item::Kind::attribute) {
    const Row* row = find(kArguments, item.name);
    if (row == nullptr) return false;
    row->check(run, item, schema, place);
    return true;
  }
  if (item.name == "lifecycle") {
    check_lifecycle(run, kind, item, schema, place);
    return true;
  }
  if (kind != BlockKind::resource) return false;
  if (item.name == "provisioner" && item.labels.size() != 1) {
    run.report(Problem::Kind::misplaced, place, "a `provisioner` block needs one label: its type");
  }
  return item.name == "provisioner" || item.name == "connection" || item.name == "_";
}

void check_meta_combinations(const Run& run, BlockKind kind, const Body& body, const Place& block) {
  if (kind == BlockKind::provider) return;
  const auto written = [&](std::string_view name) {
    return std::any_of(body.begin(), body.end(), [&](const Item& i) { return i.name == name; });
  };
  if (written("count") && written("for_each")) {
    run.report(Problem::Kind::conflict, block, "`count` conflicts with `for_each`", "keep one of them");
  }
}

}  // namespace infragen::verify
