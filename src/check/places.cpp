// Shared stacks that stand in another account or region than who uses them.

#include <fmt/format.h>

#include <algorithm>
#include <string>

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
}

}  // namespace infragen::check
