#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "infragen/support/text.hpp"
#include "verify/run.hpp"

namespace infragen::verify {

using facts::Type;
using Kind = Value::Kind;

namespace {

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::boolean: return "true or false";
    case Kind::number: return "a number";
    case Kind::text:
    case Kind::partial:
    case Kind::json: return "a string";
    case Kind::list: return "a list";
    case Kind::object: return "an object";
    default: return "a value";
  }
}

std::string type_name(const Type& type) {
  const auto of = [&](std::string_view what) {
    return type.elements.empty() ? std::string(what) : fmt::format("{} of {}", what, type_name(type.elements[0]));
  };
  switch (type.kind) {
    case Type::Kind::string: return "string";
    case Type::Kind::number: return "number";
    case Type::Kind::boolean: return "bool";
    case Type::Kind::list: return of("list");
    case Type::Kind::set: return of("set");
    case Type::Kind::map: return of("map");
    case Type::Kind::object: return "object";
    case Type::Kind::tuple: return "tuple";
    case Type::Kind::dynamic: break;
  }
  return "any value";
}

Place element(const Place& place, const std::string& index, const Value& value, std::string_view suffix) {
  Place out = place;
  out.facts += suffix;
  out.shown += fmt::format("[{}]", index);
  return value.expr == nullptr ? out : out.of(*value.expr);
}

Place entry(const Place& place, const std::string& key, const Value& value, std::string_view suffix) {
  return element(place, fmt::format("\"{}\"", key), value, suffix);
}

Place object_member(const Place& place, const std::string& name, const Value& value) {
  const Place out = place.member(name);
  return value.expr == nullptr ? out : out.of(*value.expr);
}

bool scalar_converts(const Value& v, Type::Kind to) {
  if (v.is(Kind::list) || v.is(Kind::object)) return false;
  if (!v.known_scalar() || to == Type::Kind::string) return true;
  if (to == Type::Kind::number) return !v.is(Kind::boolean) && as_number(v.text).has_value();
  if (v.is(Kind::number)) return false;
  return v.text == "true" || v.text == "false" || v.text == "1" || v.text == "0";
}

bool wrong_type(const Run& run, const Value& v, const Type& type, const Place& place) {
  std::string message = fmt::format("{} where {} is needed", kind_name(v.kind), type_name(type));
  if (v.is(Kind::text)) message = fmt::format("{} is no {}", shown_value(v.text, place.sensitive), type_name(type));
  run.report(Problem::Kind::wrong_type, place, std::move(message));
  return false;
}

bool converts(const Run& run, const Value& v, const Type& type, const Place& place);

bool elements_convert(const Run& run, const Value& v, const Type& type, const Place& place) {
  if (!v.is(Kind::list)) return wrong_type(run, v, type, place);
  bool ok = true;
  for (std::size_t i = 0; i < v.items.size(); ++i) {
    ok = converts(run, v.items[i], type.elements[0], element(place, std::to_string(i), v.items[i], "")) && ok;
  }
  return ok;
}

bool entries_convert(const Run& run, const Value& v, const Type& type, const Place& place) {
  if (!v.is(Kind::object)) return wrong_type(run, v, type, place);
  bool ok = true;
  for (std::size_t i = 0; i < v.items.size(); ++i) {
    ok = converts(run, v.items[i], type.elements[0], entry(place, v.keys[i], v.items[i], "")) && ok;
  }
  return ok;
}

bool members_convert(const Run& run, const Value& v, const Type& type, const Place& place) {
  if (!v.is(Kind::object)) return wrong_type(run, v, type, place);
  bool ok = true;
  for (std::size_t i = 0; i < type.names.size(); ++i) {
    const auto at = std::find(v.keys.begin(), v.keys.end(), type.names[i]);
    if (at != v.keys.end()) {
      const Value& member = v.items[static_cast<std::size_t>(at - v.keys.begin())];
      ok = converts(run, member, type.elements[i], object_member(place, type.names[i], member)) && ok;
    } else if (!v.open) {
      run.report(Problem::Kind::wrong_type, place, fmt::format("the object has no `{}`", type.names[i]),
                 fmt::format("write `{} = null` if it is not wanted", type.names[i]));
      ok = false;
    }
  }
  for (std::size_t i = 0; i < v.keys.size(); ++i) {
    if (std::find(type.names.begin(), type.names.end(), v.keys[i]) != type.names.end()) continue;
    const auto near = support::nearest(v.keys[i], type.names);
    run.report(Problem::Kind::ignored, object_member(place, v.keys[i], v.items[i]),
               fmt::format("nothing reads `{}` here", v.keys[i]),
               near ? fmt::format("did you mean `{}`?", *near) : std::string());
  }
  return ok;
}

bool converts(const Run& run, const Value& v, const Type& type, const Place& place) {
  if (v.is(Kind::unknown) || v.is(Kind::null)) return true;
  switch (type.kind) {
    case Type::Kind::dynamic:
    case Type::Kind::tuple: return true;
    case Type::Kind::list:
    case Type::Kind::set: return elements_convert(run, v, type, place);
    case Type::Kind::map: return entries_convert(run, v, type, place);
    case Type::Kind::object: return members_convert(run, v, type, place);
    default: return scalar_converts(v, type.kind) || wrong_type(run, v, type, place);
  }
}

/// How many elements there are at least, and at most: equal elements of a set are one.
std::pair<std::size_t, std::size_t> element_count(const Value& v, const Type& type) {
  if (type.kind != Type::Kind::set) return {v.items.size(), v.items.size()};
  std::set<std::string> known;
  std::size_t unknown = 0;
  for (const Value& item : v.items) {
    const auto text = as_text(item);
    text ? static_cast<void>(known.insert(*text)) : static_cast<void>(++unknown);
  }
  return {std::max<std::size_t>(known.size(), v.items.empty() ? 0 : 1), known.size() + unknown};
}

void check_count(const Run& run, const Value& v, const Type& type, const Place& place, bool open) {
  const facts::Constraint* c = run.constraint(place);
  if (c == nullptr || !c->items) return;
  const auto [least, most] = element_count(v, type);
  const auto& limits = *c->items;
  if (limits.low && !open && static_cast<double>(most) < *limits.low) {
    run.report(Problem::Kind::too_few, place, fmt::format("fewer than {} elements", *limits.low));
  } else if (limits.high && static_cast<double>(least) > *limits.high) {
    run.report(Problem::Kind::too_many, place, fmt::format("more than {} elements", *limits.high));
  }
}

void check_scalar(const Run& run, const Value& v, bool is_number, const Place& place) {
  const facts::Constraint* c = run.constraint(place);
  if (c == nullptr) return;
  if (auto fault = value_fault(*c, v, is_number, *run.patterns)) {
    std::string subject = "the text";
    if (v.known_scalar()) subject = shown_value(v.text, place.sensitive);
    if (place.sensitive && !fault->discreet.empty()) {
      run.report(Problem::Kind::bad_value, place, fmt::format("the value {}", fault->discreet));
      return;
    }
    run.report(Problem::Kind::bad_value, place, fmt::format("{} {}", subject, fault->message), std::move(fault->help));
    return;
  }
  check_document(run, v, *c, place);
}

void check_facts(const Run& run, const Value& v, const Type& type, const Place& place) {
  if (v.is(Kind::unknown) || v.is(Kind::null)) return;
  switch (type.kind) {
    case Type::Kind::list:
    case Type::Kind::set:
      check_count(run, v, type, place, false);
      for (std::size_t i = 0; i < v.items.size(); ++i) {
        const bool object = type.elements[0].kind == Type::Kind::object;
        check_facts(run, v.items[i], type.elements[0],
                    element(place, std::to_string(i), v.items[i], object ? "" : "[]"));
      }
      break;
    case Type::Kind::map:
      check_count(run, v, type, place, v.open);
      for (std::size_t i = 0; i < v.items.size(); ++i) {
        Value key;
        key.kind = Kind::text;
        key.text = v.keys[i];
        check_scalar(run, key, false, entry(place, v.keys[i], v.items[i], "{key}"));
        check_facts(run, v.items[i], type.elements[0], entry(place, v.keys[i], v.items[i], "{}"));
      }
      break;
    case Type::Kind::object:
      for (std::size_t i = 0; i < v.items.size(); ++i) {
        const auto at = std::find(type.names.begin(), type.names.end(), v.keys[i]);
        if (at == type.names.end()) continue;
        check_facts(run, v.items[i], type.elements[static_cast<std::size_t>(at - type.names.begin())],
                    object_member(place, v.keys[i], v.items[i]));
      }
      break;
    default: check_scalar(run, v, type.kind == Type::Kind::number, place);
  }
}

}  // namespace

void check_value(const Run& run, const Value& value, const Type& type, const Place& place) {
  if (converts(run, value, type, place)) check_facts(run, value, type, place);
}

std::string shown_value(std::string_view text, bool sensitive) {
  constexpr std::size_t kLongest = 60;
  if (sensitive) return "the value";
  if (text.size() <= kLongest) return fmt::format("`{}`", text);
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return fmt::format("`{}…`", text.substr(0, end));
}

}  // namespace infragen::verify
