#include "syntax/parser.hpp"

#include <algorithm>
#include <utility>

namespace infragen::syntax {

namespace {
/// Above this the stack of a thread might not suffice, whatever the caller allows; yaml-cpp refuses 500.
constexpr std::size_t deepest = 256;
/// YAML 1.2, 7.4.2: other readers refuse longer ones.
constexpr std::size_t longest_key = 1024;
}  // namespace

Parser::Parser(source::FileId file, std::string_view text, const Limits& limits, diag::Sink& sink)
    : cursor_(file, text, sink), limits_(limits) {
  limits_.depth = std::min(limits_.depth, deepest);
}

bool Parser::run(Node& root) {
  document(root);
  // Nobody needs to walk through a tree of that size to hear nothing new.
  if (nodes_ > limits_.nodes) {
    const source::Span place = cursor_.span(root.span.begin, root.span.begin);
    root = {};
    root.span = place;
  }
  return cursor_.ok() && duplicates_ == 0;
}

void Parser::document(Node& root) {
  cursor_.skip_space();
  root.span = cursor_.span(cursor_.at(), cursor_.at());
  if (!cursor_.ok()) return;
  if (cursor_.column() == 0 && cursor_.peek() == '%') {
    cursor_.fail(yaml_directive, cursor_.at(), cursor_.line_end(cursor_.at())).help("remove the line");
    return;
  }
  if (cursor_.marker() && cursor_.peek() == '-') {
    cursor_.advance(3);
    const std::size_t behind = cursor_.at();
    root.span = cursor_.span(behind, behind);
    const bool crossed = cursor_.skip_space();
    if (!cursor_.ok()) return;
    if (!crossed && !cursor_.at_end()) {
      cursor_.fail(text_behind_marker, cursor_.at(), cursor_.line_end(cursor_.at())).help("begin on the next line");
      return;
    }
  }
  if (!cursor_.done()) block_node(-1, false, root);
  if (cursor_.ok()) document_end(root);
}

void Parser::document_end(const Node& root) {
  cursor_.skip_space();
  if (!cursor_.ok() || cursor_.at_end()) return;
  if (!cursor_.marker()) return fail_indentation(root);
  const std::size_t begin = cursor_.at();
  const bool dots = cursor_.peek() == '.';
  cursor_.advance(3);
  const bool crossed = cursor_.skip_space();
  if (!cursor_.ok()) return;
  if (dots && cursor_.at_end()) return;
  if (dots && !crossed) {
    cursor_.fail(text_behind_marker, cursor_.at(), cursor_.line_end(cursor_.at())).help("remove the `...`");
    return;
  }
  cursor_.fail(several_documents, begin, begin + 3)
      .label("the first one ends here")
      .help("write each document into a file of its own, or remove this line");
}

// ---- block style -----------------------------------------------------------------------------------------------

void Parser::block_node(int indent, bool behind_key, Node& out) {
  const char c = cursor_.peek();
  if (cursor_.indicator('-')) {
    if (!behind_key) return block_list(indent, out);
    cursor_.fail(list_behind_key, cursor_.at(), cursor_.at() + 1)
        .help("put the items on lines of their own, or write `[a, b]`; quote a text that begins with `- `");
  } else if (c == '|' || c == '>') {
    block_scalar_node(indent, out);
  } else if (key_ahead() && !behind_key) {
    block_map(out);
  } else {
    inline_node(indent, out);
  }
}

/// Whether the line holds `key:` from the cursor on.
bool Parser::key_ahead() const {
  const char c = cursor_.peek();
  if (c == '"' || c == '\'') {
    std::size_t at = quote_end_on_line(cursor_);
    if (at == 0) return false;
    while (is_blank(cursor_.char_at(at))) ++at;
    return cursor_.char_at(at) == ':' && cursor_.space_at(at + 1);
  }
  return plain_begins(cursor_, false) && plain_line(cursor_, cursor_.at(), false).colon;
}

/// A block map or list that begins on the line of a `- ` must not depend on the width of a tab.
bool Parser::check_columns() {
  const std::size_t tab = cursor_.slice(cursor_.line(), cursor_.at()).find('\t');
  if (tab == std::string_view::npos) return true;
  const std::size_t at = cursor_.line() + tab;
  cursor_.fail(tab_indentation, at, at + 1).help("indent with spaces");
  return false;
}

void Parser::block_map(Node& out) {
  if (!check_columns() || !enter(out, Node::Kind::map, false)) return;
  const int column = cursor_.column();
  while (cursor_.ok()) {
    map_entry(column, out);
    if (!cursor_.ok()) break;
    cursor_.skip_space();
    if (!cursor_.ok() || cursor_.done() || cursor_.column() < column) break;
    if (cursor_.column() > column) fail_indentation(out);
  }
  leave(out);
}

void Parser::map_entry(int column, Node& map) {
  if (cursor_.indicator('-')) {
    cursor_.fail(item_among_keys, cursor_.at(), cursor_.at() + 1)
        .also(map.entries.empty() ? source::Span{} : map.entries.back().key_span,
              "the keys of the map stand in this column")
        .help("indent the item below the key it belongs to");
    return;
  }
  Entry& entry = add_entry(map);
  if (cursor_.ok() && read_key(false, entry)) {
    cursor_.skip_blanks();
    if (cursor_.indicator(':')) {
      cursor_.advance();
      map_value(column, entry.value);
    } else {
      fail_missing_colon(entry.key_span.begin, entry.key_span.end, &map);
    }
  }
  drop_failed(map);
}

/// Reads a key up to its end, in block or flow style.
bool Parser::read_key(bool flow, Entry& out) {
  const char c = cursor_.peek();
  const bool quoted = c == '"' || c == '\'';
  if (!quoted && !plain_begins(cursor_, flow)) {
    fail_start(flow);
    return false;
  }
  Scalar scalar;
  if (quoted) {
    const std::size_t line = cursor_.line();
    read_quoted(cursor_, -1, scalar);
    if (!cursor_.ok()) return false;
    if (cursor_.line() != line) {
      cursor_.fail(key_over_lines, scalar.begin, scalar.end).help("write the key and its `:` on one line");
      return false;
    }
  } else {
    const PlainLine line = plain_line(cursor_, cursor_.at(), flow);
    scalar.begin = cursor_.at();
    scalar.end = line.end;
    scalar.text = cursor_.slice(scalar.begin, scalar.end);
    cursor_.move_to(line.end);
  }
  out.key_span = out.value.span = cursor_.span(scalar.begin, scalar.end);
  out.value.span.begin = out.value.span.end;
  if (!check_key(out.key_span, !quoted && scalar.text == "<<")) return false;
  out.key = std::move(scalar.text);
  return true;
}

bool Parser::check_key(source::Span key, bool merge) {
  if (key.end - key.begin > longest_key) {
    cursor_.fail(key_too_long, key.begin, key.begin + 1, longest_key);
  } else if (merge) {
    cursor_.fail(merge_key, key.begin, key.end)
        .help("say what is shared once, under `defaults:` or `profiles:`; layers merge maps by themselves");
  }
  return cursor_.ok();
}

void Parser::map_value(int column, Node& out) {
  const std::size_t behind = cursor_.at();
  out.span = cursor_.span(behind, behind);
  const bool crossed = cursor_.skip_space();
  if (!cursor_.ok() || cursor_.done()) return;
  if (!crossed) return block_node(column, true, out);
  if (cursor_.column() > column) return block_node(column, false, out);
  if (cursor_.column() == column && cursor_.indicator('-')) block_list(column, out);
}

void Parser::block_list(int indent, Node& out) {
  if (!check_columns() || !enter(out, Node::Kind::list, false)) return;
  const int column = cursor_.column();
  while (cursor_.ok()) {
    Entry& item = add_entry(out);
    if (cursor_.ok()) list_item(column, item.value);
    drop_failed(out);
    if (!cursor_.ok()) break;
    cursor_.skip_space();
    if (!cursor_.ok() || cursor_.done() || cursor_.column() < column) break;
    if (cursor_.column() > column) {
      fail_indentation(out);
    } else if (!cursor_.indicator('-')) {
      if (column == indent) break;  // the next key of the map that the list stands in
      cursor_.fail(key_among_items, cursor_.at(), cursor_.line_end(cursor_.at()))
          .also(cursor_.span(out.span.begin, out.span.begin + 1), "the items of the list stand in this column")
          .help("begin the line with `- `, or indent it like what it belongs to");
    }
  }
  leave(out);
}

void Parser::list_item(int column, Node& out) {
  cursor_.advance();
  const std::size_t behind = cursor_.at();
  out.span = cursor_.span(behind, behind);
  cursor_.skip_space();
  if (!cursor_.ok() || cursor_.done() || cursor_.column() <= column) return;
  block_node(column, false, out);
}

void Parser::block_scalar_node(int indent, Node& out) {
  Scalar scalar;
  read_block(cursor_, indent, scalar);
  if (cursor_.ok()) set_scalar(out, std::move(scalar));
}

void Parser::inline_node(int indent, Node& out) {
  if (cursor_.peek() == '[' || cursor_.peek() == '{') {
    flow_node(indent, out);
  } else {
    Scalar scalar;
    read_scalar(indent, false, scalar);
    if (cursor_.ok()) set_scalar(out, std::move(scalar));
  }
  if (!cursor_.ok()) return;
  const std::size_t end = cursor_.at();
  cursor_.skip_blanks();
  const bool comment = cursor_.peek() == '#' && cursor_.at() > end;
  if (!cursor_.at_end() && !is_break(cursor_.peek()) && !comment) fail_behind_value(out);
}

// ---- shared ----------------------------------------------------------------------------------------------------

bool Parser::enter(Node& out, Node::Kind kind, bool flow) {
  if (depth_ >= limits_.depth) {
    cursor_.fail(nested_too_deep, cursor_.at(), cursor_.at() + 1, limits_.depth);
    return false;
  }
  ++depth_;
  out.kind = kind;
  out.flow = flow;
  out.span = cursor_.span(cursor_.at(), cursor_.at());
  return true;
}

/// Block collections end where their last entry ends; flow collections behind their bracket.
void Parser::leave(Node& out) {
  --depth_;
  std::uint32_t end = out.span.begin;
  if (!out.entries.empty()) end = out.entries.back().value.span.end;
  if (out.flow && cursor_.ok()) end = static_cast<std::uint32_t>(cursor_.at());
  out.span.end = std::max(end, out.span.begin);
  if (out.kind == Node::Kind::map) check_duplicates(out);
}

Entry& Parser::add_entry(Node& to) {
  Entry& entry = to.entries.emplace_back();
  entry.key_span = entry.value.span = cursor_.span(cursor_.at(), cursor_.at());
  if (++nodes_ > limits_.nodes) {
    cursor_.fail(too_many_values, cursor_.at(), cursor_.at(), limits_.nodes).help("split it into several files");
  }
  return entry;
}

/// After an error the entry that it struck stays only if something of its value was read.
void Parser::drop_failed(Node& from) {
  if (!cursor_.ok() && from.entries.back().value.kind == Node::Kind::empty) from.entries.pop_back();
}

void Parser::read_scalar(int indent, bool flow, Scalar& out) {
  const char c = cursor_.peek();
  if (c == '"' || c == '\'') {
    read_quoted(cursor_, indent, out);
  } else if (plain_begins(cursor_, flow)) {
    read_plain(cursor_, indent, flow, out);
  } else {
    fail_start(flow);
  }
}

void Parser::set_scalar(Node& out, Scalar&& scalar) {
  out.span = cursor_.span(scalar.begin, scalar.end);
  out.quote = scalar.quote;
  out.kind = scalar.quote == Node::Quote::plain && scalar.text == "~" ? Node::Kind::removed : Node::Kind::scalar;
  if (out.kind == Node::Kind::scalar) out.text = std::move(scalar.text);
}

}  // namespace infragen::syntax
