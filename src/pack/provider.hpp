#pragma once

#include <filesystem>
#include <string>

namespace infragen::pack {

/// The image of the provider whose files are `<stem>.schema.json.xz`, `.constraints.`, `.replace.`, `.replace-notes.`
/// and `<stem>.ephemeral.json`.
std::string provider_image(const std::filesystem::path& stem);

}  // namespace infragen::pack
