#pragma once
/// Holds the values that are given to a Helm chart against what the chart reads. Helm itself says nothing about a key
/// that no template looks at.

#include <string>
#include <string_view>
#include <vector>

#include "infragen/facts/charts.hpp"
#include "infragen/verify/objects.hpp"

namespace infragen::verify {

struct ValuesReport {
  bool known = false;   ///< whether there is any version of the chart to hold the values against
  std::string version;  ///< the version that they were held against
  bool same = false;    ///< whether that is the version asked for; of another one, keys may have come and gone
  /// Keys that the chart does not read are `ineffective` (a warning), values of another sort `wrong_type`, what the
  /// chart's own schema refuses as it is.
  std::vector<ObjectProblem> problems;
};

ValuesReport verify_values(const yaml::Node& values, std::string_view chart, std::string_view version);

}  // namespace infragen::verify
