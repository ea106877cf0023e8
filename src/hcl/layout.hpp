#pragma once
/// Where spaces go: the rules of `terraform fmt`, over a stream of tokens. The printer and the formatter both write
/// through it, so what the printer makes is what the formatter would leave.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hcl/lexer.hpp"
#include "infragen/hcl/ast.hpp"

namespace infragen::hcl {

/// Whether a space stands between two tokens of a line. `before` is the token left of `left`, or none at the start of
/// the line.
bool space_between(Tok before, Tok left, bool left_is_in, Tok right);

/// +1 for tokens that open brackets and template sequences, -1 for those that close them.
int bracket_change(Tok kind);

/// The tokens [first, last) on one line, without comments. A stretch that holds a heredoc is given as it is.
std::string canonical_code(std::string_view source, const std::vector<Token>& tokens, std::size_t first,
                           std::size_t last);

/// Takes tokens and writes lines: indented, spaced, with `=` and trailing comments aligned over consecutive lines.
class LineWriter {
 public:
  void reserve(std::size_t bytes) { out_.reserve(bytes); }

  /// Line breaks are tokens: `newline`, or a comment that ends with one. `last`: nothing follows in the file.
  void token(Tok kind, std::string_view text, bool last = false);

  /// 1-based number of the line that the next token will be on.
  std::uint32_t line() const { return line_; }
  /// The token written last on this line, or none.
  Tok last() const { return last_; }
  /// Columns that the line indents by if it opens no bracket first thing and closes none.
  std::size_t indentation() const { return 2 * indents_.size(); }
  /// Columns so far, without the alignment of `=`.
  std::size_t column() const { return indentation() + current_.lead_columns + current_.assign_columns; }

  /// Ends the last line, if it is open, and gives the text.
  std::string finish();

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  /// Offsets into `pending_`. The cells of a line are its lead, what starts with `=`, and a trailing comment.
  struct Line {
    std::size_t start = 0;
    std::size_t assign = kNone;
    std::size_t comment = kNone;
    std::size_t end = 0;
    std::size_t lead_end = 0;  ///< lead without the space before `=`
    std::size_t indent = 0;
    std::size_t lead_columns = 0;    ///< with the indentation, once the line has ended
    std::size_t assign_columns = 0;  ///< without the spaces before `=`
    std::size_t assign_spaces = 0;
    std::size_t comment_spaces = 0;
  };

  void append(Tok kind, std::string_view text);
  void end_line();
  void indent_line(int net);
  void align_assignments();
  void align_comments();
  void flush();

  std::string out_;
  std::string pending_;
  std::vector<Line> lines_;
  Line current_;
  std::vector<int> indents_;
  std::uint32_t line_ = 1;
  // about the line that is being written
  std::size_t tokens_ = 0;
  Tok last_ = Tok::none;
  Tok before_last_ = Tok::none;
  bool last_is_in_ = false;
  bool heredoc_seen_ = false;
  int net_ = 0;            ///< bracket changes
  int net_indent_ = 0;     ///< the same, up to the first heredoc
  int net_at_assign_ = 0;  ///< both, where `=` was met
  int net_indent_at_assign_ = 0;
};

}  // namespace infragen::hcl
