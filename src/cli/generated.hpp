#pragma once
/// Files that a command makes, all of them or none to be written.

#include <map>
#include <string>

#include "cli/commands.hpp"

namespace infragen::cli {

/// Writes those that differ below the folder that the arguments name, else below `folder`. With `--check` it writes
/// nothing, and fails where something differs, is missing, or is there with the same ending and no longer made.
int write_generated(const Arguments& a, const Host& host, Streams& s, const std::string& folder, const std::map<std::string, std::string>& files);

}  // namespace infragen::cli
