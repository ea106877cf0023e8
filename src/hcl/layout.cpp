#include "hcl/layout.hpp"

#include <algorithm>

#include "hcl/unicode.hpp"

namespace infragen::hcl {
namespace {

bool is_text(Tok kind) { return kind == Tok::quoted_text || kind == Tok::heredoc_text; }

/// Tokens after which a minus is a sign, and so is written without a space behind it.
bool minus_is_sign_after(Tok kind) {
  switch (kind) {
    case Tok::none:
    case Tok::open_paren:
    case Tok::open_brace:
    case Tok::open_bracket:
    case Tok::assign:
    case Tok::colon:
    case Tok::comma:
    case Tok::question:
    case Tok::plus:
    case Tok::star:
    case Tok::slash:
    case Tok::percent:
    case Tok::minus:
    case Tok::equal:
    case Tok::not_equal:
    case Tok::greater:
    case Tok::greater_equal:
    case Tok::less:
    case Tok::less_equal:
    case Tok::logical_and:
    case Tok::logical_or:
    case Tok::bang:
      return true;
    default:
      return false;
  }
}

std::uint32_t count_lines(Tok kind, std::string_view text) {
  switch (kind) {
    case Tok::newline:
    case Tok::open_heredoc:
      return 1;
    case Tok::heredoc_text:
    case Tok::comment:
      return static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
    default:
      return 0;
  }
}

}  // namespace

int bracket_change(Tok kind) {
  switch (kind) {
    case Tok::open_brace:
    case Tok::open_bracket:
    case Tok::open_paren:
    case Tok::directive:
    case Tok::interpolation:
      return 1;
    case Tok::close_brace:
    case Tok::close_bracket:
    case Tok::close_paren:
    case Tok::sequence_end:
      return -1;
    default:
      return 0;
  }
}

bool space_between(Tok before, Tok left, bool left_is_in, Tok right) {
  if (right == Tok::newline || right == Tok::none) return false;
  if (left == Tok::identifier && (right == Tok::open_paren || right == Tok::double_colon)) return false;
  if (left == Tok::double_colon && right == Tok::identifier) return false;
  if (left == Tok::dot || right == Tok::dot) return false;
  if (right == Tok::comma || right == Tok::ellipsis) return false;
  if (left == Tok::comma) return true;
  if (is_text(left) || left == Tok::open_quote || left == Tok::open_heredoc) return false;
  if (is_text(right) || right == Tok::close_quote || right == Tok::close_heredoc) return false;
  if (left_is_in && before == Tok::identifier) return true;
  const bool indexable = left == Tok::identifier || left == Tok::number || bracket_change(left) < 0;
  if (right == Tok::open_bracket && indexable) return false;
  if (left == Tok::bang) return false;
  if (left == Tok::minus) return !minus_is_sign_after(before);
  if (left == Tok::open_brace || right == Tok::close_brace) {
    return left != Tok::open_brace || right != Tok::close_brace;
  }
  if ((left == Tok::interpolation || left == Tok::directive) && right == Tok::open_brace) return true;
  if (left == Tok::close_brace && right == Tok::sequence_end) return true;
  if (left == Tok::sequence_end && (right == Tok::interpolation || right == Tok::directive)) return false;
  return bracket_change(left) <= 0 && bracket_change(right) >= 0;
}

std::string canonical_code(std::string_view source, const std::vector<Token>& tokens, std::size_t first,
                           std::size_t last) {
  const auto begin = tokens.begin() + static_cast<std::ptrdiff_t>(first);
  const auto end = tokens.begin() + static_cast<std::ptrdiff_t>(last);
  if (std::any_of(begin, end, [](const Token& t) { return t.kind == Tok::open_heredoc; })) {
    return std::string(trim_space(source.substr(begin->at, end->at - begin->at)));
  }
  std::string out;
  Tok before = Tok::none;
  Tok left = Tok::directive;
  bool left_is_in = false;
  for (auto t = begin; t != end; ++t) {
    if (t->kind == Tok::comment || t->kind == Tok::newline) continue;
    if (space_between(before, left, left_is_in, t->kind)) out.push_back(' ');
    const std::string_view text = text_of(source, *t);
    out += text;
    before = left;
    left = t->kind;
    left_is_in = t->kind == Tok::identifier && text == "in";
  }
  return out;
}

void LineWriter::token(Tok kind, std::string_view text, bool last) {
  const bool comment = kind == Tok::comment;
  const bool ends = kind == Tok::newline || (comment && !text.empty() && text.back() == '\n');
  if (comment && (ends || last) && tokens_ > 0) {
    current_.comment = pending_.size();
    pending_ += text;
  } else {
    append(kind, text);
  }
  line_ += count_lines(kind, text);
  if (ends) end_line();
}

void LineWriter::append(Tok kind, std::string_view text) {
  std::size_t& width = current_.assign == kNone ? current_.lead_columns : current_.assign_columns;
  const std::size_t before = pending_.size();
  if (kind == Tok::assign && tokens_ > 0 && current_.assign == kNone) {
    current_.lead_end = pending_.size();
    if (space_between(before_last_, last_, last_is_in_, kind)) pending_.push_back(' ');
    current_.assign = pending_.size();
    net_at_assign_ = net_;
    net_indent_at_assign_ = net_indent_;
    current_.assign_columns += text.size();
  } else {
    if (tokens_ > 0 && space_between(before_last_, last_, last_is_in_, kind)) pending_.push_back(' ');
    width += pending_.size() - before + columns(text);
  }
  pending_ += text;
  const int change = bracket_change(kind);
  net_ += change;
  if (kind == Tok::open_heredoc) heredoc_seen_ = true;
  if (!heredoc_seen_) net_indent_ += change;
  before_last_ = last_;
  last_ = kind;
  last_is_in_ = kind == Tok::identifier && text == "in";
  ++tokens_;
}

void LineWriter::indent_line(int net) {
  int closed = -net;
  while (closed > 0 && !indents_.empty()) {
    const int innermost = indents_.back();
    if (closed < innermost) {
      indents_.back() -= closed;
      break;
    }
    indents_.pop_back();
    closed -= innermost;
  }
  current_.indent = indentation();
  if (net > 0) indents_.push_back(net);
}

void LineWriter::end_line() {
  // An assignment is a cell of its own only if its brackets close on its line.
  bool assigns = current_.assign != kNone && net_ == net_at_assign_;
  if (!assigns && current_.assign != kNone) {
    current_.lead_columns += current_.assign - current_.lead_end + current_.assign_columns;
    current_.assign = kNone;
    current_.assign_columns = 0;
  }
  const bool empty = tokens_ == 0 || (tokens_ == 1 && last_ == Tok::newline);
  if (!empty) {
    indent_line(assigns ? net_indent_at_assign_ : net_indent_);
    current_.lead_columns += current_.indent;
  }
  current_.end = pending_.size();
  lines_.push_back(current_);
  if (!assigns && current_.comment == kNone) flush();
  current_ = {};
  current_.start = pending_.size();
  tokens_ = 0;
  last_ = before_last_ = Tok::none;
  last_is_in_ = heredoc_seen_ = false;
  net_ = net_indent_ = net_at_assign_ = net_indent_at_assign_ = 0;
}

void LineWriter::align_assignments() {
  for (std::size_t i = 0; i < lines_.size();) {
    std::size_t end = i;
    std::size_t widest = 0;
    for (; end < lines_.size() && lines_[end].assign != kNone; ++end) {
      widest = std::max(widest, lines_[end].lead_columns);
    }
    for (std::size_t l = i; l < end; ++l) lines_[l].assign_spaces = widest - lines_[l].lead_columns + 1;
    i = std::max(end, i + 1);
  }
}

void LineWriter::align_comments() {
  const auto width = [](const Line& l) { return l.lead_columns + l.assign_spaces + l.assign_columns; };
  for (std::size_t i = 0; i < lines_.size();) {
    std::size_t end = i;
    std::size_t widest = 0;
    for (; end < lines_.size() && lines_[end].comment != kNone; ++end) widest = std::max(widest, width(lines_[end]));
    for (std::size_t l = i; l < end; ++l) lines_[l].comment_spaces = widest - width(lines_[l]) + 1;
    i = std::max(end, i + 1);
  }
}

void LineWriter::flush() {
  align_assignments();
  align_comments();
  const std::string_view text = pending_;
  for (const Line& l : lines_) {
    out_.append(l.indent, ' ');
    const std::size_t code_end = l.comment == kNone ? l.end : l.comment;
    if (l.assign == kNone) {
      out_ += text.substr(l.start, code_end - l.start);
    } else {
      out_ += text.substr(l.start, l.lead_end - l.start);
      out_.append(l.assign_spaces, ' ');
      out_ += text.substr(l.assign, code_end - l.assign);
    }
    if (l.comment == kNone) continue;
    out_.append(l.comment_spaces, ' ');
    out_ += text.substr(l.comment, l.end - l.comment);
  }
  lines_.clear();
  pending_.clear();
}

std::string LineWriter::finish() {
  if (tokens_ > 0) end_line();
  flush();
  return std::move(out_);
}

}  // namespace infragen::hcl
