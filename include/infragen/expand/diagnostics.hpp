#pragma once
#include "infragen/diag/diagnostic.hpp"

namespace infragen::expand {

using diag::Severity;

inline constexpr diag::Def<std::string, std::string> unknown_key{"IG0201", "unknown-key", Severity::error, "`{}` is no {}"};
inline constexpr diag::Def<std::string> empty_value{"IG0202", "empty-value", Severity::error, "`{}` has no value"};
inline constexpr diag::Def<std::string, std::string> invalid_value{"IG0203", "invalid-value", Severity::error, "`{}` {}"};
inline constexpr diag::Def<std::string, std::string> wrong_form{"IG0204", "wrong-form", Severity::error, "`{}` {}"};
inline constexpr diag::Def<std::string, std::string> out_of_range{"IG0205", "out-of-range", Severity::error, "`{}` is outside {}"};
inline constexpr diag::Def<std::string, std::string> invalid_key{"IG0206", "invalid-key", Severity::error, "`{}` {}"};
inline constexpr diag::Def<std::string, std::string> misplaced_key{"IG0207", "misplaced-key", Severity::error, "`{}` does not stand in {}"};
inline constexpr diag::Def<std::string> removed_key{"IG0208", "removed-item", Severity::error, "`~` removes an entry of a map, and `{}` is none"};

inline constexpr diag::Def<std::string> no_such_file{"IG0209", "no-such-file", Severity::error, "there is no file `{}`"};
inline constexpr diag::Def<std::string, std::string> unfit_file{"IG0210", "unfit-file", Severity::error, "`{}` {}"};

inline constexpr diag::Info diagnostics[] = {diag::info(unknown_key),  diag::info(empty_value), diag::info(invalid_value),
                                             diag::info(wrong_form),   diag::info(out_of_range), diag::info(invalid_key),
                                             diag::info(misplaced_key), diag::info(removed_key), diag::info(no_such_file), diag::info(unfit_file)};

}  // namespace infragen::expand
