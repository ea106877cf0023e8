#pragma once
/// Fields, types and the rules that a schema carries.

#include <string_view>

#include "infragen/facts/kubernetes.hpp"
#include "verify/kubernetes/spot.hpp"

namespace infragen::verify {

/// Holds `spot` and all below it against `shape`. `secret`: values below are not shown.
void check_shape(const Report& report, const Spot& spot, const facts::Shape& shape, bool secret = false);

}  // namespace infragen::verify
