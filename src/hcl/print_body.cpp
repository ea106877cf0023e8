#include <algorithm>
#include <array>
#include <utility>

#include "hcl/printer.hpp"
#include "hcl/unicode.hpp"

namespace infragen::hcl {
namespace {

/// Old spellings of the types of variables and what `terraform fmt` makes of them: quoted ones hold strings, bare ones
/// hold anything.
struct OldType {
  std::string_view name;
  std::string_view element_if_quoted;
  std::string_view element_if_bare;
};
constexpr std::array<OldType, 4> kOldTypes = {
    {{"string", "", ""}, {"list", "string", "any"}, {"map", "string", "any"}, {"set", "", "any"}}};

/// The type to write instead of an old spelling; `null` kind if there is nothing to replace.
Expr modern_type(const Expr& e) {
  const std::string* quoted = e.kind == Expr::Kind::string ? constant_string(e) : nullptr;
  if (quoted == nullptr && e.kind != Expr::Kind::name) return null();
  const std::string_view text = quoted != nullptr ? *quoted : e.text;
  for (const OldType& old : kOldTypes) {
    if (old.name != text) continue;
    const std::string_view element = quoted != nullptr ? old.element_if_quoted : old.element_if_bare;
    if (!element.empty()) return call(std::string(text), {name(std::string(element))});
    return quoted != nullptr && text == "string" ? name("string") : null();
  }
  return null();
}

/// The expression of a string that is one interpolation and nothing else.
const Expr* only_interpolation(const Expr& e) {
  if (e.kind != Expr::Kind::string) return nullptr;
  const Expr* only = nullptr;
  for (const Expr& part : e.items) {
    if (part.kind == Expr::Kind::literal && part.text.empty()) continue;
    const bool text = part.kind == Expr::Kind::literal || part.kind == Expr::Kind::hole;
    if (only != nullptr || text || part.kind == Expr::Kind::directive) return nullptr;
    only = &part;
  }
  return only;
}

/// Between these two an empty line is written even if none was asked for.
bool apart(const Item& above, const Item& below) {
  if (above.kind == Item::Kind::directive || below.kind == Item::Kind::directive) return false;
  return above.kind == Item::Kind::block || below.kind == Item::Kind::block;
}

}  // namespace

void Printer::file(const Body& items) { body(items, {}, true); }

void Printer::lone_expression(const Expr& e) { expression(e, Room::lines); }

Printed Printer::finish() {
  std::sort(origins_.begin(), origins_.end());
  origins_.erase(std::unique(origins_.begin(), origins_.end()), origins_.end());
  return {out_.finish(), std::move(origins_)};
}

/// `type` is the type of the block at the top that this is the body of.
void Printer::body(const Body& items, std::string_view type, bool top) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0 && (items[i].blank_before || apart(items[i - 1], items[i]))) line_break();
    comments(items[i].comments);
    item(items[i], top ? std::string_view("/") : type);
  }
}

void Printer::comments(const std::vector<std::string>& lines) {
  for (const std::string& comment : lines) {
    std::string_view rest = comment;
    do {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string line(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      std::replace(line.begin(), line.end(), '\r', ' ');
      while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.pop_back();
      out_.token(Tok::comment, line.empty() ? "#\n" : "# " + line + "\n");
    } while (!rest.empty());
  }
}

/// `type` is "/" for an item at the top.
void Printer::item(const Item& item, std::string_view type) {
  mark(item.origin);
  if (item.kind == Item::Kind::directive) {
    out_.token(Tok::identifier, "{{ " + item.name + " }}");
    line_break();
    return;
  }
  word(item.name);
  if (item.kind == Item::Kind::attribute) {
    out_.token(Tok::assign, "=");
    value(item.value, type == "variable" && item.name == "type");
    line_break();
    return;
  }
  for (const Label& l : item.labels) label(l);
  out_.token(Tok::open_brace, "{");
  if (!item.body.empty()) {
    line_break();
    body(item.body, type == "/" ? std::string_view(item.name) : std::string_view(), false);
  }
  out_.token(Tok::close_brace, "}");
  line_break();
}

void Printer::label(const Label& l) {
  mark(l.text.origin);
  if (l.text.kind == Expr::Kind::hole) {
    hole(l.text, Tok::identifier);
  } else if (l.text.kind == Expr::Kind::string || l.text.kind == Expr::Kind::heredoc) {
    quoted_template(l.text);
  } else {
    plain_string(l.text.text);
  }
}

/// The value of an argument. A string that is one interpolation is written as what is interpolated, and old types of
/// variables as new ones, because `terraform fmt` would do so.
void Printer::value(const Expr& e, bool variable_type) {
  if (variable_type) {
    const Expr modern = modern_type(e);
    if (modern.kind != Expr::Kind::null) {
      mark(e.origin);
      return expression(modern, Room::line);
    }
    return expression(e, Room::heredoc);
  }
  const Expr* inner = &e;
  while (const Expr* part = only_interpolation(*inner)) {
    mark(inner->origin);
    inner = part;
  }
  expression(*inner, Room::heredoc);
}

Printed print(const Body& body, const Slots& slots) {
  Printer printer(slots);
  printer.file(body);
  return printer.finish();
}

std::string print(const Expr& expr, const Slots& slots) {
  Printer printer(slots);
  printer.lone_expression(expr);
  return printer.finish().text;
}

}  // namespace infragen::hcl
