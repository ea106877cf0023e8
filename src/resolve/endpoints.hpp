#pragma once
// The endpoints of an object, without looking at those of all others.

#include <cstddef>
#include <map>
#include <vector>

#include "infragen/model/system.hpp"

namespace infragen::resolve {

/// Grows with the traits, to which endpoints are only added.
class EndpointsOf {
 public:
  /// Places in `traits.endpoints`, in their order.
  const std::vector<std::size_t>& operator()(const model::Traits& traits, model::ObjectId id) {
    for (; seen_ < traits.endpoints.size(); ++seen_) places_[traits.endpoints[seen_].owner].push_back(seen_);
    static const std::vector<std::size_t> none;
    const auto found = places_.find(id);
    return found == places_.end() ? none : found->second;
  }

 private:
  std::map<model::ObjectId, std::vector<std::size_t>> places_;
  std::size_t seen_ = 0;
};

}  // namespace infragen::resolve
