#include "infragen/driver/times.hpp"

#include <thread>

#include "catch.hpp"

using namespace infragen::driver;
using std::chrono::nanoseconds;

TEST_CASE("times of a phase are added, and told in the order of phases") {
  Times times;
  CHECK(times.lines().empty());
  times.add(Step::emit, nanoseconds(1'500'000));
  times.add(Step::load, nanoseconds(1'000'000'000));
  times.add(Step::load, nanoseconds(234'600'000));
  CHECK(times.lines() == std::vector<std::string>{"load        1234.6 ms", "emit           1.5 ms"});
}

TEST_CASE("work is done and measured, by several threads and when it fails") {
  Times times;
  CHECK(timed(nullptr, Step::merge, [] { return 3; }) == 3);
  CHECK(times.lines().empty());
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] { timed(&times, Step::merge, [] { std::this_thread::sleep_for(std::chrono::milliseconds(2)); }); });
    }
  }
  CHECK_THROWS_AS(timed(&times, Step::check, []() -> int { throw 1; }), int);
  REQUIRE(times.lines().size() == 2);
  CHECK(times.lines().front() >= "merge          8.0 ms");
}
