#pragma once
/// What a Terraform provider accepts: blocks, attributes, value constraints, what forces a replacement.
///
/// A view on a read-only image that the build packs from `specs/providers` and links into the binary: looking up
/// costs a binary search, starting costs nothing. Nothing is parsed or allocated up front. Sources and known gaps
/// are in `specs/providers/README.md`.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace infragen::facts {

enum class Nesting : std::uint8_t { single, list, set, map, group };
enum class Replacement : std::uint8_t { update, replace, unknown };

/// Terraform's type notation as a tree: `["list", "string"]`, `["object", {...}]`.
struct Type {
  enum class Kind : std::uint8_t { dynamic, string, number, boolean, list, set, map, object, tuple };
  Kind kind = Kind::dynamic;
  std::vector<Type> elements;      ///< one for list, set, map; the members of an object
  std::vector<std::string> names;  ///< of an object's members
};

struct Range {
  std::optional<double> low, high;  ///< inclusive; absent is open
  bool exclusive_low = false;
};

/// The facts of one path, as `specs/providers/README.md` describes them. All hold together, except that one of `any_of`
/// suffices. Empty members say nothing.
struct Constraint {
  std::vector<std::string_view> one_of, none_of, conflicts_with, exactly_one_of, at_least_one_of, required_with;
  std::vector<std::string_view> patterns, not_patterns, contains;
  std::vector<std::string_view> within;  ///< CIDR blocks
  std::optional<Range> range, length, items, prefix_bits;
  std::string_view format, prefix, excludes_chars, chars, first, last;
  std::optional<double> multiple_of;
  bool integer = false, ignore_case = false, allow_empty = false, no_double_hyphen = false;
  bool refuses_host_bits = false, refused = false /* settable: false */, required = false, custom = false;
  std::vector<Constraint> any_of;
};

class Block;

class Attribute {
 public:
  std::string_view name() const;
  Type type() const;
  bool required() const, optional() const, computed() const, sensitive() const, write_only() const, deprecated() const;
  bool settable() const { return required() || optional(); }

 private:
  friend class Block;
  std::uint32_t at_ = 0;
};

/// The body of a resource, data source or nested block.
class Block {
 public:
  std::vector<Attribute> attributes() const;       ///< sorted by name
  std::optional<Attribute> attribute(std::string_view name) const;
  struct Nested;
  std::vector<Nested> blocks() const;              ///< sorted by name
  std::optional<Nested> block(std::string_view name) const;

 private:
  friend class Provider;
  std::uint32_t at_ = 0;
};

struct Block::Nested {
  std::string_view name;
  Nesting nesting;
  std::uint32_t min_items, max_items;  ///< 0: no limit
  Block body;
};

class Provider {
 public:
  static const Provider& aws();  ///< hashicorp/aws 5.100.0

  std::string_view version() const;
  std::optional<Block> resource(std::string_view type) const;
  std::optional<Block> data_source(std::string_view type) const;
  std::optional<Block> ephemeral(std::string_view type) const;  ///< ephemeral resources that templates use
  Block configuration() const;                                  ///< of the `provider` block itself
  std::vector<std::string_view> resource_types() const;         ///< sorted

  /// `path` as `broker_node_group_info.client_subnets`; with `[]`, `{}`, `{key}` for elements, map values and keys.
  std::optional<Constraint> constraint(std::string_view resource_type, std::string_view path) const;
  Replacement replacement(std::string_view resource_type, std::string_view path) const;
};

}  // namespace infragen::facts
