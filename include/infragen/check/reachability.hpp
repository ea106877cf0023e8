#pragma once
/// The proof that a packet can arrive, hop by hop, and which layer lets it through. `check` reports the hop that fails;
/// `explain` prints them all. Everything is looked up in what was derived, nothing is assumed.

#include <string>
#include <vector>

#include "infragen/model/system.hpp"

namespace infragen::check {

struct Hop {
  std::string what;    ///< `out of service.api on port 5432`
  std::string layer;   ///< `network`, `route`, `security group`, `NetworkPolicy`, `DNS`, `IAM`, `credential`
  bool ok = true;
};

/// The way of one edge. All hops, also behind one that fails.
std::vector<Hop> trace(const model::System& system, const model::Edge& edge);

/// The way that every workload needs before it can start: images, logs and secrets come from AWS over HTTPS.
std::vector<Hop> trace_platform(const model::System& system, const model::Principal& principal);

}  // namespace infragen::check
