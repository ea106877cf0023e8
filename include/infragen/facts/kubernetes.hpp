#pragma once
/// What Kubernetes accepts: the fields of its objects, version by version, and those of the custom resources that the
/// platform uses, which are the same in every version.
///
/// A view on a read-only image that the build packs from `specs/kubernetes`: nothing is parsed at run time, a look-up
/// is a binary search. Sources and known gaps are in `specs/kubernetes/README.md`.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace infragen::facts {

enum class JsonType : std::uint8_t { null, boolean, integer, number, string, array, object };

class Shape;
struct ShapeMember;

/// The rarer facts of a shape. Empty members say nothing. Values that are numbers in the data stand here as their text.
struct ShapeRules {
  std::vector<std::string_view> required;        ///< members
  std::vector<std::string_view> enum_values;     ///< all that is accepted
  std::string_view format;                       ///< `int32`, `int64`, `byte`, `date-time`, `double`, `ipv4`, `ipv6`
  std::string_view pattern;                      ///< not anchored by itself; of texts only
  std::string_view merge_key, merge_strategy;    ///< of a strategic merge patch: `name`; `merge`, `merge,retainKeys`
  std::string_view list_type, map_type;          ///< `atomic`, `set`, `map`; `atomic`, `granular`
  std::vector<std::string_view> list_keys;       ///< of `list_type: map`: what tells elements apart
  std::optional<double> minimum, maximum;        ///< inclusive
  std::optional<double> min_length, max_length;  ///< code points
  std::optional<double> min_items, max_items;
  std::optional<double> min_members, max_members;  ///< of an object with free keys
  std::vector<Shape> any_of, one_of;               ///< alternatives that hold beside the shape itself
  std::vector<Shape> none_of;                      ///< none of these may hold
};

/// What may stand at a place. Copying copies a number; two shapes that accept the same are often the same shape.
class Shape {
 public:
  bool allows(JsonType type) const;     ///< an integer is also a number
  std::vector<JsonType> types() const;  ///< empty: any
  bool closed() const;                  ///< an object with no keys beside its members
  bool int_or_string() const;
  bool quantity() const;           ///< `500m`, `1Gi`, or a number
  bool preserves_unknown() const;  ///< keys that are not named are kept and not checked

  std::optional<Shape> member(std::string_view key) const;
  std::vector<ShapeMember> members() const;  ///< sorted by name
  std::optional<Shape> element() const;      ///< of a list
  std::optional<Shape> values() const;       ///< of a map with free keys
  bool has_rules() const;
  ShapeRules rules() const;

  friend bool operator==(const Shape&, const Shape&) = default;

 private:
  friend class Kubernetes;
  friend struct ShapeAccess;
  std::uint32_t at_ = 0;
};

struct ShapeMember {
  std::string_view name;
  Shape shape;
};

enum class Scope : std::uint8_t {
  namespaced,
  cluster,
  none,  ///< no object that one creates: a list, a status, a part of a request
};

struct ObjectKind {
  std::string_view api_version;  ///< `apps/v1`, `v1`
  std::string_view kind;
  Scope scope = Scope::none;
  bool custom = false;  ///< of a custom resource definition
  Shape shape;
};

struct RemovedKind {
  std::string_view api_version, kind;
  std::string_view version;    ///< the first that no longer serves it: `1.25`
  std::string_view successor;  ///< apiVersion that serves the kind instead; empty: none
};

/// One minor version.
class Kubernetes {
 public:
  /// Those that are known, oldest first: `1.28`, `1.33`, …
  static std::vector<std::string_view> versions();
  /// By minor version (`1.35`) or release (`1.35.2`); nothing when that minor is not known.
  static std::optional<Kubernetes> find(std::string_view version);
  /// The newest known one that is not newer than `version`, else the oldest; the newest for a text that is no version.
  static Kubernetes nearest(std::string_view version);

  std::string_view version() const;

  /// Built-in kinds of this version, and custom resources.
  std::optional<ObjectKind> object(std::string_view api_version, std::string_view kind) const;
  /// Every apiVersion that serves `kind`, sorted.
  std::vector<ObjectKind> serving(std::string_view kind) const;
  /// All, sorted by kind, then apiVersion.
  std::vector<ObjectKind> kinds() const;
  /// For an apiVersion that served `kind` once and does not in this version.
  std::optional<RemovedKind> removed(std::string_view api_version, std::string_view kind) const;

 private:
  std::uint32_t at_ = 0;
};

}  // namespace infragen::facts
