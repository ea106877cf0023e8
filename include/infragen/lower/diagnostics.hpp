#pragma once
#include "infragen/diag/diagnostic.hpp"

namespace infragen::lower {

using diag::Severity;

inline constexpr diag::Def<std::string, std::string, std::string> name_too_long{
    "IG0701", "name-too-long", Severity::error, "the name `{}` of {} has {} characters too many"};
inline constexpr diag::Def<std::string, std::string> name_twice{"IG0702", "name-twice", Severity::error, "two resources of type {} are named `{}`"};
inline constexpr diag::Def<std::string> was_unknown{"IG0703", "was-unknown", Severity::warning, "the lock file knows no `{}`: nothing is renamed"};
inline constexpr diag::Def<std::string> was_still_there{"IG0704", "was-still-there", Severity::error, "`{}` is declared too: it was not renamed"};

inline constexpr diag::Def<std::string, std::size_t> user_data_too_long{
    "IG0705", "oversized-user-data", Severity::error, "the script of `{}` and what comes with it have {} bytes, and EC2 takes 16384"};
inline constexpr diag::Def<std::string> parameter_path{"IG0706", "parameter-path", Severity::error, "`{}` is no path of Parameter Store"};

inline constexpr diag::Def<std::string, std::string, std::string, std::string> name_in_two{
    "IG0707", "name-in-two-environments", Severity::error, "{} and {} stand in one account, and both name an {} `{}`"};

inline constexpr diag::Info diagnostics[] = {diag::info(name_too_long), diag::info(name_twice), diag::info(was_unknown), diag::info(was_still_there), diag::info(user_data_too_long), diag::info(parameter_path), diag::info(name_in_two)};

}  // namespace infragen::lower
