#pragma once
/// Addresses and blocks as Go's `net` package reads them.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace infragen::verify {

struct Address {
  bool v6 = false;
  std::array<std::uint8_t, 16> bytes{};  ///< the first four for IPv4
};
std::optional<Address> parse_address(std::string_view text);

struct Cidr {
  Address address;  ///< as written
  unsigned bits = 0;
  bool has_host_bits() const;
  bool contains(const Cidr& other) const;
};
std::optional<Cidr> parse_cidr(std::string_view text);

}  // namespace infragen::verify
