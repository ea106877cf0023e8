#pragma once
/// What yaml-cpp makes of a text, held against our tree.

#include <string_view>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/syntax/node.hpp"

namespace infragen::syntax {

/// Whether yaml-cpp's events for `text`, the whole file, say what `root` says: the same maps and lists around the same
/// keys and texts. If not, reports one finding where they part, or where yaml-cpp gives up. `text` was read without an
/// error, which bounds its size and depth.
bool reads_alike(const Node& root, std::string_view text, diag::Sink& sink);

}  // namespace infragen::syntax
