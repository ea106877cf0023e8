#pragma once
#include "infragen/diag/diagnostic.hpp"

namespace infragen::lock {

using diag::Severity;

inline constexpr diag::Def<> bad_line{"IG0601", "lock-line", Severity::error, "this line of the lock file says nothing known"};
inline constexpr diag::Def<> conflict{"IG0602", "lock-conflict", Severity::error, "a merge left its conflict here"};
inline constexpr diag::Def<std::string> two_values{"IG0603", "lock-twice", Severity::error, "`{}` has two values"};
inline constexpr diag::Def<> version{"IG0604", "lock-version", Severity::error, "the lock file was written by a newer infragen"};

inline constexpr diag::Info diagnostics[] = {diag::info(bad_line), diag::info(conflict), diag::info(two_values), diag::info(version)};

}  // namespace infragen::lock
