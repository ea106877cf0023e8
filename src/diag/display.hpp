#pragma once
/// Text of a file as a terminal may safely show it.

#include <cstddef>
#include <string>
#include <string_view>

namespace infragen::diag {

/// Columns of a tab, wherever it stands.
inline constexpr std::size_t tab_columns = 4;

/// What one code point looks like.
struct Glyph {
  std::string text;
  std::size_t columns = 1;
  std::size_t bytes = 1;  ///< of the source
};

/// The first glyph of a text that is not empty. Control characters, invisible ones, bidi marks and ill-formed bytes
/// are shown as escapes (`\u{202e}`, `\x9b`), so that no file can steer the terminal or hide what it says; a tab is
/// blanks; East Asian wide characters take two columns and combining ones none.
Glyph first_glyph(std::string_view text);

/// The whole text so; a line break becomes `\n`.
std::string printable(std::string_view text);

std::size_t columns(std::string_view text);

}  // namespace infragen::diag
