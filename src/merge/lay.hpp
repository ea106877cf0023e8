#pragma once
// One tree over another.

#include <string_view>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/source/origin.hpp"
#include "infragen/tree/value.hpp"

namespace infragen::merge {

/// Lays `over` on `base`. Every value of `over` gets an origin that says `layer` and links to what it hides.
void lay(tree::Value& base, const tree::Value& over, std::string_view layer, source::Origins& origins, diag::Sink& sink);

/// Lays files of one document together: a leaf that stands in two of them is reported.
void join(tree::Value& base, const tree::Value& other, const std::string& path, diag::Sink& sink);

}  // namespace infragen::merge
