#pragma once
/// Which files below an output root are ours.

#include <set>
#include <string>

#include "infragen/support/filesystem.hpp"

namespace infragen::emit {

/// Paths below the root that an earlier build wrote; empty when nothing tells.
std::set<std::string> owned(support::FileSystem& fs, const std::string& root);

}  // namespace infragen::emit
