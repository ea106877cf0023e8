#pragma once
/// HCL's tokens. The parser reads them without comments, the formatter needs every byte of them.

#include <cstdint>
#include <string_view>
#include <vector>

namespace infragen::hcl {

enum class Tok : std::uint8_t {
  none,  ///< stands for "nothing here"; never made by the lexer
  open_brace,
  close_brace,
  open_bracket,
  close_bracket,
  open_paren,
  close_paren,
  open_quote,
  close_quote,
  open_heredoc,   ///< `<<EOT` with its line break
  close_heredoc,  ///< the line of the end marker, without its line break
  star,
  slash,
  plus,
  minus,
  percent,
  assign,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  logical_and,
  logical_or,
  bang,
  dot,
  comma,
  double_colon,
  ellipsis,
  fat_arrow,
  question,
  colon,
  interpolation,  ///< `${` or `${~`
  directive,      ///< `%{` or `%{~`
  sequence_end,   ///< `}` or `~}`
  quoted_text,    ///< may hold backslash escapes
  heredoc_text,   ///< ends with a line break or where a sequence starts
  number,
  identifier,
  comment,  ///< `#` and `//` with their line break
  newline,
  hole,  ///< `{{ … }}`, only when asked for
  end,
  bad_utf8,
  bad_newline,       ///< a line break in a quoted string
  bad_character,     ///< anything that the language does not use
  open_comment,      ///< `/*` without `*/`
  open_hole,         ///< `{{` without `}}`
  too_deep,          ///< sequences nested deeper than the limit
};

struct Token {
  Tok kind = Tok::none;
  std::uint32_t at = 0;
  std::uint32_t end = 0;
};

struct LexOptions {
  bool holes = false;
  std::size_t depth = 200;  ///< of `${` inside strings inside `${` …
};

/// The tokens of `text`, the last one of kind `end`. The first broken token is the last one before it. A byte order
/// mark at the start is skipped. `text` must be shorter than 4 GiB.
std::vector<Token> lex(std::string_view text, const LexOptions& options);

inline std::string_view text_of(std::string_view source, const Token& t) { return source.substr(t.at, t.end - t.at); }

/// Whether the token has the line break of its line as its last character.
bool ends_line(std::string_view source, const Token& t);

}  // namespace infragen::hcl
