#include <algorithm>

#include "infragen/support/text.hpp"
#include "infragen/yaml/print.hpp"
#include "yaml/scalar.hpp"
#include "yaml/template_parser.hpp"

namespace infragen::yaml {
namespace {

void append(std::vector<Part>& parts, std::string_view text, std::size_t at) {
  if (text.empty()) return;
  if (parts.empty() || parts.back().hole) parts.push_back({false, {}, static_cast<std::uint32_t>(at)});
  parts.back().text += text;
}

/// Letters behind `\` that stand for one character.
struct Escape {
  char letter;
  char32_t meant;
};
constexpr Escape escapes[] = {{'0', 0},    {'a', 7},      {'b', 8},    {'t', 9},     {'n', 10},      {'v', 11},       {'f', 12},      {'r', 13},
                              {'e', 0x1b}, {'"', '"'},    {'/', '/'},  {'\\', '\\'}, {' ', ' '},     {'N', 0x85},     {'_', 0xa0},    {'L', 0x2028},
                              {'P', 0x2029}};

std::size_t digits_behind(char letter) { return letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0; }

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// What is wrong where a text without quotes begins with something that it may not; null: it may.
const char* no_plain_beginning(std::string_view text) {
  if ((text.starts_with("---") || text.starts_with("...")) && ends_line(text.substr(3, 1))) return "a text that begins so stands in quotes";
  switch (text.front()) {
    case '&':
    case '*': return "anchors and aliases are not read: say it twice, or with a hole";
    case '!': return "tags are not read: a value is what it looks like";
    case '>': return "folded texts are not read: use `|`";
    case '%':
    case '@':
    case '`':
    case ',':
    case ']':
    case '}':
    case '#': return "a text that begins so stands in quotes";
    case '?':
    case ':':
    case '-': return text.size() == 1 || text[1] == ' ' ? "a text that begins so stands in quotes" : nullptr;
    default: return nullptr;
  }
}

}  // namespace

std::size_t TemplateParser::skip_blanks(std::size_t from) const {
  return std::min(text_.find_first_not_of(' ', from), line().end);
}

/// `{{ … }}`; returns the place behind it.
std::size_t TemplateParser::hole(std::size_t from, std::vector<Part>& out) {
  const std::size_t close = text_.find("}}", from + 2);
  if (close == std::string_view::npos || close >= line().end) {
    fail(from, "`{{` without `}}`; where it is meant as text, write `\"\\x7b{\"`");
    return line().end;
  }
  out.push_back({true, std::string(support::trim(text_.substr(from + 2, close - from - 2))), static_cast<std::uint32_t>(from)});
  return close + 2;
}

/// The `:` behind the key that begins here. Nothing: no key does.
std::optional<std::size_t> TemplateParser::colon() const {
  const std::size_t end = line().end;
  std::size_t i = at();
  if (i < end && (text_[i] == '"' || text_[i] == '\'')) {
    const char quote = text_[i++];
    while (i < end) {
      const std::string_view two = text_.substr(i, 2);
      if (two == "{{") {
        i = std::min(text_.find("}}", i), end - 1) + 1;
      } else if ((quote == '"' && text_[i] == '\\') || (quote == '\'' && two == "''")) {
        i += 2;
      } else if (text_[i++] == quote) {
        break;
      }
    }
    i = std::min(text_.find_first_not_of(' ', std::min(i, end)), end);
    return i < end && text_[i] == ':' && (i + 1 == end || text_[i + 1] == ' ') ? std::optional(i) : std::nullopt;
  }
  if (i < end && (text_[i] == '|' || ((text_[i] == '[' || text_[i] == '{') && text_.substr(i, 2) != "{{"))) return std::nullopt;
  for (; i < end; ++i) {
    if (text_.substr(i, 2) == "{{") i = std::min(text_.find("}}", i), end - 1) + 1;
    if (i < end && text_[i] == '#' && i > at() && text_[i - 1] == ' ') return std::nullopt;
    if (i < end && text_[i] == ':' && (i + 1 == end || text_[i + 1] == ' ')) return i > at() ? std::optional(i) : std::nullopt;
  }
  return std::nullopt;
}

/// A key and its `:`.
std::size_t TemplateParser::key(std::size_t from, std::vector<Part>& out) {
  const std::size_t behind = *colon();
  if (text_[from] == '"' || text_[from] == '\'') {
    quoted(from, out);
    return behind + 1;
  }
  if (const char* problem = no_plain_beginning(text_.substr(from, behind - from))) fail(from, problem);
  const std::size_t end = plain(from, ":", out);
  if (failed()) return behind;
  if (out.size() == 1 && !out[0].hole && is_taken_for_other(out[0].text)) fail(from, "`" + out[0].text + "` is taken for something else than a text by some: put it in quotes");
  if (out.empty() || end != behind) fail(from, "this is no key: put it in quotes");
  return behind + 1;
}

/// Text up to the end of the line, a comment, `: `, or one of `stops`; returns where it stopped, behind the blanks.
std::size_t TemplateParser::plain(std::size_t from, std::string_view stops, std::vector<Part>& out) {
  std::size_t i = from, literal = from;
  const auto flush = [&](std::size_t end) { append(out, text_.substr(literal, end - literal), literal); };
  const bool in_flow = stops.size() > 1;
  while (i < line().end && !failed()) {
    if (text_.substr(i, 2) == "{{") {
      flush(i);
      i = literal = hole(i, out);
      continue;
    }
    const char c = text_[i];
    const bool last = i + 1 >= line().end;
    if (c == '\t') fail(i, "a tab: put it in quotes, as `\\t`");
    if (c == '#' && i > from && text_[i - 1] == ' ') break;
    if (c == ':' && (last || text_[i + 1] == ' ' || (in_flow && std::string_view(",]}").find(text_[i + 1]) != std::string_view::npos))) {
      if (stops.find(':') == std::string_view::npos) fail(i, "`: ` in a text: put it in quotes");
      break;
    }
    if (c != ':' && stops.find(c) != std::string_view::npos) break;
    ++i;
  }
  flush(i);
  if (!out.empty() && !out.back().hole) {
    std::string& text = out.back().text;
    text.erase(text.find_last_not_of(' ') + 1);
    if (text.empty()) out.pop_back();
  }
  return i;
}

/// What stands behind a `\`.
std::size_t TemplateParser::escape(std::size_t from, std::string& out) {
  const char letter = from < line().end ? text_[from] : '\0';
  for (const Escape& one : escapes) {
    if (one.letter != letter) continue;
    support::append_utf8(out, one.meant);
    return from + 1;
  }
  const std::size_t digits = digits_behind(letter);
  char32_t value = 0;
  for (std::size_t i = from + 1; i <= from + digits; ++i) {
    const int digit = i < line().end ? hex(text_[i]) : -1;
    if (digit < 0) {
      fail(from - 1, "an escape is `\\x` with two digits, `\\u` with four, `\\U` with eight");
      return line().end;
    }
    value = value * 16 + static_cast<char32_t>(digit);
  }
  if (digits == 0) fail(from - 1, "no such escape: a `\\` itself is `\\\\`");
  if (value > 0x10ffff || (value >= 0xd800 && value < 0xe000)) fail(from - 1, "no character has this number");
  support::append_utf8(out, value);
  return from + 1 + digits;
}

std::size_t TemplateParser::quoted(std::size_t from, std::vector<Part>& out) {
  const char quote = text_[from];
  std::size_t i = from + 1;
  while (i < line().end && !failed()) {
    const std::string_view two = text_.substr(i, 2);
    if (two == "{{") {
      i = hole(i, out);
    } else if (quote == '\'' && two == "''") {
      append(out, "'", i);
      i += 2;
    } else if (text_[i] == quote) {
      return i + 1;
    } else if (quote == '"' && text_[i] == '\\') {
      std::string meant;
      const std::size_t next = escape(i + 1, meant);
      append(out, meant, i);
      i = next;
    } else {
      append(out, text_.substr(i, 1), i);
      ++i;
    }
  }
  fail(from, "a text in quotes ends on its line");
  return line().end;
}

/// What a text without quotes is.
void TemplateParser::settle(std::vector<Part> parts, std::size_t from, Pattern& out) {
  out.at = static_cast<std::uint32_t>(from);
  if (parts.size() == 1 && parts[0].hole) {
    out.kind = Pattern::Kind::hole;
    out.text = std::move(parts[0].text);
    return;
  }
  out.kind = Pattern::Kind::text;
  if (parts.size() == 1) {
    const std::string& text = parts[0].text;
    if (text == "null" || text == "~") {
      out.kind = Pattern::Kind::null;
    } else if (text == "true" || text == "false") {
      out.kind = Pattern::Kind::boolean;
      out.text = text;
    } else if (number_of(text, false)) {
      out.kind = number_of(text, true) ? Pattern::Kind::integer : Pattern::Kind::number;
      out.text = text;
    } else if (is_taken_for_other(text)) {
      fail(from, "`" + text + "` is taken for something else than a text by some: put it in quotes");
    }
  }
  if (out.kind == Pattern::Kind::text) out.parts = std::move(parts);
}

/// A value that begins on this line, to its end.
void TemplateParser::value(Pattern& out, std::size_t from, std::optional<std::size_t> parent) {
  const std::string_view text = text_.substr(from, line().end - from);
  out.at = static_cast<std::uint32_t>(from);
  if (text.front() == '|') return literal_block(out, from, parent);
  if (text.front() == '"' || text.front() == '\'') {
    out.kind = Pattern::Kind::text;
    return line_end(out, quoted(from, out.parts));
  }
  if (text.front() == '[' || (text.front() == '{' && !text.starts_with("{{"))) return line_end(out, flow(from, out));
  if (const char* problem = no_plain_beginning(text)) return fail(from, problem);
  std::vector<Part> parts;
  std::size_t end = plain(from, "", parts);
  while (end > from && text_[end - 1] == ' ') --end;  // a comment stands behind a blank
  settle(std::move(parts), from, out);
  line_end(out, end);
}

/// `|`, `|-`, `|2+` and the lines below.
void TemplateParser::literal_block(Pattern& out, std::size_t from, std::optional<std::size_t> parent) {
  out.kind = Pattern::Kind::text;
  std::size_t i = from + 1, indent = 0;
  char chomp = ' ';
  for (; i < line().end && text_[i] != ' '; ++i) {
    const char c = text_[i];
    if ((c == '-' || c == '+') && chomp == ' ') {
      chomp = c;
    } else if (c >= '1' && c <= '9' && indent == 0) {
      indent = (parent ? *parent : 0) + static_cast<std::size_t>(c - '0');
    } else {
      return fail(i, "behind `|` stands at most a digit and `-` or `+`");
    }
  }
  line_end(out, i);
  const std::size_t least = parent ? *parent + 1 : 1;
  std::size_t breaks = 0;  // that are only written when something comes behind them, or by `+`
  for (; line_ < lines_.size() && !failed(); next_line()) {
    const Line& here = line();
    const bool empty = here.kind == Line::Kind::blank && (indent == 0 || here.indent <= indent);
    if (empty) {
      ++breaks;
      continue;
    }
    if (indent == 0 && here.kind != Line::Kind::blank) {
      if (here.indent < least) break;
      indent = here.indent;
    }
    if (here.indent < indent) break;
    append(out.parts, std::string(breaks, '\n'), here.begin);
    for (std::size_t at = here.begin + indent; at < here.end && !failed();) {
      const std::size_t next = std::min(text_.find("{{", at), here.end);
      append(out.parts, text_.substr(at, next - at), at);
      at = next < here.end ? hole(next, out.parts) : next;
    }
    breaks = here.end < text_.size() ? 1 : 0;
  }
  if (chomp == '-') breaks = 0;
  if (chomp == ' ') breaks = std::min<std::size_t>(breaks, out.parts.empty() ? 0 : 1);
  append(out.parts, std::string(breaks, '\n'), from);
}

std::size_t TemplateParser::flow_value(std::size_t from, Pattern& out) {
  out.at = static_cast<std::uint32_t>(from);
  const std::string_view text = text_.substr(from, line().end - from);
  if (text.empty()) {
    fail(from, "`[` and `{` end on their line");
    return from;
  }
  if (text.front() == '"' || text.front() == '\'') {
    out.kind = Pattern::Kind::text;
    return quoted(from, out.parts);
  }
  if (text.front() == '[' || (text.front() == '{' && !text.starts_with("{{"))) return flow(from, out);
  if (const char* problem = text.front() == '|' ? "a text of several lines does not stand here" : no_plain_beginning(text)) {
    fail(from, problem);
    return line().end;
  }
  std::vector<Part> parts;
  const std::size_t end = plain(from, ",[]{}", parts);
  settle(std::move(parts), from, out);
  return end;
}

/// `[a, b]` or `{a: b}`.
std::size_t TemplateParser::flow(std::size_t from, Pattern& out) {
  const Deeper deeper(*this, from);
  const bool is_list = text_[from] == '[';
  const char close = is_list ? ']' : '}';
  out.kind = is_list ? Pattern::Kind::list : Pattern::Kind::map;
  out.at = static_cast<std::uint32_t>(from);
  std::size_t i = skip_blanks(from + 1);
  while (!failed()) {
    if (i >= line().end) {
      fail(from, "`[` and `{` end on their line");
      break;
    }
    if (text_[i] == close) return i + 1;
    Entry made;
    made.at = static_cast<std::uint32_t>(i);
    if (!is_list) {
      const bool in_quotes = text_[i] == '"' || text_[i] == '\'';
      const std::size_t begin = i;
      i = skip_blanks(in_quotes ? quoted(i, made.key) : plain(i, ":,[]{}", made.key));
      if (failed()) break;
      const bool taken = !in_quotes && made.key.size() == 1 && !made.key[0].hole && is_taken_for_other(made.key[0].text);
      if (i >= line().end || text_[i] != ':' || taken || (!in_quotes && made.key.empty())) {
        fail(begin, taken ? "`" + made.key[0].text + "` is taken for something else than a text by some: put it in quotes" : "`key: value` is needed here");
        break;
      }
      i = skip_blanks(i + 1);
    }
    i = skip_blanks(flow_value(i, made.value));
    out.entries.push_back(std::move(made));
    if (failed() || i >= line().end || text_[i] == close) continue;
    if (text_[i] != ',') {
      fail(i, std::string("`,` or `") + close + "` is needed here");
      break;
    }
    i = skip_blanks(i + 1);
  }
  return line().end;
}

}  // namespace infragen::yaml
