#pragma once
// Days as numbers, so that dates can be compared and counted. No clock.

#include <cstdint>
#include <optional>
#include <string_view>

namespace infragen::check {

/// Days since 1970-01-01 of `2026-11-20`; nothing for what is no date.
inline std::optional<std::int64_t> day_of(std::string_view date) {
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') return std::nullopt;
  std::int64_t numbers[3] = {0, 0, 0};
  std::size_t part = 0;
  for (const char c : date) {
    if (c == '-') {
      ++part;
    } else if (c >= '0' && c <= '9' && part < 3) {
      numbers[part] = numbers[part] * 10 + (c - '0');
    } else {
      return std::nullopt;
    }
  }
  const auto [y, m, d] = numbers;
  if (m < 1 || m > 12 || d < 1 || d > 31) return std::nullopt;
  // Count years from March, so that the leap day is the last of its year.
  const std::int64_t year = m > 2 ? y : y - 1;
  const std::int64_t day_of_year = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
  return 365 * year + year / 4 - year / 100 + year / 400 + day_of_year - 719468;
}

}  // namespace infragen::check
