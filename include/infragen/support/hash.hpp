#pragma once
/// Fingerprints of bytes: XXH3, 128 bits, 32 lower-case hex digits. They tell an edit from no edit; they are no defence
/// against somebody who wants two contents to look alike.

#include <string>
#include <string_view>

namespace infragen::support {

std::string hash_of(std::string_view bytes);

}  // namespace infragen::support
