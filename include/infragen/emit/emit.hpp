#pragma once
/// Commits a tree of generated files as a whole: a build that fails, is killed or meets a full disk leaves the last
/// whole tree, and nothing that a person wrote is overwritten or deleted in silence. docs/decisions/0010 has
/// the reasons.

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

/// A file outside the root that changes in the same commit (the project's lock file). It is ours as a whole.
struct Companion {
  std::string path;
  std::string bytes;
};

enum class Mode {
  automatic,
  exchange,  ///< a complete tree is staged beside the root and takes its place in one step
  journal,   ///< the steps are written down first, then taken one by one; foreign files are not even looked at
};

struct Request {
  std::string root;  ///< the output root; created when absent
  FileSet files;     ///< everything that shall stand there
  /// Files of the manifest under these prefixes are kept as they are when `files` does not name them: environments
  /// that this build did not ask for. Empty: whatever `files` does not name is removed.
  std::vector<std::string> keep;
  std::vector<Companion> companions;
  /// Folders of specs. A root inside or above one is never exchanged; a file inside one that lies below the root is
  /// refused.
  std::vector<std::string> protect;
  bool force = false;  ///< overwrite what a person edited or added; each is reported
  Mode mode = Mode::automatic;
  int wait_ms = 10000;  ///< for another build on the same root
};

struct Outcome {
  /// Tree, manifest and companions are what was asked for (perhaps they were before: then the lists are empty).
  bool committed = false;
  Mode mode = Mode::automatic;  ///< what was used; `automatic` when nothing had to be written
  /// Paths below the root, sorted. When not committed: what would have been done, as far as that was found out.
  std::vector<std::string> added, changed, removed, adopted, overridden;
  std::size_t unchanged = 0;
};

/// Nothing is written when a finding is an error. Nothing at all is touched when tree, manifest and companions already
/// are what they should be.
Outcome commit(support::FileSystem& fs, const Request& request, diag::Sink& sink);

/// Whether `commit` would find nothing to write, to finish and to say. Only looks, and takes no lock.
bool settled(support::FileSystem& fs, const Request& request);

/// Finishes or undoes what an earlier, interrupted commit left behind; touches nothing when there is nothing. `commit`
/// calls it first. `companions` are the only paths outside the root that may be written: a journal is a file, and who
/// can commit a file to a repository shall not choose what is written elsewhere.
void recover(support::FileSystem& fs, const std::string& root, const std::vector<std::string>& companions,
             diag::Sink& sink, int wait_ms = 10000);

}  // namespace infragen::emit
