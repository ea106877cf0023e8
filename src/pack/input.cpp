#include "pack/input.hpp"

#include <lzma.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>

namespace infragen::pack {

namespace {

std::string decompress(const std::string& packed, const std::string& name) {
  lzma_stream stream = LZMA_STREAM_INIT;
  if (lzma_stream_decoder(&stream, std::numeric_limits<std::uint64_t>::max(), 0) != LZMA_OK) {
    throw Error(name + ": no memory for the xz decoder");
  }
  stream.next_in = reinterpret_cast<const std::uint8_t*>(packed.data());
  stream.avail_in = packed.size();
  std::string out;
  std::string chunk(1U << 20U, '\0');
  lzma_ret result = LZMA_OK;
  while (result == LZMA_OK) {
    stream.next_out = reinterpret_cast<std::uint8_t*>(chunk.data());
    stream.avail_out = chunk.size();
    result = lzma_code(&stream, LZMA_FINISH);
    out.append(chunk, 0, chunk.size() - stream.avail_out);
  }
  lzma_end(&stream);
  if (result != LZMA_STREAM_END) throw Error(name + ": not a whole xz file");
  return out;
}

}  // namespace

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Error(path.string() + ": cannot be read");
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

nlohmann::json read_json(const std::filesystem::path& path) {
  std::string text = read_file(path);
  if (path.extension() == ".xz") text = decompress(text, path.string());
  try {
    return nlohmann::json::parse(text);
  } catch (const nlohmann::json::exception& e) {
    throw Error(path.string() + ": " + e.what());
  }
}

void require_keys(const nlohmann::json& object, std::initializer_list<std::string_view> known,
                  const std::string& place) {
  if (!object.is_object()) throw Error(place + ": not an object");
  for (const auto& [key, value] : object.items()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) throw Error(place + ": unknown key " + key);
  }
}

}  // namespace infragen::pack
