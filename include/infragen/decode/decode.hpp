#pragma once
/// Trees -> typed objects. Fills what nobody wrote from the defaults of kind and class, marks each field with where its
/// value came from, and reports what is required and missing.

#include "infragen/diag/diagnostic.hpp"
#include "infragen/merge/merge.hpp"
#include "infragen/model/environment.hpp"

namespace infragen::decode {

model::Environment decode(merge::Assembled assembled, diag::Sink& sink);

}  // namespace infragen::decode
