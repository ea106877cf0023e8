#include <algorithm>
#include <utility>

#include "hcl/parser.hpp"
#include "hcl/unicode.hpp"

namespace infragen::hcl {
namespace {

/// Binding strength of binary operators, 0 for other tokens.
int strength(Tok kind) {
  switch (kind) {
    case Tok::logical_or:
      return 1;
    case Tok::logical_and:
      return 2;
    case Tok::equal:
    case Tok::not_equal:
      return 3;
    case Tok::greater:
    case Tok::greater_equal:
    case Tok::less:
    case Tok::less_equal:
      return 4;
    case Tok::plus:
    case Tok::minus:
      return 5;
    case Tok::star:
    case Tok::slash:
    case Tok::percent:
      return 6;
    default:
      return 0;
  }
}

/// What the lexer takes for a number may still not be one: `1.2.3`, `1e5e5`.
bool is_number(std::string_view text) {
  const auto digits = [&text] {
    const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(end);
    return end > 0;
  };
  digits();
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    digits();
  }
  if (!text.empty() && (text.front() == 'e' || text.front() == 'E')) {
    text.remove_prefix(1);
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) text.remove_prefix(1);
    if (!digits()) return false;
  }
  return text.empty();
}

/// A hole that steers what follows, and so has no value of its own.
bool steers(std::string_view hole) {
  const std::string_view word = hole.substr(0, std::min(hole.find_first_of(" \t"), hole.size()));
  return word == "if" || word == "else" || word == "for" || word == "end";
}

/// Trees may be this much higher than the limit of nesting: `a + b + c …` and `a.b.c …` grow without nesting.
constexpr std::uint32_t kHeightFactor = 5;

}  // namespace

Expr Parser::leaf(Expr::Kind kind, const Token& token) {
  Expr e;
  e.kind = kind;
  e.at = token.at;
  e.text = std::string(text(token));
  height_ = 1;
  return e;
}

/// A node on top of `first`, which was parsed last.
Expr Parser::over(Expr::Kind kind, Expr first) {
  Expr e;
  e.kind = kind;
  e.at = first.at;
  e.items.push_back(std::move(first));
  grow(0);
  return e;
}

/// The node parsed last gets a parent, whose other children are not higher than `other`.
void Parser::grow(std::uint32_t other) {
  height_ = std::max(height_, other) + 1;
  if (height_ > options_.depth * kHeightFactor) fail(tokens_[last_read_], "the expression is nested too deeply");
}

Expr Parser::hole(const Token& token) {
  Expr e = leaf(Expr::Kind::hole, token);
  e.text = std::string(trim_space(std::string_view(e.text).substr(2, e.text.size() - 4)));
  return e;
}

Expr Parser::expression() {
  const DepthScope depth(*this);
  if (!depth.entered()) return {};
  Expr condition = binary(1);
  if (failed() || peek().kind != Tok::question) return condition;
  read();
  std::uint32_t height = height_;
  Expr e = over(Expr::Kind::conditional, std::move(condition));
  e.items.push_back(expression());
  if (failed()) return e;
  height = std::max(height, height_);
  if (peek().kind != Tok::colon) {
    fail_unexpected(peek(), "a conditional needs \":\" and a second result");
    return e;
  }
  read();
  e.items.push_back(expression());
  if (!failed()) grow(height);
  return e;
}

/// Operands joined by operators that bind at least as strongly as `lowest`, from the left.
Expr Parser::binary(int lowest) {
  Expr left = operand();
  while (!failed()) {
    const int level = strength(peek().kind);
    if (level == 0 || level < lowest) break;
    const Token op = read();
    const std::uint32_t left_height = height_;
    Expr e;
    e.kind = Expr::Kind::binary;
    e.at = left.at;
    e.text = std::string(text(op));
    e.items.reserve(2);
    e.items.push_back(std::move(left));
    e.items.push_back(binary(level + 1));
    grow(left_height);
    left = std::move(e);
  }
  return left;
}

Expr Parser::operand() {
  Expr e = term();
  return failed() ? e : traversals(std::move(e));
}

Expr Parser::traversals(Expr from) {
  bool attributes_only = false;  // behind `.*`, until something else than an attribute comes
  while (!failed()) {
    const Tok next = peek().kind;
    if (next == Tok::dot) {
      from = dot(std::move(from), attributes_only);
    } else if (next == Tok::open_bracket) {
      attributes_only = false;
      from = bracket(std::move(from));
    } else {
      break;
    }
  }
  return from;
}

Expr Parser::dot(Expr from, bool& attributes_only) {
  read();
  const Token next = peek();
  if (next.kind == Tok::star) {
    read();
    if (attributes_only) fail(next, "a splat cannot follow another \".*\"");
    attributes_only = true;
    Expr e = over(Expr::Kind::splat, std::move(from));
    e.flag = true;
    return e;
  }
  if (next.kind != Tok::identifier && next.kind != Tok::number) {
    fail_unexpected(next, "a name must follow the dot");
    return from;
  }
  read();
  if (next.kind == Tok::number && (text(next).find('.') != std::string_view::npos || !is_number(text(next)))) {
    fail(next, "write indexes in brackets: [0][1]");
  }
  Expr e = over(Expr::Kind::attribute, std::move(from));
  e.text = std::string(text(next));
  return e;
}

Expr Parser::bracket(Expr from) {
  read();
  if (peek().kind == Tok::star) {
    read();
    const Token close = read();
    if (close.kind != Tok::close_bracket) fail_unexpected(close, "\"]\" must follow the star of a splat");
    return over(Expr::Kind::splat, std::move(from));
  }
  const NewlineScope scope(*this, false);
  const std::uint32_t height = height_;
  Expr key = expression();
  if (failed()) return from;
  const std::uint32_t key_height = height_;
  height_ = height;
  Expr e = over(Expr::Kind::index, std::move(from));
  if (key_height >= height) {
    height_ = key_height;
    grow(0);
  }
  e.items.push_back(std::move(key));
  const Token close = read();
  if (close.kind != Tok::close_bracket) fail_unexpected(close, "the index must end with \"]\"");
  return e;
}

Expr Parser::term() {
  const Token next = peek();
  switch (next.kind) {
    case Tok::open_paren:
      return parentheses();
    case Tok::number:
      read();
      if (!is_number(text(next))) fail(next, "this is not a number");
      return leaf(Expr::Kind::number, next);
    case Tok::identifier:
      return identifier();
    case Tok::open_quote:
      return quoted_template();
    case Tok::open_heredoc:
      return heredoc_template();
    case Tok::minus:
    case Tok::bang:
      return unary();
    case Tok::open_bracket:
      return tuple();
    case Tok::open_brace:
      return object();
    case Tok::hole:
      return hole(read());
    default:
      fail_unexpected(next, "expected an expression");
      return {};
  }
}

Expr Parser::parentheses() {
  const Token open = read();
  const NewlineScope scope(*this, false);
  Expr inner = expression();
  if (failed()) return inner;
  Expr e = over(Expr::Kind::parens, std::move(inner));
  e.at = open.at;
  const Token close = read();
  if (close.kind != Tok::close_paren) fail_unexpected(close, "expected \")\"");
  return e;
}

Expr Parser::identifier() {
  const Token first = read();
  const Tok next = peek().kind;
  if (next == Tok::open_paren || next == Tok::double_colon) return call(first);
  const std::string_view word = text(first);
  if (word == "true" || word == "false") return leaf(Expr::Kind::boolean, first);
  Expr e = leaf(word == "null" ? Expr::Kind::null : Expr::Kind::name, first);
  if (e.kind == Expr::Kind::null) e.text.clear();
  return e;
}

Expr Parser::call(const Token& first) {
  Expr e = leaf(Expr::Kind::call, first);
  Token open = read();
  while (open.kind == Tok::double_colon) {
    const Token part = read();
    if (part.kind != Tok::identifier) {
      fail_unexpected(part, "the name of a function must follow \"::\"");
      return e;
    }
    e.text.append("::").append(text(part));
    open = read();
  }
  if (open.kind != Tok::open_paren) {
    fail_unexpected(open, "\"(\" must follow the name of a function");
    return e;
  }
  arguments(e);
  return e;
}

void Parser::arguments(Expr& e) {
  const NewlineScope scope(*this, false);
  std::uint32_t height = 0;
  while (peek().kind != Tok::close_paren) {
    e.items.push_back(expression());
    if (failed()) return;
    height = std::max(height, height_);
    Token separator = read();
    if (separator.kind == Tok::ellipsis) {
      e.flag = true;
      separator = read();
      if (separator.kind != Tok::close_paren) return fail_unexpected(separator, "\")\" must follow \"...\"");
    }
    if (separator.kind == Tok::close_paren) {
      height_ = 0;
      return grow(height);
    }
    if (separator.kind != Tok::comma) return fail_unexpected(separator, "expected \",\" or \")\" after an argument");
  }
  read();
  height_ = 0;
  grow(height);
}

Expr Parser::unary() {
  const DepthScope depth(*this);
  if (!depth.entered()) return {};
  const Token op = read();
  Expr value = operand();
  if (failed()) return value;
  Expr e = over(Expr::Kind::unary, std::move(value));
  e.text = std::string(text(op));
  e.at = op.at;
  return e;
}

Expr Parser::tuple() {
  const Token open = read();
  const NewlineScope scope(*this, false);
  if (at_keyword("for")) return for_expression(open, Expr::Kind::for_tuple);
  Expr e = leaf(Expr::Kind::tuple, open);
  e.text.clear();
  std::uint32_t height = 0;
  for (;;) {
    if (peek().kind == Tok::close_bracket) break;
    if (tuple_directive(e)) continue;
    e.items.push_back(expression());
    if (failed()) return e;
    height = std::max(height, height_);
    const Token next = peek();
    if (next.kind == Tok::comma) {
      read();
    } else if (next.kind != Tok::close_bracket && next.kind != Tok::hole) {
      fail_unexpected(next, "expected \",\" or \"]\" after an element");
      return e;
    } else if (next.kind == Tok::hole && !(alone_on_line(pos_) && steers(hole(next).text))) {
      fail_unexpected(next, "expected \",\" or \"]\" after an element");
      return e;
    }
  }
  read();
  height_ = 0;
  grow(height);
  return e;
}

/// `{{ if x }}` alone on its line between elements.
bool Parser::tuple_directive(Expr& into) {
  const Token next = peek();
  if (next.kind != Tok::hole || !alone_on_line(pos_)) return false;
  Expr e = hole(next);
  if (!steers(e.text)) return false;
  read();
  e.flag = true;
  into.items.push_back(std::move(e));
  return true;
}

Expr Parser::object() {
  const Token open = read();
  {
    const NewlineScope scope(*this, false);
    if (at_keyword("for")) return for_expression(open, Expr::Kind::for_object);
  }
  const NewlineScope scope(*this, true);
  Expr e = leaf(Expr::Kind::object, open);
  e.text.clear();
  std::uint32_t height = 0;
  for (;;) {
    const Tok next = peek().kind;
    if (next == Tok::newline) {
      read();
      continue;
    }
    if (next == Tok::close_brace) break;
    if (object_directive(e)) continue;
    if (!object_entry(e)) return e;
    height = std::max(height, height_);
    const Token separator = peek();
    if (separator.kind == Tok::close_brace) break;
    if (separator.kind != Tok::comma && separator.kind != Tok::newline) {
      fail_unexpected(separator, "expected a line break, \",\" or \"}\" after an entry");
      return e;
    }
    read();
  }
  read();
  height_ = 0;
  grow(height);
  return e;
}

bool Parser::object_directive(Expr& into) {
  const Token next = peek();
  if (next.kind != Tok::hole || !alone_on_line(pos_)) return false;
  Expr e = hole(read());
  e.flag = true;
  into.items.push_back(std::move(e));
  into.items.emplace_back();
  return true;
}

bool Parser::object_entry(Expr& into) {
  into.items.push_back(expression());
  if (failed()) return false;
  const std::uint32_t key_height = height_;
  const Token separator = peek();
  if (separator.kind != Tok::assign && separator.kind != Tok::colon) {
    fail_unexpected(separator, "expected \"=\" after a key");
    return false;
  }
  read();
  into.items.push_back(expression());
  height_ = std::max(height_, key_height);
  return !failed();
}

bool Parser::for_names(Expr& e) {
  for (bool second = false;; second = true) {
    const Token name = read();
    if (name.kind != Tok::identifier) {
      fail_unexpected(name, "expected the name of a variable");
      return false;
    }
    if (second) e.text += between_names;
    e.text += text(name);
    if (second || peek().kind != Tok::comma) break;
    read();
  }
  if (at_keyword("in")) {
    read();
    return true;
  }
  fail_unexpected(peek(), "expected \"in\"");
  return false;
}

Expr Parser::for_expression(const Token& opener, Expr::Kind kind) {
  const NewlineScope scope(*this, false);
  const bool object = kind == Expr::Kind::for_object;
  read();
  Expr e = leaf(kind, opener);
  e.text.clear();
  if (!for_names(e)) return e;
  std::uint32_t height = 0;
  const auto part = [&] {
    e.items.push_back(expression());
    height = std::max(height, height_);
    return !failed();
  };
  const auto expect = [&](Tok wanted, std::string_view message) {
    if (peek().kind != wanted) {
      fail_unexpected(peek(), message);
      return false;
    }
    read();
    return true;
  };
  if (!part() || !expect(Tok::colon, "expected \":\" after the collection")) return e;
  if (!part()) return e;
  if (object && (!expect(Tok::fat_arrow, "expected \"=>\" after the key") || !part())) return e;
  if (object && peek().kind == Tok::ellipsis) {
    e.flag = true;
    read();
  }
  if (at_keyword("if")) {
    read();
    if (!part()) return e;
  }
  if (!expect(object ? Tok::close_brace : Tok::close_bracket, "the \"for\" expression should end here")) return e;
  height_ = 0;
  grow(height);
  return e;
}

}  // namespace infragen::hcl
