#pragma once
/// Printed forms of findings. All take the list as `sorted` returns it.

#include <span>
#include <string>

#include "infragen/diag/diagnostic.hpp"

namespace infragen::diag {

struct TextStyle {
  bool colour = false;
  std::uint32_t context_lines = 0;  ///< source lines shown before the marked one
};

/// `error[unknown-key]: unknown key `bakups`` with `--> file:line:col`, the source line, a caret under
/// the smallest wrong thing, second labels, help lines. Control characters, bidi marks and tabs of the
/// source line are shown escaped or expanded; long lines are cut around the caret.
std::string text(std::span<const Diagnostic> items, const source::Files& files, const TextStyle& style);

/// One JSON document: `{"version": 1, "findings": [...]}`; positions are 1-based.
std::string json(std::span<const Diagnostic> items, const source::Files& files);

/// SARIF 2.1.0 (OASIS). `tool_version` is the compiler's.
std::string sarif(std::span<const Diagnostic> items, const source::Files& files, std::string_view tool_version);

/// GitHub Actions workflow commands: `::error file=…,line=…,col=…,title=…::…`, escaped as GitHub wants.
std::string github(std::span<const Diagnostic> items, const source::Files& files);

}  // namespace infragen::diag
