#pragma once
#include "infragen/diag/diagnostic.hpp"

namespace infragen::driver {

using diag::Severity;

inline constexpr diag::Def<std::string, std::string, std::string> refused{"IG0721", "provider-refuses", Severity::error, "`{}` in template `{}`: {}"};
inline constexpr diag::Def<std::string, std::string, std::string> doubtful{"IG0722", "provider-warns", Severity::warning, "`{}` in template `{}`: {}"};
inline constexpr diag::Def<std::string, std::string> refused_argument{"IG0723", "argument-refused", Severity::error, "`{}`: {}"};
inline constexpr diag::Def<std::string, std::string> doubtful_argument{"IG0724", "argument-doubtful", Severity::warning, "`{}`: {}"};
inline constexpr diag::Def<std::string> lock_differs{"IG0731", "lock-differs", Severity::error, "infragen.lock would change: {}"};
inline constexpr diag::Def<std::string> no_such_environment{"IG0732", "no-such-environment", Severity::error, "environment `{}` is not defined"};

inline constexpr diag::Def<std::string> unused_template{"IG0733", "unused-template", Severity::error, "nothing is rendered by a template `{}`"};

inline constexpr diag::Def<std::string, std::string> declared_in_both{"IG0734", "declared-in-both", Severity::error, "{} stands in `{}` too, which infragen writes"};

inline constexpr diag::Info diagnostics[] = {diag::info(declared_in_both), diag::info(refused), diag::info(doubtful), diag::info(refused_argument), diag::info(doubtful_argument), diag::info(lock_differs), diag::info(no_such_environment), diag::info(unused_template)};

}  // namespace infragen::driver
