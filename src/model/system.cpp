#include "infragen/model/system.hpp"

#include <algorithm>

namespace infragen::model {

void Resolved::index() {
  to_.clear();
  for (std::size_t i = 0; i < edges.size(); ++i) to_[edges[i].to].push_back(i);
  principals_.clear();
  for (std::size_t i = 0; i < traits.principals.size(); ++i) principals_.emplace(traits.principals[i].owner, i);
  relays_.clear();
  for (std::size_t i = 0; i < traits.relays.size(); ++i) relays_.emplace(traits.relays[i].owner, i);
}

std::span<const Edge> Resolved::from(ObjectId id) const {
  const auto [begin, end] = std::equal_range(edges.begin(), edges.end(), Edge{.from = id, .to = {}, .target = {}, .role = {}},
                                             [](const Edge& a, const Edge& b) { return a.from < b.from; });
  return {begin, end};
}

std::vector<const Edge*> Resolved::to(ObjectId id) const {
  std::vector<const Edge*> out;
  if (const auto found = to_.find(id); found != to_.end()) {
    for (const std::size_t i : found->second) out.push_back(&edges[i]);
  }
  return out;
}

const Principal* Resolved::principal(ObjectId id) const {
  const auto found = principals_.find(id);
  return found == principals_.end() ? nullptr : &traits.principals[found->second];
}

const Host* Resolved::host(ObjectId workload) const {
  const Principal* p = principal(workload);
  if (p == nullptr) return nullptr;
  const auto found = std::find_if(traits.hosts.begin(), traits.hosts.end(), [&](const Host& host) { return host.owner == p->host; });
  return found == traits.hosts.end() ? nullptr : &*found;
}

const Relay* Resolved::relay(ObjectId id) const {
  const auto found = relays_.find(id);
  return found == relays_.end() ? nullptr : &traits.relays[found->second];
}

}  // namespace infragen::model
