#include "infragen/hcl/ast.hpp"

#include <charconv>
#include <cstddef>
#include <utility>

#include "infragen/hcl/parse.hpp"

namespace infragen::hcl {
namespace {

Expr make(Expr::Kind kind, std::string text = {}) {
  Expr e;
  e.kind = kind;
  e.text = std::move(text);
  return e;
}

bool is_template(const Expr& e) { return e.kind == Expr::Kind::string || e.kind == Expr::Kind::heredoc; }

/// Walks the parts of a template: literals that follow each other are one text.
class Parts {
 public:
  explicit Parts(const std::vector<Expr>& parts) : parts_(parts) { skip_empty(); }

  bool done() const { return part_ == parts_.size(); }
  bool at_literal() const { return parts_[part_].kind == Expr::Kind::literal; }
  const Expr& sequence() const { return parts_[part_]; }
  /// What is left of the literal that the walk is in.
  std::string_view rest() const { return std::string_view(parts_[part_].text).substr(offset_); }

  void advance(std::size_t bytes) {
    offset_ += bytes;
    skip_empty();
  }
  void next_sequence() {
    ++part_;
    skip_empty();
  }

 private:
  void skip_empty() {
    while (!done() && at_literal() && offset_ == parts_[part_].text.size()) {
      ++part_;
      offset_ = 0;
    }
  }

  const std::vector<Expr>& parts_;
  std::size_t part_ = 0;
  std::size_t offset_ = 0;
};

bool equal_parts(const std::vector<Expr>& a, const std::vector<Expr>& b) {
  Parts left(a);
  Parts right(b);
  while (!left.done() && !right.done()) {
    if (left.at_literal() != right.at_literal()) return false;
    if (left.at_literal()) {
      const std::size_t length = std::min(left.rest().size(), right.rest().size());
      if (left.rest().substr(0, length) != right.rest().substr(0, length)) return false;
      left.advance(length);
      right.advance(length);
    } else {
      if (!equal(left.sequence(), right.sequence())) return false;
      left.next_sequence();
      right.next_sequence();
    }
  }
  return left.done() && right.done();
}

bool equal_items(const std::vector<Expr>& a, const std::vector<Expr>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!equal(a[i], b[i])) return false;
  }
  return true;
}

bool equal(const Item& a, const Item& b) {
  if (a.kind != b.kind || a.name != b.name || a.comments != b.comments || a.labels.size() != b.labels.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.labels.size(); ++i) {
    if (!equal(a.labels[i].text, b.labels[i].text)) return false;
  }
  return equal(a.value, b.value) && equal(a.body, b.body);
}

}  // namespace

Expr null() { return make(Expr::Kind::null); }

Expr boolean(bool value) { return make(Expr::Kind::boolean, value ? "true" : "false"); }

Expr number(std::int64_t value) {
  char digits[24];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
  std::string text(std::begin(digits), end);
  if (value >= 0) return make(Expr::Kind::number, std::move(text));
  Expr minus = make(Expr::Kind::unary, "-");
  minus.items.push_back(make(Expr::Kind::number, text.substr(1)));
  return minus;
}

Expr string(std::string text, std::uint32_t origin) {
  Expr e = make(Expr::Kind::string);
  e.origin = origin;
  if (text.empty()) return e;
  e.items.push_back(make(Expr::Kind::literal, std::move(text)));
  e.items.back().origin = origin;
  return e;
}

Expr name(std::string text) { return make(Expr::Kind::name, std::move(text)); }

Expr attribute(Expr object, std::string name) {
  Expr e = make(Expr::Kind::attribute, std::move(name));
  e.items.push_back(std::move(object));
  return e;
}

Expr index(Expr object, Expr key) {
  Expr e = make(Expr::Kind::index);
  e.items.reserve(2);
  e.items.push_back(std::move(object));
  e.items.push_back(std::move(key));
  return e;
}

Expr tuple(std::vector<Expr> items) {
  Expr e = make(Expr::Kind::tuple);
  e.items = std::move(items);
  return e;
}

Expr call(std::string function, std::vector<Expr> arguments) {
  Expr e = make(Expr::Kind::call, std::move(function));
  e.items = std::move(arguments);
  return e;
}

Expr traversal(std::string_view text) {
  ParsedExpr parsed = parse_expression(text);
  return parsed.error ? name(std::string(text)) : std::move(parsed.expr);
}

Item attribute_item(std::string name, Expr value) {
  Item item;
  item.kind = Item::Kind::attribute;
  item.name = std::move(name);
  item.value = std::move(value);
  return item;
}

Item block(std::string type, std::vector<std::string> labels, Body body) {
  Item item;
  item.kind = Item::Kind::block;
  item.name = std::move(type);
  item.labels.reserve(labels.size());
  for (std::string& label : labels) item.labels.push_back({string(std::move(label)), true});
  item.body = std::move(body);
  return item;
}

bool is_identifier(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  if (text.empty() || !letter(text.front())) return false;
  for (const char c : text) {
    if (!letter(c) && !(c >= '0' && c <= '9') && c != '-') return false;
  }
  return true;
}

std::vector<std::string_view> for_names(const Expr& e) {
  const std::string_view text = e.text;
  const std::size_t comma = text.find(between_names);
  if (comma == std::string_view::npos) return {text};
  return {text.substr(0, comma), text.substr(comma + between_names.size())};
}

const std::string* constant_string(const Expr& e) {
  static const std::string kEmpty;
  if (!is_template(e) || e.items.size() > 1) return nullptr;
  if (e.items.empty()) return &kEmpty;
  return e.items[0].kind == Expr::Kind::literal ? &e.items[0].text : nullptr;
}

bool equal(const Expr& a, const Expr& b) {
  if (is_template(a) && is_template(b)) return a.strip == b.strip && equal_parts(a.items, b.items);
  return a.kind == b.kind && a.flag == b.flag && a.strip == b.strip && a.slot == b.slot && a.text == b.text &&
         equal_items(a.items, b.items);
}

bool equal(const Body& a, const Body& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!equal(a[i], b[i])) return false;
  }
  return true;
}

}  // namespace infragen::hcl
