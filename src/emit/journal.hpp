#pragma once
/// The steps of a commit, written down before the first is taken: `<root>/.infragen/journal/ops`, with the contents of
/// files beside it as `1`, `2`, … A journal folder without `ops` is one that was never completed.
///
///     infragen-journal 1 journal
///     guard - terraform/prod/core/infragen-incomplete.tf
///     remove 131075:1204:1700000000000000000 terraform/prod/core/old.tf
///     put 1 0f3c… - terraform/prod/core/main.tf
///     companion 2 91ab… 131080:77:1700000000000000000 ../infragen.lock
///     end 4
///
/// In style `exchange` the new tree already stands: the companions are left to do, and `drop` names the files of the
/// former tree that may vanish with it; whatever else stands there that the new tree has not got is brought over.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emit/site.hpp"

namespace infragen::emit {

struct Op {
  enum class Kind { guard, remove, put, companion, drop };
  Kind kind = Kind::put;
  std::string path;         ///< below the root; of a companion relative to it
  std::string staged;       ///< put, companion: name of the file with the contents
  std::string hash;         ///< put, companion: of the contents
  std::optional<Mark> old;  ///< what stood there when the steps were decided
};

struct Journal {
  bool exchange = false;
  std::vector<Op> ops;
};

std::string print_journal(const Journal& journal);
/// Nothing for a text that was not written by `print_journal`, or not as a whole.
std::optional<Journal> parse_journal(std::string_view text);

struct FoundJournal {
  enum class State { none, incomplete, complete, unusable } state = State::none;
  Journal journal;
  std::string why;  ///< unusable
};
FoundJournal find_journal(const Site& site);

/// Removes the journal below the root; `ops` first.
std::error_code erase_journal(const Site& site);

}  // namespace infragen::emit
