#include <algorithm>
#include <limits>

#include "hcl/heredoc.hpp"
#include "hcl/printer.hpp"
#include "hcl/unicode.hpp"

namespace infragen::hcl {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

bool literal(const Expr& e) { return e.kind == Expr::Kind::literal; }
bool is_sequence(const Expr* e) { return e != nullptr && !literal(*e) && e->kind != Expr::Kind::hole; }

/// The sign that a sequence starts with.
char sign_of(const Expr& sequence) { return sequence.kind == Expr::Kind::directive ? '%' : '$'; }

void append_escape(std::string& out, char32_t c) {
  const int digits = c < 0x10000 ? 4 : 8;
  out += digits == 4 ? "\\u" : "\\U";
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out.push_back(kHex[(c >> shift) & 0xF]);
}

/// One character of a quoted string, `$` and `%` excepted.
void append_character(std::string& out, std::string_view text, const Decoded& d, std::size_t at) {
  switch (d.code) {
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    default:
      break;
  }
  if (!d.valid) {
    out += "\xEF\xBF\xBD";
  } else if (is_printable(d.code)) {
    out += text.substr(at, d.length);
  } else {
    append_escape(out, d.code);
  }
}

/// The part behind `i` that is not an empty text, if any.
const Expr* part_after(const std::vector<Expr>& parts, std::size_t i) {
  for (++i; i < parts.size(); ++i) {
    if (!literal(parts[i]) || !parts[i].text.empty()) return &parts[i];
  }
  return nullptr;
}

bool starts_with_brace(const Expr* part) { return part != nullptr && literal(*part) && part->text.front() == '{'; }

/// How a `$` or `%` at `at` of a quoted string is written.
void append_sign(std::string& out, std::string_view text, std::size_t at, const Expr* next) {
  const char sign = text[at];
  const bool last = at + 1 == text.size();
  if (last && is_sequence(next) && sign_of(*next) == sign) return append_escape(out, static_cast<char32_t>(sign));
  out.push_back(sign);
  if (last ? starts_with_brace(next) : text[at + 1] == '{') out.push_back(sign);
}

/// A text joined from several keeps all their origins, the others as items.
void add_origin(Expr& piece, std::uint32_t origin) {
  if (piece.origin == origin) return;
  piece.items.emplace_back();
  piece.items.back().origin = origin;
}

/// Texts of a heredoc cut at their line breaks, neighbours joined, as the parser sees them.
std::vector<Expr> heredoc_pieces(const std::vector<Expr>& parts) {
  std::vector<Expr> pieces;
  bool open = false;  // the last piece is a text without a line break
  for (const Expr& part : parts) {
    if (!literal(part)) {
      pieces.push_back(part);
      open = false;
      continue;
    }
    for (std::string_view rest = part.text; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
      if (!open) {
        pieces.emplace_back();
        pieces.back().kind = Expr::Kind::literal;
        pieces.back().origin = part.origin;
      }
      pieces.back().text += rest.substr(0, end);
      if (open) add_origin(pieces.back(), part.origin);
      open = rest[end - 1] != '\n';
      rest.remove_prefix(end);
    }
  }
  return pieces;
}

/// A heredoc has no escapes: what cannot be written in one.
bool heredoc_can_hold(std::string_view text, bool printable_only) {
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '\r' && !printable_only && text.substr(i + 1, 1) == "\n") {
      i += 2;
      continue;
    }
    const Decoded d = decode_utf8(text, i);
    if (!d.valid || (d.code != '\n' && d.code != '\t' && d.code < 0x20) || d.code == 0x7F) return false;
    if (printable_only && d.code >= 0x80 && !is_printable(d.code)) return false;
    i += d.length;
  }
  return true;
}

/// The text ends with a line break, no `$` stands before `${`, and all characters can be written as they are.
bool is_heredoc_text(const std::vector<Expr>& parts, bool printable_only) {
  if (parts.empty() || !literal(parts.back()) || parts.back().text.empty() || parts.back().text.back() != '\n') {
    return false;
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!literal(parts[i])) continue;
    if (!heredoc_can_hold(parts[i].text, printable_only)) return false;
    const Expr* next = part_after(parts, i);
    const char last = parts[i].text.empty() ? '\0' : parts[i].text.back();
    if (last == '\r' && next != nullptr) return false;
    if (is_sequence(next) && sign_of(*next) == last) return false;
  }
  return true;
}

/// An end marker that no line of the text is equal to.
std::string end_marker(const std::vector<Expr>& pieces, std::string_view wanted) {
  const std::string base = is_any_identifier(wanted) ? std::string(wanted) : "EOT";
  std::string marker = base;
  const auto taken = [&](const Expr& piece) { return literal(piece) && trim_space(piece.text) == marker; };
  for (int n = 1; std::any_of(pieces.begin(), pieces.end(), taken); ++n) marker = base + std::to_string(n);
  return marker;
}

void add_indentation(std::vector<Expr>& pieces, const HeredocLines& lines, std::size_t columns) {
  std::vector<Expr> indented;
  indented.reserve(pieces.size() + lines.starts.size());
  auto start = lines.starts.begin();
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (start != lines.starts.end() && *start == i) {
      ++start;
      if (literal(pieces[i])) {
        pieces[i].text.insert(0, columns, ' ');
      } else {
        indented.emplace_back();
        indented.back().kind = Expr::Kind::literal;
        indented.back().text.assign(columns, ' ');
      }
    }
    indented.push_back(std::move(pieces[i]));
  }
  pieces = std::move(indented);
}

}  // namespace

bool wants_heredoc(const Expr& e) {
  if (e.kind == Expr::Kind::heredoc) return e.items.empty() || is_heredoc_text(e.items, false);
  return e.kind == Expr::Kind::string && is_heredoc_text(e.items, true);
}

void Printer::quoted_template(const Expr& e) {
  out_.token(Tok::open_quote, "\"");
  for (std::size_t i = 0; i < e.items.size(); ++i) {
    const Expr& part = e.items[i];
    if (literal(part)) {
      mark(part.origin);
      quoted_text(part.text, part_after(e.items, i));
    } else {
      sequence(part);
    }
  }
  out_.token(Tok::close_quote, "\"");
}

/// Each `$` and `%` is a token of its own, as it is for HCL, whose columns are counted by token.
void Printer::quoted_text(std::string_view text, const Expr* next) {
  std::string piece;
  const auto flush = [&] {
    if (!piece.empty()) out_.token(Tok::quoted_text, piece);
    piece.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '$' || c == '%') {
      flush();
      append_sign(piece, text, i, next);
      ++i;
      const bool doubled = piece.size() == 2;
      if (doubled && i < text.size()) piece.push_back(text[i++]);
      if (piece.size() <= 3) flush();
      continue;
    }
    const Decoded d = decode_utf8(text, i);
    append_character(piece, text, d, i);
    i += d.length;
  }
  flush();
}

/// `${ … }`, `%{ … }`, or a hole.
void Printer::sequence(const Expr& part) {
  if (part.kind == Expr::Kind::hole) {
    mark(part.origin);
    return hole(part, Tok::quoted_text);
  }
  const bool directive = part.kind == Expr::Kind::directive;
  std::string opener(1, sign_of(part));
  opener += (part.strip & 1U) != 0 ? "{~" : "{";
  out_.token(directive ? Tok::directive : Tok::interpolation, opener);
  if (directive) {
    mark(part.origin);
    out_.token(Tok::number, part.text);
  } else {
    expression(part, Room::line);
  }
  out_.token(Tok::sequence_end, (part.strip & 2U) != 0 ? "~}" : "}");
}

/// False, and nothing written, if a heredoc cannot say what `e` says.
bool Printer::heredoc(const Expr& e) {
  const bool given = e.kind == Expr::Kind::heredoc;
  if (!wants_heredoc(e)) return false;
  std::vector<Expr> pieces = heredoc_pieces(e.items);
  const HeredocLines lines = heredoc_lines(pieces);
  const bool empty = lines.common == std::numeric_limits<std::size_t>::max();
  const bool indents = (!given || e.flag) && (empty || lines.common == 0);
  const bool strips = std::any_of(pieces.begin(), pieces.end(), [](const Expr& piece) { return piece.strip != 0; });
  const std::string marker = end_marker(pieces, given ? std::string_view(e.text) : std::string_view());
  const std::size_t columns = out_.indentation();
  if (indents && !strips) add_indentation(pieces, lines, columns + 2);
  out_.token(Tok::open_heredoc, (indents ? "<<-" : "<<") + marker + "\n");
  heredoc_body(pieces);
  out_.token(Tok::close_heredoc, std::string(indents ? columns : 0, ' ') + marker);
  return true;
}

void Printer::heredoc_body(const std::vector<Expr>& pieces) {
  for (const Expr& piece : pieces) {
    if (!literal(piece)) {
      sequence(piece);
      continue;
    }
    mark(piece.origin);
    for (const Expr& joined : piece.items) mark(joined.origin);
    std::string text;
    text.reserve(piece.text.size());
    for (std::size_t i = 0; i < piece.text.size(); ++i) {
      const char c = piece.text[i];
      text.push_back(c);
      if ((c == '$' || c == '%') && piece.text.substr(i + 1, 1) == "{") text.push_back(c);
    }
    out_.token(Tok::heredoc_text, text);
  }
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '$' || text[i] == '%') {
      append_sign(out, text, i, nullptr);
      ++i;
      continue;
    }
    const Decoded d = decode_utf8(text, i);
    append_character(out, text, d, i);
    i += d.length;
  }
  out.push_back('"');
  return out;
}

}  // namespace infragen::hcl
