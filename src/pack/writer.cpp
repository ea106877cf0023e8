#include "pack/writer.hpp"

namespace infragen::pack {

void Bytes::number(std::uint32_t value) {
  for (; value >= 0x80U; value >>= 7U) byte(static_cast<std::uint8_t>(value | 0x80U));
  byte(static_cast<std::uint8_t>(value));
}

std::uint32_t Strings::add(std::string_view text) {
  if (const auto at = known_.find(text); at != known_.end()) return at->second;
  const std::uint32_t offset = bytes_.size();
  bytes_.number(narrow<std::uint32_t>(text.size(), "bytes of a text"));
  bytes_.append(text);
  known_.emplace(text, offset);
  return offset;
}

std::uint32_t Pool::add(const std::string& bytes) {
  const auto [at, fresh] = known_.emplace(bytes, bytes_.size());
  if (fresh) bytes_.append(bytes);
  return at->second;
}

}  // namespace infragen::pack
