#pragma once
#include "infragen/diag/diagnostic.hpp"

namespace infragen::render {

using diag::Severity;

inline constexpr diag::Def<std::string, std::string> template_error{"IG0711", "template-error", Severity::error, "template `{}`: {}"};
inline constexpr diag::Def<std::string> no_template{"IG0712", "no-template", Severity::error, "there is no template `{}`"};

inline constexpr diag::Info diagnostics[] = {diag::info(template_error), diag::info(no_template)};

}  // namespace infragen::render
