#pragma once
#include "infragen/diag/diagnostic.hpp"

namespace infragen::derive {

using diag::Severity;

inline constexpr diag::Def<std::string, std::string> no_space{"IG0611", "no-address-space", Severity::error, "`{}` has no room for a subnet of `{}`"};
inline constexpr diag::Def<std::string, std::string> outside{"IG0612", "subnet-outside", Severity::error, "`{}` would lie outside `{}`"};
inline constexpr diag::Def<std::string, std::string> overlap{"IG0613", "subnet-overlap", Severity::error, "`{}` overlaps `{}`"};
inline constexpr diag::Def<std::string, std::string, std::string> moves{"IG0614", "subnet-moves", Severity::error, "subnet `{}` moves from {} to {}: AWS would replace it"};
inline constexpr diag::Def<std::string> host_without_zone{"IG0615", "host-without-zone", Severity::error, "no zone here holds `{}`"};
inline constexpr diag::Def<std::string> host_without_certificate{"IG0616", "host-without-certificate", Severity::error, "no certificate here stands for `{}`"};
inline constexpr diag::Def<std::string, std::string> name_outside_zone{"IG0617", "name-outside-zone", Severity::error, "`{}` is no name of the zone `{}`"};
inline constexpr diag::Def<std::string, std::string> unknown_fact{"IG0621", "unknown-fact", Severity::error, "`{}` has no fact `{}`"};
inline constexpr diag::Def<std::string> variable_twice{"IG0622", "variable-twice", Severity::error, "two edges give `{}`"};
inline constexpr diag::Def<std::string> variable_in_env{"IG0623", "variable-in-env", Severity::error, "`env` holds what an edge gives: {}"};
inline constexpr diag::Def<std::string> bad_variable{"IG0624", "variable-name", Severity::error, "`{}` is no name of an environment variable"};
inline constexpr diag::Def<std::string> joined_secret{"IG0625", "joined-secret", Severity::error, "`{}` joins what ECS injects with other text, and ECS injects it whole"};
inline constexpr diag::Def<std::string> not_used{"IG0626", "fact-without-edge", Severity::error, "`{}` does not stand in `uses`"};
inline constexpr diag::Def<std::string> unknown_placeholder{"IG0627", "unknown-placeholder", Severity::error, "`${{{}}}` names nothing"};
inline constexpr diag::Def<std::string> unknown_variables_key{"IG0628", "unknown-variables-key", Severity::error, "`{}` is no kind, no `kind as role` and no address"};

inline constexpr diag::Info diagnostics[] = {
    diag::info(no_space),     diag::info(outside),        diag::info(overlap),      diag::info(moves),
    diag::info(host_without_zone), diag::info(host_without_certificate), diag::info(name_outside_zone),
    diag::info(unknown_fact), diag::info(variable_twice), diag::info(variable_in_env), diag::info(bad_variable),
    diag::info(joined_secret), diag::info(not_used),      diag::info(unknown_placeholder), diag::info(unknown_variables_key)};

}  // namespace infragen::derive
