#pragma once
/// The canonical look of a specification. Order, comments and values stay; indentation, spacing and line ends become the
/// same everywhere, and scalars that YAML 1.1 and 1.2 read differently get quotes.

#include <optional>
#include <string>
#include <string_view>

#include "infragen/source/files.hpp"
#include "infragen/syntax/node.hpp"

namespace infragen::format {

/// The text of a document that has no syntax error, formatted:
///  - two blanks for each level, also before the `-` of lists; one blank behind `:`, `,` and `-`;
///  - no blanks at the ends of lines, at most one empty line in a row, one line break at the end;
///  - a comment behind a value stays in its column if the value leaves room, else two blanks behind it; a comment on a line
///    of its own stands where the next key does, or where the block that it ends does;
///  - maps and lists in brackets that go over several lines keep their lines, and so do texts.
/// Formatting what was formatted changes nothing.
std::string format(const syntax::Document& document, const source::Files& files);

/// Would readers of YAML 1.1 and 1.2 take this plain scalar for different values, or for one that is printed otherwise?
/// `1.30`, `012`, `yes`, `2026-11-20`; not `17`, `true`.
bool needs_quotes(std::string_view plain);

/// Whether both say the same: kinds, texts and keys in order.
bool same_values(const syntax::Node& a, const syntax::Node& b);

}  // namespace infragen::format
