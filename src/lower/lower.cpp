#include "infragen/lower/lower.hpp"

#include "infragen/lower/diagnostics.hpp"
#include "lower/context.hpp"

namespace infragen::lower {
namespace {

struct Entry {
  std::string_view kind;
  void (*lower)(Context&, ObjectId);
  void (*tell)(Context&, ObjectId) = nullptr;   ///< of every object, whichever unit makes it
};
constexpr Entry table[] = {
    {"network", lower_network}, {"zone", lower_zone},     {"certificate", lower_certificate},
    {"ecs", lower_ecs},       {"eks", lower_eks},         {"kubernetes", lower_kubernetes}, {"alb", lower_alb},           {"service", lower_service},
    {"postgres", lower_postgres}, {"redis", lower_redis},     {"kafka", lower_kafka},
    {"instance", lower_instance},
    {"secret", lower_secret},     {"parameter", lower_parameter}, {"registry", lower_registry, tell_registry},
    {"waf", lower_waf},           {"sqs", lower_sqs},           {"sns", lower_sns},
    {"s3", lower_s3},             {"dynamodb", lower_dynamodb}, {"resource", lower_resource},
    {"module", lower_module, tell_module},
};

void hold_was(Context& context, const lock::Lock& lock, ObjectId id) {
  const auto& was = context.env().objects.common(id).was;
  if (!was.present()) return;
  const std::string old = context.former_address(id);
  const source::Span at = context.env().origins.span(was.mark.origin);
  if (context.env().objects.find(old).known()) {
    context.sink().report(was_still_there, at, old).also(context.head(context.env().objects.find(old)).at, "declared here");
    return;
  }
  bool known = false;
  for (const lock::Fact& fact : lock.all("address", context.env().name)) {
    known = known || fact.subject.starts_with(old + "/") || fact.subject.starts_with(context.address(id) + "/");
  }
  if (!known) context.sink().report(was_unknown, at, old).help("commit infragen.lock; `was:` can go when no environment holds the old name");
}

}  // namespace

Lowered lower(model::System& system, bool makes_state, const lock::Lock& lock, lock::Lock& keep, diag::Sink& sink) {
  Context context(system, lock, keep, sink);
  for (const ObjectId id : system.env().objects.ids()) {
    const bool existing = system.env().objects.existing(id);
    if (existing) lower_existing(context, id);
    for (const Entry& entry : table) {
      if (entry.tell != nullptr && entry.kind == model::kind(id).name) entry.tell(context, id);
    }
    if (existing || !system.env().owns(id)) continue;
    hold_was(context, lock, id);
    for (const Entry& entry : table) {
      if (entry.kind == model::kind(id).name) entry.lower(context, id);
    }
  }
  lower_pods(context);
  lower_security(context);
  lower_policies(context);
  if (makes_state) lower_state(context);
  lower_outputs(context);
  lower_alarms(context);
  lower_patches(context);
  lower_imports(context);
  return context.take();
}

}  // namespace infragen::lower
