#pragma once
/// Which values upstream Helm charts read. Source and gaps: `specs/charts/README.md`.

#include <optional>
#include <string_view>
#include <vector>

#include "infragen/facts/kubernetes.hpp"

namespace infragen::facts {

struct Chart {
  std::string_view name, version;
  std::string_view app_version;  ///< of what the chart installs
  std::string_view kubernetes;   ///< the versions that it asks for (`>=1.25.0-0`); may be empty
  Shape values;                  ///< closed where a key that is not named is ignored; types are those of the defaults
  std::optional<Shape> schema;   ///< the chart's own
};

/// All that are known, sorted by name and version as text.
std::vector<Chart> charts();
/// The chart of this name in the version that is nearest to `version`: the same, else the newest one that is not newer,
/// else the oldest. Nothing for a name that is not known.
std::optional<Chart> chart(std::string_view name, std::string_view version);

}  // namespace infragen::facts
