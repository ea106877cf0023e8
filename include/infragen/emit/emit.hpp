#pragma once
/// Commits a tree of generated files as a whole: a build that fails, is killed or meets a full disk leaves the last
/// whole tree, and nothing that a person wrote is overwritten or deleted in silence.

#include <map>
#include <string>
#include <vector>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/support/filesystem.hpp"

namespace infragen::emit {

struct OutFile {
  std::string bytes;
  /// The file is a list of `key = value` (tfvars): keys are owned one by one, a person's own keys and comments stay.
  bool by_key = false;
  /// The spec line that the file as a whole came from, `envs/prod/env.yaml:12`; shown in the manifest.
  std::string from;
};

/// Path below the output root, `/` as separator -> file.
using FileSet = std::map<std::string, OutFile>;

/// A file outside the root that changes in the same commit (the project's lock file).
struct Companion {
  std::string path;
  std::string bytes;
};

struct Request {
  std::string root;                     ///< the output root; created when absent
  FileSet files;                        ///< everything that shall stand there
  /// Files of the manifest under these prefixes are kept as they are when `files` does not name them: environments
  /// that this build did not ask for. Empty: whatever `files` does not name is removed.
  std::vector<std::string> keep;
  std::vector<Companion> companions;
  std::vector<std::string> protect;     ///< folders of specs; a root inside or above one is refused unless journaled per file
  bool force = false;                   ///< overwrite what a person edited or added; each is reported
  enum class Mode { automatic, exchange, journal } mode = Mode::automatic;
  int wait_ms = 10000;                  ///< for another build on the same root
};

struct Outcome {
  bool committed = false;
  Request::Mode mode = Request::Mode::automatic;  ///< what was used
  std::vector<std::string> added, changed, removed, adopted, overridden;
  std::size_t unchanged = 0;
};

/// Nothing is written when a finding is an error. Nothing at all is touched when tree, manifest and companions already
/// are what they should be.
Outcome commit(support::FileSystem& fs, const Request& request, diag::Sink& sink);

/// Finishes or undoes what an earlier, interrupted commit left behind. `commit` calls it first.
void recover(support::FileSystem& fs, const std::string& root, diag::Sink& sink);

}  // namespace infragen::emit
