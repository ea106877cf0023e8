// Maps and lists in brackets.

#include <utility>

#include "syntax/parser.hpp"

namespace infragen::syntax {

void Parser::flow_node(int indent, Node& out) {
  const std::size_t outer = std::exchange(open_, cursor_.at());
  if (cursor_.peek() == '{') {
    flow_map(indent, out);
  } else {
    flow_list(indent, out);
  }
  open_ = outer;
}

/// To the next content inside of brackets. Its lines are indented more than what is around; only the closing bracket
/// may stand further left. So a bracket that was forgotten ends at the next key, not with the file.
bool Parser::flow_space(int indent) {
  const bool crossed = cursor_.skip_space();
  if (!cursor_.ok()) return false;
  const char c = cursor_.peek();
  const bool outside = crossed && cursor_.column() <= indent && c != ']' && c != '}';
  if (!cursor_.done() && !outside) return true;
  auto builder = cursor_.fail(unclosed_bracket, open_, open_ + 1, cursor_.slice(open_, open_ + 1));
  if (!cursor_.at_end()) {
    builder.also(cursor_.span(cursor_.at(), cursor_.at() + 1), "this line is not indented, so it is not inside");
  }
  builder.help(cursor_.text()[open_] == '{' ? "close it with `}`" : "close it with `]`");
  return false;
}

/// Behind an entry: skips the comma. False at the closing bracket and after errors.
bool Parser::flow_next(int indent, const Node& around) {
  if (!flow_space(indent)) return false;
  const char close = around.kind == Node::Kind::map ? '}' : ']';
  if (cursor_.peek() == close) return false;
  if (cursor_.peek() != ',') {
    fail_flow_separator(around);
    return false;
  }
  cursor_.advance();
  return flow_space(indent) && cursor_.peek() != close;
}

void Parser::flow_map(int indent, Node& out) {
  if (!enter(out, Node::Kind::map, true)) return;
  cursor_.advance();
  if (flow_space(indent) && cursor_.peek() != '}') {
    do {
      flow_entry(indent, out);
    } while (cursor_.ok() && flow_next(indent, out));
  }
  if (cursor_.ok()) cursor_.advance();
  leave(out);
}

void Parser::flow_entry(int indent, Node& map) {
  Entry& entry = add_entry(map);
  if (cursor_.ok() && read_key(true, entry)) {
    cursor_.skip_blanks();
    if (cursor_.peek() != ':' || cursor_.at_end()) {
      fail_flow_colon(entry.key_span.begin, entry.key_span.end, map);
    } else {
      cursor_.advance();
      flow_scalar(indent, entry.value);
    }
  }
  drop_failed(map);
}

/// The value behind a `:`; nothing, if the entry ends there.
void Parser::flow_scalar(int indent, Node& out) {
  const std::size_t behind = cursor_.at();
  out.span = cursor_.span(behind, behind);
  if (!flow_space(indent)) return;
  const char c = cursor_.peek();
  if (c == ',' || c == '}' || c == ']') return;
  if (c == '{' || c == '[') return flow_node(indent, out);
  Scalar scalar;
  read_scalar(indent, true, scalar);
  if (cursor_.ok()) set_scalar(out, std::move(scalar));
}

void Parser::flow_list(int indent, Node& out) {
  if (!enter(out, Node::Kind::list, true)) return;
  cursor_.advance();
  if (flow_space(indent) && cursor_.peek() != ']') {
    do {
      flow_item(indent, out);
    } while (cursor_.ok() && flow_next(indent, out));
  }
  if (cursor_.ok()) cursor_.advance();
  leave(out);
}

void Parser::flow_item(int indent, Node& list) {
  Entry& entry = add_entry(list);
  Node& item = entry.value;
  const std::size_t line = cursor_.line();
  if (cursor_.ok()) {
    if (cursor_.peek() == '{' || cursor_.peek() == '[') {
      flow_node(indent, item);
    } else {
      Scalar scalar;
      read_scalar(indent, true, scalar);
      if (cursor_.ok()) set_scalar(item, std::move(scalar));
    }
  }
  if (cursor_.ok()) {
    const std::size_t end = cursor_.at();
    cursor_.skip_blanks();
    if (cursor_.peek() != ':' || cursor_.at_end()) {
      cursor_.move_to(end);
    } else if (item.kind == Node::Kind::map || item.kind == Node::Kind::list) {
      cursor_.fail(complex_key, item.span.begin, item.span.end).help("put the key in quotes, if it is text");
    } else if (cursor_.line() != line) {
      cursor_.fail(key_over_lines, item.span.begin, item.span.end).help("write the key and its `:` on one line");
    } else {
      single_pair(indent, item);
    }
  }
  drop_failed(list);
}

/// `[key: value]` is a list of a map of one entry.
void Parser::single_pair(int indent, Node& item) {
  Node key = std::exchange(item, Node{});
  item.span = key.span;
  if (!enter(item, Node::Kind::map, true)) return;
  item.span = key.span;
  check_key(key.span, key.quote == Node::Quote::plain && key.text == "<<");
  Entry& entry = add_entry(item);
  entry.key = key.kind == Node::Kind::removed ? "~" : std::move(key.text);
  entry.key_span = key.span;
  cursor_.advance();
  if (cursor_.ok()) flow_scalar(indent, entry.value);
  drop_failed(item);
  leave(item);
  if (!item.entries.empty()) item.span.end = item.entries.back().value.span.end;
}

}  // namespace infragen::syntax
