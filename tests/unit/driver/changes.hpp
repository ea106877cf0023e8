#pragma once
/// Every way in which a specification's values can be changed one at a time, found by walking the field tables.

#include <string>
#include <vector>

#include "infragen/schema/schema.hpp"
#include "infragen/tree/value.hpp"

namespace infragen::test {

struct Change {
  std::string field;                 ///< `service on ECS.architecture`: name of the described struct and field
  std::vector<std::string> within;   ///< the fields that hold it, outermost first
  std::string how;                   ///< `value`, `= ARM64`, `added`, `removed`, `entry added`, `entry removed`
  std::vector<std::string> path;     ///< keys from the object down; places of list entries as text
  bool take_away = false;
  tree::Value value;                 ///< what stands there then

  std::string name() const;          ///< for people: `backups = 3d`
  void apply(tree::Value& root) const;
};

/// Changes of an object and of everything below it. `base` is the object's tree in long form; `c` decides which
/// defaults hold where nothing is written.
std::vector<Change> changes(const schema::ObjectSchema& schema, const tree::Value& base, schema::Class c);

/// `schema.field` of every field that the tables describe, from those structs down.
std::vector<std::string> all_fields(const std::vector<const schema::ObjectSchema*>& roots);

}  // namespace infragen::test
