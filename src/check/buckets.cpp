// Buckets: what is lost without a way back.

#include <fmt/format.h>

#include "check/passes.hpp"
#include "check/retention.hpp"

namespace infragen::check {
namespace {

using model::ObjectId;
using model::S3;

void whole(Judge& judge, ObjectId id, const char* field, const schema::Field<schema::Duration>& written) {
  if (!written.present() || written->seconds % seconds_a_day == 0) return;
  judge.report_field(whole_days, id, field, written.mark, schema::ScalarOf<schema::Duration>::print(*written)).help(fmt::format("`{}d`", (written->seconds + seconds_a_day - 1) / seconds_a_day));
}

}  // namespace

void buckets(Judge& judge) {
  judge.each_made<S3>([&](ObjectId id, const S3& s) {
    whole(judge, id, "expire", s.expire);
    whole(judge, id, "keep_versions", s.keep_versions);
    if (!*s.versioning) {
      judge.report_field(no_versions, id, "versioning", s.versioning.mark, judge.address(id)).help("`versioning: true`");
      if (Judge::written(s.keep_versions.mark)) judge.report_field(unused_keep, id, "keep_versions", s.keep_versions.mark, judge.address(id)).also(judge.at(s.versioning.mark, id), "no versions");
    }
    if (!*s.protect) judge.report_field(unprotected, id, "protect", s.protect.mark, judge.address(id), "what is in it goes with it").help("`protect: true`");
  });
}

}  // namespace infragen::check
