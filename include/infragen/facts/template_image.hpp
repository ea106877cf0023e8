#pragma once
/// The binary form of `templates/`: a header, entries sorted by path, then the texts.

#include <array>
#include <cstdint>
#include <type_traits>

namespace infragen::facts::template_image {

inline constexpr std::array<char, 8> kMagic = {'I', 'G', 'T', 'E', 'X', 'T', 'S', '1'};

struct Header {
  std::array<char, 8> magic = kMagic;
  std::uint32_t byte_order = 0x01020304;
  std::uint32_t count = 0;
};

struct Text {
  std::uint32_t offset = 0, size = 0;  ///< bytes, from the start of the image
};

struct Entry {
  Text path, content;
};

static_assert(sizeof(Header) == 16 && sizeof(Entry) == 16);
static_assert(std::is_trivially_copyable_v<Entry>);

}  // namespace infragen::facts::template_image
