#include "infragen/driver/times.hpp"

#include <fmt/format.h>

#include <string_view>

namespace infragen::driver {

std::vector<std::string> Times::lines() const {
  constexpr std::string_view names[step_count] = {"load", "expand", "merge", "decode", "resolve", "derive", "check", "lower", "render", "patch", "verify", "arrange", "emit"};
  std::vector<std::string> out;
  for (std::size_t i = 0; i < step_count; ++i) {
    const std::int64_t nanoseconds = sums_[i];
    if (nanoseconds > 0) out.push_back(fmt::format("{:<8}{:>10.1f} ms", names[i], static_cast<double>(nanoseconds) / 1e6));
  }
  return out;
}

}  // namespace infragen::driver
