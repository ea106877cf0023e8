#pragma once
/// Takes away a tree that another one has replaced, and loses nothing that only stands in the former.

#include "emit/journal.hpp"
#include "emit/site.hpp"

namespace infragen::emit {

/// Removes the tree at `site.stage`, if there is one. A file goes when the root has the very same (a hard link), or
/// when the journal says that it may be dropped and it is still as it was. Anything else came in while the new tree was
/// made: it is moved over; where both trees changed, both versions stay.
bool sweep(const Site& site, const Journal& journal);

}  // namespace infragen::emit
