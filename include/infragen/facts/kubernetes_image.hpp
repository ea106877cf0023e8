#pragma once
/// The binary form of `specs/kubernetes`, shared by the packer that writes it and the library that reads it.
///
/// Built as `image.hpp` describes. Equal shapes are stored once, whatever version and kind they belong to: five
/// versions and 32 custom resources have most of their parts in common.

#include <array>
#include <cstdint>
#include <type_traits>

#include "infragen/facts/image.hpp"

namespace infragen::facts::kubernetes_image {

inline constexpr std::array<char, 8> kMagic = {'I', 'G', 'K', 'U', 'B', 'E', '0', '1'};

struct Header {
  std::array<char, 8> magic = kMagic;
  std::uint32_t byte_order = image::kByteOrder;
  std::uint32_t custom =
      0;  ///< index in `versions` of the pseudo-version that holds the custom resources; it is the last
  image::Section strings, shapes, members, rules, versions, kinds, removed, charts;
};

namespace flag {
inline constexpr std::uint8_t kClosed = 1;  ///< no keys beside the members
inline constexpr std::uint8_t kIntOrString = 2;
inline constexpr std::uint8_t kQuantity = 4;
inline constexpr std::uint8_t kPreserves = 8;  ///< x-kubernetes-preserve-unknown-fields
}  // namespace flag

/// `types`: bits by `facts::JsonType`; none: any. `element` and `values` are shape indices plus one, `rules` is an
/// offset plus one; 0: none. The members are a run of `members`, sorted by name.
struct Shape {
  std::uint32_t first_member = 0;
  std::uint32_t element = 0, values = 0;
  std::uint32_t rules = 0;
  std::uint16_t members = 0;
  std::uint8_t types = 0;
  std::uint8_t flags = 0;
};

struct Member {
  std::uint32_t name = 0;
  std::uint32_t shape = 0;
};

/// Sorted by age; its kinds are a run of `kinds`.
struct Version {
  std::uint32_t name = 0;
  std::uint16_t first = 0, kinds = 0;
};

/// `facts::Scope`.
struct Kind {
  std::uint32_t kind = 0, api_version = 0;  ///< sorted by these two
  std::uint32_t shape = 0;
  std::uint32_t scope = 0;
};

/// Sorted by kind and apiVersion. `successor` is an apiVersion, or an empty text.
struct Removed {
  std::uint32_t kind = 0, api_version = 0, version = 0, successor = 0;
};

/// Sorted by name, then as the data has them. `schema` is a shape index plus one; 0: none.
struct Chart {
  std::uint32_t name = 0, version = 0, app_version = 0, kubernetes = 0;
  std::uint32_t values = 0, schema = 0;
};

static_assert(sizeof(Chart) == 24);
static_assert(sizeof(Header) == 16 + 8 * sizeof(image::Section));
static_assert(sizeof(Shape) == 20 && sizeof(Member) == 8 && sizeof(Version) == 8 && sizeof(Kind) == 16);
static_assert(sizeof(Removed) == 16 && std::is_trivially_copyable_v<Shape>);

}  // namespace infragen::facts::kubernetes_image
