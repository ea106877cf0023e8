#pragma once
#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace infragen::driver {

/// Runs `task(0) … task(count - 1)`; each writes to a place of its own, so the result does not depend on the order. The
/// last begins first, on the calling thread: of units it is an environment, and larger than the shared stacks before it.
inline void in_parallel(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& task) {
  if (threads == 0) threads = std::max<std::size_t>(1, std::thread::hardware_concurrency());
  threads = std::min(threads, count);
  if (threads <= 1) {
    for (std::size_t i = 0; i < count; ++i) task(i);
    return;
  }
  std::atomic<std::size_t> left{count - 1};
  const auto work = [&] {
    for (std::size_t i = left--; i > 0 && i <= count; i = left--) task(i - 1);
  };
  std::vector<std::jthread> workers;
  for (std::size_t t = 1; t < threads; ++t) workers.emplace_back(work);
  task(count - 1);
  work();
}

}  // namespace infragen::driver
