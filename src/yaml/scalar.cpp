#include "yaml/scalar.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "infragen/support/text.hpp"
#include "infragen/yaml/print.hpp"

namespace infragen::yaml {
namespace {

using support::CodePoint;

constexpr std::string_view digits_of_hex = "0123456789abcdef";

/// From U+0080 on, first and last: blanks other than the space, controls, joiners, marks of direction, fillers,
/// surrogates, private use, what is no character.
constexpr std::array<std::pair<char32_t, char32_t>, 21> invisible = {{
    {0x80, 0xa0},     {0xad, 0xad},     {0x34f, 0x34f},     {0x61c, 0x61c},     {0x115f, 0x1160},   {0x1680, 0x1680},    {0x17b4, 0x17b5},
    {0x180b, 0x180f}, {0x2000, 0x200f}, {0x2028, 0x202f},   {0x205f, 0x206f},   {0x3000, 0x3000},   {0x3164, 0x3164},    {0xd800, 0xf8ff},
    {0xfdd0, 0xfdef}, {0xfeff, 0xfeff}, {0xffa0, 0xffa0},   {0xfff0, 0xfffb},   {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a},  {0xe0000, 0x10ffff},
}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The text without the characters of `marks`.
std::string without(std::string_view text, std::string_view marks) {
  std::string out;
  for (const char c : text) {
    if (marks.find(c) == std::string_view::npos) out += c;
  }
  return out;
}

bool only(std::string_view text, std::string_view characters) { return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos; }

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

/// `12`, `012`, `1:30`, `1:30.5`, `1.`, `.5`, `1e3`, `1.5e-3`.
bool is_decimal(std::string_view text) {
  std::size_t at = skip_digits(text, 0);
  std::size_t digits = at;
  while (at > 0 && at < text.size() && text[at] == ':') {
    const std::size_t end = skip_digits(text, at + 1);
    if (end == at + 1) return false;
    at = end;
  }
  if (at < text.size() && text[at] == '.') {
    const std::size_t end = skip_digits(text, at + 1);
    digits += end - at - 1;
    at = end;
  }
  if (digits == 0) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t end = skip_digits(text, at);
    if (end == at) return false;
    at = end;
  }
  return at == text.size();
}

/// A number for some reader. YAML 1.1 allows `_` between digits (and Ruby `,`), prefixes `0b` `0o` `0x`, octal `012`,
/// base 60; Go's old readers take whatever its own functions do.
bool is_number(std::string_view text) {
  const bool has_sign = !text.empty() && (text.front() == '+' || text.front() == '-');
  if (has_sign) text.remove_prefix(1);
  if (text.empty() || (!is_digit(text.front()) && text.front() != '.' && !has_sign)) return false;
  const std::string bare = without(support::lower(text), "_,");
  if (bare == ".inf" || bare == ".nan" || (has_sign && (bare == "inf" || bare == "infinity" || bare == "nan"))) return true;
  const std::string_view rest = std::string_view(bare).substr(std::min<std::size_t>(2, bare.size()));
  if (bare.starts_with("0x")) return only(rest, "0123456789abcdef.p+-");
  if (bare.starts_with("0o") || bare.starts_with("0b")) return only(rest, "0123456789");
  return is_decimal(bare);
}

/// `2026-11-22`, `2026-11-22T10:00:00Z`, `2026-1-2 10:00`.
bool is_date(std::string_view text) {
  if (skip_digits(text, 0) != 4 || text.size() < 8 || text[4] != '-') return false;
  const std::size_t month = skip_digits(text, 5);
  if (month == 5 || month > 7 || month == text.size() || text[month] != '-') return false;
  const std::size_t day = skip_digits(text, month + 1);
  if (day == month + 1 || day > month + 3) return false;
  if (day == text.size()) return true;
  const std::size_t time = text[day] == ' ' ? text.find_first_not_of(' ', day) : day + 1;
  return std::string_view(" tT").find(text[day]) != std::string_view::npos && time < text.size() && is_digit(text[time]);
}

constexpr std::array<std::string_view, 11> other_words = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "="};

/// All of it may stand as it is; `lines_and_tabs` lets line breaks and tabs pass.
bool all_visible(std::string_view text, bool lines_and_tabs) {
  while (!text.empty()) {
    const CodePoint c = support::first_code_point(text);
    const bool line_or_tab = c.value == '\n' || c.value == '\t';
    if (!c.valid || !(is_visible(c.value) || (lines_and_tabs && line_or_tab))) return false;
    text.remove_prefix(c.bytes);
  }
  return true;
}

bool begins_plain(std::string_view text) {
  const char first = text.front();
  if (std::string_view(",[]{}#&*!|>'\"%@`").find(first) != std::string_view::npos) return false;
  if (first == '-' || first == '?' || first == ':') return text.size() > 1 && text[1] != ' ';
  return true;
}

bool can_be_plain(std::string_view text) {
  if (is_taken_for_other(text) || !begins_plain(text) || text.front() == ' ' || text.back() == ' ' || text.back() == ':') return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) return false;
  if ((text.starts_with("---") || text.starts_with("...")) && (text.size() == 3 || text[3] == ' ')) return false;
  return all_visible(text, false);
}

std::string in_single_quotes(std::string_view text) { return "'" + support::replace_all(text, "'", "''") + "'"; }

void append_escape(std::string& out, char32_t c) {
  const auto [letter, digits] = c < 0x100 ? std::pair('x', 2) : c < 0x10000 ? std::pair('u', 4) : std::pair('U', 8);
  out += '\\';
  out += letter;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += digits_of_hex[(c >> shift) & 0xf];
}

std::string in_double_quotes(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const CodePoint c = support::first_code_point(text);
    switch (c.value) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (!c.valid) {
          support::append_utf8(out, 0xfffd);
        } else if (is_visible(c.value)) {
          out += text.substr(0, c.bytes);
        } else {
          append_escape(out, c.value);
        }
    }
    text.remove_prefix(c.bytes);
  }
  return out + '"';
}

}  // namespace

bool is_visible(char32_t c) {
  if (c < 0x80) return c >= 0x20 && c != 0x7f;
  if ((c & 0xfffe) == 0xfffe) return false;
  return std::none_of(invisible.begin(), invisible.end(), [&](const auto& range) { return c >= range.first && c <= range.second; });
}

bool is_taken_for_other(std::string_view text) {
  if (text.empty() || text == "<<") return true;
  if (text.size() <= 5 && std::find(other_words.begin(), other_words.end(), support::lower(text)) != other_words.end()) return true;
  return is_number(text) || is_date(text);
}

std::optional<std::string> block_marks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of('\n'), last = text.find_last_not_of('\n');
  if (text.find('\n') == std::string_view::npos || begin == std::string_view::npos || !all_visible(text, true)) return std::nullopt;
  // Nobody sees blanks at the end of a text, and editors take them off.
  if (text[last] == ' ' || text[last] == '\t') return std::nullopt;
  std::string out;
  if (text[begin] == ' ' || text[begin] == '\t' || begin > 0) out += '2';
  const std::size_t breaks = text.size() - last - 1;
  if (breaks != 1) out += breaks == 0 ? '-' : '+';
  return out;
}

std::string one_line(std::string_view text) {
  if (can_be_plain(text)) return std::string(text);
  const bool quotes_inside = text.find_first_of("\"\\") != std::string_view::npos;
  return quotes_inside && all_visible(text, false) ? in_single_quotes(text) : in_double_quotes(text);
}

std::optional<std::string> number_of(std::string_view text, bool whole) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const std::size_t first = at;
  at = skip_digits(text, at);
  if (at == first || (text[first] == '0' && at > first + 1)) return std::nullopt;
  if (at == text.size()) return std::string(text);
  if (whole) return std::nullopt;
  std::string out(text.substr(0, at));
  if (text[at] == '.') {
    const std::size_t end = skip_digits(text, at + 1);
    if (end == at + 1) return std::nullopt;
    out += text.substr(at, end - at);
    at = end;
  } else {
    out += ".0";
  }
  if (at == text.size()) return out;
  if (text[at] != 'e' && text[at] != 'E') return std::nullopt;
  out += 'e';
  ++at;
  const bool has_sign = at < text.size() && (text[at] == '+' || text[at] == '-');
  out += has_sign ? text[at++] : '+';
  const std::size_t end = skip_digits(text, at);
  if (end == at || end != text.size()) return std::nullopt;
  return out + std::string(text.substr(at));
}

std::string one_line(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null: return "null";
    case Node::Kind::list: return "[]";
    case Node::Kind::map: return "{}";
    case Node::Kind::boolean:
      if (node.text == "true" || node.text == "false") return node.text;
      break;
    case Node::Kind::integer:
    case Node::Kind::number:
      if (auto number = number_of(node.text, node.kind == Node::Kind::integer)) return *number;
      break;
    case Node::Kind::text: break;
  }
  return one_line(node.text);
}

}  // namespace infragen::yaml
