#pragma once
/// Specification files of a project in their canonical look.

#include <string>
#include <vector>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/load/load.hpp"
#include "infragen/support/filesystem.hpp"

namespace infragen::driver {

struct FormattedFile {
  std::string path;
  std::string text;          ///< as it shall be
  bool changed = false;
  bool lost = false;         ///< the new text would mean something else: a fault of the formatter, and the file stays
};

struct FormattedFiles {
  load::Loaded loaded;
  std::vector<FormattedFile> files;           ///< by path; without those that have syntax errors
  std::vector<diag::Diagnostic> findings;     ///< of reading, of the files that were asked for
  std::vector<std::string> unknown;           ///< names that are no specification of the project
};

/// All specifications, or those that are named, relative to the project.
FormattedFiles format_files(support::FileSystem& fs, const std::string& root, const std::vector<std::string>& names);

}  // namespace infragen::driver
