#pragma once
#include "infragen/diag/diagnostic.hpp"

namespace infragen::patch {

using diag::Severity;

inline constexpr diag::Def<std::string, std::string> patches_nothing{"IG0725", "patches-nothing", Severity::error, "`{}` makes no `{}`"};
inline constexpr diag::Def<std::string, std::size_t, std::string> several_blocks{"IG0726", "several-blocks", Severity::error, "`{}` makes {} of `{}`"};
inline constexpr diag::Def<std::string, std::string> set_already{"IG0727", "set-already", Severity::error, "`{}` of `{}` is set already"};
inline constexpr diag::Def<std::string, std::string> by_position{"IG0728", "by-position", Severity::error, "`{}` of `{}` has several entries, and nothing says which"};

inline constexpr diag::Def<std::string, std::string> imports_nothing{"IG0729", "imports-nothing", Severity::error, "`{}` makes no `{}`"};
inline constexpr diag::Def<std::string, std::string> imported_twice{"IG0730", "imported-twice", Severity::error, "two lines import `{}` of `{}`"};
inline constexpr diag::Def<std::string, std::string> import_instance{"IG0735", "import-instance", Severity::error, "`{}` {}"};

inline constexpr diag::Info diagnostics[] = {diag::info(imports_nothing), diag::info(imported_twice), diag::info(import_instance), diag::info(patches_nothing), diag::info(several_blocks), diag::info(set_already), diag::info(by_position)};

}  // namespace infragen::patch
