// Alarms: what the metrics of an object's kind and the lines of people come to.

#include <fmt/format.h>

#include "lower/context.hpp"

namespace infragen::lower {
namespace {

using model::AlarmRule;
using model::Metric;
using model::Observed;

const schema::Field<AlarmRule>* rule_of(const model::Alarms& alarms, const Metric& metric) {
  const auto found = alarms.rules->find(std::string(metric.name));
  return found == alarms.rules->end() ? nullptr : &found->second;
}

Value threshold(const Metric& metric, const schema::Field<AlarmRule>* rule) {
  if (rule == nullptr) return Value(metric.threshold * metric.scale);
  const auto& written = metric.below ? (*rule)->below : (*rule)->above;
  const auto quantity = written.present() ? model::read_quantity(*written) : std::nullopt;
  return quantity ? Value(quantity->value * metric.scale, written.mark.origin) : Value(metric.threshold * metric.scale);
}

void window(const Metric& metric, const schema::Field<AlarmRule>* rule, Value& f) {
  const bool written = rule != nullptr && (*rule)->within.present();
  const std::int64_t seconds = written ? (*rule)->within->seconds : metric.window;
  const source::OriginId origin = written ? (*rule)->within.mark.origin : source::no_origin;
  // What is counted is counted over the whole time; what is measured has to stay out of order for the whole time.
  f.set("period", Value(metric.counted ? seconds : std::int64_t{60}, origin));
  f.set("times", Value(metric.counted ? std::int64_t{1} : seconds / 60, origin));
}

void alarm(Context& c, const Observed& observed, const model::Alarms& alarms, const Metric& metric) {
  const schema::Field<AlarmRule>* rule = rule_of(alarms, metric);
  if (rule != nullptr && rule->mark.removed) return;
  const ObjectId id = observed.owner;
  const auto key_with = [&](const std::string& last) { return last.empty() ? std::string(metric.name) : fmt::format("{}-{}", metric.name, last); };
  const std::string key = key_with(metric.peer.known() ? c.head(metric.peer).name : metric.key);
  const std::string former = key_with(metric.peer.known() ? c.former_name(metric.peer) : metric.key);
  view::Object& object = c.emit(id, "terraform/alarm.tf");
  if (former != key) object.former_keys[key] = former;
  Value& f = object.fields;
  const Context::Parts before{former, former, {}};
  const Rope name = c.name(id, "aws_cloudwatch_metric_alarm", "alarm_name", c.identity(id, "alarm", key), key, {}, &before);
  const schema::Field<model::AlarmSeverity>* severity = rule == nullptr ? nullptr : &(*rule)->severity;
  const std::string word = severity == nullptr ? "high" : schema::ScalarOf<model::AlarmSeverity>::print(**severity);
  const source::OriginId word_origin = severity == nullptr ? source::no_origin : severity->mark.origin;
  f.set("key", key);
  f.set("name", Value(name));
  f.set("about", Value(fmt::format("{}: {} ({})", c.address(id), metric.about, word), word_origin));
  f.set("namespace", std::string(metric.space));
  f.set("metric", std::string(metric.metric));
  Value dimensions = Value::make_map();
  for (const auto& [dimension, value] : metric.dimensions) dimensions.set(dimension, Value(value));
  f.set("dimensions", std::move(dimensions));
  const bool percentile = metric.statistic.starts_with('p');
  f.set("percentile", percentile);
  f.set("statistic", std::string(metric.statistic));
  f.set("comparison", metric.below ? "LessThanThreshold" : "GreaterThanThreshold");
  f.set("threshold", threshold(metric, rule));
  window(metric, rule, f);
  f.set("missing", std::string(metric.missing));
  f.set("to", Value(c.ref({alarms.to->kind, alarms.to->index}, "topic", "arn"), alarms.to.mark.origin));
  Value tags = c.tags(id, name);
  tags.set("Severity", Value(word, word_origin));
  f.set("tags", std::move(tags));
}

}  // namespace

bool hears_alarms(const Context& c, ObjectId topic) {
  for (const Observed& observed : c.system().resolved.traits.observed) {
    const auto& alarms = *observed.alarms;
    if (alarms.present() && alarms->to->bound() && ObjectId{alarms->to->kind, alarms->to->index} == topic) return true;
  }
  return false;
}

void lower_alarms(Context& c) {
  for (const Observed& observed : c.system().resolved.traits.observed) {
    const auto& alarms = *observed.alarms;
    if (!c.env().owns(observed.owner) || !alarms.present() || !alarms->to->bound()) continue;
    for (const Metric& metric : observed.metrics) alarm(c, observed, *alarms, metric);
  }
}

}  // namespace infragen::lower
