#pragma once
/// `Body` -> text in the canonical format: printing and then running `terraform fmt` changes nothing.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "infragen/hcl/ast.hpp"

namespace infragen::hcl {

/// Text of the slots, by number (`Expr::Kind::slot`).
using Slots = std::vector<std::string>;

struct Printed {
  std::string text;
  /// (1-based line, origin), sorted, without repeats; origin 0 is left out.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> origins;
};

/// Objects and tuples that do not fit in 100 columns, or that hold objects, or more than one entry of an
/// object, are written over several lines, as people write them. Strings with line breaks become heredocs
/// where a heredoc says exactly the same (ends with a line break, no control characters), else `\n`.
/// Top-level blocks are separated by one empty line; attributes stand before nested blocks as given.
Printed print(const Body& body, const Slots& slots = {});
std::string print(const Expr& expr, const Slots& slots = {});

/// A quoted HCL string literal: `"`, `\`, control characters escaped, `${` and `%{` doubled.
std::string quoted(std::string_view text);

}  // namespace infragen::hcl
