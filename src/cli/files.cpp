#include "cli/files.hpp"

namespace infragen::cli {

std::error_code make_folders(support::FileSystem& fs, const std::string& path) {
  for (std::size_t at = path.find('/', 1);; at = path.find('/', at + 1)) {
    const std::string folder = path.substr(0, at);
    const support::Status status = fs.status(folder);
    if (status.error) return status.error;
    if (!folder.empty() && !status.exists) {
      if (const std::error_code error = fs.make_directory(folder)) return error;
    }
    if (at == std::string::npos) return {};
  }
}

std::error_code replace_file(support::FileSystem& fs, const std::string& path, const std::string& bytes) {
  const std::string staged = path + ".infragen-new";
  const support::Status before = fs.status(path);
  if (before.error) return before.error;
  std::error_code error = fs.write(staged, bytes, true);
  if (!error && before.exists) error = fs.set_mode(staged, before.mode);
  if (!error) error = fs.rename(staged, path);
  if (error) fs.remove_file(staged);
  return error;
}

}  // namespace infragen::cli
