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

/// The specification files of examples/popcorn, without what was built from them.
inline Tree popcorn() {
  Tree files;
  for (const auto& [path, bytes] : tree_of(std::string(INFRAGEN_SOURCE_DIR) + "/examples/popcorn")) {
    if ((path.ends_with(".yaml") || path.ends_with(".sh")) && !path.starts_with("out/")) files[path] = bytes;
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
