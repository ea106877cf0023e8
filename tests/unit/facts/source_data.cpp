#include "source_data.hpp"

#include <lzma.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

nlohmann::json read_source(const std::string& path) {
  std::ifstream in(std::string(INFRAGEN_SOURCE_DIR "/specs/") + path, std::ios::binary);
  const std::string packed{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!path.ends_with(".xz")) return nlohmann::json::parse(packed);
  std::string text(32U << 20U, '\0');
  std::uint64_t memory = UINT64_MAX;
  std::size_t read = 0;
  std::size_t written = 0;
  const lzma_ret result = lzma_stream_buffer_decode(
      &memory, 0, nullptr, reinterpret_cast<const std::uint8_t*>(packed.data()), &read, packed.size(),
      reinterpret_cast<std::uint8_t*>(text.data()), &written, text.size());
  if (result != LZMA_OK) throw std::runtime_error(path + ": not decoded");
  text.resize(written);
  return nlohmann::json::parse(text);
}
