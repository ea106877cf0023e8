#pragma once
/// One mistake, one message: what would only be said because of another finding is not said.
///
/// Phases go on behind an error, as far as they can, so that one run finds as much as possible. What they lost on the way
/// then looks missing, or unjudged. Such findings fall here, in one place for all phases:
///
///  1. about a file that is no YAML, only that is said;
///  2. behind an error that loses something (a key, a name, a required field, a whole document), nothing that comes later
///     in the compilation is reported missing;
///  3. behind any error of reading, also that of a value, no rule is held against what may have been set or accepted in
///     what was not understood;
///  4. about a value that is wrong by itself, nothing else is said, and about one that AWS refuses no rule is held.
///
/// Nothing becomes valid by this: a finding falls only while an error stays.

#include <deque>

#include "infragen/diag/diagnostic.hpp"

namespace infragen::driver {

void drop_followers(std::deque<diag::Diagnostic>& items);

}  // namespace infragen::driver
