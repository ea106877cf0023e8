#pragma once
/// What a commit has to change, decided by looking at the disk once and touching nothing.

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "emit/site.hpp"
#include "infragen/emit/emit.hpp"

namespace infragen::emit {

/// A file that gets other contents.
struct Put {
  std::string path;                    ///< below the root; of a companion relative to it
  const std::string* bytes = nullptr;  ///< in the request or in `Plan::texts`
  std::optional<Mark> old;             ///< what stands there now
  std::optional<std::uint32_t> old_mode;
};

struct Removal {
  std::string path;
  std::optional<Mark> old;
};

struct Plan {
  std::vector<Put> puts;  ///< sorted; the manifest, if it changes, is the last
  std::vector<Removal> removals;
  std::vector<Put> companions;
  std::vector<std::string> guards;        ///< guard files of the Terraform folders that change
  std::set<std::string> companion_paths;  ///< of all companions, changed or not, relative to the root
  bool may_exchange = true;               ///< no folder of specs lies in or around the root
  std::deque<std::string> texts;
  Outcome outcome;

  bool is_nothing() const { return puts.empty() && removals.empty() && companions.empty(); }
};

/// Findings that are errors mean that nothing may be written.
Plan make_plan(const Site& site, const Request& request);

/// Where the companions lie, seen from the root. A companion whose folder cannot be found is a finding.
std::set<std::string> companion_paths(const Site& site, const std::vector<std::string>& companions);

}  // namespace infragen::emit
