#include "hcl/lexer.hpp"

#include <array>

#include "hcl/unicode.hpp"

namespace infragen::hcl {
namespace {

constexpr bool digit(char c) { return c >= '0' && c <= '9'; }

/// Token of a character that is a token by itself; `bad_character` for the others.
constexpr std::array<Tok, 128> single_characters() {
  std::array<Tok, 128> table{};
  table.fill(Tok::bad_character);
  table['['] = Tok::open_bracket;
  table[']'] = Tok::close_bracket;
  table['('] = Tok::open_paren;
  table[')'] = Tok::close_paren;
  table['.'] = Tok::dot;
  table[','] = Tok::comma;
  table['*'] = Tok::star;
  table['/'] = Tok::slash;
  table['%'] = Tok::percent;
  table['+'] = Tok::plus;
  table['-'] = Tok::minus;
  table['='] = Tok::assign;
  table['<'] = Tok::less;
  table['>'] = Tok::greater;
  table['!'] = Tok::bang;
  table['?'] = Tok::question;
  table[':'] = Tok::colon;
  table['\n'] = Tok::newline;
  return table;
}
constexpr auto kSingle = single_characters();

struct Operator {
  std::string_view text;
  Tok kind;
};
/// Operators of several characters, longest first.
constexpr std::array<Operator, 9> kOperators = {{{"...", Tok::ellipsis},
                                                 {"==", Tok::equal},
                                                 {"!=", Tok::not_equal},
                                                 {">=", Tok::greater_equal},
                                                 {"<=", Tok::less_equal},
                                                 {"&&", Tok::logical_and},
                                                 {"||", Tok::logical_or},
                                                 {"::", Tok::double_colon},
                                                 {"=>", Tok::fat_arrow}}};

/// Their second characters.
constexpr std::string_view kOperatorEnds = ".=&|:>";

/// What the lexer is inside of.
struct Frame {
  enum class Kind : std::uint8_t { code, quoted, heredoc };
  Kind kind = Kind::code;
  bool line_start = true;    ///< heredoc: only such a line can be the end marker
  std::uint32_t braces = 0;  ///< code: braces open in this frame
  std::string_view marker;
};

class Lexer {
 public:
  Lexer(std::string_view text, const LexOptions& options) : text_(text), options_(options) {
    tokens_.reserve(text.size() / 5 + 4);
    frames_.push_back({});
  }

  std::vector<Token> run() {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
    while (at_ < text_.size() && !broken_) {
      switch (frames_.back().kind) {
        case Frame::Kind::code:
          code();
          break;
        case Frame::Kind::quoted:
          quoted();
          break;
        case Frame::Kind::heredoc:
          heredoc();
          break;
      }
    }
    const auto size = static_cast<std::uint32_t>(text_.size());
    tokens_.push_back({Tok::end, size, size});
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  bool looking_at(std::string_view what) const { return text_.substr(at_, what.size()) == what; }

  void emit(Tok kind, std::size_t length) {
    tokens_.push_back({kind, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + length)});
    at_ += length;
  }

  void fail(Tok kind, std::size_t length) {
    emit(kind, length);
    broken_ = true;
  }

  void push(Frame frame) {
    if (frames_.size() > options_.depth) {
      tokens_.back().kind = Tok::too_deep;
      broken_ = true;
      return;
    }
    frames_.push_back(frame);
  }

  // ---- code ----

  void code() {
    const char c = peek();
    switch (c) {
      case ' ':
      case '\t':
        ++at_;
        return;
      case '#':
        line_comment();
        return;
      case '/':
        slash();
        return;
      case '\r':
        if (peek(1) == '\n') return emit(Tok::newline, 2);
        return fail(Tok::bad_character, 1);
      case '"':
        emit(Tok::open_quote, 1);
        push({Frame::Kind::quoted, true, 0, {}});
        return;
      case '{':
        open_brace();
        return;
      case '}':
        close_brace();
        return;
      case '~':
        if (peek(1) != '}') return fail(Tok::bad_character, 1);
        emit(Tok::sequence_end, 2);
        if (frames_.size() > 1 && frames_.back().braces == 0) frames_.pop_back();
        return;
      case '<':
        if (open_heredoc()) return;
        break;
      default:
        break;
    }
    if (digit(c)) return number();
    if (const std::size_t length = identifier_length(text_, at_); length != 0) return emit(Tok::identifier, length);
    operator_or_bad();
  }

  void operator_or_bad() {
    if (kOperatorEnds.find(peek(1)) != std::string_view::npos) {
      for (const Operator& o : kOperators) {
        if (looking_at(o.text)) return emit(o.kind, o.text.size());
      }
    }
    const auto c = static_cast<unsigned char>(peek());
    if (c < 128) {
      const Tok kind = kSingle[c];
      return kind == Tok::bad_character ? fail(kind, 1) : emit(kind, 1);
    }
    const std::size_t length = utf8_length(text_, at_);
    return length == 0 ? fail(Tok::bad_utf8, 1) : fail(Tok::bad_character, length);
  }

  void line_comment() {
    const std::size_t line_break = text_.find('\n', at_);
    const std::size_t end = line_break == std::string_view::npos ? text_.size() : line_break + 1;
    emit(Tok::comment, end - at_);
  }

  void slash() {
    if (peek(1) == '/') return line_comment();
    if (peek(1) != '*') return emit(Tok::slash, 1);
    const std::size_t close = text_.find("*/", at_ + 2);
    if (close == std::string_view::npos) return fail(Tok::open_comment, 2);
    emit(Tok::comment, close + 2 - at_);
  }

  void open_brace() {
    if (options_.holes && peek(1) == '{') return hole();
    emit(Tok::open_brace, 1);
    ++frames_.back().braces;
  }

  void close_brace() {
    Frame& frame = frames_.back();
    if (frame.braces == 0 && frames_.size() > 1) {
      emit(Tok::sequence_end, 1);
      frames_.pop_back();
      return;
    }
    if (frame.braces > 0) --frame.braces;
    emit(Tok::close_brace, 1);
  }

  /// Strings inside a hole may hold `}}`.
  void hole() {
    std::size_t i = at_ + 2;
    bool in_string = false;
    for (; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c == '\n') break;
      if (in_string) {
        if (c == '\\') ++i;
        if (c == '"') in_string = false;
        continue;
      }
      if (c == '"') in_string = true;
      if (c == '}' && i + 1 < text_.size() && text_[i + 1] == '}') return emit(Tok::hole, i + 2 - at_);
    }
    fail(Tok::open_hole, 2);
  }

  void number() {
    std::size_t i = at_ + 1;
    std::size_t end = i;
    const auto digit_at = [this](std::size_t p) { return p < text_.size() && digit(text_[p]); };
    while (i < text_.size()) {
      const char c = text_[i];
      if (digit(c)) {
        end = ++i;
      } else if (c == '.') {
        ++i;
      } else if (c == 'e' || c == 'E') {
        const bool sign = i + 1 < text_.size() && (text_[i + 1] == '+' || text_[i + 1] == '-');
        const std::size_t first = i + (sign ? 2 : 1);
        if (!digit_at(first)) break;
        end = i = first + 1;
      } else {
        break;
      }
    }
    emit(Tok::number, end - at_);
  }

  /// `<<NAME` or `<<-NAME` with nothing else on the line.
  bool open_heredoc() {
    if (peek(1) != '<') return false;
    std::size_t i = at_ + 2;
    if (i < text_.size() && text_[i] == '-') ++i;
    const std::size_t length = identifier_length(text_, i);
    if (length == 0) return false;
    const std::string_view marker = text_.substr(i, length);
    i += length;
    if (i < text_.size() && text_[i] == '\r') ++i;
    if (i >= text_.size() || text_[i] != '\n') return false;
    emit(Tok::open_heredoc, i + 1 - at_);
    push({Frame::Kind::heredoc, true, 0, marker});
    return true;
  }

  // ---- templates ----

  /// `${`, `%{` and holes. `$${` and a lone `$` are text.
  bool sequence() {
    const char c = peek();
    if (c == '{' && options_.holes && peek(1) == '{') {
      frames_.back().line_start = false;
      hole();
      return true;
    }
    if ((c != '$' && c != '%') || peek(1) != '{') return false;
    frames_.back().line_start = false;
    emit(c == '$' ? Tok::interpolation : Tok::directive, peek(2) == '~' ? 3 : 2);
    push({});
    return true;
  }

  /// Bytes of the text token for a `$` or `%` that starts no sequence.
  std::size_t lone_sign() const {
    const char c = peek();
    return peek(1) == c && peek(2) == '{' ? 3 : 1;
  }

  void quoted() {
    const char first = peek();
    if (first == '"') {
      emit(Tok::close_quote, 1);
      frames_.pop_back();
      return;
    }
    if (first == '\n' || first == '\r') return fail(Tok::bad_newline, 1);
    if (sequence()) return;
    if (first == '$' || first == '%') return emit(Tok::quoted_text, lone_sign());
    const std::size_t end = quoted_text_end();
    if (end > at_) return emit(Tok::quoted_text, end - at_);
    fail(utf8_length(text_, at_) == 0 ? Tok::bad_utf8 : Tok::bad_newline, 1);
  }

  std::size_t quoted_text_end() const {
    std::size_t i = at_;
    while (i < text_.size()) {
      const char c = text_[i];
      if (c == '"' || c == '$' || c == '%' || c == '\n' || c == '\r') break;
      if (c == '{' && options_.holes && i + 1 < text_.size() && text_[i + 1] == '{') break;
      std::size_t start = i;
      if (c == '\\') {
        const char next = i + 1 < text_.size() ? text_[i + 1] : '\n';
        if (next == '\n' || next == '\r') break;
        ++start;
      }
      const std::size_t length = static_cast<signed char>(text_[start]) >= 0 ? 1 : utf8_length(text_, start);
      if (length == 0) break;
      i = start + length;
    }
    return i;
  }

  void heredoc() {
    if (sequence()) return;
    Frame& frame = frames_.back();
    const char first = peek();
    if (first == '$' || first == '%') {
      frame.line_start = false;
      return emit(Tok::heredoc_text, lone_sign());
    }
    std::size_t i = at_;
    while (i < text_.size() && text_[i] != '$' && text_[i] != '%' && text_[i] != '\n') {
      if (text_[i] == '{' && options_.holes && i + 1 < text_.size() && text_[i + 1] == '{') break;
      if (static_cast<signed char>(text_[i]) >= 0 && text_[i] != '\r') {
        ++i;
        continue;
      }
      const bool lone_cr = text_[i] == '\r' && text_.substr(i + 1, 1) != "\n";
      const std::size_t length = utf8_length(text_, i);
      if (length == 0 || lone_cr) {
        at_ = i;
        return fail(length == 0 ? Tok::bad_utf8 : Tok::bad_character, 1);
      }
      i += length;
    }
    if (i >= text_.size() || text_[i] != '\n') {
      frame.line_start = false;
      return emit(Tok::heredoc_text, i - at_);
    }
    heredoc_line(i + 1);
  }

  /// A piece of text up to and with a line break: the end marker, if it is the whole line.
  void heredoc_line(std::size_t end) {
    Frame& frame = frames_.back();
    if (!frame.line_start || trim_space(text_.substr(at_, end - at_)) != frame.marker) {
      frame.line_start = true;
      return emit(Tok::heredoc_text, end - at_);
    }
    const std::size_t break_length = end - at_ >= 2 && text_[end - 2] == '\r' ? 2 : 1;
    emit(Tok::close_heredoc, end - break_length - at_);
    emit(Tok::newline, break_length);
    frames_.pop_back();
  }

  std::string_view text_;
  LexOptions options_;
  std::size_t at_ = 0;
  bool broken_ = false;
  std::vector<Token> tokens_;
  std::vector<Frame> frames_;
};

}  // namespace

std::vector<Token> lex(std::string_view text, const LexOptions& options) { return Lexer(text, options).run(); }

bool ends_line(std::string_view source, const Token& t) {
  return t.kind == Tok::newline || (t.kind == Tok::comment && source[t.end - 1] == '\n');
}

}  // namespace infragen::hcl
