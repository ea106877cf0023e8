#pragma once
/// flock(2) on a path; see `FileSystem::lock`.

#include <memory>
#include <string>
#include <system_error>

#include "infragen/support/filesystem.hpp"

namespace infragen::support {

std::error_code lock_path(const std::string& path, int wait_ms, std::unique_ptr<FileSystem::Lock>& out);
std::string holder_of(const std::string& path);

}  // namespace infragen::support
