// The careless half of the generator: valid text with spaces, line breaks and comments at random.
#include <array>
#include <utility>

#include "../../../src/hcl/lexer.hpp"
#include "generator.hpp"
#include "infragen/hcl/parse.hpp"
#include "infragen/hcl/print.hpp"

namespace infragen::hcl::testing {
namespace {

/// `@` stands for a number that makes names unique.
constexpr std::string_view kSnippets[] = {
    "one_@ { a = 1 }\n",
    "one_@ \"x\"   bare \"\" {a=[1,2]}\n",
    "one_@ /* dropped */ \"x\" /* too */ bare /* kept */ { # here\n}\n",
    "one_@ {}\n",
    "one_@ {\n\n\n}\n",
    "u_@ = \"${var.x}\"\n",
    "u_@ = \"${ {a=1} }\"\n",
    "u_@ = \"${\n  foo(\n1)\n}\"\n",
    "u_@ = \"${(\n  foo(\n1))}\"\n",
    "u_@ = \"${f(\"${a}-b\")}\"\n",
    "u_@ = \"${a}${b}\"\n",
    "u_@ = \"${a} \"\n",
    "u_@ = \"${\"nested\"}\"\n",
    "u_@ = \"${~ a ~}\"\n",
    "u_@ = [ \"${a}\" , ]\n",
    "u_@=\"%{ if x ~} a %{ else } b%{~ endif }\"\n",
    "u_@ = <<EOT\n  ${ a }  %{ for x in y ~}\n${x}\n  %{ endfor }\n   EOT\n",
    "u_@ = f( <<-EOT\n    a\n      b ${x}\n    EOT\n  , 1 )\n",
    "variable \"v_@\" {\n type = \"list\"\n}\n",
    "variable v_@ { type = \"string\" }\n",
    "variable \"v_@\" {\n  type=\"map\" # old\n default   = {}\n}\n",
    "variable \"v_@\" {\n  type = list\n}\n",
    "variable \"v_@\" {\n  type = set\n nested {\n type = \"list\"\n}\n}\n",
    "variable \"v_@\" {\n  type = \"${list}\"\n}\n",
    "variable \"v_@\" {\n  type = \"set\"\n}\n",
    "o_@ = {a:1,b:2}\n",
    "o_@ = { a = 1, \"b\" = { c = 2\n} }\n",
    "o_@ = {\n a=1 # x\n bbb=2// y\n (c)=3\n\n dddd:4 # z\n}\n",
    "o_@ = merge({\na=1\n},{\nb=2\n})\n",
    "o_@ = x ? {\na=1\n} : {\nb=2\n}\n",
    "o_@ = [{\na=1},{\nbb=2\n}]\n",
    "o_@ = [[\n1,\n2],[\n3\n]]\n",
    "f_@ = [for x in[1,2]:x if x>-1]\n",
    "f_@ = {for k,v in x:k=>v...if v!=null}\n",
    "f_@ = {\nfor k,v in x:\nk=>{\na=v\nbcd=1\n}\n}\n",
    "m_@ = -1\n",
    "m_@ = a - -1\n",
    "m_@ = a>-1&&!b||(-c)==- d\n",
    "m_@ = provider :: aws :: f ( 1 , x ... )\n",
    "m_@ = a . b [ 0 ] . * . c [ * ] . d . 0\n",
    "m_@ = \"${-a}${ !b }%{ if -x == 1 }y%{ endif }\"\n",
    "m_@ = 1 /* one */ + /* two */ 2 // three\n",
    "# alone\n",
    "   // alone too\n",
    "/* a\n   block\n*/\n",
    "/* before */ c_@ = 1 /* after */\n",
    "\n",
    "\n\n\n",
    "\t \t\n",
    "é_@ = \"日本\" # wide\nlonger_name_@ = 1 # narrow\n",
    "z_@ = 1\n#c\nzz_@ = 2\nzzz_@ = {\n}\nzzzz_@ = 3\n",
};

constexpr std::array<std::string_view, 4> kBlockComments = {"/* c */", "/**/", "/* = { */", "/* two\n lines */"};
constexpr std::array<std::string_view, 4> kLineComments = {"# c", "// d [", "#", "# = 1"};

enum class Frame : char { body, object, loop, round, square, sequence, text };

bool word(Tok kind) { return kind == Tok::identifier || kind == Tok::number; }

/// Walks canonical tokens and knows what may stand between two of them.
class Walk {
 public:
  void step(Tok kind, Tok next, bool next_is_for) {
    switch (kind) {
      case Tok::open_quote:
      case Tok::open_heredoc:
        frames_.push_back(Frame::text);
        break;
      case Tok::interpolation:
      case Tok::directive:
        frames_.push_back(Frame::sequence);
        break;
      case Tok::open_paren:
        frames_.push_back(Frame::round);
        break;
      case Tok::open_bracket:
        frames_.push_back(Frame::square);
        break;
      case Tok::open_brace:
        frames_.push_back(next_is_for ? Frame::loop : opens_body() ? Frame::body : Frame::object);
        break;
      case Tok::close_quote:
      case Tok::close_heredoc:
      case Tok::sequence_end:
      case Tok::close_paren:
      case Tok::close_bracket:
      case Tok::close_brace:
        frames_.pop_back();
        break;
      default:
        break;
    }
    last_ = kind;
    next_ = next;
  }

  Frame frame() const { return frames_.empty() ? Frame::body : frames_.back(); }
  bool in_text() const { return frame() == Frame::text; }
  bool needs_space() const { return word(last_) && (word(next_) || next_ == Tok::minus); }
  /// Line breaks mean nothing here. (Around the star of `[*]` they do.)
  bool free_breaks() const {
    const Frame f = frame();
    return (f == Frame::round || f == Frame::square || f == Frame::sequence || f == Frame::loop) &&
           last_ != Tok::star && next_ != Tok::star;
  }

 private:
  bool opens_body() const {
    for (const Frame f : frames_) {
      if (f != Frame::body) return false;
    }
    return last_ == Tok::identifier || last_ == Tok::close_quote;
  }

  std::vector<Frame> frames_;
  Tok last_ = Tok::none;
  Tok next_ = Tok::none;
};

}  // namespace

std::string Generator::snippet(std::size_t number) {
  std::string out;
  for (const char c : pick(kSnippets)) {
    if (c == '@') {
      out += std::to_string(number);
    } else {
      out.push_back(c);
    }
  }
  return out;
}

std::string Generator::space(bool needed) {
  static constexpr std::string_view kSpaces[] = {"", "", " ", " ", "   ", "\t"};
  std::string out(pick(kSpaces));
  if (chance(4)) out += " " + std::string(kBlockComments[below(4)]) + " ";
  return needed && out.empty() ? " " : out;
}

std::string Generator::careless(std::string_view canonical) {
  const std::vector<Token> tokens = lex(canonical, {});
  std::string out;
  Walk walk;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const Token& t = tokens[i];
    const Tok next = tokens[i + 1].kind;
    const std::size_t word_at = next == Tok::newline ? i + 2 : i + 1;
    const bool next_is_for = word_at < tokens.size() && text_of(canonical, tokens[word_at]) == "for";
    const bool separates = t.kind == Tok::newline && walk.frame() == Frame::object && i > 0 &&
                           tokens[i - 1].kind != Tok::open_brace && tokens[i - 1].kind != Tok::close_heredoc;
    if (separates && chance(15)) out += chance(50) ? "," : " , ";
    if (t.kind == Tok::newline && tokens[i - 1].kind != Tok::close_heredoc && chance(12)) {
      out += (chance(50) ? "  " : "") + std::string(kLineComments[below(4)]);
    }
    const bool colon = t.kind == Tok::assign && walk.frame() == Frame::object && chance(20);
    out += colon ? ":" : text_of(canonical, t);
    if (t.kind == Tok::newline && chance(10)) out += "\n";
    walk.step(t.kind, next, next_is_for);
    if (walk.in_text() || t.kind == Tok::close_heredoc || next == Tok::newline) continue;
    out += space(walk.needs_space());
    if (walk.free_breaks() && chance(4)) out += chance(70) ? "\n" : " " + std::string(kLineComments[below(4)]) + "\n";
  }
  return out;
}

std::string Generator::careless_file() {
  std::string out;
  for (std::size_t n = 1 + below(4); n > 0; --n) {
    for (std::size_t s = below(6); s > 0; --s) out += snippet(n * 10 + s);
    Body items;
    body(items, 2);
    for (Item& item : items) item.name += "_" + std::to_string(n);
    const std::string canonical = print(items).text;
    out += chance(85) ? careless(canonical) : canonical;
  }
  if (chance(8) && out.find('\r') == std::string::npos) {
    std::string dos;
    for (const char c : out) dos += c == '\n' ? std::string("\r\n") : std::string(1, c);
    out = std::move(dos);
  }
  if (chance(3)) out.insert(0, "\xEF\xBB\xBF");
  if (chance(10) && !out.empty()) {
    std::string open = out.substr(0, out.size() - 1) + (chance(50) ? "" : "   ");
    if (!parse(open).error) out = std::move(open);
  }
  return out;
}

}  // namespace infragen::hcl::testing
