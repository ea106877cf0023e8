#pragma once
/// The rule of `<<-`, shared by the parser, which takes indentation off, and the printer, which puts it on.

#include <cstddef>
#include <vector>

#include "infragen/hcl/ast.hpp"

namespace infragen::hcl {

struct HeredocLines {
  /// White space, in characters, that all lines have in front; the largest number if there are no lines.
  std::size_t common = 0;
  /// Parts at the start of a line: texts to shorten or to indent, and sequences that nothing stands before.
  std::vector<std::size_t> starts;
};

/// `parts` are tokens: each text ends with its only line break, or has none. Lines of white space alone neither count
/// nor change, and what `~` strips is not there.
HeredocLines heredoc_lines(const std::vector<Expr>& parts);

/// Takes the common white space off.
void flush_heredoc(std::vector<Expr>& parts);

}  // namespace infragen::hcl
