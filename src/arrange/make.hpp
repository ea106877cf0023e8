#pragma once
// Expressions that the layout makes, and reads again.

#include <string>
#include <utility>
#include <vector>

#include "infragen/hcl/ast.hpp"

namespace infragen::arrange {

/// A key of an object: a name where it can be one and is no word of the language.
hcl::Expr key(const std::string& text);

/// What a key says; null where it is computed. `null = 1` is read as the word, and means the text.
const std::string* key_text(const hcl::Expr& key);

/// `{ name = value, … }` in the order given.
hcl::Expr object_of(std::vector<std::pair<std::string, hcl::Expr>> entries);

/// `condition ? yes : no`
hcl::Expr conditional(hcl::Expr condition, hcl::Expr yes, hcl::Expr no);

/// `a == b`
hcl::Expr binary(std::string op, hcl::Expr a, hcl::Expr b);

}  // namespace infragen::arrange
