#pragma once
/// What HCL asks of Unicode: which characters are letters of an identifier, which are printable, how many
/// columns a text takes.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace infragen::hcl {

struct Decoded {
  char32_t code = 0xFFFD;
  std::size_t length = 1;  ///< bytes read; 1 when they are not UTF-8
  bool valid = false;      ///< false for broken, overlong and surrogate sequences
};

/// The character at `at`, which must be inside `text`.
Decoded decode_utf8(std::string_view text, std::size_t at);

/// Bytes of the character at `at`, 0 if it is not UTF-8.
std::size_t utf8_length(std::string_view text, std::size_t at);

/// Unicode 9: ID_Start or `_`, and ID_Continue or `-`, as HCL's identifiers have them.
bool is_identifier_start(char32_t c);
bool is_identifier_part(char32_t c);

/// Unicode 15: letters, marks, numbers, punctuation, symbols and the ASCII space. The others are written as escapes.
bool is_printable(char32_t c);

/// Unicode White_Space.
bool is_space(char32_t c);

/// Length of the identifier that starts at `at`; 0 if none does.
std::size_t identifier_length(std::string_view text, std::size_t at);

/// `text` is one identifier, Unicode letters included.
bool is_any_identifier(std::string_view text);

/// `text` without white space at its ends.
std::string_view trim_space(std::string_view text);
std::string_view trim_space_left(std::string_view text);

/// Bytes of the first grapheme cluster of `text`, which must not be empty.
std::size_t grapheme_length(std::string_view text);

/// Grapheme clusters in `text`.
std::size_t columns(std::string_view text);

}  // namespace infragen::hcl
