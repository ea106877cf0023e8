#pragma once
/// Reading a packed image in place.

#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>

#include "infragen/facts/image.hpp"

namespace infragen::facts {

/// Reads numbers of seven bits a byte, texts by offset, and plain bytes, one after the other.
class Cursor {
 public:
  Cursor(const std::byte* at, const std::byte* strings) : at_(at), strings_(strings) {}

  std::uint8_t byte() { return std::to_integer<std::uint8_t>(*at_++); }

  std::uint32_t number() {
    std::uint32_t value = 0;
    for (int shift = 0;; shift += 7) {
      const std::uint32_t next = byte();
      value |= (next & 0x7FU) << shift;
      if ((next & 0x80U) == 0) return value;
    }
  }

  double real() {
    double value = 0;
    std::memcpy(&value, at_, sizeof value);
    at_ += sizeof value;
    return value;
  }

  std::string_view text();  ///< reads an offset, gives the text there
  const std::byte* position() const { return at_; }

 private:
  const std::byte* at_;
  const std::byte* strings_;
};

/// The text at `offset`: its length, then its bytes.
inline std::string_view text_at(const std::byte* strings, std::uint32_t offset) {
  const std::byte* at = strings + offset;
  Cursor length(at, strings);
  const std::uint32_t size = length.number();
  return {reinterpret_cast<const char*>(length.position()), size};
}

inline std::string_view Cursor::text() { return text_at(strings_, number()); }

/// A packed provider. Copying copies a pointer.
class Image {
 public:
  explicit constexpr Image(const std::byte* start) : start_(start) {}

  const image::Header& header() const { return *reinterpret_cast<const image::Header*>(start_); }

  /// True for an image that this reader understands.
  bool valid() const {
    return header().magic == image::kMagic && header().version == image::kVersion &&
           header().byte_order == image::kByteOrder;
  }

  template <class T>
  std::span<const T> table(const image::Section& section) const {
    return {reinterpret_cast<const T*>(start_ + section.offset), section.size / sizeof(T)};
  }

  Cursor cursor(const image::Section& section, std::uint32_t offset) const {
    return {start_ + section.offset + offset, start_ + header().strings.offset};
  }

  std::string_view text(std::uint32_t offset) const { return text_at(start_ + header().strings.offset, offset); }

 private:
  const std::byte* start_;
};

/// The image that the build linked in.
Image aws_image();

}  // namespace infragen::facts
