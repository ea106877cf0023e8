#pragma once

#include <filesystem>
#include <string>

namespace infragen::pack {

/// The image of all files below `folder` (nothing if there is no such folder), sorted by path.
std::string template_image(const std::filesystem::path& folder);

}  // namespace infragen::pack
