#include "render/values.hpp"

namespace infragen::render {
namespace {

using hcl::Expr;
using hcl::Item;
using view::Value;

Expr piece(const view::Piece& p, Rendered& out) {
  if (p.kind == view::Piece::Kind::ref) return slot(p.ref, p.origin, out);
  if (p.kind == view::Piece::Kind::variable) {
    Expr e = hcl::attribute(hcl::name("var"), p.text);
    e.origin = p.origin;
    return e;
  }
  Expr e;
  e.kind = Expr::Kind::literal;
  e.text = p.text;
  e.origin = p.origin;
  return e;
}

Expr rope(const view::Rope& r, source::OriginId origin, Rendered& out) {
  if (r.pieces.size() == 1 && r.pieces.front().kind != view::Piece::Kind::literal) return piece(r.pieces.front(), out);
  Expr e;
  e.kind = Expr::Kind::string;
  e.origin = origin;
  append_pieces(e.items, r, out);
  return e;
}

Expr unwrapped(const Value& v, Rendered& out) {
  Expr e;
  switch (v.kind) {
    case Value::Kind::absent:
      break;
    case Value::Kind::boolean:
      e = hcl::boolean(v.flag);
      break;
    case Value::Kind::integer:
      e = hcl::number(v.number);
      break;
    case Value::Kind::text:
    case Value::Kind::ref:
      e = rope(v.rope, v.origin, out);
      break;
    case Value::Kind::list:
      e.kind = Expr::Kind::tuple;
      for (const Value& item : v.list) {
        if (item.kind != Value::Kind::absent) e.items.push_back(expression(item, out));
      }
      break;
    case Value::Kind::map:
      e.kind = Expr::Kind::object;
      for (const auto& [key, item] : v.map) {
        if (item.kind == Value::Kind::absent) continue;
        e.items.push_back(hcl::is_identifier(key) ? hcl::name(key) : hcl::string(key));
        e.items.push_back(expression(item, out));
      }
      break;
  }
  if (e.origin == source::no_origin) e.origin = v.origin;
  return e;
}

Item nested(const std::string& name, const Value& fields, Rendered& out) {
  Item item = hcl::block(name, {}, body(fields, out));
  item.origin = fields.origin;
  return item;
}

}  // namespace

Expr slot(const view::Ref& ref, source::OriginId origin, Rendered& out) {
  Expr e;
  e.kind = Expr::Kind::slot;
  e.slot = static_cast<std::uint32_t>(out.slots.size());
  e.origin = origin;
  out.slots.push_back(ref);
  return e;
}

void append_pieces(std::vector<Expr>& parts, const view::Rope& rope, Rendered& out) {
  for (const view::Piece& p : rope.pieces) {
    Expr e = piece(p, out);
    if (e.kind == Expr::Kind::literal && !parts.empty() && parts.back().kind == Expr::Kind::literal && parts.back().origin == e.origin) {
      parts.back().text += e.text;
    } else {
      parts.push_back(std::move(e));
    }
  }
}

Expr expression(const Value& value, Rendered& out) {
  Expr e = unwrapped(value, out);
  if (value.form != Value::Form::json) return e;
  Expr call = hcl::call("jsonencode", {std::move(e)});
  call.origin = value.origin;
  return call;
}

hcl::Body body(const Value& fields, Rendered& out) {
  hcl::Body items;
  for (const auto& [name, value] : fields.map) {
    switch (value.form) {
      case Value::Form::plain:
      case Value::Form::json: {
        if (value.kind == Value::Kind::absent) break;
        Item item = hcl::attribute_item(name, expression(value, out));
        item.origin = value.origin;
        items.push_back(std::move(item));
        break;
      }
      case Value::Form::block:
        if (value.kind == Value::Kind::map) items.push_back(nested(name, value, out));
        for (const Value& one : value.list) items.push_back(nested(name, one, out));
        break;
      case Value::Form::named:
        for (const auto& [key, one] : value.map) {
          Value with_name = one;
          if (with_name.find(value.named_by) == nullptr) with_name.map.insert(with_name.map.begin(), {value.named_by, Value(key, one.origin)});
          items.push_back(nested(name, with_name, out));
        }
        break;
    }
    // Nested blocks stand apart, as people write them.
    if (value.form == Value::Form::plain || value.form == Value::Form::json) continue;
    for (Item& item : items) item.blank_before = item.blank_before || (item.kind == Item::Kind::block && &item != &items.front());
  }
  return items;
}

}  // namespace infragen::render
