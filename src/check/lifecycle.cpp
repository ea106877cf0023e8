#include "check/lifecycle.hpp"

#include "check/dates.hpp"

namespace infragen::check {

void judge_support(Judge& judge, model::ObjectId id, const schema::Mark& version, const Support& support) {
  const auto today = day_of(judge.today());
  const auto standard = day_of(support.standard), extended = day_of(support.extended);
  if (!today || !standard) return;
  if (extended && *today > *extended) {
    judge.report_field(version_ended, id, "version", version, support.what, support.where, support.extended).help(support.help);
  } else if (*today > *standard) {
    judge.report_field(extended_support, id, "version", version, support.what, support.where, support.standard).help(support.help);
  } else if (*standard - *today <= 180) {
    judge.report_field(version_ends, id, "version", version, support.what, support.where, support.standard).help(support.help);
  }
}

}  // namespace infragen::check
