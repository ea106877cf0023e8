#pragma once
// Plain values as expressions.

#include <vector>

#include "infragen/render/render.hpp"

namespace infragen::render {

/// Pieces as parts of a quoted string; neighbouring literals of one origin are one part.
void append_pieces(std::vector<hcl::Expr>& parts, const view::Rope& rope, Rendered& out);

/// A reference that arrange writes.
hcl::Expr slot(const view::Ref& ref, source::OriginId origin, Rendered& out);

}  // namespace infragen::render
