#include "verify/network.hpp"

#include <arpa/inet.h>

#include <charconv>
#include <string>

namespace infragen::verify {

namespace {

/// The bits of byte `index` that a prefix of `bits` covers.
unsigned mask_at(unsigned bits, unsigned index) {
  const unsigned before = index * 8;
  if (bits >= before + 8) return 0xFFU;
  if (bits <= before) return 0;
  return (0xFFU << (8 - (bits - before))) & 0xFFU;
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  if (text.empty() || text.size() > 45 || text.find('\0') != std::string_view::npos) return std::nullopt;
  const std::string copy(text);
  Address out;
  out.v6 = text.find(':') != std::string_view::npos;
  if (inet_pton(out.v6 ? AF_INET6 : AF_INET, copy.c_str(), out.bytes.data()) != 1) return std::nullopt;
  return out;
}

std::optional<Cidr> parse_cidr(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  Cidr out{*address, 0};
  const char* first = text.data() + slash + 1;
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(first, last, out.bits);
  if (error != std::errc() || end != last || out.bits > (out.address.v6 ? 128U : 32U)) return std::nullopt;
  return out;
}

bool Cidr::has_host_bits() const {
  const unsigned size = address.v6 ? 16 : 4;
  for (unsigned i = 0; i < size; ++i) {
    if ((address.bytes[i] & ~mask_at(bits, i) & 0xFFU) != 0) return true;
  }
  return false;
}

bool Cidr::contains(const Cidr& other) const {
  if (address.v6 != other.address.v6 || other.bits < bits) return false;
  for (unsigned i = 0; i < 16; ++i) {
    if (((address.bytes[i] ^ other.address.bytes[i]) & mask_at(bits, i)) != 0) return false;
  }
  return true;
}

}  // namespace infragen::verify
