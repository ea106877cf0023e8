// What is written on an object for which nothing is made.

#include "check/passes.hpp"

namespace infragen::check {

void bare(Judge& judge) {
  for (const model::ObjectId id : judge.env().objects.ids()) {
    if (!model::kind(id).bare) continue;
    const model::Common& common = judge.env().objects.common(id);
    if (common.name.present()) judge.report_field(makes_nothing, id, "name", common.name.mark, judge.address(id), "a name");
    if (common.tags.present()) judge.report_field(makes_nothing, id, "tags", common.tags.mark, judge.address(id), "tags");
  }
}

}  // namespace infragen::check
