#include <algorithm>
#include <charconv>

#include "model/kinds/describe.hpp"

namespace infragen::schema {

namespace {

Reading accepts_quantity(std::string_view text) {
  if (model::read_quantity(text)) return {};
  return {"is no threshold", "`5`, `80%`, `10Gi` or `2m`: the unit is that of the metric"};
}

}  // namespace

template <> const ObjectSchema& schema_of<model::AlarmRule>() {
  using model::AlarmRule;
  static constexpr auto fields = table<AlarmRule>(
      field<&AlarmRule::above>("above", "It goes off above this.", {.accepts = &accepts_quantity}),
      field<&AlarmRule::below>("below", "It goes off below this.", {.accepts = &accepts_quantity}),
      // Amazon CloudWatch, "PutMetricAlarm", EvaluationPeriods: period times number is a day at most.
      field<&AlarmRule::within>("within", "Time over which it is measured, in whole minutes.", {.range = {60, 86400}}),
      field<&AlarmRule::severity>("severity", "Stands in the message and in a tag.", {.by_default = "high"}));
  static constexpr ObjectSchema schema{"alarm", "When one metric is out of order.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Alarms>() {
  using model::Alarms;
  static constexpr std::string_view topic[] = {"sns"};
  static constexpr auto fields = table<Alarms>(
      field<&Alarms::to>("to", "The topic that they are sent to; the only one need not be named.", {.refers_to = topic, .only_one = true}),
      field<&Alarms::rules>("rules", "Metric -> another threshold; `~` takes the alarm away.", {.key_name = "metric"}));
  static constexpr ObjectSchema schema{"alarms", "The alarms that the kind brings, and who hears them.", fields,
                                       [](const tree::Value& written) { return model::one_field(written, "to"); }, "rules"};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {
namespace {

struct Suffix {
  std::string_view text;
  MetricUnit unit;
  std::int64_t factor;
};
constexpr Suffix suffixes[] = {{"%", MetricUnit::percent, 1},
                               {"Ki", MetricUnit::bytes, std::int64_t{1} << 10},
                               {"Mi", MetricUnit::bytes, std::int64_t{1} << 20},
                               {"Gi", MetricUnit::bytes, std::int64_t{1} << 30},
                               {"Ti", MetricUnit::bytes, std::int64_t{1} << 40},
                               {"s", MetricUnit::seconds, 1},
                               {"m", MetricUnit::seconds, 60},
                               {"h", MetricUnit::seconds, 3600},
                               {"d", MetricUnit::seconds, 86400},
                               {"", MetricUnit::count, 1}};

constexpr std::int64_t largest = std::int64_t{1} << 20;

}  // namespace

std::optional<Quantity> read_quantity(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || text.empty() || text.front() == '-' || number > largest * 1024) return std::nullopt;
  const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  const auto* found = std::find_if(std::begin(suffixes), std::end(suffixes), [&](const Suffix& s) { return s.text == rest; });
  if (found == std::end(suffixes) || (found->factor > 1 && number > largest)) return std::nullopt;
  return Quantity{number * found->factor, found->unit};
}

}  // namespace infragen::model
