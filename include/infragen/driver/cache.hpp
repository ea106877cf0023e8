#pragma once
/// A folder of this user's, outside of every project, with one file for each build that is remembered. Whatever is wrong
/// with it, it holds nothing: a build never fails or changes because of it.

#include <cstdint>
#include <optional>
#include <string>

#include "infragen/support/filesystem.hpp"

namespace infragen::driver {

class Cache {
 public:
  /// `folder`: absolute; empty: no cache. `user`: who builds. A folder that belongs to somebody else, or that others
  /// may write to, is not used.
  Cache(support::FileSystem& fs, std::string folder, std::uint32_t user) : fs_(fs), folder_(std::move(folder)), user_(user) {}

  /// Whether it could hold something.
  bool usable() const;
  std::optional<std::string> load(const std::string& key) const;
  /// Replaces what was kept for the key. Of more than `most` files the oldest go.
  void store(const std::string& key, const std::string& bytes) const;

  static constexpr std::size_t most = 64;

 private:
  std::string file(const std::string& key) const;
  bool mine(const std::string& path) const;
  void tidy() const;

  support::FileSystem& fs_;
  std::string folder_;
  std::uint32_t user_;
};

}  // namespace infragen::driver
