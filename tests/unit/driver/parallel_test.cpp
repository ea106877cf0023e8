#include "driver/parallel.hpp"

#include "catch.hpp"

TEST_CASE("every task is done once, whatever the number of threads") {
  for (const std::size_t threads : {0u, 1u, 2u, 3u, 8u, 100u}) {
    for (const std::size_t count : {0u, 1u, 2u, 7u, 1000u}) {
      std::vector<int> done(count);
      infragen::driver::in_parallel(count, threads, [&](std::size_t i) { ++done[i]; });
      CHECK(done == std::vector<int>(count, 1));
    }
  }
}
