#include <algorithm>

#include "syntax/scalar.hpp"

namespace infragen::syntax {

namespace {

class Block {
 public:
  Block(Cursor& cursor, int indent, Scalar& out) : cursor_(cursor), parent_(indent), out_(out) {}

  void read() {
    out_.begin = cursor_.at();
    out_.quote = cursor_.peek() == '|' ? Node::Quote::literal : Node::Quote::folded;
    header();
    if (!cursor_.ok()) return;
    find_indent();
    if (cursor_.ok()) lines();
  }

 private:
  /// `|`, `>-`, `|2+` and the like, then nothing but a comment.
  void header() {
    cursor_.advance();
    bool chomp_seen = false;
    for (;; cursor_.advance()) {
      const char c = cursor_.peek();
      if (!chomp_seen && (c == '+' || c == '-')) {
        chomp_ = c;
        chomp_seen = true;
      } else if (explicit_ == 0 && c >= '1' && c <= '9') {
        explicit_ = c - '0';
      } else {
        break;
      }
    }
    out_.end = cursor_.at();
    cursor_.skip_blanks();
    const bool comment = cursor_.peek() == '#' && cursor_.at() > out_.end;
    if (!comment && !cursor_.at_end() && !is_break(cursor_.peek())) {
      const std::size_t end = cursor_.line_end(cursor_.at());
      const std::string_view first = cursor_.slice(out_.begin, out_.begin + 1);
      cursor_.fail(bad_block_header, cursor_.at(), end)
          .help(fmt::format("`{}` announces a text on the following lines; quote a text that begins with `{}`", first,
                            first));
      return;
    }
    cursor_.move_to_line(cursor_.next_line(cursor_.at()));
  }

  /// The first line that is not blank sets the indentation, unless the header did.
  void find_indent() {
    const int least = std::max(parent_, 0);
    if (explicit_ > 0) {
      indent_ = static_cast<std::size_t>(least + explicit_);
      return;
    }
    std::size_t widest = 0, widest_line = 0;
    for (std::size_t line = cursor_.at(); line < cursor_.text().size(); line = cursor_.next_line(line)) {
      std::size_t content = line;
      while (cursor_.char_at(content) == ' ') ++content;
      const std::size_t column = content - line;
      if (is_break(cursor_.char_at(content))) {
        if (column > widest) widest_line = line;
        widest = std::max(widest, column);
        continue;
      }
      if (column <= static_cast<std::size_t>(least)) break;  // there is no text
      indent_ = column;
      if (widest > indent_) {
        cursor_.fail(wrong_indentation, widest_line + indent_, widest_line + widest)
            .label("a blank line before the text is indented more than the text");
      }
      return;
    }
    indent_ = std::max<std::size_t>(widest, static_cast<std::size_t>(least + 1));
  }

  /// Spaces before the text of the line at the cursor, at most `indent_`.
  std::size_t leading() const {
    std::size_t column = 0;
    while (column < indent_ && cursor_.peek(column) == ' ') ++column;
    return column;
  }

  /// Skips blank lines; the number of them.
  std::size_t blank_lines() {
    std::size_t count = 0;
    while (!cursor_.at_end()) {
      const std::size_t column = leading();
      const std::size_t after = cursor_.at() + column;
      if (after >= cursor_.text().size() || !is_break(cursor_.char_at(after))) break;
      if (chomp_ == '+') out_.end = after;
      cursor_.move_to_line(cursor_.next_line(after));
      ++count;
    }
    return count;
  }

  bool at_text() {
    if (cursor_.at_end()) return false;
    const std::size_t column = leading();
    if (column == indent_) return cursor_.at() + column < cursor_.text().size();
    const std::size_t tab = cursor_.at() + column;
    if (cursor_.char_at(tab) == '\t') cursor_.fail(tab_indentation, tab, tab + 1).help("indent with spaces");
    return false;
  }

  void lines() {
    const bool folded = out_.quote == Node::Quote::folded;
    std::size_t blanks = blank_lines();
    bool pending = false;  // the line before had a break, which is not in the text yet
    bool spaced_before = false;
    while (at_text()) {
      const std::size_t begin = cursor_.at() + indent_;
      const std::size_t end = cursor_.line_end(begin);
      const bool spaced = is_blank(cursor_.char_at(begin));
      const bool fold = folded && pending && !spaced_before && !spaced;
      if (fold && blanks == 0) out_.text += ' ';
      if (pending && !fold) out_.text += '\n';
      out_.text.append(blanks, '\n');
      out_.text += cursor_.slice(begin, end);
      out_.end = end;
      pending = end < cursor_.text().size();
      spaced_before = spaced;
      cursor_.move_to_line(cursor_.next_line(begin));
      blanks = blank_lines();
    }
    if (pending && chomp_ != '-') out_.text += '\n';
    if (chomp_ == '+') out_.text.append(blanks, '\n');
  }

  Cursor& cursor_;
  int parent_;
  Scalar& out_;
  char chomp_ = ' ';
  int explicit_ = 0;
  std::size_t indent_ = 1;
};

}  // namespace

void read_block(Cursor& cursor, int indent, Scalar& out) { Block(cursor, indent, out).read(); }

}  // namespace infragen::syntax
