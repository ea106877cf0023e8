#pragma once
// The part of Terraform's language that modules are written in, evaluated: variables, loops and conditions are worked out,
// references to resources stay what they are.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "infragen/hcl/ast.hpp"

namespace infragen::arrange {

/// Names that expressions may use. A name that nothing binds is the beginning of a reference: `aws_subnet.this["a"].id`.
struct Scope {
  const Scope* outer = nullptr;
  std::map<std::string, hcl::Expr> names;           ///< `each`, `key`, the iterator of a dynamic block
  /// Of the module: what `var.name` and `module.vpc.subnet_ids` are worth; null: a reference. The value stays where it is.
  std::function<const hcl::Expr*(const hcl::Expr&)> known;
  std::function<hcl::Expr(const hcl::Expr&)> slot;  ///< of the module: what a slot refers to
  std::string prefix;                               ///< of references: `module.vpc.`
};

/// A value: null, boolean, number, string, tuple, object, a call that is left as it is, or a reference as a `name`.
hcl::Expr evaluate(const hcl::Expr& e, const Scope& scope);

/// Arguments and blocks with `dynamic` ones written out; null arguments are left out, and so are `depends_on` and the
/// meta-arguments that `without` names.
hcl::Body evaluate(const hcl::Body& body, const Scope& scope, const std::vector<std::string>& without);

/// `true`, or a member of an object, of a value; null where there is none.
bool is_true(const hcl::Expr& value);
const hcl::Expr* member_of(const hcl::Expr& object, const std::string& key);

}  // namespace infragen::arrange
