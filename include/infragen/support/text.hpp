#pragma once
/// Plain questions about text. Nothing here depends on the locale; "letter" means an ASCII letter.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace infragen::support {

/// Edits that turn `a` into `b`: insert, delete or replace a byte, or swap two neighbours (optimal string
/// alignment). Time |a| * |b|; callers bound the lengths (see `Nearest`).
std::size_t edit_distance(std::string_view a, std::string_view b);

/// Finds the candidate that somebody may have meant. A candidate may be one edit away, or one for each three
/// bytes of the word; a difference in upper and lower case alone always counts as near. Of equally near ones the
/// first wins, so candidates are offered in a fixed order. Words longer than `longest` have no neighbours: the time
/// stays bounded whatever stands in a file.
class Nearest {
 public:
  static constexpr std::size_t longest = 128;

  explicit Nearest(std::string_view word);
  void offer(std::string_view candidate);
  /// A view into the candidate that was offered.
  std::optional<std::string_view> best() const { return best_; }

 private:
  std::string word_;
  std::size_t limit_ = 0;  ///< the largest cost that still counts, in half edits
  std::optional<std::string_view> best_;
};

/// `Nearest` over a range of strings or string views, which must outlive the answer.
template <class Candidates>
std::optional<std::string_view> nearest(std::string_view word, const Candidates& candidates) {
  Nearest search(word);
  for (const auto& candidate : candidates) search.offer(candidate);
  return search.best();
}

/// The parts between separators: one more than there are separators, so `split("", ',')` is one empty part.
std::vector<std::string_view> split(std::string_view text, char separator);

/// The reverse of `split` for any range of strings.
template <class Parts>
std::string join(const Parts& parts, std::string_view separator) {
  std::string out;
  bool first = true;
  for (const auto& part : parts) {
    if (!first) out += separator;
    out += part;
    first = false;
  }
  return out;
}

/// Without blanks, tabs and line breaks at the ends.
std::string_view trim(std::string_view text);

/// ASCII letters in lower case, everything else as it is.
std::string lower(std::string_view text);

/// The text with every `from` (not empty) replaced by `to`, left to right.
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);

/// The text behind a prefix, or nothing if it does not begin with it.
std::optional<std::string_view> after(std::string_view text, std::string_view prefix);

/// One code point read from text. Ill-formed bytes read as U+FFFD, one byte each.
struct CodePoint {
  char32_t value = 0;
  std::uint32_t bytes = 0;
  bool valid = true;
};
/// `text` is not empty. Well-formed as in the Unicode standard, table 3-7: no overlong forms, no surrogates.
CodePoint first_code_point(std::string_view text);

/// Appends the code point as UTF-8; a surrogate or a number over 0x10ffff becomes U+FFFD.
void append_utf8(std::string& out, char32_t value);

/// The offset of the first byte that is not well-formed UTF-8, or nothing if all of it is.
std::optional<std::size_t> first_bad_utf8(std::string_view text);
inline bool is_valid_utf8(std::string_view text) { return !first_bad_utf8(text); }

/// Number of code points; of ill-formed text the number of bytes that do not continue another one.
std::size_t code_points(std::string_view text);

}  // namespace infragen::support
