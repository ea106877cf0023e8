#pragma once
/// The facts of one resource type, looked up once.

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "infragen/facts/provider.hpp"

namespace infragen::verify {

class TypeFacts {
 public:
  TypeFacts(const facts::Provider& provider, std::string_view resource_type);
  TypeFacts(const TypeFacts&) = delete;
  TypeFacts& operator=(const TypeFacts&) = delete;

  /// What stands directly below a block: the names whose facts speak of their neighbours, and the blocks that must be
  /// there though the schema does not say so.
  struct Level {
    struct Member {
      std::string name;
      const facts::Constraint* constraint;
    };
    std::vector<Member> combinations;
    std::vector<std::string> required;
  };

  const facts::Constraint* at(const std::string& path) const;
  const Level* level(const std::string& block_path) const;

 private:
  void drop_borrowed_lists();

  std::unordered_map<std::string, facts::Constraint> facts_;
  std::unordered_map<std::string, Level> levels_;
};

}  // namespace infragen::verify
