// Alarms: whether they can go off, and whether anybody hears them.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "check/passes.hpp"
#include "infragen/support/text.hpp"

namespace infragen::check {
namespace {

using model::AlarmRule;
using model::Metric;
using model::MetricUnit;
using model::ObjectId;
using model::Observed;

constexpr std::string_view units[] = {"a number", "a percentage", "a size", "a duration"};
constexpr std::string_view examples[] = {"5", "80%", "10Gi", "2m"};

const Metric* metric_named(const Observed& o, const std::string& name) {
  const auto found = std::find_if(o.metrics.begin(), o.metrics.end(), [&](const Metric& m) { return m.name == name; });
  return found == o.metrics.end() ? nullptr : &*found;
}

std::vector<std::string> names(const Observed& o) {
  std::vector<std::string> out;
  for (const Metric& m : o.metrics) {
    if (std::find(out.begin(), out.end(), m.name) == out.end()) out.emplace_back(m.name);
  }
  return out;
}

void threshold(Judge& judge, ObjectId id, const std::string& path, const Metric& metric, const schema::Field<std::string>& written, bool below) {
  if (!written.present()) return;
  const std::string field = path + (below ? ".below" : ".above");
  if (below != metric.below) {
    judge.report_field(alarm_direction, id, field, written.mark, std::string(metric.name), metric.below ? "too little" : "too much").help(fmt::format("`{}: {}`", metric.below ? "below" : "above", *written));
    return;
  }
  const auto quantity = model::read_quantity(*written);
  if (!quantity || quantity->unit == metric.unit) return;
  const auto unit = static_cast<std::size_t>(metric.unit);
  judge.report_field(alarm_threshold, id, field, written.mark, std::string(metric.name), std::string(units[unit]), *written).help(fmt::format("such as `{}`", examples[unit]));
}

void rule(Judge& judge, const Observed& o, const std::string& name, const schema::Field<AlarmRule>& r) {
  const std::string path = "alarms." + name;
  const Metric* metric = metric_named(o, name);
  if (metric == nullptr) {
    const std::vector<std::string> known = names(o);
    const auto near = support::nearest(name, known);
    judge.report(unknown_alarm, o.owner, judge.env().origins.key(r.mark.origin), judge.address(o.owner), name)
        .help(near ? fmt::format("did you mean `{}`", *near) : "it has " + support::join(known, ", "))
        .path(judge.address(o.owner) + "." + path);
    return;
  }
  if (!r.present()) return;
  threshold(judge, o.owner, path, *metric, r->above, false);
  threshold(judge, o.owner, path, *metric, r->below, true);
  // Amazon CloudWatch, "PutMetricAlarm", Period: metrics of AWS have one for each minute.
  if (r->within.present() && r->within->seconds % 60 != 0) {
    judge.report_field(alarm_window, o.owner, path + ".within", r->within.mark, schema::ScalarOf<schema::Duration>::print(*r->within)).help(fmt::format("`{}m`", (r->within->seconds + 59) / 60));
  }
}

/// Amazon SNS, "Key management", compatibility with AWS services: CloudWatch needs a key whose policy lets it in, and the
/// policy of AWS's own key cannot be changed.
void key(Judge& judge, const Observed& o, std::set<ObjectId>& said) {
  const auto& to = (*o.alarms)->to;
  if (!to.present() || !to->bound()) return;
  const ObjectId topic{to->kind, to->index};
  const auto& sns = judge.env().objects.get<model::Sns>(topic);
  if (*sns.key == model::TopicKey::own || !said.insert(topic).second) return;
  judge.report_field(alarm_key, o.owner, "alarms.to", to.mark, judge.address(topic)).also(judge.at(sns.key.mark, topic), "the key").help(fmt::format("`key: own` on `{}`", judge.address(topic)));
}

/// One note for the environment: what fails unheard, though there is somebody to hear it.
void unheard(Judge& judge) {
  constexpr std::uint16_t topics = model::Objects::kind_of<model::Sns>();
  std::vector<ObjectId> without;
  for (const Observed& o : judge.system().resolved.traits.observed) {
    if (judge.ours(o.owner) && !o.alarms->present() && !o.alarms->mark.removed && !o.alarms->mark.invalid) without.push_back(o.owner);
  }
  if (without.empty() || judge.env().objects.count(topics) == 0) return;
  const ObjectId topic{topics, 0};
  if (!judge.ours(topic)) return;
  const std::string_view kind = model::kind(without.front()).name;
  judge.report(no_alarms, topic, judge.head(topic).at, judge.address(without.front()), without.size() - 1)
      .also(judge.head(without.front()).at, "nothing watches it")
      .help(fmt::format("`defaults: {{{}: {{alarms: {{to: {}}}}}}}`; `alarms: ~` says that nobody needs to be told", kind, judge.address(topic)));
}

}  // namespace

void alarms(Judge& judge) {
  std::set<ObjectId> said;
  for (const Observed& o : judge.system().resolved.traits.observed) {
    if (!judge.ours(o.owner) || !o.alarms->present()) continue;
    key(judge, o, said);
    for (const auto& [name, r] : *(*o.alarms)->rules) rule(judge, o, name, r);
  }
  unheard(judge);
}

}  // namespace infragen::check
