#pragma once
/// The binary form of `specs/data/aws-capacity.json.xz`. Texts are offsets into the strings, as in `image.hpp`.

#include <array>
#include <cstdint>
#include <type_traits>

#include "infragen/facts/image.hpp"

namespace infragen::facts::capacity_image {

inline constexpr std::array<char, 8> kMagic = {'I', 'G', 'C', 'A', 'P', 'A', 'C', '1'};

struct Header {
  std::array<char, 8> magic = kMagic;
  std::uint32_t byte_order = image::kByteOrder;
  std::uint32_t offer_bytes = 0;  ///< of one zone's row in `offers`: a bit an instance type
  image::Section strings, types, extras, regions, zones, zone_ids, offers;
};

namespace flag {
inline constexpr std::uint32_t kCurrent = 1, kBurstable = 2, kInstanceStore = 4, kStoreSize = 8, kPrice = 16;
}

/// Sorted by name. `extra` is an offset into `extras`, where the lists stand: architectures, usage classes, GPUs.
struct Type {
  std::uint32_t name = 0, hypervisor = 0, network = 0, ebs_optimized = 0;
  std::uint32_t memory_mib = 0, instance_store_gb = 0, extra = 0, flags = 0;
  std::uint16_t vcpu = 0, enis = 0, ipv4_per_eni = 0, ipv6_per_eni = 0, max_pods = 0, ebs_attachments = 0;
  std::uint32_t price_micros = 0;  ///< millionths of a dollar an hour
};

/// Sorted by name; its zones and zone ids are runs of those sections.
struct Region {
  std::uint32_t name = 0;
  std::uint16_t first_zone = 0, zones = 0, first_id = 0, ids = 0;
};

static_assert(sizeof(Header) == 16 + 7 * sizeof(image::Section));
static_assert(sizeof(Type) == 48 && sizeof(Region) == 12);
static_assert(std::is_trivially_copyable_v<Type>);

}  // namespace infragen::facts::capacity_image
