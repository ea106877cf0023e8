#pragma once
// Folders of a workload that it can write to, as volumes.

#include <string>
#include <vector>

#include "lower/context.hpp"

namespace infragen::lower {

struct Volume {
  std::string name, path;
  source::OriginId origin;
};

/// Each folder under a name of its own, a label of DNS where one is wanted. Two that would be called alike are told apart.
std::vector<Volume> writable_volumes(const model::Service& service, bool dns_label);

}  // namespace infragen::lower
