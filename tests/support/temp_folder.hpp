#pragma once
/// A folder on the real disk for one test, and its contents as a value.

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

namespace infragen::test {

/// In memory where the machine has that, so that tests with thousands of small files stay quick.
class TempFolder {
 public:
  TempFolder() {
    std::error_code error;
    const bool memory = std::filesystem::is_directory("/dev/shm", error);
    std::string name = (memory ? "/dev/shm" : std::filesystem::temp_directory_path().string()) + "/infragen-XXXXXX";
    const char* made = ::mkdtemp(name.data());
    if (made == nullptr) {
      name = std::filesystem::temp_directory_path().string() + "/infragen-XXXXXX";
      made = ::mkdtemp(name.data());
    }
    if (made != nullptr) path_ = std::filesystem::canonical(name).string();
  }
  ~TempFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string at(const std::string& inner) const { return path_ + "/" + inner; }

 private:
  std::string path_;
};

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

inline void write_file(const std::string& path, const std::string& bytes) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

/// Everything below a folder: path -> bytes; "/" for a folder, "-> target" for a link, "?" for anything else.
inline std::map<std::string, std::string> tree_of(const std::string& root) {
  namespace fs = std::filesystem;
  std::map<std::string, std::string> out;
  if (!fs::exists(root)) return out;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
    const std::string name = entry.path().string().substr(root.size() + 1);
    if (entry.is_symlink()) {
      out[name] = "-> " + fs::read_symlink(entry.path()).string();
    } else if (entry.is_directory()) {
      out[name] = "/";
    } else if (entry.is_regular_file()) {
      out[name] = read_file(entry.path().string());
    } else {
      out[name] = "?";
    }
  }
  return out;
}

}  // namespace infragen::test
