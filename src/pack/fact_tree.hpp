#pragma once
/// Constraints and answers about replacement, as a tree a resource type.

#include "infragen/facts/image.hpp"
#include "pack/writer.hpp"

namespace infragen::pack {

class FactTree {
 public:
  explicit FactTree(Strings& strings) : strings_(&strings) {}

  /// Packs what the three files say of one resource type, objects by path; gives the number of the tree's root.
  std::uint16_t resource(const nlohmann::json& constraints, const nlohmann::json& replacements,
                         const nlohmann::json& notes, const std::string& place);

  const Bytes& nodes() const { return nodes_.bytes(); }
  const Bytes& children() const { return children_; }
  const Bytes& constraints() const { return constraints_.bytes(); }
  const Bytes& notes() const { return notes_.bytes(); }

 private:
  struct Step;
  std::uint16_t pack(const Step& step);
  std::string constraint(const nlohmann::json& facts, const std::string& place);
  std::string note(const nlohmann::json& value, const std::string& place);

  Strings* strings_;
  Table<facts::image::Node> nodes_;
  Bytes children_;
  std::map<std::string, std::uint32_t> known_children_;
  Pool constraints_, notes_;
};

}  // namespace infragen::pack
