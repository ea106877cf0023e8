#pragma once
// Values that stand for what another stack's state would hold, so that a plan test needs no account.

#include <map>
#include <string>

#include "infragen/hcl/ast.hpp"

namespace infragen::arrange {

/// A value of the right shape for an attribute of a resource type: an ARN, an id with the type's prefix, a host name.
std::string sample(const std::string& type, const std::string& label, const std::string& attribute, const std::string& region);

/// The same for what templates read of a data source: attribute -> value; empty for one that is not known.
std::map<std::string, std::string> data_samples(const std::string& type, const std::string& label);

}  // namespace infragen::arrange
