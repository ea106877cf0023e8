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

namespace image {
struct Kind;
}

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

/// Limits written as Go durations: `5m0s`, `87600h0m0s`; inclusive.
struct TextRange {
  std::string_view low, high;
};

/// The facts of one path, as `specs/providers/README.md` describes them. All hold together, except that one of `any_of`
/// suffices. Empty members say nothing. Values that are numbers in the data stand here as their text.
struct Constraint {
  std::vector<std::string_view> one_of, none_of, conflicts_with, exactly_one_of, at_least_one_of, required_with;
  std::vector<std::string_view> patterns, not_patterns, contains;
  std::vector<std::string_view> within;   ///< CIDR blocks
  std::vector<std::string_view> schemes;  ///< of `format: url`
  std::vector<std::string_view> accepts_also, accepted_samples;  ///< values seen to pass; their rule is not known
  std::optional<Range> range, length, items, prefix_bits;
  std::optional<TextRange> duration_range;
  std::string_view format, prefix, excludes_chars, chars, first, last;
  std::string_view layout;  ///< of `format: time`, in Go's notation
  std::optional<double> multiple_of;
  bool integer = false, ignore_case = false, allow_empty = false, no_double_hyphen = false;
  bool refuses_host_bits = false, refused = false /* settable: false */, required = false, custom = false;
  std::vector<Constraint> any_of;
};

/// What is known beyond `Replacement`. Absent members: not seen to differ, or not known.
struct ReplacementNote {
  std::optional<Replacement> a_to_b, b_to_a;  ///< between the values `a` and `b`
  std::optional<Replacement> set, unset;      ///< from, and to, "not set"; a block added, removed
  std::string_view a, b;                      ///< as text
  std::vector<std::string_view> replace_when_unset;  ///< in place only if these arguments are written
  std::string_view reason;  ///< why the answer is `unknown`: `no_diff`, `write_only`, `needs_api` ...
  std::string_view from;    ///< what the answer was taken from: `set_or_unset`, `members`
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
  bool deprecated() const;

 private:
  friend class Provider;
  static Nested nested_at(std::uint32_t index);
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
  std::vector<std::string_view> data_source_types() const;      ///< sorted
  std::vector<std::string_view> ephemeral_types() const;        ///< sorted
  std::optional<std::uint32_t> schema_version(std::string_view resource_type) const;

  /// `path` as `broker_node_group_info.client_subnets`; with `[]`, `{}`, `{key}` for elements, map values and keys.
  std::optional<Constraint> constraint(std::string_view resource_type, std::string_view path) const;
  /// Paths below `resource_type` that have facts of any sort, sorted by their segments.
  std::vector<std::string> fact_paths(std::string_view resource_type) const;

  /// `unknown` also where the data has no answer.
  Replacement replacement(std::string_view resource_type, std::string_view path) const;
  std::optional<ReplacementNote> replacement_note(std::string_view resource_type, std::string_view path) const;

 private:
  static std::optional<Block> body(const image::Kind* kind);
};

}  // namespace infragen::facts
