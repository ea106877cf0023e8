#pragma once

#include <filesystem>
#include <string>

namespace infragen::pack {

/// The image of `aws-capacity.json.xz`.
std::string capacity_image(const std::filesystem::path& file);

}  // namespace infragen::pack
