#pragma once
/// The parts that an image is put together from.

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "infragen/facts/image.hpp"
#include "pack/input.hpp"

namespace infragen::pack {

/// A growing run of bytes.
class Bytes {
 public:
  void byte(std::uint8_t value) { out_.push_back(static_cast<char>(value)); }
  void number(std::uint32_t value);  ///< seven bits a byte, lowest first
  void real(double value) { raw(value); }
  template <class T>
  void raw(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void append(std::string_view bytes) { out_.append(bytes); }
  std::uint32_t size() const { return static_cast<std::uint32_t>(out_.size()); }
  const std::string& str() const { return out_; }

 private:
  std::string out_;
};

/// Texts with their length before them, each once; named by offset.
class Strings {
 public:
  std::uint32_t add(std::string_view text);
  const Bytes& bytes() const { return bytes_; }

 private:
  Bytes bytes_;
  std::map<std::string, std::uint32_t, std::less<>> known_;
};

/// Byte strings, each stored once; named by offset.
class Pool {
 public:
  std::uint32_t add(const std::string& bytes);
  const Bytes& bytes() const { return bytes_; }

 private:
  Bytes bytes_;
  std::map<std::string, std::uint32_t> known_;
};

/// Fixed-size entries, each stored once; named by index. Padding must be zeroed (it is: all members have initializers).
template <class T>
class Table {
 public:
  std::uint32_t add(const T& entry) {
    Bytes bytes;
    bytes.raw(entry);
    const auto [at, fresh] = known_.emplace(bytes.str(), count_);
    if (fresh) {
      bytes_.raw(entry);
      ++count_;
    }
    return at->second;
  }
  const Bytes& bytes() const { return bytes_; }

 private:
  static_assert(std::has_unique_object_representations_v<T>);
  Bytes bytes_;
  std::uint32_t count_ = 0;
  std::map<std::string, std::uint32_t> known_;
};

/// Appends sections behind a header and tells where they went.
template <class Header>
class Layout {
 public:
  Layout() { out_.raw(Header{}); }

  facts::image::Section add(const Bytes& bytes) {
    while (out_.size() % 8 != 0) out_.byte(0);
    const facts::image::Section section{out_.size(), bytes.size()};
    out_.append(bytes.str());
    return section;
  }

  /// The whole image, with `header` in its place.
  std::string finish(const Header& header) const {
    Bytes head;
    head.raw(header);
    return head.str() + out_.str().substr(sizeof(Header));
  }

  std::uint32_t size() const { return out_.size(); }

 private:
  Bytes out_;
};

/// `value` in fewer bits; ends the build when it does not fit.
template <class To>
To narrow(std::uint64_t value, std::string_view what) {
  if (value > std::numeric_limits<To>::max()) throw Error("too many for the image: " + std::string(what));
  return static_cast<To>(value);
}

}  // namespace infragen::pack
