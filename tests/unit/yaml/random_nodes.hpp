#pragma once
/// Random values of hostile texts, for the readers of others to read back.

#include <cstdint>
#include <string>
#include <vector>

#include "infragen/yaml/node.hpp"

namespace infragen::test {

/// Texts that readers take for numbers, dates, booleans, or for YAML itself; and all of hostile.hpp.
const std::vector<std::string>& yaml_texts();

/// A map of maps, lists and scalars of all kinds, with comments and keys of such texts. The same for the same seed.
/// `long_keys`: some that are too long for a line with their value.
yaml::Node random_document(std::uint32_t seed, bool long_keys);

}  // namespace infragen::test
