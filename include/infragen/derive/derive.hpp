#pragma once
/// Consequences of what is declared: addresses of subnets, security groups and both ends of their rules, statements of
/// roles, variables. Reads traits and edges; names no kind but the network.

#include "infragen/diag/diagnostic.hpp"
#include "infragen/lock/lock.hpp"
#include "infragen/model/system.hpp"

namespace infragen::derive {

/// `lock` is what was committed; facts that must be kept are added to `keep`.
model::System derive(model::Resolved resolved, const lock::Lock& lock, lock::Lock& keep, diag::Sink& sink);

}  // namespace infragen::derive
