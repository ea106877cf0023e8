#pragma once
/// Writing single files of a project that a person asked for by name.

#include <string>
#include <system_error>

#include "infragen/support/filesystem.hpp"

namespace infragen::cli {

/// Makes the folder and those above it.
std::error_code make_folders(support::FileSystem& fs, const std::string& path);

/// Writes beside the file and renames: whoever reads sees the old bytes or the new ones. Keeps the permissions of a file
/// that is there.
std::error_code replace_file(support::FileSystem& fs, const std::string& path, const std::string& bytes);

}  // namespace infragen::cli
