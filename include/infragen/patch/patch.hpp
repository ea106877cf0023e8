#pragma once
/// What people add to the blocks of an object beside what its kind says: `patch: {aws_lb: {…}}`. Blocks are changed as
/// trees, after templates made them and before the provider's schema judges them. What a field sets is not set here.
/// The same keys say which block takes over something that is there already: `import: {aws_lb: …}`.

#include <vector>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/model/environment.hpp"
#include "infragen/render/render.hpp"

namespace infragen::patch {

void patch(render::Rendered& rendered, const std::vector<view::Object>& objects, const model::Environment& env, diag::Sink& sink);

}  // namespace infragen::patch
