#include "hcl/parser.hpp"

#include <algorithm>
#include <utility>

#include "hcl/unicode.hpp"

namespace infragen::hcl {
namespace {

/// Bytes that a text may have: offsets are 32 bits wide.
constexpr std::size_t kMaxBytes = 0xFFFFFFF0U;

/// How a token is called in messages; for broken ones, what is wrong.
std::string describe(Tok kind, std::string_view text) {
  switch (kind) {
    case Tok::end:
      return "the end of the text";
    case Tok::newline:
    case Tok::comment:
      return "the end of the line";
    case Tok::open_quote:
    case Tok::close_quote:
      return "a quote";
    case Tok::open_heredoc:
      return "a heredoc";
    case Tok::identifier:
    case Tok::number:
      return "\"" + std::string(text.substr(0, 60)) + "\"";
    default:
      return "\"" + std::string(text.substr(0, 12)) + "\"";
  }
}

std::string_view broken(Tok kind) {
  switch (kind) {
    case Tok::bad_utf8:
      return "the text is not UTF-8";
    case Tok::bad_newline:
      return "a quoted string must end on its line";
    case Tok::bad_character:
      return "this character is not used in the language";
    case Tok::open_comment:
      return "the comment has no end";
    case Tok::open_hole:
      return "the hole \"{{\" has no end on its line";
    case Tok::too_deep:
      return "nested too deeply";
    default:
      return {};
  }
}

/// Lines of a whole-line comment, without what marks them.
void comment_lines(std::string_view comment, std::vector<std::string>& out) {
  const bool is_block = comment.substr(0, 2) == "/*";
  if (is_block) {
    comment = comment.substr(2, comment.size() - 4);
  } else {
    comment.remove_prefix(comment.front() == '#' ? 1 : 2);
  }
  while (!comment.empty()) {
    const std::size_t line_break = std::min(comment.find('\n'), comment.size());
    std::string_view line = comment.substr(0, line_break);
    comment.remove_prefix(std::min(line_break + 1, comment.size()));
    if (is_block) {
      line = trim_space(line);
      if (!line.empty() && line.front() == '*') line.remove_prefix(1);
    }
    if (!line.empty() && line.front() == ' ') line.remove_prefix(1);
    std::string kept(line);
    std::replace(kept.begin(), kept.end(), '\r', ' ');
    kept.resize(kept.find_last_not_of(" \t") + 1);
    out.push_back(std::move(kept));
  }
}

}  // namespace

Parser::DepthScope::DepthScope(Parser& parser) : parser_(parser), entered_(++parser.depth_ <= parser.options_.depth) {
  if (!entered_) parser.fail(parser.peek(), "nested too deeply");
}

Token Parser::peek() {
  while (pos_ + 1 < tokens_.size()) {
    const Token& t = tokens_[pos_];
    if (t.kind == Tok::comment) {
      if (newlines_ && ends_line(source_, t)) return {Tok::newline, t.at, t.end};
    } else if (t.kind != Tok::newline || newlines_) {
      return t;
    }
    ++pos_;
  }
  return tokens_.back();
}

Token Parser::read() {
  const Token t = peek();
  last_read_ = pos_;
  if (pos_ + 1 < tokens_.size()) ++pos_;
  return t;
}

bool Parser::at_keyword(std::string_view word) {
  const Token t = peek();
  return t.kind == Tok::identifier && text(t) == word;
}

/// Only spaces stand left of the token, and only spaces or a comment right of it.
bool Parser::alone_on_line(std::size_t token) const {
  const bool starts = token == 0 || ends_line(source_, tokens_[token - 1]);
  const Token& next = tokens_[std::min(token + 1, tokens_.size() - 1)];
  return starts && (next.kind == Tok::end || ends_line(source_, next));
}

void Parser::fail(const Token& at, std::string message) {
  if (error_) return;
  const std::string_view lexical = broken(at.kind);
  error_ = Error{at.at, at.end, lexical.empty() ? std::move(message) : std::string(lexical)};
}

void Parser::fail_unexpected(const Token& at, std::string_view wanted) {
  fail(at, std::string(wanted) + ", not " + describe(at.kind, text(at)));
}

Body Parser::file() {
  if (source_.size() > kMaxBytes) {
    error_ = Error{0, 0, "the text is too long"};
    return {};
  }
  return body(Tok::end, tokens_.front(), {});
}

Expr Parser::whole_expression() {
  if (source_.size() > kMaxBytes) {
    error_ = Error{0, 0, "the text is too long"};
    return {};
  }
  const NewlineScope scope(*this, false);
  Expr e = expression();
  if (!failed() && peek().kind != Tok::end) fail_unexpected(peek(), "the expression should end here");
  return e;
}

/// `type` is the type of the block at the top that the body belongs to, and empty deeper or outside.
Body Parser::body(Tok closer, const Token& opener, std::string_view type) {
  Body items;
  for (;;) {
    const Token next = peek();
    if (next.kind == closer) {
      read();
      break;
    }
    if (next.kind == Tok::newline) {
      read();
    } else if (next.kind == Tok::identifier) {
      body_item(items, type);
    } else if (next.kind == Tok::hole) {
      directive_item(items);
    } else if (next.kind == Tok::end) {
      fail(opener, "the block has no closing brace");
    } else if (next.kind == Tok::open_quote) {
      fail(next, "the name of an argument must not be quoted");
    } else {
      fail_unexpected(next, "expected an argument or a block");
    }
    if (failed()) return items;
  }
  if (!options_.holes) check_duplicates(items);
  return items;
}

void Parser::body_item(Body& into, std::string_view type) {
  const Token ident = read();
  Item item;
  item.name = std::string(text(ident));
  item.at = ident.at;
  attach_comments(item, last_read_);
  switch (peek().kind) {
    case Tok::assign:
      finish_attribute(item, false, type);
      break;
    case Tok::open_quote:
    case Tok::open_brace:
    case Tok::identifier:
    case Tok::hole:
      finish_block(item);
      break;
    default:
      fail_unexpected(peek(), "expected \"=\" or a block after \"" + item.name.substr(0, 60) + "\"");
  }
  if (!failed()) into.push_back(std::move(item));
}

void Parser::directive_item(Body& into) {
  const Token token = read();
  Item item;
  item.kind = Item::Kind::directive;
  item.name = hole(token).text;
  item.at = token.at;
  attach_comments(item, last_read_);
  const Token next = peek();
  if (next.kind != Tok::newline && next.kind != Tok::end) {
    return fail(token, "a hole between arguments must be alone on its line");
  }
  into.push_back(std::move(item));
}

void Parser::finish_attribute(Item& item, bool one_line, std::string_view type) {
  read();
  item.kind = Item::Kind::attribute;
  peek();
  const std::size_t first = pos_;
  item.value = expression();
  if (failed()) return;
  if (marks_ != nullptr) {
    marks_->values.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last_read_ + 1),
                              type == "variable" && item.name == "type"});
  }
  if (one_line) return;
  const Token next = peek();
  if (next.kind == Tok::comma) return fail(next, "arguments are separated by line breaks, not by commas");
  if (next.kind != Tok::newline && next.kind != Tok::end) {
    return fail_unexpected(next, "an argument must end with its line");
  }
  read();
}

bool Parser::labels(Item& item) {
  const auto first = static_cast<std::uint32_t>(last_read_ + 1);
  for (;;) {
    const Token next = peek();
    if (next.kind == Tok::open_brace) break;
    Label label;
    if (next.kind == Tok::open_quote) {
      label.text = quoted_label();
    } else if (next.kind == Tok::identifier) {
      label.quoted = false;
      label.text = string(std::string(text(read())));
    } else if (next.kind == Tok::hole) {
      label.quoted = false;
      label.text = hole(read());
    } else {
      fail_unexpected(next, next.kind == Tok::newline ? "the \"{\" of a block must stand on the line of its name"
                                                      : "expected a label or \"{\"");
    }
    if (failed()) return false;
    label.text.at = next.at;
    item.labels.push_back(std::move(label));
  }
  if (marks_ != nullptr && !item.labels.empty()) {
    LabelsMark mark{first, static_cast<std::uint32_t>(last_read_ + 1), {}};
    for (const Label& label : item.labels) {
      const std::string* constant = constant_string(label.text);
      mark.labels.push_back(constant != nullptr ? *constant : std::string());
    }
    marks_->labels.push_back(std::move(mark));
  }
  return true;
}

/// A label is text only, or in templates text with holes.
Expr Parser::quoted_label() {
  const Token open = read();
  Expr e = leaf(Expr::Kind::string, open);
  e.text.clear();
  for (;;) {
    const Token t = read();
    if (t.kind == Tok::close_quote) return e;
    if (t.kind == Tok::hole) {
      e.items.push_back(hole(t));
    } else if (t.kind == Tok::quoted_text) {
      if (e.items.empty() || e.items.back().kind != Expr::Kind::literal) {
        e.items.push_back(leaf(Expr::Kind::literal, t));
        e.items.back().text.clear();
      }
      if (!unescape(t, e.items.back().text)) return e;
    } else {
      fail(t, t.kind == Tok::end ? "the label has no closing quote" : "a label cannot hold a template sequence");
      return e;
    }
  }
}

void Parser::finish_block(Item& item) {
  const DepthScope depth(*this);
  if (!depth.entered()) return;
  item.kind = Item::Kind::block;
  if (!labels(item)) return;
  const Token brace = read();
  ++block_depth_;
  switch (peek().kind) {
    case Tok::newline:
    case Tok::end:
    case Tok::close_brace:
      item.body = body(Tok::close_brace, brace, block_depth_ == 1 ? std::string_view(item.name) : std::string_view());
      break;
    default:
      one_line_body(item);
  }
  --block_depth_;
  if (failed()) return;
  const Token next = peek();
  if (next.kind != Tok::newline && next.kind != Tok::end) {
    return fail_unexpected(next, "a block must end with its line");
  }
  read();
}

/// `{ name = value }`: one argument, on the line of the block's type.
void Parser::one_line_body(Item& item) {
  const Token ident = read();
  if (ident.kind != Tok::identifier) return fail_unexpected(ident, "expected an argument or a block");
  if (peek().kind != Tok::assign) return fail_unexpected(peek(), "a block on one line can only hold one argument");
  Item argument;
  argument.name = std::string(text(ident));
  argument.at = ident.at;
  const std::string_view type = block_depth_ == 1 ? std::string_view(item.name) : std::string_view();
  finish_attribute(argument, true, type);
  if (failed()) return;
  item.body.push_back(std::move(argument));
  const Token close = read();
  if (close.kind != Tok::close_brace) fail_unexpected(close, "a block on one line ends after its one argument");
}

/// Takes the comments on whole lines directly above the item, and notes an empty line above them.
void Parser::attach_comments(Item& item, std::size_t first_token) {
  std::size_t above = first_token;  // everything from here on belongs to the item
  std::vector<std::size_t> found;
  const auto starts_line = [this](std::size_t i) { return i == 0 || ends_line(source_, tokens_[i - 1]); };
  if (!starts_line(above)) return;
  while (above > 0) {
    const bool separate = tokens_[above - 1].kind == Tok::newline;
    if (separate && above == 1) break;
    const std::size_t comment = separate ? above - 2 : above - 1;
    if (tokens_[comment].kind != Tok::comment || !starts_line(comment)) break;
    if (separate == ends_line(source_, tokens_[comment])) break;
    found.push_back(comment);
    above = comment;
  }
  for (auto it = found.rbegin(); it != found.rend(); ++it) comment_lines(text(tokens_[*it]), item.comments);
  item.blank_before =
      above > 0 && tokens_[above - 1].kind == Tok::newline && (above == 1 || ends_line(source_, tokens_[above - 2]));
}

void Parser::check_duplicates(const Body& items) {
  std::vector<const Item*> attributes;
  attributes.reserve(items.size());
  for (const Item& item : items) {
    if (item.kind == Item::Kind::attribute) attributes.push_back(&item);
  }
  std::stable_sort(attributes.begin(), attributes.end(),
                   [](const Item* a, const Item* b) { return a->name < b->name; });
  const Item* first = nullptr;
  for (std::size_t i = 1; i < attributes.size(); ++i) {
    const Item* again = attributes[i];
    if (attributes[i - 1]->name == again->name && (first == nullptr || again->at < first->at)) first = again;
  }
  if (first == nullptr) return;
  const Token at{Tok::identifier, first->at, first->at + static_cast<std::uint32_t>(first->name.size())};
  fail(at, "the argument \"" + first->name.substr(0, 60) + "\" is set twice");
}

Parsed parse(std::string_view text, const Options& options) {
  const std::vector<Token> tokens = lex(text, {options.holes, options.depth});
  Parser parser(text, tokens, options);
  Parsed parsed;
  parsed.body = parser.file();
  parsed.error = parser.error();
  return parsed;
}

ParsedExpr parse_expression(std::string_view text, const Options& options) {
  const std::vector<Token> tokens = lex(text, {options.holes, options.depth});
  Parser parser(text, tokens, options);
  ParsedExpr parsed;
  parsed.expr = parser.whole_expression();
  parsed.error = parser.error();
  return parsed;
}

}  // namespace infragen::hcl
