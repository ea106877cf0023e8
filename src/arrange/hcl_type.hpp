#pragma once
// Types of Terraform's variables.

#include <optional>
#include <string>
#include <vector>

#include "infragen/facts/provider.hpp"
#include "infragen/hcl/ast.hpp"

namespace infragen::arrange {

/// `map(object({ cpu = number, spot = optional(bool) }))` as a tree.
struct Type {
  enum class Kind : std::uint8_t { unknown, string, number, boolean, list, set, map, object };
  Kind kind = Kind::unknown;
  std::vector<Type> elements;          ///< one, or the members of an object
  std::vector<std::string> names;      ///< of members
  std::vector<bool> optional;          ///< of members

  bool operator==(const Type&) const = default;
};

Type string_type();
Type boolean_type();
Type list_of(Type element);
Type map_of(Type element);

/// Nothing for what has no exact type.
std::optional<Type> type_of(const facts::Type& type);


/// The type of a literal value; references and templates are strings, `jsonencode` too. Nothing when it has no exact one.
std::optional<Type> type_of(const hcl::Expr& value);

/// The type that both have: `unknown` gives way; members that only one has become optional when `gaps` says so. Nothing
/// when there is none.
std::optional<Type> common(const Type& a, const Type& b, bool gaps);

/// The type with `string` for elements of lists that are empty everywhere. Nothing for what nothing is known of.
std::optional<Type> settled(Type type);

hcl::Expr expression_of(const Type& type);

}  // namespace infragen::arrange
