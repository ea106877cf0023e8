#pragma once
/// The two ways to a point of no return. Before it nothing of the old tree has changed; behind it `roll_forward` can
/// always finish.

#include <memory>

#include "emit/journal.hpp"
#include "emit/plan.hpp"
#include "emit/site.hpp"

namespace infragen::emit {

enum class Reached {
  yes,
  refused,  ///< this disk, or these rights, do not allow it: `why`; no finding
  no,       ///< failed, with a finding
};

struct Staged {
  Reached reached = Reached::no;
  std::error_code why;
  Journal journal;                                  ///< the steps that are left to take
  std::unique_ptr<support::FileSystem::Lock> lock;  ///< on the tree that now stands at the root
};

/// Builds the complete new tree beside the root and exchanges the two. What it does not know of (foreign files, and
/// ours that stay) gets a second name there: hard links, so nothing is copied and whoever has a file open goes on
/// writing into the same one. Folders keep their permission bits; where owner or group of a folder would change, where
/// another file system is mounted inside, or where something can neither be linked nor listed, it is refused.
/// Access lists and extended attributes of folders are not carried.
Staged exchange_tree(const Site& site, const Plan& plan);

/// Writes the journal of all steps below the root.
Staged write_journal(const Site& site, const Plan& plan);

}  // namespace infragen::emit
