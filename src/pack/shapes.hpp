#pragma once
/// JSON schemas as packed shapes, each different one stored once.

#include <nlohmann/json.hpp>
#include <string>

#include "infragen/facts/kubernetes_image.hpp"
#include "pack/writer.hpp"

namespace infragen::pack {

class Shapes {
 public:
  explicit Shapes(Strings& strings) : strings_(&strings) {}

  /// Definitions that `$ref`s of the following schemas name, until the next call. `definitions` must live as long.
  void use(const nlohmann::json& definitions);

  /// Index of the shape of a definition in use.
  std::uint32_t definition(const std::string& name);
  /// Index of the shape of `schema`. `place` is for messages.
  std::uint32_t add(const nlohmann::json& schema, const std::string& place);

  const Bytes& members() const { return members_; }
  const Bytes& rules() const { return rules_.bytes(); }
  Bytes shapes() const;

 private:
  using Packed = facts::kubernetes_image::Shape;

  Packed pack(const nlohmann::json& schema, const std::string& place);
  void pack_members(const nlohmann::json& properties, Packed& out, const std::string& place);
  std::string pack_rules(const nlohmann::json& schema, const std::string& place);
  std::uint32_t keep(const Packed& shape);
  /// The definition and all that it leads to, as text, if it leads to itself; else empty.
  std::string cycle(const std::string& name) const;

  Strings* strings_;
  const nlohmann::json* definitions_ = nullptr;
  std::map<std::string, std::uint32_t> done_;    ///< definitions in use
  std::map<std::string, std::uint32_t> cycles_;  ///< by what `cycle` gives
  std::map<std::string, std::uint32_t> known_, known_members_;
  std::vector<Packed> shapes_;
  Bytes members_;
  Pool rules_;
};

}  // namespace infragen::pack
