#pragma once
/// Typed objects -> what templates read. Every resource that will exist is decided here: how many, under which
/// identity and physical name, with references to others by identity.

#include <vector>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/lock/lock.hpp"
#include "infragen/model/system.hpp"
#include "infragen/view/value.hpp"

namespace infragen::lower {

/// Names that must be kept are read from `lock`; names of this build are added to `keep`. Adds origins to the system's.
std::vector<view::Object> lower(model::System& system, const lock::Lock& lock, lock::Lock& keep, diag::Sink& sink);

}  // namespace infragen::lower
