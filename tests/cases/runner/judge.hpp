#pragma once
/// Lays a case over its base, compiles it in memory, and writes what was said where a case has its expectations.

#include <map>
#include <string>
#include <vector>

#include "case_text.hpp"
#include "infragen/driver/compile.hpp"

namespace infragen::test {

/// Path -> text of the files that a project is written in.
using Sources = std::map<std::string, std::string>;

/// Specifications, lock file and templates of a folder on disk.
Sources sources_of(const std::string& folder);
/// The same without the project's `layout:`, which stands last, and without what its lock says of that layout.
Sources flat(Sources files);

driver::Compilation compile_sources(const Sources& files);

/// A base and what it says itself, which is nothing that a case brought about.
struct Base {
  Sources files;
  std::vector<std::string> says;   ///< sorted

  explicit Base(Sources from);
};

/// The finding in the words of a case file. One that holds in all environments names none.
Said said_of(const diag::Diagnostic& d, const driver::Compilation& c);

struct Judgement {
  Case found;                          ///< the case with what was said in the place of what was expected
  std::vector<std::string> problems;   ///< what no rewriting of expectations cures
};

Judgement judge(const Case& expected, const Base& base);

/// `-` and `+` lines with their surroundings; empty when the texts are equal.
std::string diff_of(const std::string& expected, const std::string& found);

}  // namespace infragen::test
