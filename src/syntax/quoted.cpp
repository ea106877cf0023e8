#include <algorithm>
#include <array>
#include <optional>

#include "infragen/support/text.hpp"
#include "syntax/scalar.hpp"

namespace infragen::syntax {

namespace {

struct Escape {
  char letter;
  char32_t value;
};
/// YAML 1.2, 5.7. A NUL could not be handed to any program, so `\0` is none of ours.
constexpr std::array<Escape, 17> escapes{{{'a', 7},
                                          {'b', 8},
                                          {'t', 9},
                                          {'\t', 9},
                                          {'n', 10},
                                          {'v', 11},
                                          {'f', 12},
                                          {'r', 13},
                                          {'e', 27},
                                          {' ', ' '},
                                          {'"', '"'},
                                          {'/', '/'},
                                          {'\\', '\\'},
                                          {'N', 0x85},
                                          {'_', 0xa0},
                                          {'L', 0x2028},
                                          {'P', 0x2029}}};

std::size_t hex_digits(char letter) {
  if (letter == 'x') return 2;
  if (letter == 'u') return 4;
  return letter == 'U' ? 8 : 0;
}

std::optional<char32_t> hex_value(std::string_view digits) {
  char32_t value = 0;
  for (const char c : digits) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

/// Half of a character, as JSON escapes those beyond U+FFFF. YAML readers disagree about them.
bool surrogate(char32_t value) { return value >= 0xd800 && value <= 0xdfff; }

class Quoted {
 public:
  Quoted(Cursor& cursor, int indent, Scalar& out)
      : cursor_(cursor), indent_(indent), out_(out), open_(cursor.at()), quote_(cursor.peek()) {}

  void read() {
    out_.begin = open_;
    out_.quote = quote_ == '"' ? Node::Quote::double_ : Node::Quote::single;
    out_.text.clear();
    cursor_.advance();
    while (cursor_.ok()) {
      take_chunk();
      if (cursor_.at_end()) return unclosed();
      const char c = cursor_.peek();
      if (is_break(c)) {
        fold();
      } else if (c == '\\') {
        escape();
      } else if (quote_ == '\'' && cursor_.peek(1) == '\'') {
        out_.text += '\'';
        cursor_.advance(2);
      } else {
        cursor_.advance();
        out_.end = cursor_.at();
        return;
      }
    }
  }

 private:
  /// Up to the next character that means something.
  void take_chunk() {
    const std::string_view stops = quote_ == '"' ? "\"\\\r\n" : "'\r\n";
    const std::size_t end = std::min(cursor_.text().find_first_of(stops, cursor_.at()), cursor_.text().size());
    out_.text += cursor_.slice(cursor_.at(), end);
    cursor_.move_to(end);
  }

  /// A line break is a blank, further ones are themselves; blanks around them do not count.
  void fold() {
    while (out_.text.size() > kept_ && is_blank(out_.text.back())) out_.text.pop_back();
    const std::size_t breaks = skip_breaks();
    out_.text.append(breaks == 1 ? 1 : breaks - 1, breaks == 1 ? ' ' : '\n');
    kept_ = out_.text.size();
  }

  /// To the next line that is not blank, which must be indented; counts the line breaks.
  std::size_t skip_breaks() {
    std::size_t breaks = 0;
    while (!cursor_.at_end() && is_break(cursor_.peek())) {
      cursor_.move_to_line(cursor_.next_line(cursor_.at()));
      if (cursor_.marker()) break;
      cursor_.skip_blanks();
      ++breaks;
    }
    if (cursor_.at_end() || cursor_.marker() || cursor_.column() <= indent_) unclosed();
    return std::max<std::size_t>(breaks, 1);
  }

  void escape() {
    const std::size_t begin = cursor_.at();
    const char letter = cursor_.peek(1);
    if (is_break(letter)) {
      cursor_.advance();
      if (cursor_.at_end()) return unclosed();
      out_.text.append(skip_breaks() - 1, '\n');
    } else if (const std::size_t digits = hex_digits(letter)) {
      hex_escape(begin, digits);
    } else {
      const auto known =
          std::find_if(escapes.begin(), escapes.end(), [&](const Escape& e) { return e.letter == letter; });
      if (known == escapes.end()) return bad_escape_at(begin);
      support::append_utf8(out_.text, known->value);
      cursor_.advance(2);
    }
    kept_ = out_.text.size();
  }

  void hex_escape(std::size_t begin, std::size_t digits) {
    const std::optional<char32_t> value = hex_at(begin, digits);
    if (!value || *value == 0 || *value > 0x10ffff || surrogate(*value)) return bad_escape_at(begin);
    support::append_utf8(out_.text, *value);
    cursor_.move_to(begin + 2 + digits);
  }

  std::optional<char32_t> hex_at(std::size_t backslash, std::size_t digits) const {
    const std::string_view text = cursor_.text().substr(backslash + 2, digits);
    return text.size() == digits ? hex_value(text) : std::nullopt;
  }

  void bad_escape_at(std::size_t begin) {
    std::size_t end = begin + 1;
    const auto rest = cursor_.text().substr(end);
    if (!rest.empty()) end += std::max<std::size_t>(support::first_code_point(rest).bytes, 1);
    const std::size_t digits = hex_digits(cursor_.char_at(begin + 1));
    for (std::size_t i = 0; i < digits && hex_value(cursor_.text().substr(end, 1)) && end < cursor_.text().size(); ++i)
      ++end;
    const std::optional<char32_t> value = digits > 0 ? hex_at(begin, digits) : std::nullopt;
    const bool nul = cursor_.char_at(begin + 1) == '0' || value == char32_t{0};
    auto builder = cursor_.fail(bad_escape, begin, end, cursor_.slice(begin, end));
    if (nul) {
      builder.help("no value can hold a NUL");
    } else if (value && surrogate(*value)) {
      builder.help("write the character itself, or `\\U` and all 8 hexadecimal digits of it");
    } else if (digits > 0) {
      builder.help(
          fmt::format("`\\{}` takes {} hexadecimal digits of a character", cursor_.char_at(begin + 1), digits));
    } else {
      builder.help("write `\\\\` for a backslash, or put the text in single quotes");
    }
  }

  void unclosed() {
    const std::string_view quote = quote_ == '"' ? "\"" : "'";
    auto builder = cursor_.fail(unclosed_quote, open_, open_ + 1, quote);
    if (!cursor_.at_end())
      builder.also(cursor_.span(cursor_.at(), cursor_.at() + 1), "the text cannot reach this line");
    builder.help(
        fmt::format("close it with `{}`; further lines of such a text are indented more than their key", quote));
  }

  Cursor& cursor_;
  int indent_;
  Scalar& out_;
  std::size_t open_;
  char quote_;
  std::size_t kept_ = 0;  ///< blanks before this offset of the text were escaped and stay
};

}  // namespace

void read_quoted(Cursor& cursor, int indent, Scalar& out) { Quoted(cursor, indent, out).read(); }

std::size_t quote_end_on_line(const Cursor& cursor) {
  const std::string_view text = cursor.text();
  const char quote = cursor.peek();
  for (std::size_t at = cursor.at() + 1; at < text.size() && !is_break(text[at]); ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (text[at] == quote) {
      if (quote == '"' || cursor.char_at(at + 1) != '\'') return at + 1;
      ++at;
    }
  }
  return 0;
}

}  // namespace infragen::syntax
