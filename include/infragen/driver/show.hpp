#pragma once
/// A finished environment as a specification: what people wrote, and what defaults, classes and rules made of it.

#include <string>

#include "infragen/driver/compile.hpp"

namespace infragen::driver {

/// Every object of the unit as text that the language takes, each line with where it comes from as a comment; of one
/// object, what was derived from it too, as comments. Never a sensitive value.
std::string show(const Compilation& compilation, const UnitState& state, const std::string& address);

}  // namespace infragen::driver
