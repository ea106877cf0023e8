#pragma once
#include "infragen/diag/diagnostic.hpp"

namespace infragen::decode {

using diag::Severity;

inline constexpr diag::Def<std::string, std::string> missing_field{"IG0401", "missing-field", Severity::error, "`{}` has no `{}`"};
inline constexpr diag::Def<std::string> cannot_remove{"IG0402", "cannot-remove", Severity::error, "`{}` is required and cannot be removed"};

inline constexpr diag::Info diagnostics[] = {diag::info(missing_field), diag::info(cannot_remove)};

}  // namespace infragen::decode
