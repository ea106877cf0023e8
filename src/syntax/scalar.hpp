#pragma once
/// The five ways to write a scalar. `indent` is the column of the map or list that the scalar stands in, -1 at the top:
/// every further line of the scalar is indented more. Each reader leaves the cursor behind the scalar, or reports.

#include <string>

#include "infragen/syntax/node.hpp"
#include "syntax/cursor.hpp"

namespace infragen::syntax {

struct Scalar {
  std::string text;  ///< unescaped and folded
  Node::Quote quote = Node::Quote::plain;
  std::size_t begin = 0, end = 0;  ///< quotes included
};

/// One line of text without quotes, from `begin` on.
struct PlainLine {
  std::size_t end = 0;   ///< without blanks at the end
  std::size_t stop = 0;  ///< what ended it: `: `, ` #`, a line break, in flow collections an indicator
  bool colon = false;    ///< it was `: `
};
PlainLine plain_line(const Cursor& cursor, std::size_t begin, bool flow);

/// Whether text without quotes may begin at the cursor.
bool plain_begins(const Cursor& cursor, bool flow);

/// A line that could be read as text but holds a key, or begins like a list item, does not continue a scalar.
void read_plain(Cursor& cursor, int indent, bool flow, Scalar& out);
void read_quoted(Cursor& cursor, int indent, Scalar& out);
/// `|` and `>`. Leaves the cursor at the beginning of the line behind the text.
void read_block(Cursor& cursor, int indent, Scalar& out);

/// Offset behind the closing quote if it stands on the line of the opening one at the cursor; 0 if it does not.
std::size_t quote_end_on_line(const Cursor& cursor);

}  // namespace infragen::syntax
