#include <algorithm>
#include <utility>

#include "hcl/heredoc.hpp"
#include "hcl/layout.hpp"
#include "hcl/parser.hpp"
#include "hcl/unicode.hpp"

namespace infragen::hcl {
namespace {

constexpr std::uint8_t kStripBefore = 1;
constexpr std::uint8_t kStripAfter = 2;

void append_utf8(std::string& out, char32_t c) {
  const auto byte = [&out](char32_t value) { out.push_back(static_cast<char>(static_cast<unsigned char>(value))); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | (c >> 6));
    byte(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    byte(0xE0 | (c >> 12));
    byte(0x80 | ((c >> 6) & 0x3F));
    byte(0x80 | (c & 0x3F));
  } else {
    byte(0xF0 | (c >> 18));
    byte(0x80 | ((c >> 12) & 0x3F));
    byte(0x80 | ((c >> 6) & 0x3F));
    byte(0x80 | (c & 0x3F));
  }
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void join_texts(std::vector<Expr>& parts) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool literal = parts[i].kind == Expr::Kind::literal;
    if (literal && parts[i].text.empty()) continue;
    if (literal && kept > 0 && parts[kept - 1].kind == Expr::Kind::literal) {
      parts[kept - 1].text += parts[i].text;
      continue;
    }
    if (kept != i) parts[kept] = std::move(parts[i]);
    ++kept;
  }
  parts.resize(kept);
}

}  // namespace

Expr Parser::quoted_template() {
  const Token open = read();
  Expr e = leaf(Expr::Kind::string, open);
  e.text.clear();
  std::vector<Expr> parts;
  template_parts(Tok::close_quote, parts, true);
  e.items = std::move(parts);
  return e;
}

Expr Parser::heredoc_template() {
  const Token open = read();
  std::string_view marker = text(open).substr(2);
  Expr e = leaf(Expr::Kind::heredoc, open);
  e.flag = marker.front() == '-';
  if (e.flag) marker.remove_prefix(1);
  e.text = std::string(trim_space(marker));
  std::vector<Expr> parts;
  if (template_parts(Tok::close_heredoc, parts, !e.flag) && e.flag) {
    flush_heredoc(parts);
    join_texts(parts);
  }
  e.items = std::move(parts);
  return e;
}

/// The parts up to `closer`. Unless `merge` is set, each token is a part.
bool Parser::template_parts(Tok closer, std::vector<Expr>& parts, bool merge) {
  const DepthScope depth(*this);
  if (!depth.entered()) return false;
  std::vector<std::uint8_t> open;  // directives: 'i' if, 'e' else, 'f' for
  std::uint32_t height = 1;
  for (;;) {
    const Token t = read();
    if (t.kind == closer) break;
    if (t.kind == Tok::quoted_text || t.kind == Tok::heredoc_text) {
      const bool joined = merge && !parts.empty() && parts.back().kind == Expr::Kind::literal;
      if (!joined) {
        parts.push_back(leaf(Expr::Kind::literal, t));
        parts.back().text.clear();
      }
      unescape(t, parts.back().text);
    } else if (t.kind == Tok::interpolation) {
      sequence(t, parts);
    } else if (t.kind == Tok::directive) {
      directive(t, parts, open);
    } else if (t.kind == Tok::hole) {
      parts.push_back(hole(t));
    } else {
      fail(t, t.kind == Tok::end ? "the string has no end" : "the string cannot hold this");
    }
    if (failed()) return false;
    height = std::max(height, height_);
  }
  if (!open.empty()) fail(tokens_[last_read_], "the string ends inside an \"%{if}\" or \"%{for}\"");
  height_ = 0;
  grow(height);
  return !failed();
}

bool Parser::sequence(const Token& opener, std::vector<Expr>& parts) {
  const NewlineScope scope(*this, false);
  Expr e = expression();
  if (failed()) return false;
  const Token close = peek();
  if (close.kind != Tok::sequence_end) {
    fail_unexpected(close, "the interpolation should end here with \"}\" (\"$${\" stands for the text \"${\")");
    return false;
  }
  read();
  if (opener.end - opener.at == 3) e.strip |= kStripBefore;
  if (close.end - close.at == 2) e.strip |= kStripAfter;
  parts.push_back(std::move(e));
  return true;
}

bool Parser::directive(const Token& opener, std::vector<Expr>& parts, std::vector<std::uint8_t>& open) {
  const NewlineScope scope(*this, false);
  const std::size_t first = pos_;
  const Token keyword = read();
  if (!directive_body(keyword, open)) return false;
  const Token close = peek();
  if (close.kind != Tok::sequence_end) {
    fail_unexpected(close, "the directive should end here with \"}\" (\"%%{\" stands for the text \"%{\")");
    return false;
  }
  const std::size_t last = pos_;
  read();
  Expr e = leaf(Expr::Kind::directive, keyword);
  e.text = canonical_code(source_, tokens_, first, last);
  if (opener.end - opener.at == 3) e.strip |= kStripBefore;
  if (close.end - close.at == 2) e.strip |= kStripAfter;
  parts.push_back(std::move(e));
  return true;
}

/// Checks what stands between the braces, and that the directives are nested well.
bool Parser::directive_body(const Token& keyword, std::vector<std::uint8_t>& open) {
  const std::string_view word = keyword.kind == Tok::identifier ? text(keyword) : std::string_view();
  const std::uint8_t inside = open.empty() ? 0 : open.back();
  if (word == "if") {
    open.push_back('i');
    expression();
  } else if (word == "for") {
    open.push_back('f');
    Expr names;
    if (for_names(names)) expression();
  } else if (word == "else" && inside == 'i') {
    open.back() = 'e';
  } else if ((word == "endif" && (inside == 'i' || inside == 'e')) || (word == "endfor" && inside == 'f')) {
    open.pop_back();
  } else if (word == "else" || word == "endif" || word == "endfor") {
    fail(keyword, "\"" + std::string(word) + "\" has nothing that it belongs to");
  } else {
    fail_unexpected(keyword, "expected if, else, endif, for or endfor");
  }
  return !failed();
}

/// Appends what a text token stands for.
bool Parser::unescape(const Token& token, std::string& out) {
  const std::string_view t = text(token);
  if (t.size() == 3 && (t == "$${" || t == "%%{")) {
    out.append(t.substr(1));
    return true;
  }
  if (token.kind == Tok::heredoc_text) {
    out.append(t);
    return true;
  }
  for (std::size_t i = 0; i < t.size();) {
    const std::size_t next = std::min(t.find('\\', i), t.size());
    out.append(t.substr(i, next - i));
    i = next;
    if (i < t.size() && !escape(t, i, token, out)) return false;
  }
  return true;
}

/// One backslash sequence at `i`, which moves behind it.
bool Parser::escape(std::string_view t, std::size_t& i, const Token& token, std::string& out) {
  const auto bad = [&](std::string message) {
    const auto at = static_cast<std::uint32_t>(token.at + i);
    fail({token.kind, at, std::min(at + 2, token.end)}, std::move(message));
    return false;
  };
  const char selector = i + 1 < t.size() ? t[i + 1] : '\0';
  static constexpr std::string_view kSelectors = "nrt\"\\";
  static constexpr std::string_view kMeanings = "\n\r\t\"\\";
  if (const std::size_t found = kSelectors.find(selector); selector != '\0' && found != std::string_view::npos) {
    out.push_back(kMeanings[found]);
    i += 2;
    return true;
  }
  if (selector != 'u' && selector != 'U') return bad("unknown escape sequence");
  const std::size_t digits = selector == 'u' ? 4 : 8;
  if (i + 2 + digits > t.size()) return bad("the escape needs more hexadecimal digits");
  std::uint64_t code = 0;
  for (std::size_t d = 0; d < digits; ++d) {
    const int value = hex_digit(t[i + 2 + d]);
    if (value < 0) return bad("the escape needs more hexadecimal digits");
    code = code * 16 + static_cast<std::uint64_t>(value);
  }
  if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return bad("the escape is no Unicode character");
  append_utf8(out, static_cast<char32_t>(code));
  i += 2 + digits;
  return true;
}

}  // namespace infragen::hcl
