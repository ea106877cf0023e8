#include "hcl/heredoc.hpp"

#include <algorithm>
#include <limits>
#include <string_view>

#include "hcl/unicode.hpp"

namespace infragen::hcl {
namespace {

constexpr std::uint8_t kStripBefore = 1;
constexpr std::uint8_t kStripAfter = 2;

bool literal(const Expr& e) { return e.kind == Expr::Kind::literal; }

}  // namespace

HeredocLines heredoc_lines(const std::vector<Expr>& parts) {
  HeredocLines lines;
  lines.common = std::numeric_limits<std::size_t>::max();
  bool line_start = true;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::string_view seen = literal(parts[i]) ? std::string_view(parts[i].text) : std::string_view();
    const bool strip_left = i > 0 && !literal(parts[i - 1]) && (parts[i - 1].strip & kStripAfter) != 0;
    const bool strip_right = i + 1 < parts.size() && !literal(parts[i + 1]) && (parts[i + 1].strip & kStripBefore) != 0;
    if (strip_left) seen = trim_space_left(seen);
    if (strip_right && trim_space_left(seen).empty()) seen = {};
    const std::string_view rest = trim_space_left(seen);
    const bool ends = !seen.empty() && seen.back() == '\n' && !strip_right;
    const bool blank = literal(parts[i]) && rest.empty() && ends;
    if (line_start && !blank) {
      lines.common = std::min(lines.common, columns(seen.substr(0, seen.size() - rest.size())));
      lines.starts.push_back(i);
    }
    line_start = ends;
  }
  return lines;
}

void flush_heredoc(std::vector<Expr>& parts) {
  const HeredocLines lines = heredoc_lines(parts);
  if (lines.common == 0) return;
  for (const std::size_t i : lines.starts) {
    std::string& text = parts[i].text;
    std::size_t bytes = 0;
    for (std::size_t n = 0; n < lines.common && bytes < text.size(); ++n) {
      bytes += grapheme_length(std::string_view(text).substr(bytes));
    }
    text.erase(0, bytes);
  }
}

}  // namespace infragen::hcl
