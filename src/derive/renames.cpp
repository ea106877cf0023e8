#include "derive/passes.hpp"

namespace infragen::derive {
namespace {

/// What the lock keeps for the first label; empty: nothing.
std::string kept_label(const model::Environment& env, const model::Endpoint& endpoint, const lock::Lock& lock) {
  const std::string kept = lock.get("name", env.name, view::print(endpoint.host_named_by));
  const auto& was = env.objects.common(endpoint.owner).was;
  if (!kept.empty() || !was.present()) return kept;
  view::Identity old = endpoint.host_named_by;
  old.object = std::string(model::kind(endpoint.owner).name) + "." + *was;
  const std::string before = lock.get("name", env.name, view::print(old));
  if (!before.empty()) return before;
  return lock.get("address", env.name, view::print(old)).empty() ? std::string() : *was;
}

}  // namespace

void keep_hosts(model::Resolved& in, const lock::Lock& lock, lock::Lock& keep, model::Derived& out) {
  for (model::Endpoint& endpoint : in.traits.endpoints) {
    if (endpoint.host_named_by.role.empty()) continue;
    const std::string label = kept_label(in.env, endpoint, lock);
    if (label.empty()) continue;
    const auto& was = in.env.objects.common(endpoint.owner).was;
    endpoint.facts["host"].value = view::Rope(label + endpoint.host_suffix, was.present() ? was.mark.origin : source::no_origin);
    out.hosts[endpoint.owner] = label;
    keep.add({"name", in.env.name, view::print(endpoint.host_named_by), label});
  }
}

}  // namespace infragen::derive
