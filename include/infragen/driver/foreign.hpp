#pragma once
/// Terraform files that people put beside ours. They are kept, and they are one root with our files: what both declare,
/// Terraform would refuse.

#include <map>
#include <string>
#include <string_view>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/support/filesystem.hpp"

namespace infragen::driver {

/// `files`: what this build writes, by path below the output root. A foreign file that is no Terraform is left to
/// Terraform.
void hold_foreign(support::FileSystem& fs, const std::string& root, const std::map<std::string, std::string_view>& files, diag::Sink& sink);

}  // namespace infragen::driver
