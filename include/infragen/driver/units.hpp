#pragma once
/// Finding what a command was asked about.

#include <string>
#include <vector>

#include "infragen/driver/compile.hpp"

namespace infragen::driver {

/// What words on the command line name: a unit, and in it an object. `prod`, `envs/prod service.web`, `service.web`.
struct Asked {
  const UnitState* state = nullptr;   ///< null: see `problem`
  std::string address;                ///< empty: the whole unit
  std::string problem;                ///< why nothing was found, with the nearest name
};

/// Without a unit the only environment is meant. `shared/global` is a shared stack.
Asked asked(const Compilation& compilation, const std::vector<std::string>& words);

/// `environment `prdo` is not defined; did you mean `prod`?`
std::string no_environment(const Compilation& compilation, const std::string& name);
/// `prod has no `service.wbe`; did you mean `service.web`?`
std::string no_object(const UnitState& state, const std::string& address);
const UnitState* unit_named(const Compilation& compilation, const std::string& name);
/// `envs/prod/env.yaml:22`
std::string place(const Compilation& compilation, source::Span span);

}  // namespace infragen::driver
