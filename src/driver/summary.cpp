#include "infragen/driver/summary.hpp"

#include <algorithm>

namespace infragen::driver {

Summary summary_of(const Compilation& compilation) {
  Summary out;
  if (!compilation.states.empty()) out.project = compilation.states.front().system.env().project_name();
  for (const arrange::Stack& stack : compilation.arranged.stacks) {
    const bool only = stack.name == stack.unit && std::any_of(compilation.states.begin(), compilation.states.end(), [&](const UnitState& state) {
                        return state.shared && state.name == stack.unit;
                      });
    out.states.push_back({stack.unit, only ? std::string() : stack.name, stack.folder, stack.resources});
  }
  for (const arrange::Stack& overlay : compilation.arranged.overlays) out.overlays.push_back({overlay.unit, {}, overlay.folder, overlay.resources});
  return out;
}

}  // namespace infragen::driver
