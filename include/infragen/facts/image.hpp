#pragma once
/// The binary form of `specs/providers`, shared by the packer that writes it and the library that reads it.
///
/// One header, then sections that it names by offset and size. Integers are in the byte order of the machine that
/// builds (image and binary are made together), every section starts at a multiple of eight. A text is named by its
/// offset in the string section, where a length stands before the bytes. Equal things are stored once: attributes,
/// nested blocks, bodies and the trees of facts of 1,526 resource types have most of their parts in common.

#include <array>
#include <cstdint>
#include <type_traits>

namespace infragen::facts::image {

inline constexpr std::array<char, 8> kMagic = {'I', 'G', 'F', 'A', 'C', 'T', 'S', '\0'};
inline constexpr std::uint32_t kVersion = 1;
inline constexpr std::uint32_t kByteOrder = 0x01020304;

/// Bytes from the start of the image.
struct Section {
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
};

struct Header {
  std::array<char, 8> magic = kMagic;
  std::uint32_t version = kVersion;
  std::uint32_t byte_order = kByteOrder;
  std::uint32_t size = 0;              ///< of the whole image
  std::uint32_t provider_version = 0;  ///< text
  std::uint32_t configuration = 0;     ///< block of the provider itself
  std::uint32_t reserved = 0;
  Section strings, attributes, nested, blocks, block_parts, types, nodes, children, constraints, notes;
  Section resources, data_sources, ephemerals;  ///< `Kind`, sorted by name
};

namespace flag {
inline constexpr std::uint16_t kRequired = 1, kOptional = 2, kComputed = 4, kSensitive = 8, kWriteOnly = 16,
                               kDeprecated = 32;
}

struct Attribute {
  std::uint32_t name = 0;
  std::uint16_t type = 0;  ///< index into the table at the start of the section of types
  std::uint16_t flags = 0;
};

struct Nested {
  std::uint32_t name = 0;
  std::uint16_t block = 0;
  std::uint8_t nesting = 0;
  std::uint8_t reserved = 0;
  std::uint16_t min_items = 0, max_items = 0;
};

/// Its attributes, then its nested blocks, are `attributes + nested` indices in `block_parts` from `first` on; both
/// runs are sorted by name.
struct Block {
  std::uint32_t first = 0;
  std::uint16_t attributes = 0, nested = 0;
  std::uint16_t flags = 0;
  std::uint16_t reserved = 0;
};

struct Kind {
  std::uint32_t name = 0;
  std::uint16_t block = 0;
  std::uint16_t node = 0;  ///< of the facts
  std::uint16_t schema_version = 0;
  std::uint16_t reserved = 0;
};

/// The facts of one path; its children are the next steps (`client_subnets`, `[]`, `{}`, `{key}`), sorted by name.
/// `constraint` and `note` are byte offsets plus one; 0: none.
struct Node {
  std::uint32_t first_child = 0;
  std::uint32_t constraint = 0, note = 0;
  std::uint16_t children = 0;
  std::uint8_t replacement = 0;  ///< 0: no answer, else `Replacement` plus one
  std::uint8_t reserved = 0;
};

struct Child {
  std::uint32_t name = 0;
  std::uint16_t node = 0;
  std::uint16_t reserved = 0;
};

static_assert(sizeof(Header) == 32 + 13 * sizeof(Section));
static_assert(sizeof(Attribute) == 8 && sizeof(Nested) == 12 && sizeof(Block) == 12);
static_assert(sizeof(Kind) == 12 && sizeof(Node) == 16 && sizeof(Child) == 8);
static_assert(std::is_trivially_copyable_v<Header> && std::is_trivially_copyable_v<Node>);

}  // namespace infragen::facts::image
