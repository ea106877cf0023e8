#pragma once
/// The example that stands for a real project, as a value.

#include <map>
#include <string>

#include "infragen/driver/compile.hpp"
#include "memory_filesystem.hpp"
#include "temp_folder.hpp"

namespace infragen::test {

using Tree = std::map<std::string, std::string>;   ///< path -> bytes

inline MemoryFileSystem in_memory(const Tree& files) {
  MemoryFileSystem fs;
  for (const auto& [path, bytes] : files) fs.put(path, bytes);
  return fs;
}

/// A project's file without its `layout:`, which stands last: flat then.
inline std::string without_layout(const std::string& project) {
  const std::size_t at = project.find("\nlayout:");
  return at == std::string::npos ? project : project.substr(0, at + 1);
}

/// The specification files of examples/popcorn, flat, without what was built from them.
inline Tree popcorn() {
  Tree files;
  for (const auto& [path, bytes] : tree_of(std::string(INFRAGEN_SOURCE_DIR) + "/examples/popcorn")) {
    if ((path.ends_with(".yaml") || path.ends_with(".sh")) && !path.starts_with("out/")) files[path] = bytes;
  }
  files["infragen.yaml"] = without_layout(files["infragen.yaml"]);
  return files;
}

/// The specification files of examples/kubernetes.
inline Tree on_kubernetes() {
  Tree files;
  for (const auto& [path, bytes] : tree_of(std::string(INFRAGEN_SOURCE_DIR) + "/examples/kubernetes")) {
    if (path.ends_with(".yaml") && !path.starts_with("out/")) files[path] = bytes;
  }
  return files;
}

/// What a compilation leaves behind, comparable.
struct Bytes {
  Tree files;
  std::string lock;
  bool operator==(const Bytes&) const = default;
};

inline Bytes bytes_of(const driver::Compilation& c) { return {c.arranged.files, lock::print(c.next_lock)}; }

inline driver::Compilation compile(const Tree& files, std::size_t threads = 1) {
  MemoryFileSystem fs = in_memory(files);
  driver::Options options;
  options.threads = threads;
  return driver::compile(fs, {}, options);
}

}  // namespace infragen::test
