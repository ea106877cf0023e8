#pragma once
/// From a value to the lines that came of it, and from a line back to the specification.

#include <string>
#include <vector>

#include "infragen/driver/compile.hpp"

namespace infragen::driver {

/// One thing that had a say, strongest first.
struct Say {
  std::string what;    ///< `envs/prod/env.yaml:22`, `default of class production`, `rule: the only network`
  std::string value;   ///< as written, or as proposed; never of a sensitive field
  bool wins = false;
};

struct Explanation {
  bool found = false;
  std::string problem;               ///< why nothing was found, with the nearest name
  std::string subject;               ///< `prod postgres.main.backups`
  std::string value;
  std::vector<Say> says;
  std::vector<std::string> lines;    ///< output lines, `terraform/prod/core/database.tf:31  backup_retention_period = 7`
  std::vector<std::string> edges;    ///< of an object: what it uses and what uses it, with the layer that enforces it
};

/// `address` is an object, or a field of one: `postgres.main`, `postgres.main.backups`, `network.main.tiers.app.route`.
Explanation explain_value(const Compilation& compilation, const std::string& environment, const std::string& address);
/// `terraform/prod/core/database.tf` and a 1-based line.
Explanation explain_line(const Compilation& compilation, const std::string& path, std::uint32_t line);

}  // namespace infragen::driver
