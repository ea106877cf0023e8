#pragma once
/// Fingerprints as the manifest and the journal write them.

#include <string_view>

#include "infragen/support/hash.hpp"

namespace infragen::emit {

using support::hash_of;

/// 32 digits as `hash_of` writes them.
bool is_hash(std::string_view text);

}  // namespace infragen::emit
