#pragma once
/// HCL native syntax -> `Body`. Accepts all that `terraform` accepts in .tf, .tfvars and .tftest.hcl files, but for
/// nesting past the limit and overlong UTF-8.

#include <optional>
#include <string>
#include <string_view>

#include "infragen/hcl/ast.hpp"

namespace infragen::hcl {

struct Error {
  std::uint32_t at = 0;   ///< byte offset
  std::uint32_t end = 0;
  std::string message;    ///< lower case, no full stop
};

struct Options {
  /// Accept `{{ … }}` where an expression, a label or a part of a quoted string may stand, as an object
  /// key, and alone on a line in a body or between the elements of a tuple or object (`directive`).
  bool holes = false;
  std::size_t depth = 200;  ///< of nesting; operators and traversals in a row may be five times as many
};

struct Parsed {
  Body body;
  std::optional<Error> error;  ///< the first; `body` then holds what came before it
};

Parsed parse(std::string_view text, const Options& options = {});

struct ParsedExpr {
  Expr expr;
  std::optional<Error> error;
};
ParsedExpr parse_expression(std::string_view text, const Options& options = {});

}  // namespace infragen::hcl
