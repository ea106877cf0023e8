#include <optional>

#include "syntax/scalar.hpp"

namespace infragen::syntax {

PlainLine plain_line(const Cursor& cursor, std::size_t begin, bool flow) {
  const std::string_view text = cursor.text();
  PlainLine line{begin, begin, false};
  for (std::size_t at = begin; at < text.size(); ++at) {
    const char c = text[at];
    line.stop = at;
    if (is_break(c)) return line;
    if (is_blank(c)) continue;
    if (flow && is_flow_indicator(c)) return line;
    if (c == ':' && (cursor.space_at(at + 1) || (flow && is_flow_indicator(text[at + 1])))) {
      line.colon = true;
      return line;
    }
    if (c == '#' && at > begin && is_blank(text[at - 1])) return line;
    line.end = at + 1;
  }
  line.stop = text.size();
  return line;
}

bool plain_begins(const Cursor& cursor, bool flow) {
  constexpr std::string_view never = ",[]{}#&*!|>'\"%@`";
  const char c = cursor.peek();
  if (cursor.at_end() || is_break(c) || is_blank(c) || never.find(c) != std::string_view::npos) return false;
  if (c != '-' && c != '?' && c != ':') return true;
  return !cursor.space_at(cursor.at() + 1) && !(flow && is_flow_indicator(cursor.peek(1)));
}

namespace {

struct Continuation {
  std::size_t line = 0;     ///< where its line begins
  std::size_t content = 0;  ///< where its text begins
  std::size_t breaks = 0;   ///< line breaks before it
};

/// The line that continues text without quotes which reaches the end of its line at `at`.
std::optional<Continuation> continuation(const Cursor& cursor, std::size_t at, int indent, bool flow) {
  const std::string_view text = cursor.text();
  Continuation next;
  for (std::size_t line = cursor.next_line(at); line < text.size(); line = cursor.next_line(line)) {
    ++next.breaks;
    next.line = line;
    next.content = line;
    while (cursor.char_at(next.content) == ' ') ++next.content;
    if (is_break(cursor.char_at(next.content))) continue;
    if (cursor.char_at(next.content) == '\t') {
      std::size_t content = next.content;
      while (is_blank(cursor.char_at(content))) ++content;
      if (is_break(cursor.char_at(content))) continue;
      return std::nullopt;
    }
    Cursor there = cursor;
    there.move_to_line(line);
    const std::size_t second = next.content + 1;
    const bool ends = cursor.space_at(second) || (flow && is_flow_indicator(cursor.char_at(second)));
    const bool item = text[next.content] == '-' && ends;
    if (there.marker() || item || text[next.content] == '#') return std::nullopt;
    if (static_cast<int>(next.content - line) <= indent) return std::nullopt;
    return next;
  }
  return std::nullopt;
}

}  // namespace

void read_plain(Cursor& cursor, int indent, bool flow, Scalar& out) {
  PlainLine line = plain_line(cursor, cursor.at(), flow);
  out.quote = Node::Quote::plain;
  out.begin = cursor.at();
  out.text = cursor.slice(out.begin, line.end);
  while (!line.colon && is_break(cursor.char_at(line.stop))) {
    const auto next = continuation(cursor, line.stop, indent, flow);
    if (!next) break;
    const PlainLine more = plain_line(cursor, next->content, flow);
    if (more.colon || more.end == next->content) break;
    out.text.append(next->breaks == 1 ? 1 : next->breaks - 1, next->breaks == 1 ? ' ' : '\n');
    out.text += cursor.slice(next->content, more.end);
    cursor.move_to_line(next->line);
    line = more;
  }
  cursor.move_to(line.end);
  out.end = line.end;
}

}  // namespace infragen::syntax
