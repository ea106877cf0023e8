#pragma once
/// How long the phases of a compilation took. For people who wonder; it reaches no output.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace infragen::driver {

enum class Step : std::uint8_t { load, expand, merge, decode, resolve, derive, check, lower, render, patch, verify, arrange, emit };
inline constexpr std::size_t step_count = 13;

/// Of all threads together; may be added to by several.
class Times {
 public:
  void add(Step step, std::chrono::nanoseconds time) { sums_[static_cast<std::size_t>(step)] += time.count(); }
  /// `render      12.3 ms`, of phases that ran, in their order.
  std::vector<std::string> lines() const;

 private:
  std::array<std::atomic<std::int64_t>, step_count> sums_{};
};

/// Does the work; its time is added if there is something to add it to.
template <class Work>
auto timed(Times* times, Step step, Work work) {
  struct Stop {
    ~Stop() {
      if (times != nullptr) times->add(step, std::chrono::steady_clock::now() - began);
    }
    Times* times;
    Step step;
    std::chrono::steady_clock::time_point began;
  };
  const Stop stop{times, step, times != nullptr ? std::chrono::steady_clock::now() : std::chrono::steady_clock::time_point()};
  return work();
}

}  // namespace infragen::driver
