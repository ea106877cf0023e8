#pragma once
// How long AWS runs a version, as of the day that is handed in.

#include <string>

#include "check/judge.hpp"

namespace infragen::check {

/// Dates as `2030-02-28`, the last day; empty: none announced.
struct Support {
  std::string what;       ///< `PostgreSQL 17`
  std::string where;      ///< `Aurora`
  std::string standard;
  std::string extended;
  std::string help;       ///< which version is better
};

/// Reports a `version` that AWS has ended, that is in extended support, or whose standard support ends within 180 days.
void judge_support(Judge& judge, model::ObjectId id, const schema::Mark& version, const Support& support);

}  // namespace infragen::check
