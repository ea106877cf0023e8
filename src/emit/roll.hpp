#pragma once
/// Takes the steps of a journal, each of which may have been taken before.

#include <set>
#include <string>

#include "emit/journal.hpp"
#include "emit/site.hpp"

namespace infragen::emit {

/// True when every step is taken and the journal is gone. Otherwise the findings say why, and the journal stays for
/// the next try. `companions`: the only paths outside the root that may be written, relative to it.
bool roll_forward(const Site& site, const Journal& journal, const std::set<std::string>& companions);

/// What the guard file says; `terraform validate`, `plan` and `apply` show its second half and refuse.
extern const std::string guard_text;

}  // namespace infragen::emit
