#include "infragen/hcl/format.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "hcl/layout.hpp"
#include "hcl/lexer.hpp"
#include "hcl/parser.hpp"
#include "infragen/hcl/print.hpp"

namespace infragen::hcl {
namespace {

struct TypeToken {
  Tok kind;
  std::string_view text;
};

/// What an argument's value is written as: its own tokens without those at the ends, with others put around them.
struct Rewrite {
  std::size_t first = 0;
  std::size_t last = 0;
  bool parentheses = false;
  std::string_view type;     ///< type constraint written instead
  std::string_view element;  ///< and its element type
};

class Formatter {
 public:
  Formatter(std::string_view source, const std::vector<Token>& tokens) : source_(source), tokens_(tokens) {
    out_.reserve(source.size() + source.size() / 8);
  }

  std::string run(const Marks& marks);

 private:
  Tok kind(std::size_t i) const { return tokens_[i].kind; }
  std::string_view text(std::size_t i) const { return text_of(source_, tokens_[i]); }
  void write(std::size_t first, std::size_t last);
  void write_value(const ValueMark& mark);
  void write_labels(const LabelsMark& mark);
  Rewrite type_rewrite(const ValueMark& mark) const;
  Rewrite value_rewrite(const ValueMark& mark) const;
  bool is_one_interpolation(const ValueMark& mark) const;
  bool is_enclosed(const Rewrite& inner) const;

  std::string_view source_;
  const std::vector<Token>& tokens_;
  LineWriter out_;
};

std::string Formatter::run(const Marks& marks) {
  std::size_t at = 0;
  auto value = marks.values.begin();
  auto labels = marks.labels.begin();
  while (value != marks.values.end() || labels != marks.labels.end()) {
    const bool labels_first =
        value == marks.values.end() || (labels != marks.labels.end() && labels->first < value->first);
    write(at, labels_first ? labels->first : value->first);
    at = labels_first ? labels->last : value->last;
    if (labels_first) {
      write_labels(*labels++);
    } else {
      write_value(*value++);
    }
  }
  const std::size_t end = tokens_.size() - 1;
  write(at, end);
  std::string formatted = out_.finish();
  // Spaces at the very end, behind the last token, stay as they are.
  const std::size_t code_end = end == 0 ? 0 : tokens_[end - 1].end;
  formatted.append(source_.size() - code_end, ' ');
  return formatted;
}

void Formatter::write(std::size_t first, std::size_t last) {
  for (std::size_t i = first; i < last; ++i) out_.token(kind(i), text(i), i + 2 == tokens_.size());
}

/// Labels are written in quotes, and comments before and between them are dropped.
void Formatter::write_labels(const LabelsMark& mark) {
  for (const std::string& label : mark.labels) {
    const std::string written = quoted(label);
    out_.token(Tok::open_quote, "\"");
    if (!label.empty()) out_.token(Tok::quoted_text, std::string_view(written).substr(1, written.size() - 2));
    out_.token(Tok::close_quote, "\"");
  }
}

void Formatter::write_value(const ValueMark& mark) {
  const Rewrite rewrite = mark.variable_type ? type_rewrite(mark) : value_rewrite(mark);
  if (!rewrite.type.empty()) {
    out_.token(Tok::identifier, rewrite.type);
    if (rewrite.element.empty()) return;
    out_.token(Tok::open_paren, "(");
    out_.token(Tok::identifier, rewrite.element);
    out_.token(Tok::close_paren, ")");
    return;
  }
  if (rewrite.parentheses) out_.token(Tok::open_paren, "(");
  write(rewrite.first, rewrite.last);
  if (rewrite.parentheses) out_.token(Tok::close_paren, ")");
}

struct OldType {
  bool quoted;
  std::string_view name;
  std::string_view element;
};
constexpr std::array<OldType, 6> kOldTypes = {{{true, "string", ""},
                                               {true, "list", "string"},
                                               {true, "map", "string"},
                                               {false, "list", "any"},
                                               {false, "map", "any"},
                                               {false, "set", "any"}}};

Rewrite Formatter::type_rewrite(const ValueMark& mark) const {
  Rewrite same{mark.first, mark.last, false, {}, {}};
  const std::size_t count = mark.last - mark.first;
  const bool quoted = count == 3 && kind(mark.first) == Tok::open_quote && kind(mark.first + 1) == Tok::quoted_text;
  if (!quoted && !(count == 1 && kind(mark.first) == Tok::identifier)) return same;
  const std::string_view name = text(mark.first + (quoted ? 1 : 0));
  const auto* old = std::find_if(kOldTypes.begin(), kOldTypes.end(),
                                 [&](const OldType& o) { return o.quoted == quoted && o.name == name; });
  if (old == kOldTypes.end()) return same;
  return {mark.first, mark.last, false, old->name, old->element};
}

/// `"${ … }"` with no second sequence and no text beside it. Strings inside may hold what they want.
bool Formatter::is_one_interpolation(const ValueMark& mark) const {
  if (mark.last - mark.first < 5) return false;
  if (kind(mark.first) != Tok::open_quote || kind(mark.first + 1) != Tok::interpolation ||
      kind(mark.last - 2) != Tok::sequence_end || kind(mark.last - 1) != Tok::close_quote) {
    return false;
  }
  int quotes = 0;
  for (std::size_t i = mark.first + 2; i < mark.last - 2; ++i) {
    const Tok k = kind(i);
    if (k == Tok::open_quote) {
      ++quotes;
    } else if (k == Tok::close_quote) {
      --quotes;
    } else if (quotes <= 0 && (k == Tok::interpolation || k == Tok::sequence_end || k == Tok::quoted_text)) {
      return false;
    }
  }
  return true;
}

/// The first token is a parenthesis that the last one closes.
bool Formatter::is_enclosed(const Rewrite& inner) const {
  int open = 0;
  for (std::size_t i = inner.first; i < inner.last; ++i) {
    if (kind(i) == Tok::open_paren) ++open;
    if (kind(i) == Tok::close_paren) --open;
    if (open == 0) return i > inner.first && i + 1 == inner.last;
  }
  return false;
}

/// What was one interpolation in quotes needs no quotes. Over several lines it needs parentheses instead.
Rewrite Formatter::value_rewrite(const ValueMark& mark) const {
  Rewrite same{mark.first, mark.last, false, {}, {}};
  if (!is_one_interpolation(mark)) return same;
  Rewrite inner{mark.first + 2, mark.last - 2U, false, {}, {}};
  while (inner.first < inner.last && kind(inner.first) == Tok::newline) ++inner.first;
  while (inner.last > inner.first && kind(inner.last - 1) == Tok::newline) --inner.last;
  bool many_lines = false;
  for (std::size_t i = inner.first; i < inner.last; ++i) {
    // A comment to the end of the line would swallow or split what the quotes held together.
    if (kind(i) == Tok::comment && ends_line(source_, tokens_[i])) return same;
    many_lines = many_lines || kind(i) == Tok::newline;
  }
  inner.parentheses = many_lines && !is_enclosed(inner);
  return inner;
}

}  // namespace

std::optional<std::string> format(std::string_view text) {
  const std::vector<Token> tokens = lex(text, {});
  Marks marks;
  Parser parser(text, tokens, {}, &marks);
  parser.file();
  if (parser.error()) return std::nullopt;
  return Formatter(text, tokens).run(marks);
}

}  // namespace infragen::hcl
