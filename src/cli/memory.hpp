#pragma once
/// Builds that have nothing to do are known again and not compiled again.

#include <optional>
#include <string>

#include "cli/arguments.hpp"
#include "infragen/cli/run.hpp"
#include "infragen/driver/cache.hpp"
#include "infragen/driver/remembered.hpp"

namespace infragen::cli {

/// Of one build. Without a cache it knows nothing and keeps nothing.
class Memory {
 public:
  Memory(const Arguments& a, const Host& host);

  /// What the build comes to, if that is known.
  std::optional<driver::Again> again();
  /// The disk for whatever decides the build.
  support::FileSystem& fs();
  /// After a build that left the output as it shall be, and asked `fs()` for everything that tells so.
  void keep(const driver::Compilation& compilation);

 private:
  void say(const std::string& line) const;

  const Arguments& a_;
  const Host& host_;
  driver::Cache cache_;
  std::string key_;   ///< empty: nothing is to be remembered
  support::TracedFileSystem traced_;
};

}  // namespace infragen::cli
