#pragma once
// The hops of an edge with what `check` needs to report the one that fails.

#include <string>
#include <vector>

#include "infragen/check/reachability.hpp"

namespace infragen::check {

enum class Broken : std::uint8_t { nothing, network, way_out, egress, ingress, discovery, credential, permission };

struct Link {
  Hop hop;
  Broken as = Broken::nothing;   ///< what it is when it fails
  source::Span missing;          ///< where the missing thing would stand
  std::string missing_text;      ///< label there
  std::string help;
};

/// One end of an edge: who sends, from where.
struct End {
  model::ObjectId owner;
  view::Identity group;
  std::string network;
  std::string tier;
  const model::Principal* principal = nullptr;   ///< null: a relay
};

/// Empty when the object neither runs code nor passes requests on.
std::vector<Link> links(const model::System& system, const model::Edge& edge);
std::vector<Link> platform_links(const model::System& system, const model::Principal& principal);

}  // namespace infragen::check
