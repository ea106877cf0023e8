#include "verify/kubernetes/formats.hpp"

#include <algorithm>

#include "verify/network.hpp"

namespace infragen::verify {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number of the `count` digits at `at`; nothing when they are none.
std::optional<int> digits_at(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int out = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (!is_digit(text[i])) return std::nullopt;
    out = out * 10 + (text[i] - '0');
  }
  return out;
}

int days_in(int year, int month) {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool is_offset(std::string_view text) {
  if (text == "Z") return true;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return false;
  const auto hour = digits_at(text, 1, 2), minute = digits_at(text, 4, 2);
  return hour && minute && *hour <= 24 && *minute <= 60;
}

bool is_base64_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '+' || c == '/';
}

}  // namespace

bool is_base64(std::string_view text) {
  std::size_t chars = 0, padding = 0;
  for (const char c : text) {
    if (c == '\n' || c == '\r') continue;
    if (c == '=') {
      ++padding;
    } else if (padding != 0 || !is_base64_char(c)) {
      return false;
    }
    ++chars;
  }
  return chars % 4 == 0 && padding <= 2 && (padding == 0 || chars >= 4);
}

std::size_t base64_size(std::string_view text) {
  const auto chars = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_base64_char));
  return chars * 3 / 4;
}

bool is_date_time(std::string_view text) {
  if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') {
    return false;
  }
  const auto year = digits_at(text, 0, 4), month = digits_at(text, 5, 2), day = digits_at(text, 8, 2);
  const auto hour = digits_at(text, 11, 2), minute = digits_at(text, 14, 2), second = digits_at(text, 17, 2);
  if (!year || !month || !day || !hour || !minute || !second) return false;
  if (*month < 1 || *month > 12 || *day < 1 || *day > days_in(*year, *month)) return false;
  if (*hour > 23 || *minute > 59 || *second > 59) return false;
  std::size_t at = 19;
  if (text[at] == '.') {
    const std::size_t first = ++at;
    while (at < text.size() && is_digit(text[at])) ++at;
    if (at == first) return false;
  }
  return is_offset(text.substr(at));
}

std::optional<std::string> format_fault(std::string_view format, std::string_view text) {
  if (format == "byte" && !is_base64(text)) return "is not base64";
  if (format == "date-time" && !is_date_time(text)) return "is not a time such as `2026-01-31T12:00:00Z`";
  const auto address = format == "ipv4" || format == "ipv6" ? parse_address(text) : std::optional<Address>(Address{});
  if (format == "ipv4" && (!address || address->v6)) return "is not an IPv4 address";
  if (format == "ipv6" && (!address || !address->v6)) return "is not an IPv6 address";
  return std::nullopt;
}

}  // namespace infragen::verify
