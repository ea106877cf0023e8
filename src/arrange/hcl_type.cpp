#include "arrange/hcl_type.hpp"

#include <algorithm>

#include "arrange/make.hpp"

namespace infragen::arrange {
namespace {

using hcl::Expr;
using Kind = Type::Kind;

Type simple(Kind kind) {
  Type t;
  t.kind = kind;
  return t;
}

Type holding(Kind kind, Type element) {
  Type t = simple(kind);
  t.elements.push_back(std::move(element));
  return t;
}

std::optional<Type> type_of_tuple(const Expr& value) {
  Type element;
  for (const Expr& item : value.items) {
    const auto one = type_of(item);
    const auto both = one ? common(element, *one, false) : std::nullopt;
    if (!both) return std::nullopt;
    element = *both;
  }
  return list_of(std::move(element));
}

/// Objects with keys that are identifiers keep them as members; others are maps.
std::optional<Type> type_of_object(const Expr& value) {
  Type object = simple(Kind::object);
  bool names = true;
  for (std::size_t i = 0; i + 1 < value.items.size(); i += 2) {
    const std::string* key = key_text(value.items[i]);
    const auto member = type_of(value.items[i + 1]);
    if (key == nullptr || !member) return std::nullopt;
    names = names && arrange::key(*key).kind == Expr::Kind::name;
    object.names.push_back(*key);
    object.elements.push_back(*member);
    object.optional.push_back(false);
  }
  if (names) return object;
  Type element;
  for (const Type& member : object.elements) {
    const auto both = common(element, member, false);
    if (!both) return std::nullopt;
    element = *both;
  }
  return map_of(std::move(element));
}

std::optional<Type> common_object(const Type& a, const Type& b, bool gaps) {
  Type out = simple(Kind::object);
  const auto put = [&](const std::string& name, Type type, bool optional) {
    out.names.push_back(name);
    out.elements.push_back(std::move(type));
    out.optional.push_back(optional);
  };
  for (std::size_t i = 0; i < a.names.size(); ++i) {
    const auto at = std::find(b.names.begin(), b.names.end(), a.names[i]);
    if (at == b.names.end()) {
      if (!gaps) return std::nullopt;
      put(a.names[i], a.elements[i], true);
      continue;
    }
    const auto j = static_cast<std::size_t>(at - b.names.begin());
    auto both = common(a.elements[i], b.elements[j], gaps);
    if (!both) return std::nullopt;
    put(a.names[i], std::move(*both), a.optional[i] || b.optional[j]);
  }
  for (std::size_t j = 0; j < b.names.size(); ++j) {
    if (std::find(a.names.begin(), a.names.end(), b.names[j]) != a.names.end()) continue;
    if (!gaps) return std::nullopt;
    put(b.names[j], b.elements[j], true);
  }
  return out;
}

}  // namespace

Type string_type() { return simple(Kind::string); }
Type boolean_type() { return simple(Kind::boolean); }
Type list_of(Type element) { return holding(Kind::list, std::move(element)); }
Type map_of(Type element) { return holding(Kind::map, std::move(element)); }

std::optional<Type> type_of(const facts::Type& type) {
  using Fact = facts::Type::Kind;
  switch (type.kind) {
    case Fact::string: return simple(Kind::string);
    case Fact::number: return simple(Kind::number);
    case Fact::boolean: return simple(Kind::boolean);
    case Fact::list:
    case Fact::set:
    case Fact::map: {
      auto element = type_of(type.elements.front());
      if (!element) return std::nullopt;
      return holding(type.kind == Fact::list ? Kind::list : type.kind == Fact::set ? Kind::set : Kind::map, std::move(*element));
    }
    case Fact::object: {
      Type out = simple(Kind::object);
      for (std::size_t i = 0; i < type.names.size(); ++i) {
        auto member = type_of(type.elements[i]);
        if (!member) return std::nullopt;
        out.names.push_back(type.names[i]);
        out.elements.push_back(std::move(*member));
        out.optional.push_back(true);
      }
      return out;
    }
    case Fact::dynamic:
    case Fact::tuple: return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Type> type_of(const Expr& value) {
  switch (value.kind) {
    case Expr::Kind::null: return Type{};
    case Expr::Kind::boolean: return simple(Kind::boolean);
    case Expr::Kind::number: return simple(Kind::number);
    case Expr::Kind::unary: return value.text == "-" ? std::optional(simple(Kind::number)) : std::nullopt;
    case Expr::Kind::string:
    case Expr::Kind::heredoc:
    case Expr::Kind::slot:
    case Expr::Kind::attribute:
    case Expr::Kind::index: return simple(Kind::string);
    case Expr::Kind::call: return value.text == "jsonencode" || value.text == "base64encode" ? std::optional(simple(Kind::string)) : std::nullopt;
    case Expr::Kind::tuple: return type_of_tuple(value);
    case Expr::Kind::object: return type_of_object(value);
    default: return std::nullopt;
  }
}

std::optional<Type> common(const Type& a, const Type& b, bool gaps) {
  if (a.kind == Kind::unknown) return b;
  if (b.kind == Kind::unknown) return a;
  if (a.kind != b.kind) return std::nullopt;
  if (a.kind == Kind::object) return common_object(a, b, gaps);
  if (a.elements.empty()) return a;
  auto element = common(a.elements.front(), b.elements.front(), gaps);
  if (!element) return std::nullopt;
  return holding(a.kind, std::move(*element));
}

std::optional<Type> settled(Type type) {
  if (type.kind == Kind::unknown) return std::nullopt;
  const bool list = type.kind != Kind::object;
  for (Type& element : type.elements) {
    auto below = settled(element);
    if (!below && list) below = string_type();
    if (!below) return std::nullopt;
    element = std::move(*below);
  }
  return type;
}

Expr expression_of(const Type& type) {
  switch (type.kind) {
    case Kind::unknown: return hcl::name("any");
    case Kind::string: return hcl::name("string");
    case Kind::number: return hcl::name("number");
    case Kind::boolean: return hcl::name("bool");
    case Kind::list: return hcl::call("list", {expression_of(type.elements.front())});
    case Kind::set: return hcl::call("set", {expression_of(type.elements.front())});
    case Kind::map: return hcl::call("map", {expression_of(type.elements.front())});
    case Kind::object: break;
  }
  Expr object;
  object.kind = Expr::Kind::object;
  for (std::size_t i = 0; i < type.names.size(); ++i) {
    object.items.push_back(hcl::name(type.names[i]));
    Expr member = expression_of(type.elements[i]);
    object.items.push_back(type.optional[i] ? hcl::call("optional", {std::move(member)}) : std::move(member));
  }
  return hcl::call("object", {std::move(object)});
}

}  // namespace infragen::arrange
