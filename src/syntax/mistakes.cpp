// What to say where the text cannot be read on: the usual mistakes, told apart by what stands around them.

#include <algorithm>
#include <array>
#include <string>

#include "infragen/support/text.hpp"
#include "syntax/parser.hpp"

namespace infragen::syntax {

namespace {

constexpr std::string_view quote_the_text = "put the text in quotes";

/// At most 40 characters of a piece of source, for use in a message.
std::string excerpt(std::string_view text) {
  constexpr std::size_t most = 40;
  std::string out;
  std::size_t count = 0;
  while (!text.empty()) {
    if (++count > most) return out + "…";
    const std::uint32_t bytes = support::first_code_point(text).bytes;
    out += text.substr(0, bytes);
    text.remove_prefix(bytes);
  }
  return out;
}

/// "write `"a: b"`", if quotes are all that is missing.
std::string quoted_help(std::string_view text) {
  const bool simple = text.size() <= 60 && text.find_first_of("\"\\") == std::string_view::npos;
  return simple ? fmt::format("{}: `\"{}\"`", quote_the_text, text) : std::string(quote_the_text);
}

bool is_word(std::string_view text) {
  const auto word_char = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.';
  };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), word_char);
}

/// The word of `{word}` at `at`; empty if something else stands there.
std::string_view braced_word(const Cursor& cursor, std::size_t at) {
  if (cursor.char_at(at) != '{') return {};
  const std::size_t close = cursor.text().find_first_of("}\n", at);
  if (close == std::string_view::npos) return {};
  const std::string_view word = cursor.slice(at + 1, close);
  return cursor.char_at(close) == '}' && is_word(word) ? word : std::string_view{};
}

/// End of the token at `at`, on its line.
std::size_t token_end(const Cursor& cursor, std::size_t at) {
  const PlainLine line = plain_line(cursor, at, false);
  return std::max(line.end, std::min(at + 1, cursor.text().size()));
}

std::size_t column_of(const Cursor& cursor, std::size_t at) {
  const std::size_t before = cursor.text().substr(0, at).rfind('\n');
  return before == std::string_view::npos ? at : at - before - 1;
}

/// Whether nothing but the dashes of list items stands before `at` on its line: a key may begin there.
bool begins_line(const Cursor& cursor, std::size_t at) {
  return cursor.slice(at - column_of(cursor, at), at).find_first_not_of(" -") == std::string_view::npos;
}

std::string indent_help(std::size_t columns) {
  return columns == 0 ? "do not indent it" : fmt::format("indent it by {} spaces", columns);
}

struct Refusal {
  char first;
  const Def<>* def;
  std::string_view help;
};
/// Characters of YAML that this language does without.
constexpr std::array<Refusal, 3> refusals{{
    {'&', &anchor, "write the value where it is needed, or put the text in quotes"},
    {'*', &alias, "put text that begins with `*` in quotes"},
    {'!', &tag, "the field knows its type; put text that begins with `!` in quotes"},
}};

}  // namespace

/// Nothing that begins here can be a key or a value.
void Parser::fail_start(bool flow) {
  const std::size_t at = cursor_.at();
  const char c = cursor_.peek();
  const std::string_view shown = cursor_.slice(at, at + 1);
  for (const Refusal& refusal : refusals) {
    if (c != refusal.first) continue;
    std::size_t end = at;
    while (!cursor_.space_at(end) && !is_flow_indicator(cursor_.char_at(end))) ++end;
    cursor_.fail(*refusal.def, at, end).help(std::string(refusal.help));
    return;
  }
  if (c == '?' && cursor_.indicator('?')) {
    cursor_.fail(complex_key, at, at + 1).help("write `key: value`");
  } else if (c == ':') {
    cursor_.fail(empty_key, at, at + 1).help("write the key before the `:`, or put the text in quotes");
  } else if (const std::string_view word = braced_word(cursor_, at); !word.empty()) {
    cursor_.fail(bare_placeholder, at, at + word.size() + 2, word)
        .help(fmt::format("a placeholder is `${{{}}}`; a text with braces stands in quotes", word));
  } else if (c == '{' || c == '[') {
    cursor_.fail(complex_key, at, at + 1).help(std::string(quote_the_text));
  } else if ((c == ']' || c == '}') && flow) {
    cursor_.fail(unclosed_bracket, open_, open_ + 1, cursor_.slice(open_, open_ + 1))
        .also(cursor_.span(at, at + 1), fmt::format("`{}` closes something else", shown));
  } else if (c == ']' || c == '}') {
    cursor_.fail(stray_bracket, at, at + 1, shown).help("remove it, or put the text in quotes");
  } else if (c == ',' && flow) {
    cursor_.fail(missing_value, at, at + 1).help("remove the `,`");
  } else {
    const std::uint32_t bytes = cursor_.at_end() ? 0 : 1;
    cursor_.fail(reserved_character, at, at + bytes, shown)
        .help(flow ? std::string(quote_the_text) : quoted_help(cursor_.slice(at, token_end(cursor_, at))));
  }
}

void Parser::fail_colon(std::size_t colon) {
  cursor_.fail(colon_in_text, colon, colon + 1)
      .label("this would begin the value of a second key")
      .help(std::string(quote_the_text));
}

/// A value that fills the rest of its line is followed by more.
void Parser::fail_behind_value(const Node& value) {
  const std::size_t at = cursor_.at();
  const std::size_t line_end = cursor_.line_end(at);
  const bool scalar = value.kind == Node::Kind::scalar || value.kind == Node::Kind::removed;
  if (cursor_.indicator(':') && !scalar) {
    cursor_.fail(complex_key, value.span.begin, value.span.end).help("put the key in quotes, if it is text");
  } else if (cursor_.indicator(':') && value.span.begin < cursor_.line()) {
    cursor_.fail(key_over_lines, value.span.begin, value.span.end).help("write the key and its `:` on one line");
  } else if (cursor_.indicator(':')) {
    cursor_.fail(colon_in_text, at, at + 1)
        .label("this would begin the value of a second key")
        .help(quoted_help(support::trim(cursor_.slice(value.span.begin, line_end))));
  } else {
    const std::size_t last = value.span.end - 1;
    const std::string_view close = cursor_.slice(last, last + 1);
    auto builder = cursor_.fail(text_behind_value, at, std::max(token_end(cursor_, at), at + 1), close);
    if (cursor_.peek() == ':' && begins_line(cursor_, value.span.begin)) {
      builder.help("put a blank behind the `:` of a key");
    } else if (cursor_.peek() == ':' && scalar) {
      // `"nginx":1.27.2` behind a key: the quotes end too early.
      builder.help(quoted_help(value.text + std::string(cursor_.slice(at, token_end(cursor_, at)))));
    } else if (!scalar || cursor_.peek() == '#') {
      builder.help(cursor_.peek() == '#' ? "put a blank before the `#` of a comment" : "put the whole text in quotes");
    } else {
      builder.help(close == "'" ? "put the whole text in quotes; a quote inside of single quotes is written twice: `''`"
                                : "put the whole text in quotes; a quote inside of double quotes is written `\\\"`");
    }
  }
}

/// A line among the keys of a map, or a document, that is text and nothing else.
void Parser::fail_missing_colon(std::size_t begin, std::size_t end, const Node* map) {
  const std::string_view key = cursor_.slice(begin, end);
  auto builder = cursor_.fail(missing_colon, begin, end, excerpt(key));
  const std::size_t colon = key.find(':');
  if (cursor_.char_at(end) == ':' || (colon != std::string_view::npos && colon > 0 && colon + 1 < key.size())) {
    builder.help("put a blank behind the `:`");
  } else if (map != nullptr && map->entries.size() > 1) {
    const Entry& before = map->entries[map->entries.size() - 2];
    builder.help(
        fmt::format("write `key: value`; a line that belongs to `{}` is indented more than it", excerpt(before.key)));
  } else {
    builder.help("write `key: value`");
  }
}

/// The same in braces.
void Parser::fail_flow_colon(std::size_t begin, std::size_t end, const Node& map) {
  const std::string_view word = braced_word(cursor_, begin - 1);
  const char c = cursor_.peek();
  if (!word.empty() && begin - 1 == open_ && map.entries.size() == 1) {
    cursor_.fail(bare_placeholder, open_, end + 1, word)
        .help(fmt::format("a placeholder is `${{{}}}`; a map needs a value: `{{{}: …}}`", word, word));
  } else if (c == '{' || c == '[') {
    fail_flow_separator(map);
  } else {
    const std::string_view key = cursor_.slice(begin, end);
    auto builder = cursor_.fail(missing_colon, begin, end, excerpt(key));
    const bool tight = key.find(':') != std::string_view::npos;
    builder.help(tight ? "put a blank behind the `:`" : "in braces stands `key: value`; a list stands in `[]`");
  }
}

/// Neither a comma nor the closing bracket stands behind an entry.
void Parser::fail_flow_separator(const Node& around) {
  const bool map = around.kind == Node::Kind::map;
  const std::size_t at = cursor_.at();
  const char c = cursor_.peek();
  const std::string_view close = map ? "}" : "]";
  const Entry& last = around.entries.back();
  const std::uint32_t last_end = std::max(last.key_span.end, last.value.span.end);
  const bool touching = last_end == at;
  const bool quoted = last.value.kind == Node::Kind::scalar && last.value.quote != Node::Quote::plain;
  if (c == ':') {
    fail_colon(at);
  } else if ((c == '{' || c == '[') && touching && !quoted) {
    const bool dollar = cursor_.char_at(at - 1) == '$';
    const std::size_t line_end = cursor_.line_end(at);
    const std::size_t end = cursor_.text().find(c == '{' ? '}' : ']', at);
    const std::size_t shown_end = end < line_end ? end + 1 : at + 1;
    const std::size_t begin = dollar ? at - 1 : at;
    cursor_.fail(bracket_in_text, begin, shown_end, excerpt(cursor_.slice(begin, shown_end)), map ? "{…}" : "[…]")
        .help(map ? "put the text in quotes, or write the map over several lines"
                  : "put the text in quotes, or write the list over several lines");
  } else if (c == ']' || c == '}') {
    cursor_.fail(unclosed_bracket, open_, open_ + 1, cursor_.slice(open_, open_ + 1))
        .also(cursor_.span(at, at + 1), fmt::format("`{}` closes something else", c));
  } else if (quoted && last.value.span.begin >= cursor_.line()) {
    cursor_.fail(text_behind_value, at, at + 1, cursor_.slice(last_end - 1, last_end))
        .help("separate the entries with `,`, or put the whole text in quotes");
  } else {
    const std::size_t place = last_end < cursor_.line() ? last_end : at;
    cursor_.fail(missing_comma, place, place, close).help("separate the entries with `,`");
  }
}

/// A line stands too far right, or too far left, to belong to anything.
void Parser::fail_indentation(const Node& around) {
  const std::size_t at = cursor_.at();
  const bool collection = around.kind == Node::Kind::map || around.kind == Node::Kind::list;
  if (around.kind == Node::Kind::scalar && around.quote == Node::Quote::plain) {
    return fail_missing_colon(around.span.begin, around.span.end, nullptr);
  }
  const bool left =
      !collection || around.flow || cursor_.column() < static_cast<int>(column_of(cursor_, around.span.begin));
  if (left) {
    cursor_.fail(wrong_indentation, at, token_end(cursor_, at))
        .also(cursor_.span(around.span.begin, around.span.begin + 1), "the document begins in this column")
        .help(collection && !around.flow ? "indent all of it alike" : "a document is one map, one list or one text");
    return;
  }
  const Entry& last = around.entries.back();
  const Node& value = last.value;
  const std::string key = excerpt(last.key);
  if (value.kind == Node::Kind::scalar && value.quote == Node::Quote::plain && cursor_.indicator('-')) {
    cursor_.fail(list_in_text, at, at + 1)
        .also(value.span, "the text begins here")
        .help("a key that has a list has nothing behind its `:`; a text over several lines begins with `|`");
    return;
  }
  const std::size_t first_end = std::min<std::size_t>(value.span.end, cursor_.line_end(value.span.begin));
  const bool tight = value.kind == Node::Kind::scalar && value.quote == Node::Quote::plain &&
                     value.span.begin > cursor_.line_end(last.key_span.begin) &&
                     column_of(cursor_, value.span.begin) == static_cast<std::size_t>(cursor_.column()) &&
                     cursor_.slice(value.span.begin, first_end).find(':') != std::string_view::npos;
  if (tight) return fail_missing_colon(value.span.begin, first_end, nullptr);  // `cpu:1` among the keys below
  auto builder = cursor_.fail(wrong_indentation, at, token_end(cursor_, at));
  const bool nested = (value.kind == Node::Kind::map || value.kind == Node::Kind::list) && !value.flow;
  const std::size_t outer = column_of(cursor_, around.span.begin);
  if (nested) {
    builder.also(cursor_.span(value.span.begin, value.span.begin + 1), "what is nested begins in this column")
        .help(fmt::format("{}, or by {} spaces", indent_help(outer), column_of(cursor_, value.span.begin)));
  } else if (value.quote == Node::Quote::literal || value.quote == Node::Quote::folded) {
    builder.also(cursor_.span(value.span.begin, value.span.begin + 1), "the lines of this text are indented more");
  } else if (around.kind == Node::Kind::map) {
    builder.also(value.span, fmt::format("`{}` has its value here", key))
        .help(fmt::format("{}, like `{}`; text that reaches this line stands in quotes", indent_help(outer), key));
  } else {
    builder.also(value.span, "the item ends here").help(indent_help(outer) + " and begin it with `- `");
  }
}

}  // namespace infragen::syntax
