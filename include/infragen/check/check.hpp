#pragma once
/// Rules over the whole system. Reads only; one pass a file. How strict a finding is depends on the class of the
/// environment: a table (`severity.hpp`), finding by class. `allow: {slug: reason}` on the object accepts a finding that
/// breaks a rule; what AWS refuses cannot be allowed.

#include <span>
#include <string>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/model/system.hpp"

namespace infragen::check {

/// `today` as `2026-11-20`: the day as of which versions count as supported; empty: lifecycles are not judged.
void check(const model::System& system, const std::string& today, diag::Sink& sink);

/// What one environment does not use another may: removes `unused-allow` and `unused-input` from every sink unless all
/// units that read the same line say so. `sinks[i]` holds what `check` said of `systems[i]`; call it once, after all.
void keep_unused(std::span<const model::System* const> systems, std::span<diag::Sink> sinks);

/// What a shared stack holds in another account or region than the environment that uses it, where that cannot work.
void hold_places(std::span<const model::System* const> systems, std::span<diag::Sink> sinks);

}  // namespace infragen::check
