#include "catch.hpp"
#include "checked.hpp"
#include "infragen/model/kind.hpp"
#include "infragen/model/traits.hpp"

using namespace infragen;
using namespace infragen::test;
using Found = std::vector<std::string>;

namespace {

const std::string file = "envs/prod/alarms.yaml";
const std::string topic = "sns:\n  alerts: {subscriptions: {ops: ops@example.org}}\n";          // 1, 2
const std::string everybody = "defaults:\n  service: {alarms: {to: alerts}}\n  alb: {alarms: {to: alerts}}\n";   // 3 to 5

Found alarms(const std::string& postgres, const std::string& head = topic) {
  ProjectFiles files = sound_project();
  files[file] = head + everybody + "  postgres:\n    alarms:\n" + postgres;
  return found(files);
}

}  // namespace

TEST_CASE("thresholds have the unit and the direction of their metric") {
  CHECK(alarms("      cpu: {above: 75%, within: 15m, severity: low}\n      storage: {below: 5Gi}\n      connections: {above: 40}\n") == Found{});
  CHECK(alarms("      cpu: {above: 75}\n") == Found{"alarm-threshold at " + file + ":8"});
  CHECK(alarms("      storage: {below: 5%}\n") == Found{"alarm-threshold at " + file + ":8"});
  CHECK(alarms("      storage: {above: 5Gi}\n") == Found{"alarm-direction at " + file + ":8"});
  CHECK(alarms("      cpu: {below: 5%}\n") == Found{"alarm-direction at " + file + ":8"});
  CHECK(alarms("      cpu: {within: 90s}\n") == Found{"alarm-window at " + file + ":8"});
}

TEST_CASE("metrics that an object does not have are found, also when they are taken away") {
  CHECK(alarms("      cpu: ~\n") == Found{});
  CHECK(alarms("      lag: ~\n") == Found{"unknown-alarm at " + file + ":8"});     // of Aurora; this is RDS
  CHECK(alarms("      lag: {above: 2s}\n") == Found{"unknown-alarm at " + file + ":8"});
}

TEST_CASE("alarms reach a topic whose key lets them in") {
  CHECK(alarms("      to: alerts\n") == Found{});
  CHECK(alarms("      to: alerts\n", "sns:\n  alerts: {key: aws, subscriptions: {ops: ops@example.org}}\n").size() == 1);
}

TEST_CASE("where there is a topic, production says what nobody watches, once") {
  ProjectFiles files = sound_project();
  CHECK(found(files) == Found{});
  files[file] = topic;
  CHECK(found(files) == Found{"no-alarms at " + file + ":2"});
  files[file] = topic + everybody;
  CHECK(found(files) == Found{"no-alarms at " + file + ":2"});   // the database
  files[file] = topic + everybody + "  postgres: {alarms: ~}\n";
  CHECK(found(files) == Found{});
}

TEST_CASE("a threshold is a whole number and its unit") {
  using model::MetricUnit;
  const auto is = [](const char* text, std::int64_t value, MetricUnit unit) {
    const auto q = model::read_quantity(text);
    return q && q->value == value && q->unit == unit;
  };
  CHECK(is("5", 5, MetricUnit::count));
  CHECK(is("80%", 80, MetricUnit::percent));
  CHECK(is("10Gi", std::int64_t{10} << 30, MetricUnit::bytes));
  CHECK(is("2m", 120, MetricUnit::seconds));
  for (const char* wrong : {"", "%", "-1", "1.5", "5 %", "5GB", "9999999999999999999", "9999999999Ti"}) CHECK_FALSE(model::read_quantity(wrong));
}
