#pragma once
// Amazon CloudWatch Logs, "PutRetentionPolicy": the days for which logs can be kept.

#include <cstdint>
#include <string>

namespace infragen::check {

inline constexpr std::int64_t retention_days[] = {1,   3,   5,   7,   14,  30,  60,   90,   120,  150,  180,
                                                  365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653};
inline constexpr std::int64_t seconds_a_day = 86400;

inline bool is_retention(std::int64_t seconds) {
  for (const std::int64_t days : retention_days) {
    if (days * seconds_a_day == seconds) return true;
  }
  return false;
}

/// The next longer one: nothing is lost that somebody wanted to keep.
inline std::int64_t nearest_retention(std::int64_t seconds) {
  for (const std::int64_t days : retention_days) {
    if (days * seconds_a_day >= seconds) return days;
  }
  return retention_days[std::size(retention_days) - 1];
}

inline std::string retentions() {
  std::string out;
  for (const std::int64_t days : retention_days) out += (out.empty() ? "" : ", ") + std::to_string(days);
  return out;
}

}  // namespace infragen::check
