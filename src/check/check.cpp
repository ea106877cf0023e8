#include "infragen/check/check.hpp"

#include "check/passes.hpp"

namespace infragen::check {

void check(const model::System& system, const std::string& today, diag::Sink& sink) {
  Judge judge(system, today, sink);
  account(judge);
  network(judge);
  placement(judge);
  capacity(judge);
  service(judge);
  postgres(judge);
  postgres_version(judge);
  connections(judge);
  kafka(judge);
  instance(judge);
  eks(judge);
  pods(judge);
  redis(judge);
  messaging(judge);
  buckets(judge);
  tables(judge);
  alarms(judge);
  secret(judge);
  entry(judge);
  waf(judge);
  bare(judge);
  existing(judge);
  called(judge);
  plain_secrets(judge);
  reachability(judge);
  accept(judge);
}

}  // namespace infragen::check
