// Shared stacks that stand in another account or region than who uses them.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "infragen/check/check.hpp"
#include "infragen/check/diagnostics.hpp"

namespace infragen::check {
namespace {

using model::ObjectId;
using model::System;

bool is_used(const System& system, ObjectId id) {
  if (!system.resolved.to(id).empty()) return true;
  for (const auto& [entry, served] : system.derived.served) {
    if (served.zone == id || served.certificate == id) return true;
  }
  if (id.kind != model::Objects::kind_of<model::Registry>()) return false;
  const auto& services = system.env().objects.all<model::Service>();
  return std::any_of(services.begin(), services.end(), [](const model::Service& s) { return !s.image.present(); });
}

void hold(const System& system, const System& stack, ObjectId id, diag::Sink& sink) {
  const model::Environment& env = system.env();
  const model::Head& head = env.objects.head(id);
  const std::string here = model::account_text(env), there = model::account_text(stack.env());
  const auto& aws = env.settings.aws;
  if (!here.empty() && !there.empty() && here != there) {
    sink.report(other_account, head.at, head.address, stack.env().name, env.name)
        .also(env.origins.span(aws->account.mark.origin), fmt::format("the account of {}", env.name))
        .help("one account for both; or declare it in the environment");
  } else if (!model::kind(id).anywhere_in_account && env.region() != stack.env().region()) {
    sink.report(other_region, head.at, head.address, stack.env().region(), env.name, env.region())
        .also(env.origins.span(aws->region.mark.origin), fmt::format("the region of {}", env.name))
        .help("one region for both; or declare it in the environment");
  }
}

/// Amazon Route 53, "ChangeResourceRecordSets": one record of a name and type in a zone. Whoever applies last would take the
/// visitors of the other.
void hold_hosts_apart(std::span<const System* const> systems, std::span<diag::Sink> sinks) {
  struct Entry {
    const System* system;
    const model::Relay* relay;
  };
  std::map<std::tuple<std::string, std::string, std::string>, Entry> first;   // unit of the zone, the zone, host
  for (std::size_t u = 0; u < systems.size(); ++u) {
    const System& system = *systems[u];
    const model::Environment& env = system.env();
    for (const auto& [entry, served] : system.derived.served) {
      const model::Relay* relay = system.resolved.relay(entry);
      if (relay == nullptr || !served.zone.known()) continue;
      const model::Head& zone = env.objects.head(served.zone);
      const std::string host = view::print(relay->host);
      const auto [it, fresh] = first.emplace(std::tuple(zone.shared.empty() ? env.name : zone.shared, zone.address, host), Entry{&system, relay});
      if (fresh) continue;
      const model::Environment& other = it->second.system->env();
      const auto called = [](const model::Environment& in, const model::Relay& r) { return fmt::format("`{}` in {}", in.objects.head(r.owner).address, in.name); };
      const source::Span here = env.origins.span(relay->host_origin), there = other.origins.span(it->second.relay->host_origin);
      auto finding = sinks[u].report(host_twice, here, called(other, *it->second.relay), called(env, *relay), host, zone.address);
      if (there != here) finding.also(there, "the other one");
      finding.help("a name each: `host: ${env}.…` where the entry is declared for all environments");
    }
  }
}

}  // namespace

void hold_places(std::span<const System* const> systems, std::span<diag::Sink> sinks) {
  for (std::size_t u = 0; u < systems.size(); ++u) {
    const model::Environment& env = systems[u]->env();
    if (env.shared || !env.settings.aws.present() || !env.settings.aws->region.present()) continue;
    for (const ObjectId id : env.objects.ids()) {
      const std::string& owner = env.objects.head(id).shared;
      if (owner.empty() || env.objects.head(id).poisoned || !is_used(*systems[u], id)) continue;
      const auto stack = std::find_if(systems.begin(), systems.end(), [&](const System* s) { return s->env().shared && s->env().name == owner; });
      if (stack != systems.end() && (*stack)->env().settings.aws->region.present()) hold(*systems[u], **stack, id, sinks[u]);
    }
  }
  hold_hosts_apart(systems, sinks);
}

}  // namespace infragen::check
