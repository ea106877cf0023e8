#pragma once

#include <filesystem>
#include <string>

namespace infragen::pack {

/// The image of `specs/kubernetes`: `definitions-*.json.xz`, `crds.json.xz` and `kinds.json` in `folder`, and of
/// `charts.json.xz` in the folder `charts` beside it.
std::string kubernetes_image(const std::filesystem::path& folder);

}  // namespace infragen::pack
