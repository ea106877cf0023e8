#pragma once
/// Blocks, attributes and types of a provider, as tables of the image.

#include "infragen/facts/image.hpp"
#include "pack/writer.hpp"

namespace infragen::pack {

class Schema {
 public:
  explicit Schema(Strings& strings) : strings_(&strings) {}

  /// Packs a body (`{attributes, block_types, deprecated}`) and all below it; gives its number.
  std::uint16_t block(const nlohmann::json& body, const std::string& place);

  const Bytes& attributes() const { return attributes_.bytes(); }
  const Bytes& nested() const { return nested_.bytes(); }
  const Bytes& blocks() const { return blocks_.bytes(); }
  const Bytes& block_parts() const { return parts_; }
  Bytes types() const;  ///< offsets, then the types

 private:
  std::uint16_t attribute(const std::string& name, const nlohmann::json& value, const std::string& place);
  std::uint16_t nested_block(const std::string& name, const nlohmann::json& value, const std::string& place);
  std::uint16_t type(const nlohmann::json& value, const std::string& place);

  Strings* strings_;
  Table<facts::image::Attribute> attributes_;
  Table<facts::image::Nested> nested_;
  Table<facts::image::Block> blocks_;
  std::map<std::string, std::uint32_t> known_parts_;
  Bytes parts_;
  std::vector<std::string> types_;
  std::map<std::string, std::uint16_t> known_types_;
};

}  // namespace infragen::pack
