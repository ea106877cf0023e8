#pragma once
/// A place in the text, and the one way to report what is wrong there.

#include <cstddef>
#include <string>
#include <string_view>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/source/files.hpp"
#include "infragen/syntax/diagnostics.hpp"

namespace infragen::syntax {

inline bool is_blank(char c) { return c == ' ' || c == '\t'; }
inline bool is_break(char c) { return c == '\n' || c == '\r'; }
inline bool is_flow_indicator(char c) { return c == ',' || c == '[' || c == ']' || c == '{' || c == '}'; }

/// Every CR of the text stands before an LF: the pre-scan saw to that. The character behind the end reads as LF,
/// which ends whatever stands before it.
class Cursor {
 public:
  Cursor(source::FileId file, std::string_view text, diag::Sink& sink) : file_(file), text_(text), sink_(sink) {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = line_ = 3;
  }

  std::size_t at() const { return at_; }
  std::size_t line() const { return line_; }                    ///< offset where the line begins
  int column() const { return static_cast<int>(at_ - line_); }  ///< 0-based, in bytes
  std::string_view text() const { return text_; }
  std::string_view slice(std::size_t begin, std::size_t end) const { return text_.substr(begin, end - begin); }

  bool at_end() const { return at_ >= text_.size(); }
  char peek(std::size_t ahead = 0) const { return char_at(at_ + ahead); }
  char char_at(std::size_t at) const { return at < text_.size() ? text_[at] : '\n'; }
  bool space_at(std::size_t at) const { return is_blank(char_at(at)) || is_break(char_at(at)); }
  /// An indicator such as `- ` or `: `: the character and a blank or the end of the line.
  bool indicator(char c) const { return !at_end() && peek() == c && space_at(at_ + 1); }
  /// `---` or `...` at the beginning of a line.
  bool marker() const;
  /// Nothing more belongs to the document.
  bool done() const { return at_end() || marker(); }

  void advance(std::size_t count = 1) { at_ += count; }
  void move_to(std::size_t at) { at_ = at; }
  void move_to_line(std::size_t at) { at_ = line_ = at; }
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  /// Offset of the line break (CR or LF) or end that ends the line of `at`.
  std::size_t line_end(std::size_t at) const;
  /// Offset behind the line break of the line of `at`.
  std::size_t next_line(std::size_t at) const;

  /// Skips blanks, comments and line breaks up to the next content or the end. True if it is on a later line. A tab
  /// in the indentation of content is an error.
  bool skip_space();

  bool ok() const { return ok_; }
  source::Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  /// Reports the error of the file. Callers return as soon as `ok()` is false, so there is at most one.
  template <class... Args>
  diag::Sink::Builder fail(const Def<Args...>& def, std::size_t begin, std::size_t end,
                           std::type_identity_t<const Args&>... args) {
    diag::Sink& to = ok_ ? sink_ : muted_;
    ok_ = false;
    return to.report(def, span(begin, end), args...);
  }
  diag::Sink& sink() { return sink_; }

 private:
  source::FileId file_;
  std::string_view text_;
  diag::Sink& sink_;
  diag::Sink muted_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  bool ok_ = true;
};

}  // namespace infragen::syntax
