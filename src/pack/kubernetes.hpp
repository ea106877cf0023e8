#pragma once

#include <filesystem>
#include <string>

namespace infragen::pack {

/// The image of `specs/kubernetes`: `definitions-*.json.xz`, `crds.json.xz` and `kinds.json` in `folder`.
std::string kubernetes_image(const std::filesystem::path& folder);

}  // namespace infragen::pack
