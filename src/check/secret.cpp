// Secrets: where the value comes from, how long a deleted one can be brought back, who reads it.

#include <fmt/format.h>

#include <algorithm>

#include "check/passes.hpp"
#include "check/retention.hpp"

namespace infragen::check {
namespace {

using model::ObjectId;
using model::Secret;

void source(Judge& judge, ObjectId id, const Secret& s) {
  const bool by_hand = s.by_hand.present() && *s.by_hand;
  if (s.generate.mark.invalid || s.by_hand.mark.invalid) return;
  if (!s.generate.present() && !by_hand) {
    judge.report(secret_source, id, judge.head(id).at, judge.address(id)).help("`generate: 64` for a random value, or `by_hand: true`");
  }
  if (s.generate.present() && by_hand) {
    judge.report_field(two_secret_sources, id, "generate", s.generate.mark, judge.address(id)).also(judge.at(s.by_hand.mark, id), "by hand").help("one of the two");
  }
  if (s.keys.present() && !s.keys->empty() && !by_hand && s.generate.present()) {
    judge.report_field(keys_of_generated, id, "keys", s.keys.mark).also(judge.at(s.generate.mark, id), "generated").help("a secret for each value, or `by_hand: true`");
  }
}

void recovery(Judge& judge, ObjectId id, const Secret& s) {
  if (!s.recovery.present()) return;
  const std::int64_t seconds = s.recovery->seconds;
  // AWS Secrets Manager, "DeleteSecret": RecoveryWindowInDays is 7 to 30, or deletion is forced at once.
  const bool fits = seconds == 0 || (seconds % seconds_a_day == 0 && seconds >= 7 * seconds_a_day && seconds <= 30 * seconds_a_day);
  if (!fits) {
    judge.report_field(recovery_window, id, "recovery", s.recovery.mark, schema::ScalarOf<schema::Duration>::print(*s.recovery)).help("whole days from 7d to 30d, or 0s");
  } else if (seconds == 0) {
    judge.report_field(no_recovery, id, "recovery", s.recovery.mark, judge.address(id)).help("`recovery: 30d`");
  }
}

}  // namespace

void secret(Judge& judge) {
  judge.each<Secret>([&](ObjectId id, const Secret& s) {
    if (!s.existing.present()) {
      source(judge, id, s);
      recovery(judge, id, s);
    }
    const bool used = !judge.system().resolved.to(id).empty();
    // What a shared stack holds is read by environments.
    if (!used && !judge.env().shared && judge.env().poisoned.empty()) {
      judge.report(unused_secret, id, judge.head(id).at, judge.address(id)).help(fmt::format("`uses: {{{}: read}}` on a service, or delete it", judge.address(id)));
    }
  });
}

}  // namespace infragen::check
