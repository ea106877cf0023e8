#pragma once
/// Fingerprints of file contents: XXH3, 128 bits, 32 lower-case hex digits. They tell an edit from no edit; they are
/// no defence against somebody who wants two contents to look alike.

#include <string>
#include <string_view>

namespace infragen::emit {

std::string hash_of(std::string_view bytes);

/// 32 digits as `hash_of` writes them.
bool is_hash(std::string_view text);

}  // namespace infragen::emit
