#pragma once
/// What somebody has to do by hand after the first apply.

#include <string>
#include <vector>

#include "infragen/driver/compile.hpp"

namespace infragen::driver {

/// A secret whose value somebody puts in.
struct Manual {
  std::string unit;
  std::string address;
  std::string about;              ///< empty: nothing is said of it
  std::vector<std::string> keys;  ///< of the JSON object that belongs there; none: any text
  std::string name;               ///< at AWS
  std::string region;
};

/// Of one unit, or of all without a name; those that a unit owns itself. By unit and address.
std::vector<Manual> manual_secrets(const Compilation& compilation, const std::string& unit);

/// The commands that put the values in, which are read from files: never a value.
std::string commands(const std::vector<Manual>& secrets);

}  // namespace infragen::driver
