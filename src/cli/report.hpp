#pragma once
// What people read.

#include <string>

#include "cli/arguments.hpp"
#include "infragen/driver/compile.hpp"
#include "infragen/driver/explain.hpp"
#include "infragen/driver/summary.hpp"
#include "infragen/emit/emit.hpp"

namespace infragen::cli {

/// The findings in the format that was asked for.
std::string findings(const std::vector<diag::Diagnostic>& items, const source::Files& files, Format format, bool colour);
/// `2 errors, 1 warning`
std::string counts(const std::vector<diag::Diagnostic>& items);
/// `found`: as `counts` says it.
std::string summary(const driver::Summary& states, const std::string& found, const emit::Outcome& outcome, const std::string& out, bool lock_changed);
std::string explanation(const driver::Explanation& e);

}  // namespace infragen::cli
