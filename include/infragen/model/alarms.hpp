#pragma once
#include "infragen/model/common.hpp"

namespace infragen::model {

enum class AlarmSeverity : std::uint8_t { high, low };

/// What a person says about one alarm: another threshold, another time. Thresholds are texts, as their unit is that of the
/// metric: `80%`, `10Gi`, `2m`, `5`.
struct AlarmRule {
  Field<std::string> above;
  Field<std::string> below;
  Field<schema::Duration> within;
  Field<AlarmSeverity> severity;
};

/// The alarms of one object and who hears them.
struct Alarms {
  Field<schema::Address> to;
  Field<Map<AlarmRule>> rules;
};

}  // namespace infragen::model

namespace infragen::schema {

template <>
struct Names<model::AlarmSeverity> {
  static constexpr std::string_view name = "severity", values[] = {"high", "low"};
};

}  // namespace infragen::schema
