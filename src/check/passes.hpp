#pragma once
// The passes of check. Each reads only; `accept` comes last, when it is known what `allow` accepted.

#include "check/judge.hpp"

namespace infragen::check {

void account(Judge& judge);
void network(Judge& judge);
void placement(Judge& judge);
void capacity(Judge& judge);
void service(Judge& judge);
void kafka(Judge&);
void instance(Judge&);
void eks(Judge&);
void pods(Judge&);
void postgres(Judge& judge);
void postgres_version(Judge& judge);
void connections(Judge& judge);
void redis(Judge& judge);
void messaging(Judge& judge);
void buckets(Judge& judge);
void tables(Judge& judge);
void alarms(Judge& judge);
void secret(Judge& judge);
void entry(Judge& judge);
void waf(Judge& judge);
void bare(Judge& judge);
void existing(Judge& judge);
void called(Judge& judge);
void plain_secrets(Judge& judge);
void reachability(Judge& judge);
void accept(Judge& judge);

}  // namespace infragen::check
