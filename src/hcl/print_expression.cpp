#include <algorithm>
#include <array>

#include "hcl/printer.hpp"
#include "hcl/unicode.hpp"

namespace infragen::hcl {
namespace {

constexpr int kSign = 7;
constexpr int kTerm = 8;

struct Operator {
  std::string_view text;
  Tok kind;
  int binding;
};
constexpr std::array<Operator, 13> kOperators = {{{"||", Tok::logical_or, 1},
                                                  {"&&", Tok::logical_and, 2},
                                                  {"==", Tok::equal, 3},
                                                  {"!=", Tok::not_equal, 3},
                                                  {">", Tok::greater, 4},
                                                  {">=", Tok::greater_equal, 4},
                                                  {"<", Tok::less, 4},
                                                  {"<=", Tok::less_equal, 4},
                                                  {"+", Tok::plus, 5},
                                                  {"-", Tok::minus, 5},
                                                  {"*", Tok::star, 6},
                                                  {"/", Tok::slash, 6},
                                                  {"%", Tok::percent, 6}}};

const Operator& operator_of(const Expr& e) {
  const auto found =
      std::find_if(kOperators.begin(), kOperators.end(), [&](const Operator& o) { return o.text == e.text; });
  return found == kOperators.end() ? kOperators[2] : *found;
}

bool is_container(const Expr& e) { return e.kind == Expr::Kind::tuple || e.kind == Expr::Kind::object; }

/// A number's text as HCL spells it, a sign in front allowed.
bool is_number_text(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  const bool digit_first = !text.empty() && text.front() >= '0' && text.front() <= '9';
  return digit_first && text.find_first_not_of("0123456789.eE+-") == std::string_view::npos;
}

bool is_digits(std::string_view text) {
  const bool digit_first = !text.empty() && text.front() >= '0' && text.front() <= '9';
  return digit_first && text.find_first_not_of("0123456789eE+-") == std::string_view::npos;
}

bool has_directive(const Expr& e) {
  return std::any_of(e.items.begin(), e.items.end(),
                     [](const Expr& item) { return item.kind == Expr::Kind::hole && item.flag; });
}

}  // namespace

int binding(const Expr& e) {
  switch (e.kind) {
    case Expr::Kind::conditional:
      return 0;
    case Expr::Kind::binary:
      return operator_of(e).binding;
    case Expr::Kind::unary:
      return kSign;
    case Expr::Kind::number:
      return !e.text.empty() && e.text.front() == '-' ? kSign : kTerm;
    default:
      return kTerm;
  }
}

/// `f({`, `f([`, `f(<<EOT`: arguments that may be opened as the last thing of a line.
bool Printer::may_open(const Expr& e, bool heredoc) {
  if (e.kind == Expr::Kind::heredoc) return heredoc && wants_heredoc(e);
  const bool inner = e.kind == Expr::Kind::call && e.items.size() == 1 && may_open(e.items[0], heredoc && !e.flag);
  return inner || (is_container(e) && !e.items.empty()) || e.kind == Expr::Kind::for_tuple ||
         e.kind == Expr::Kind::for_object;
}

/// A name where HCL wants one and nothing can be quoted: other characters are replaced.
void Printer::word(std::string_view text) {
  if (is_any_identifier(text)) return out_.token(Tok::identifier, text);
  std::string replaced;
  for (const char c : text) {
    const bool good = is_identifier_part(static_cast<unsigned char>(c)) && static_cast<signed char>(c) >= 0;
    replaced.push_back(good ? c : '_');
  }
  if (!is_any_identifier(replaced)) replaced.insert(replaced.begin(), '_');
  out_.token(Tok::identifier, replaced);
}

void Printer::plain_string(std::string_view text) {
  out_.token(Tok::open_quote, "\"");
  quoted_text(text, nullptr);
  out_.token(Tok::close_quote, "\"");
}

void Printer::expression(const Expr& e, Room room, int lowest) {
  mark(e.origin);
  if (binding(e) >= lowest) return expression_of_kind(e, room);
  out_.token(Tok::open_paren, "(");
  expression_of_kind(e, room == Room::heredoc ? Room::lines : room);
  out_.token(Tok::close_paren, ")");
}

void Printer::expression_of_kind(const Expr& e, Room room) {
  const Room inner = room == Room::heredoc ? Room::lines : room;
  switch (e.kind) {
    case Expr::Kind::null:
      return out_.token(Tok::identifier, "null");
    case Expr::Kind::boolean:
      return out_.token(Tok::identifier, e.text == "true" ? "true" : "false");
    case Expr::Kind::number:
      return number(e);
    case Expr::Kind::string:
      if (room == Room::heredoc && wants_heredoc(e) && heredoc(e)) return;
      return quoted_template(e);
    case Expr::Kind::heredoc:
      if (room == Room::heredoc && heredoc(e)) return;
      return quoted_template(e);
    case Expr::Kind::literal:
    case Expr::Kind::directive:
      return plain_string(e.text);
    case Expr::Kind::name:
      return name(e);
    case Expr::Kind::attribute:
    case Expr::Kind::index:
    case Expr::Kind::splat:
      return traversal(e, inner);
    case Expr::Kind::tuple:
      return tuple(e, inner);
    case Expr::Kind::object:
      return object(e, inner);
    case Expr::Kind::call:
      return call(e, room);
    case Expr::Kind::conditional:
      return conditional(e, inner);
    case Expr::Kind::binary:
      return binary(e, inner);
    case Expr::Kind::unary:
      if (e.text == "!") {
        out_.token(Tok::bang, "!");
      } else {
        out_.token(Tok::minus, "-");
      }
      return expression(e.items.at(0), inner, kSign);
    case Expr::Kind::for_tuple:
    case Expr::Kind::for_object:
      return for_expression(e, inner);
    case Expr::Kind::parens:
      out_.token(Tok::open_paren, "(");
      expression(e.items.at(0), inner);
      return out_.token(Tok::close_paren, ")");
    case Expr::Kind::hole:
      return hole(e, Tok::identifier);
    case Expr::Kind::slot:
      return slot(e);
  }
}

void Printer::number(const Expr& e) {
  std::string_view text = e.text;
  if (!is_number_text(text)) return plain_string(text);
  if (text.front() == '-') {
    out_.token(Tok::minus, "-");
    text.remove_prefix(1);
  }
  out_.token(Tok::number, text);
}

/// A name that is no identifier cannot be written as one, and is quoted.
void Printer::name(const Expr& e) {
  if (is_any_identifier(e.text)) return out_.token(Tok::identifier, e.text);
  plain_string(e.text);
}

void Printer::hole(const Expr& e, Tok kind) { out_.token(kind, "{{ " + e.text + " }}"); }

/// A slot that has no text is left as a name that Terraform refuses.
void Printer::slot(const Expr& e) {
  const bool known = e.slot < slots_.size() && !slots_[e.slot].empty();
  out_.token(Tok::identifier, known ? slots_[e.slot] : "unknown_slot_" + std::to_string(e.slot));
}

void Printer::traversal(const Expr& e, Room room) {
  const Expr& base = e.items.at(0);
  const bool dotted_number = base.kind == Expr::Kind::number && e.kind != Expr::Kind::index;
  expression(base, room, dotted_number && is_digits(e.text) ? kTerm + 1 : kTerm);
  if (e.kind == Expr::Kind::attribute) return attribute_name(e);
  if (e.kind == Expr::Kind::splat && e.flag) {
    out_.token(Tok::dot, ".");
    return out_.token(Tok::star, "*");
  }
  out_.token(Tok::open_bracket, "[");
  if (e.kind == Expr::Kind::splat) {
    out_.token(Tok::star, "*");
  } else {
    expression(e.items.at(1), Room::line);
  }
  out_.token(Tok::close_bracket, "]");
}

/// `.name`, `.0`, or `["any text"]`. Two numbers in a row would be read as one.
void Printer::attribute_name(const Expr& e) {
  const Expr& base = e.items.at(0);
  const bool after_number = base.kind == Expr::Kind::attribute && is_digits(base.text);
  if (is_any_identifier(e.text)) {
    out_.token(Tok::dot, ".");
    return out_.token(Tok::identifier, e.text);
  }
  if (is_digits(e.text) && !after_number) {
    out_.token(Tok::dot, ".");
    return out_.token(Tok::number, e.text);
  }
  out_.token(Tok::open_bracket, "[");
  plain_string(e.text);
  out_.token(Tok::close_bracket, "]");
}

void Printer::conditional(const Expr& e, Room room) {
  expression(e.items.at(0), room, 1);
  out_.token(Tok::question, "?");
  expression(e.items.at(1), room);
  out_.token(Tok::colon, ":");
  expression(e.items.at(2), room);
}

void Printer::binary(const Expr& e, Room room) {
  const Operator& op = operator_of(e);
  expression(e.items.at(0), room, op.binding);
  out_.token(op.kind, op.text);
  expression(e.items.at(1), room, op.binding + 1);
}

void Printer::call(const Expr& e, Room room) {
  function_name(e.text);
  const bool heredoc = room == Room::heredoc && !e.flag;
  const bool flat = room == Room::line || e.items.empty() || fits(e, heredoc);
  out_.token(Tok::open_paren, "(");
  const bool opens_last =
      !flat && may_open(e.items.back(), heredoc) &&
      std::all_of(e.items.begin(), e.items.end() - 1, [this](const Expr& argument) { return fits(argument); });
  if (!flat && !opens_last && e.items.size() > 1) {
    call_on_lines(e);
  } else {
    for (std::size_t i = 0; i < e.items.size(); ++i) {
      if (i > 0) out_.token(Tok::comma, ",");
      const bool last = i + 1 == e.items.size();
      expression(e.items[i], flat || !last ? Room::line : heredoc ? Room::heredoc : Room::lines);
    }
    if (out_.last() == Tok::close_heredoc) line_break();
    if (e.flag && !e.items.empty()) out_.token(Tok::ellipsis, "...");
  }
  out_.token(Tok::close_paren, ")");
}

/// `name` or `provider::aws::name`.
void Printer::function_name(std::string_view text) {
  for (;;) {
    const std::size_t end = std::min(text.find("::"), text.size());
    word(text.substr(0, end));
    if (end == text.size()) return;
    out_.token(Tok::double_colon, "::");
    text.remove_prefix(end + 2);
  }
}

void Printer::call_on_lines(const Expr& e) {
  line_break();
  for (std::size_t i = 0; i < e.items.size(); ++i) {
    expression(e.items[i], Room::lines);
    if (e.flag && i + 1 == e.items.size()) {
      out_.token(Tok::ellipsis, "...");
    } else {
      out_.token(Tok::comma, ",");
    }
    line_break();
  }
}

void Printer::tuple(const Expr& e, Room room) {
  const bool flat = (room == Room::line && !has_directive(e)) || e.items.empty() || fits(e);
  out_.token(Tok::open_bracket, "[");
  if (!flat) line_break();
  for (std::size_t i = 0; i < e.items.size(); ++i) {
    const Expr& item = e.items[i];
    const bool directive = !flat && item.kind == Expr::Kind::hole && item.flag;
    const bool for_name = i == 0 && item.kind == Expr::Kind::name && item.text == "for";
    expression(item, flat ? Room::line : Room::lines, for_name ? kTerm + 1 : 0);
    if (!directive && !(flat && i + 1 == e.items.size())) out_.token(Tok::comma, ",");
    if (!flat) line_break();
  }
  out_.token(Tok::close_bracket, "]");
}

void Printer::object(const Expr& e, Room room) {
  const bool flat = (room == Room::line && !has_directive(e)) || e.items.size() < 2 || fits(e);
  out_.token(Tok::open_brace, "{");
  if (!flat) line_break();
  for (std::size_t i = 0; i + 1 < e.items.size(); i += 2) {
    const bool directive = !flat && e.items[i].kind == Expr::Kind::hole && e.items[i].flag;
    mark(e.items[i].origin);
    key(e.items[i], i == 0);
    if (!directive) {
      out_.token(Tok::assign, "=");
      expression(e.items[i + 1], flat ? Room::line : Room::heredoc);
    }
    if (flat && i + 3 < e.items.size()) out_.token(Tok::comma, ",");
    if (!flat) line_break();
  }
  out_.token(Tok::close_brace, "}");
}

/// `for` as the first key would start a `for` expression.
void Printer::key(const Expr& e, bool first) {
  if (first && e.kind == Expr::Kind::name && e.text == "for") return plain_string(e.text);
  expression(e, Room::line);
}

void Printer::for_head(const Expr& e, Room room) {
  out_.token(Tok::identifier, "for");
  bool first = true;
  for (const std::string_view name : for_names(e)) {
    if (!first) out_.token(Tok::comma, ",");
    word(name);
    first = false;
  }
  out_.token(Tok::identifier, "in");
  expression(e.items.at(0), room);
  out_.token(Tok::colon, ":");
}

void Printer::for_expression(const Expr& e, Room room) {
  const bool flat = room == Room::line || fits(e);
  const Room inner = flat ? Room::line : Room::lines;
  const bool object = e.kind == Expr::Kind::for_object;
  const std::size_t value = object ? 2 : 1;
  out_.token(object ? Tok::open_brace : Tok::open_bracket, object ? "{" : "[");
  if (!flat) line_break();
  for_head(e, inner);
  if (object) {
    expression(e.items.at(1), Room::line);
    out_.token(Tok::fat_arrow, "=>");
  }
  expression(e.items.at(value), inner);
  if (e.flag) out_.token(Tok::ellipsis, "...");
  if (e.items.size() > value + 1) {
    if (!flat) line_break();
    out_.token(Tok::identifier, "if");
    expression(e.items[value + 1], inner);
  }
  if (!flat) line_break();
  out_.token(object ? Tok::close_brace : Tok::close_bracket, object ? "}" : "]");
}

}  // namespace infragen::hcl
