#pragma once
// What the printed modules and roots say, held against what was compiled.

#include "arrange/modular.hpp"

namespace infragen::arrange {

/// `files`: every file by its path below the output root; `folder`: of the modules. A difference is a finding.
void hold_unfolded(const Modular& m, const std::map<std::string, std::string>& files, const std::string& folder, diag::Sink& sink);

}  // namespace infragen::arrange
