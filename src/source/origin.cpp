#include "infragen/source/origin.hpp"

#include <utility>

namespace infragen::source {

OriginId Origins::add(Origin origin) {
  origin.note = intern(origin.note);
  origin.value = intern(origin.value);
  entries_.push_back(std::move(origin));
  return static_cast<OriginId>(entries_.size() - 1);
}

std::string_view Origins::intern(std::string_view text) {
  if (text.empty()) return {};
  if (const auto known = names_.find(text); known != names_.end()) return *known;
  return *names_.emplace(text).first;
}

Span Origins::span(OriginId id) const {
  std::vector<OriginId> open{id};  // heads of chains, the next one last
  std::unordered_set<OriginId> seen;
  while (!open.empty()) {
    OriginId at = open.back();
    open.pop_back();
    std::vector<OriginId> causes;
    for (; at != no_origin && at < entries_.size() && seen.insert(at).second; at = entries_[at].weaker) {
      const Origin& origin = entries_[at];
      if (origin.kind == OriginKind::written && origin.span.known()) return origin.span;
      if (origin.kind == OriginKind::derived) causes.insert(causes.end(), origin.causes.begin(), origin.causes.end());
    }
    open.insert(open.end(), causes.rbegin(), causes.rend());
  }
  return {};
}

Span Origins::key(OriginId id) const {
  for (OriginId at = id; at != no_origin; at = entries_[at].weaker) {
    if (entries_[at].key.known()) return entries_[at].key;
  }
  return span(id);
}

}  // namespace infragen::source
