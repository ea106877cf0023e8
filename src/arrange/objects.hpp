#pragma once
#include "infragen/arrange/arrange.hpp"

namespace infragen::arrange {

/// Adds base, overlays, and what stands beside them.
void lay_out_objects(const std::vector<Unit>& units, Arranged& out);

}  // namespace infragen::arrange
