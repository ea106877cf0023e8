#pragma once
/// Where a value came from.
///
/// Every leaf of a specification, every default and every proposal of a rule is an `Origin`. A value
/// that won over weaker ones links to them through `weaker`, so the chain from the value downwards is
/// its whole history, strongest first. Values carry a 32-bit `OriginId` through model, view, HCL and
/// printer; `explain` follows it in both directions. One table belongs to one environment.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "infragen/source/files.hpp"

namespace infragen::source {

using OriginId = std::uint32_t;
inline constexpr OriginId no_origin = 0;

enum class OriginKind : std::uint8_t {
  none,
  written,        ///< a person wrote it; `span` is the value, `note` the layer
  class_default,  ///< the environment's class sets it; `note` is the class
  kind_default,   ///< the kind sets it
  derived,        ///< a rule proposed it; `note` is the rule, `causes` what it looked at
};

struct Origin {
  OriginKind kind = OriginKind::none;
  Span span;
  std::string_view note;   ///< interned by the table
  std::string_view value;  ///< the text of a default or proposal; empty for written values (see span)
  OriginId weaker = no_origin;
  std::vector<OriginId> causes;
  Span key = {};           ///< of a written entry of a map: its key
};

class Origins {
 public:
  Origins() : entries_(1) {}
  Origins(Origins&&) = default;
  Origins& operator=(Origins&&) = default;
  Origins(const Origins&) = delete;  // entries hold views into `names_`
  Origins& operator=(const Origins&) = delete;

  OriginId add(Origin origin);  ///< `note` and `value` are copied into the table
  const Origin& at(OriginId id) const { return entries_[id]; }
  std::size_t size() const { return entries_.size(); }
  void set_weaker(OriginId id, OriginId weaker) { entries_[id].weaker = weaker; }

  /// The first written span in the chain of `id` and, for derived values, of its causes; unknown if
  /// nothing of it was written. The chain of `weaker` comes before causes, causes in their order; ends on cycles.
  Span span(OriginId id) const;
  /// The key under which the strongest written entry of the chain stands; its value's place if it has no key.
  Span key(OriginId id) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::string_view intern(std::string_view text);
  std::vector<Origin> entries_;
  std::unordered_set<std::string, Hash, std::equal_to<>> names_;  // nodes: views into them survive growth and moves
};

}  // namespace infragen::source
