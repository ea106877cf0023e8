#pragma once
/// What is known of an expression without running Terraform.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "infragen/hcl/ast.hpp"

namespace infragen::verify {

struct Value {
  enum class Kind : std::uint8_t {
    unknown,
    null,
    boolean,  ///< text is `true` or `false`
    number,   ///< text is the literal, with its sign
    text,     ///< all of it is known
    partial,  ///< a text with unknown pieces
    json,     ///< `jsonencode(…)`; the one item is the argument
    list,     ///< items
    object,   ///< keys and items; `open` when a key is not known
  };

  Kind kind = Kind::unknown;
  bool open = false;
  bool starts = false, ends = false;  ///< of a partial text: it begins, ends with a known piece
  std::string text;
  std::vector<std::string> keys;
  std::vector<std::string> pieces;  ///< known pieces of a partial text, in order
  std::vector<Value> items;
  const hcl::Expr* expr = nullptr;

  bool is(Kind k) const { return kind == k; }
  bool known_scalar() const { return kind == Kind::boolean || kind == Kind::number || kind == Kind::text; }
};

Value evaluate(const hcl::Expr& expr);

/// The number that a literal or a text of digits stands for; nothing when it is none.
std::optional<double> as_number(const std::string& text);

/// A scalar as Terraform writes it into a string argument (`1.50` becomes `1.5`); nothing when that is not certain.
std::optional<std::string> as_text(const Value& value);

/// Whether an argument counts as written: `null` does not; a variable may turn out to be `null`.
enum class Presence : std::uint8_t { absent, possible, present };
Presence presence(const hcl::Expr& expr);

/// The origin of the smallest part that has one, else `fallback`.
std::uint32_t origin_of(const hcl::Expr& expr, std::uint32_t fallback);

}  // namespace infragen::verify
