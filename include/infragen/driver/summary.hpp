#pragma once
/// What a build tells about the states that it makes.

#include <cstddef>
#include <string>
#include <vector>

#include "infragen/driver/compile.hpp"

namespace infragen::driver {

struct Summary {
  struct State {
    std::string unit;
    std::string stack;    ///< empty: the only one of a shared stack
    std::string folder;   ///< below the output root
    std::size_t resources = 0;
    bool operator==(const State&) const = default;
  };
  std::string project;
  std::vector<State> states;
  std::vector<State> overlays;   ///< of Kubernetes: their objects stand for resources
  bool operator==(const Summary&) const = default;
};

Summary summary_of(const Compilation& compilation);

}  // namespace infragen::driver
