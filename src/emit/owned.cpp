#include "infragen/emit/owned.hpp"

#include "emit/manifest.hpp"
#include "emit/paths.hpp"

namespace infragen::emit {

std::set<std::string> owned(support::FileSystem& fs, const std::string& root) {
  constexpr std::uint64_t largest = 64u << 20;
  std::string text;
  std::set<std::string> out;
  if (fs.read(root + "/" + std::string(manifest_path), text, largest)) return out;
  for (const auto& [path, entry] : parse_manifest(text).manifest) out.insert(path);
  return out;
}

}  // namespace infragen::emit
