#include "syntax/cursor.hpp"

#include <algorithm>

namespace infragen::syntax {

bool Cursor::marker() const {
  if (at_ != line_ || text_.size() - at_ < 3) return false;
  const std::string_view three = text_.substr(at_, 3);
  return (three == "---" || three == "...") && space_at(at_ + 3);
}

std::size_t Cursor::line_end(std::size_t at) const {
  std::size_t end = std::min(text_.find('\n', at), text_.size());
  if (end > at && text_[end - 1] == '\r') --end;
  return end;
}

std::size_t Cursor::next_line(std::size_t at) const {
  const std::size_t end = text_.find('\n', at);
  return end == std::string_view::npos ? text_.size() : end + 1;
}

bool Cursor::skip_space() {
  bool crossed = false;
  while (!at_end()) {
    const std::size_t before = at_;
    skip_blanks();
    const char c = peek();
    const bool at_comment = c == '#' && (at_ == line_ || is_blank(text_[at_ - 1]));
    if (at_end()) break;
    if (at_comment || is_break(c)) {
      const std::size_t next = next_line(at_);
      crossed = crossed || text_[next - 1] == '\n';
      if (text_[next - 1] == '\n') line_ = next;
      at_ = next;
      continue;
    }
    const std::string_view indentation = text_.substr(before, at_ - before);
    const std::size_t tab = indentation.find('\t');
    if (before == line_ && tab != std::string_view::npos) {
      fail(tab_indentation, before + tab, before + tab + 1).help("indent with spaces");
    }
    break;
  }
  return crossed;
}

}  // namespace infragen::syntax
