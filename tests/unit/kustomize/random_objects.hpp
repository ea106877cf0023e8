#pragma once
/// Environments with objects that differ at random, and what a schema would say about them.

#include <cstdint>
#include <vector>

#include "infragen/kustomize/kustomize.hpp"

namespace infragen::kustomize::testing {

/// One to four environments. What objects must have, they have.
std::vector<Environment> random_environments(std::uint32_t seed);

/// The required members and keys of the types that occur.
Place small_schema(const std::string& api_version, const std::string& kind, const std::vector<std::string>& path);

Paths usual_paths();

}  // namespace infragen::kustomize::testing
