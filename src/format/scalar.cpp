#include <algorithm>
#include <array>

#include "infragen/format/format.hpp"

namespace infragen::format {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

bool digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), digit); }

/// Words that a reader of 1.1 or 1.2 takes for a boolean or for nothing. `true` and `false` are booleans to all.
bool is_word(std::string_view text) {
  static constexpr std::string_view words[] = {"y", "n", "yes", "no", "on", "off", "null"};
  static constexpr std::string_view others[] = {"True", "TRUE", "False", "FALSE", "="};
  if (std::find(std::begin(others), std::end(others), text) != std::end(others)) return true;
  for (const std::string_view word : words) {
    if (word.size() != text.size()) continue;
    bool lower = true, upper = true, title = true;
    for (std::size_t i = 0; i < word.size(); ++i) {
      const char capital = static_cast<char>(word[i] - 'a' + 'A');
      lower = lower && text[i] == word[i];
      upper = upper && text[i] == capital;
      title = title && text[i] == (i == 0 ? capital : word[i]);
    }
    if (lower || upper || title) return true;
  }
  return false;
}

/// `0x1f`, `0o17`, `0b11`, `1_000`: numbers in one version or the other.
bool is_odd_number(std::string_view text) {
  if (text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'o' || text[1] == 'b')) return true;
  return text.find('_') != std::string_view::npos && digit(text.front()) && text.find_first_not_of("0123456789_.") == std::string_view::npos;
}

/// A number that is printed as it is written; what `text` is if it is no number at all.
bool is_number_otherwise(std::string_view text) {
  const bool sign = text.front() == '-' || text.front() == '+';
  const std::string_view bare = text.substr(sign ? 1 : 0);
  if (bare.empty()) return false;
  static constexpr std::string_view special[] = {".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"};
  if (std::find(std::begin(special), std::end(special), bare) != std::end(special)) return true;
  if (!digit(bare.front()) && bare.front() != '.') return false;
  if (is_odd_number(bare)) return true;
  const std::size_t e = bare.find_first_of("eE");
  const std::string_view mantissa = bare.substr(0, e);
  const std::size_t dot = mantissa.find('.');
  const std::string_view whole = mantissa.substr(0, dot);
  const std::string_view fraction = dot == std::string_view::npos ? std::string_view() : mantissa.substr(dot + 1);
  const bool number = (whole.empty() || digits(whole)) && (fraction.empty() || digits(fraction)) && !(whole.empty() && fraction.empty());
  if (!number) return false;
  if (e != std::string_view::npos) {
    std::string_view power = bare.substr(e + 1);
    if (!power.empty() && (power.front() == '-' || power.front() == '+')) power.remove_prefix(1);
    return digits(power);
  }
  // Readers keep some fifteen digits of a number.
  constexpr std::size_t kept = 15;
  const bool as_is = text.front() != '+' && !whole.empty() && (whole == "0" || whole.front() != '0') &&
                     (dot == std::string_view::npos || (!fraction.empty() && fraction.back() != '0')) && whole.size() + fraction.size() <= kept;
  return !as_is;
}

/// `1:30:00`: a number to base 60 in YAML 1.1.
bool is_base_60(std::string_view text) {
  if (text.front() == '-' || text.front() == '+') text.remove_prefix(1);
  if (text.find(':') == std::string_view::npos || !digit(text.front())) return false;
  return text.find_first_not_of("0123456789:._") == std::string_view::npos;
}

/// `2026-11-20`, with a time or without: a day in YAML 1.1.
bool is_time(std::string_view text) {
  constexpr std::string_view year = "dddd-";
  if (text.size() < 8) return false;
  for (std::size_t i = 0; i < year.size(); ++i) {
    if (year[i] == 'd' ? !digit(text[i]) : text[i] != year[i]) return false;
  }
  const std::size_t second = text.find('-', year.size());
  if (second == std::string_view::npos || second - year.size() > 2 || !digits(text.substr(year.size(), second - year.size()))) return false;
  return digit(text[std::min(second + 1, text.size() - 1)]) && text.find_first_not_of("0123456789:.-+TtZz ") == std::string_view::npos;
}

}  // namespace

bool needs_quotes(std::string_view plain) {
  return !plain.empty() && (is_word(plain) || is_number_otherwise(plain) || is_base_60(plain) || is_time(plain));
}

}  // namespace infragen::format
