#pragma once
/// Binds references, selects implementations, chooses hosts and tiers, and lists the edges. Names no kind.

#include "infragen/diag/diagnostic.hpp"
#include "infragen/model/system.hpp"

namespace infragen::resolve {

model::Resolved resolve(model::Environment env, diag::Sink& sink);

}  // namespace infragen::resolve
