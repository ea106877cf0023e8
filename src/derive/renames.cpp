#include <algorithm>

#include "derive/passes.hpp"

namespace infragen::derive {
namespace {

/// The name under which the lock keeps what an object is known by; empty: nothing. `resource`: one of its resources, in
/// the lock if the object was ever made.
std::string kept_name(const model::Environment& env, model::ObjectId owner, const view::Identity& named, view::Identity resource, const lock::Lock& lock) {
  const std::string kept = lock.get("name", env.name, view::print(named));
  const auto& was = env.objects.common(owner).was;
  if (!kept.empty() || !was.present()) return kept;
  view::Identity old = named;
  old.object = resource.object = std::string(model::kind(owner).name) + "." + *was;
  const std::string before = lock.get("name", env.name, view::print(old));
  if (!before.empty()) return before;
  return lock.get("address", env.name, view::print(resource)).empty() ? std::string() : *was;
}

bool knows_its_users(const model::Endpoint& endpoint) {
  return std::any_of(endpoint.facts.begin(), endpoint.facts.end(), [](const auto& fact) { return fact.second.of_user; });
}

}  // namespace

void keep_hosts(model::Resolved& in, const lock::Lock& lock, lock::Lock& keep, model::Derived& out) {
  for (model::Endpoint& endpoint : in.traits.endpoints) {
    if (endpoint.host_named_by.role.empty()) continue;
    const std::string label = kept_name(in.env, endpoint.owner, endpoint.host_named_by, endpoint.host_named_by, lock);
    if (label.empty()) continue;
    const auto& was = in.env.objects.common(endpoint.owner).was;
    endpoint.facts["host"].value = view::Rope(label + endpoint.host_suffix, was.present() ? was.mark.origin : source::no_origin);
    out.hosts[endpoint.owner] = label;
    keep.add({"name", in.env.name, view::print(endpoint.host_named_by), label});
  }
}

void keep_callers(model::Resolved& in, const lock::Lock& lock, lock::Lock& keep) {
  for (model::Principal& p : in.traits.principals) {
    const auto edges = in.from(p.owner);
    const bool told = std::any_of(edges.begin(), edges.end(), [&](const model::Edge& edge) { return knows_its_users(in.traits.endpoints[edge.endpoint]); });
    if (!told) continue;
    const view::Identity called{in.env.objects.head(p.owner).address, "caller", {}};
    const std::string kept = kept_name(in.env, p.owner, called, p.runtime, lock);
    if (kept.empty()) continue;
    p.called = kept;
    keep.add({"name", in.env.name, view::print(called), kept});
  }
}

}  // namespace infragen::derive
