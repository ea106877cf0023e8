#include "infragen/driver/cache.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "infragen/support/hash.hpp"

namespace infragen::driver {
namespace {

constexpr std::uint64_t largest = std::uint64_t{256} << 20U;
constexpr std::uint32_t others_write = 022;
constexpr std::uint32_t for_me_alone = 0700;

std::string above(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

std::error_code make_folders(support::FileSystem& fs, const std::string& path) {
  if (fs.status(path).exists) return {};
  if (const std::error_code error = make_folders(fs, above(path))) return error;
  return fs.make_directory(path);
}

}  // namespace

std::string Cache::file(const std::string& key) const { return folder_ + "/" + support::hash_of(key); }

bool Cache::mine(const std::string& path) const {
  const support::Status status = fs_.status(path);
  return status.is_directory && status.owner == user_ && (status.mode & others_write) == 0;
}

bool Cache::usable() const {
  if (!folder_.starts_with('/')) return false;
  if (fs_.status(folder_).exists) return mine(folder_);
  // Made below a folder of this user alone: who builds for somebody else leaves nothing in that one's home.
  std::string nearest = above(folder_);
  while (nearest != "/" && !fs_.status(nearest).exists) nearest = above(nearest);
  const support::Status status = fs_.status(nearest);
  return status.is_directory && status.owner == user_;
}

std::optional<std::string> Cache::load(const std::string& key) const {
  if (!mine(folder_)) return std::nullopt;
  const support::Status status = fs_.status(file(key));
  std::string bytes;
  if (!status.is_regular || status.owner != user_ || fs_.read(file(key), bytes, largest)) return std::nullopt;
  return bytes;
}

void Cache::store(const std::string& key, const std::string& bytes) const {
  if (bytes.size() > largest || !usable()) return;
  if (!fs_.status(folder_).exists) {
    if (make_folders(fs_, folder_) || fs_.set_mode(folder_, for_me_alone)) return;
  }
  if (!mine(folder_)) return;
  // Two builds at once that keep the same have the same name for it; others do not meet.
  const std::string staged = file(key) + "." + support::hash_of(bytes);
  if (fs_.write(staged, bytes, false) || fs_.rename(staged, file(key))) {
    fs_.remove_file(staged);
    return;
  }
  tidy();
}

void Cache::tidy() const {
  std::vector<support::DirEntry> entries;
  if (fs_.list(folder_, entries) || entries.size() <= most) return;
  std::vector<std::pair<std::uint64_t, std::string>> files;
  for (const support::DirEntry& entry : entries) {
    if (entry.is_regular) files.emplace_back(fs_.status(folder_ + "/" + entry.name).modified_ns, entry.name);
  }
  std::sort(files.begin(), files.end());
  for (std::size_t i = 0; i + most < files.size(); ++i) fs_.remove_file(folder_ + "/" + files[i].second);
}

}  // namespace infragen::driver
