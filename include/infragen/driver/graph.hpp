#pragma once
/// Who leads to whom: uses and routes, and what references, hosts and networks imply.

#include <compare>
#include <string>
#include <vector>

#include "infragen/driver/compile.hpp"

namespace infragen::driver {

struct Arrow {
  std::string from, to;      ///< addresses
  std::string label;         ///< `write shop`, `/*`, `runs_on`, `tier app`
  bool implied = false;      ///< no traffic: a reference, a place, a name
  auto operator<=>(const Arrow&) const = default;
};

/// Sorted and unique. With an address only those that begin or end there.
std::vector<Arrow> arrows(const UnitState& state, const std::string& address);

std::string mermaid(const std::vector<Arrow>& arrows, const std::string& address);
std::string dot(const std::vector<Arrow>& arrows, const std::string& name, const std::string& address);

}  // namespace infragen::driver
