#pragma once
/// Reading the data of `specs/`. Whatever is not understood ends the build: data is never dropped in silence.

#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

namespace infragen::pack {

/// Ends the packer; the message names file and place.
struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string read_file(const std::filesystem::path& path);

/// Decompresses when the name ends in `.xz`.
nlohmann::json read_json(const std::filesystem::path& path);

/// Throws unless `object` is an object whose keys all stand in `known`. `place` is for the message.
void require_keys(const nlohmann::json& object, std::initializer_list<std::string_view> known,
                  const std::string& place);

}  // namespace infragen::pack
