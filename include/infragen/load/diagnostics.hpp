#pragma once
#include "infragen/diag/diagnostic.hpp"

namespace infragen::load {

inline constexpr diag::Def<> no_project{"IG0001", "no-project", diag::Severity::error, "there is no `infragen.yaml` here"};
inline constexpr diag::Def<std::string> unreadable{"IG0002", "unreadable-file", diag::Severity::error, "cannot be read: {}"};
inline constexpr diag::Def<> not_a_file{"IG0003", "not-a-file", diag::Severity::error, "this is a folder where a file belongs"};
inline constexpr diag::Def<> leaves_project{"IG0004", "leaves-project", diag::Severity::error,
                                            "this is a link, and what it points to may lie outside the project"};
inline constexpr diag::Def<std::uint64_t> too_large{"IG0005", "oversized-file", diag::Severity::error, "is larger than {} MiB"};
inline constexpr diag::Def<> no_environment{"IG0006", "no-environment", diag::Severity::error, "no environment is declared"};
inline constexpr diag::Def<> not_read{"IG0007", "unread-file", diag::Severity::warning, "is not read: its name does not end in `.yaml`"};

inline constexpr diag::Info diagnostics[] = {diag::info(no_project), diag::info(unreadable),     diag::info(not_a_file),
                                             diag::info(leaves_project), diag::info(too_large), diag::info(no_environment),
                                             diag::info(not_read)};

}  // namespace infragen::load
