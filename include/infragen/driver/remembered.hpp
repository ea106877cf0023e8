#pragma once
/// What a build that has nothing more to write came to, as bytes for the next one. docs/decisions has the reasons.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/driver/summary.hpp"
#include "infragen/source/files.hpp"
#include "infragen/support/trace.hpp"

namespace infragen::driver {

/// A file that findings point into.
struct NamedFile {
  std::string path;   ///< as findings name it
  std::string disk;   ///< as it was read
  bool operator==(const NamedFile&) const = default;
};

struct Remembered {
  std::string key;                         ///< everything that decides a build beside the disk
  support::Trace trace;                    ///< what the build asked of the disk, and would ask to see that nothing is to be written
  Summary summary;
  std::vector<NamedFile> files;
  std::vector<diag::Diagnostic> findings;  ///< spans are of `files`, by their place in the list
};

/// Takes the findings along, with the files that they need. `directory`: of the project, as the disk was asked for it.
/// Nothing when a finding points into a file that the trace did not read.
std::optional<Remembered> remember(std::string key, support::Trace trace, const Compilation& compilation, const std::string& directory);

/// A fingerprint stands before the rest.
std::string print(const Remembered& remembered);
/// Nothing when not every byte is one that `print` has written for this key.
std::optional<Remembered> parse_remembered(std::string_view bytes, std::string_view key);

/// The same build again, if the disk answers all questions as before.
struct Again {
  Summary summary;
  source::Files files;
  std::vector<diag::Diagnostic> findings;
};
/// Nothing, and why in `changed`, when it must be built.
std::optional<Again> again(support::FileSystem& fs, const Remembered& remembered, std::string& changed);

}  // namespace infragen::driver
