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
inline constexpr diag::Def<std::string> fifo_name{"IG0715", "fifo-name", Severity::error, "`{}` ends as names of FIFO queues and topics do, and this is none"};

inline constexpr diag::Def<std::string, std::string, std::string, std::string> name_in_two{
    "IG0707", "name-in-two-environments", Severity::error, "{} and {} stand in one account, and both name an {} `{}`"};

inline constexpr diag::Def<std::string, std::string> unknown_argument{"IG0714", "unknown-argument", Severity::error, "{} has no argument `{}`"};
inline constexpr diag::Def<std::string, std::string> secret_argument{"IG0713", "secret-argument", Severity::error, "`{}` of {} is a secret, and its value stands here"};
inline constexpr diag::Def<std::string, std::string> no_block{"IG0708", "no-map", Severity::error, "`{}` of {} is no map"};

inline constexpr diag::Def<std::string> unknown_type{"IG0709", "unknown-type", Severity::error, "the AWS provider has no resource `{}`"};

inline constexpr diag::Def<std::string> nothing_to_patch{"IG0710", "nothing-to-patch", Severity::error, "`{}` makes no resource that could be patched"};

inline constexpr diag::Def<std::string> nothing_to_import{"IG0716", "nothing-to-import", Severity::error, "`{}` makes no resource that could be imported"};
inline constexpr diag::Def<std::string> late_import_id{"IG0717", "late-import-id", Severity::error, "the id of `{}` is known after an apply only"};

inline constexpr diag::Def<std::string, std::string> unreachable_secret{"IG0718", "unreachable-secret", Severity::error, "`{}` of `{}` comes from a secret whose name is known after an apply only"};
inline constexpr diag::Def<std::string, std::string> account_unknown{"IG0719", "account-unknown", Severity::error, "`{}` needs the account: without it nobody knows {}"};

inline constexpr diag::Info diagnostics[] = {diag::info(unreachable_secret), diag::info(account_unknown), diag::info(nothing_to_import), diag::info(late_import_id), diag::info(nothing_to_patch), diag::info(unknown_type), diag::info(unknown_argument), diag::info(secret_argument), diag::info(no_block), diag::info(name_too_long), diag::info(name_twice), diag::info(was_unknown), diag::info(was_still_there), diag::info(user_data_too_long), diag::info(parameter_path), diag::info(name_in_two), diag::info(fifo_name)};

}  // namespace infragen::lower
