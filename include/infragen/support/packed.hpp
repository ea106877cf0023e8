#pragma once
/// Numbers and texts one behind the other. What is read was perhaps written by nobody we know: reading never leaves the
/// bytes, and a mistake makes everything that follows empty.

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace infragen::support {

class Packer {
 public:
  /// Seven bits a byte, lowest first; the eighth says that more follow.
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U) bytes_ += static_cast<char>(value | 0x80U);
    bytes_ += static_cast<char>(value);
  }
  void flag(bool value) { number(value ? 1 : 0); }
  void text(std::string_view value) {
    number(value.size());
    bytes_ += value;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}

  template <class Number>
  Number number() {
    const std::uint64_t value = raw();
    if (value > std::numeric_limits<Number>::max()) fail();
    return good_ ? static_cast<Number>(value) : Number{};
  }
  bool flag() {
    const std::uint64_t value = raw();
    if (value > 1) fail();
    return good_ && value == 1;
  }
  /// Of things with at least a byte each: never more than there are bytes.
  std::size_t count() {
    const std::uint64_t value = raw();
    if (value > rest_.size()) fail();
    return good_ ? static_cast<std::size_t>(value) : 0;
  }
  std::string text() {
    const std::size_t size = count();
    std::string out(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return out;
  }

  void fail() {
    good_ = false;
    rest_ = {};
  }
  bool good() const { return good_; }
  bool finished() const { return good_ && rest_.empty(); }

 private:
  std::uint64_t raw() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) break;
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= std::uint64_t{byte & 0x7fU} << shift;
      if (byte < 0x80) return value;
    }
    fail();
    return 0;
  }

  std::string_view rest_;
  bool good_ = true;
};

}  // namespace infragen::support
