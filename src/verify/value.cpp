#include "verify/value.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace infragen::verify {

using hcl::Expr;

namespace {

Value make(Value::Kind kind, const Expr& e, std::string text = {}) {
  Value out;
  out.kind = kind;
  out.expr = &e;
  out.text = std::move(text);
  return out;
}

/// Control directives and strip marks change the texts around them; such a template is left alone.
bool has_directives(const Expr& e) {
  return std::any_of(e.items.begin(), e.items.end(),
                     [](const Expr& part) { return part.kind == Expr::Kind::directive || part.strip != 0; });
}

Value evaluate_template(const Expr& e) {
  if (has_directives(e)) return make(Value::Kind::partial, e);
  if (e.kind == Expr::Kind::string && e.items.size() == 1 && e.items[0].kind != Expr::Kind::literal) {
    return evaluate(e.items[0]);  // "${x}" is x itself
  }
  Value out = make(Value::Kind::text, e);
  bool literal_before = false;
  for (std::size_t i = 0; i < e.items.size(); ++i) {
    std::optional<std::string> known;
    if (e.items[i].kind == Expr::Kind::literal) {
      known = e.items[i].text;
    } else {
      known = as_text(evaluate(e.items[i]));
    }
    if (!known) {
      out.kind = Value::Kind::partial;
      literal_before = false;
      continue;
    }
    if (i == 0) out.starts = true;
    if (i + 1 == e.items.size()) out.ends = true;
    if (!literal_before) out.pieces.emplace_back();
    out.pieces.back() += *known;
    literal_before = true;
  }
  if (out.kind == Value::Kind::text) {
    if (!out.pieces.empty()) out.text = std::move(out.pieces.front());
    out.pieces.clear();
  }
  return out;
}

std::optional<std::string> object_key(const Expr& key) {
  if (key.kind == Expr::Kind::name) return key.text;
  return as_text(evaluate(key));
}

Value evaluate_object(const Expr& e) {
  Value out = make(Value::Kind::object, e);
  for (std::size_t i = 0; i + 1 < e.items.size(); i += 2) {
    const auto key = object_key(e.items[i]);
    if (!key) {
      out.open = true;
      continue;
    }
    out.keys.push_back(*key);
    out.items.push_back(evaluate(e.items[i + 1]));
  }
  return out;
}

Value evaluate_list(const Expr& e) {
  Value out = make(Value::Kind::list, e);
  for (const Expr& item : e.items) {
    if (item.kind == Expr::Kind::hole && item.flag) return make(Value::Kind::unknown, e);
    out.items.push_back(evaluate(item));
  }
  return out;
}

Value evaluate_unary(const Expr& e) {
  const Value inner = evaluate(e.items[0]);
  if (e.text != "-" || !inner.is(Value::Kind::number)) return make(Value::Kind::unknown, e);
  const bool negative = inner.text.starts_with('-');
  return make(Value::Kind::number, e, negative ? inner.text.substr(1) : "-" + inner.text);
}

/// A traversal that begins at a resource: its attributes are unknown, but there is something.
bool starts_at_resource(const Expr& e) {
  const Expr* at = &e;
  while ((at->kind == Expr::Kind::attribute || at->kind == Expr::Kind::index) && !at->items.empty()) {
    at = &at->items[0];
  }
  return at->kind == Expr::Kind::name && at->text.starts_with("aws_");
}

bool is_jsonencode(const Expr& e) {
  return e.kind == Expr::Kind::call && e.text == "jsonencode" && e.items.size() == 1 && !e.flag;
}

std::string without_trailing_zeros(std::string text) {
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

Value evaluate(const Expr& e) {
  switch (e.kind) {
    case Expr::Kind::null: return make(Value::Kind::null, e);
    case Expr::Kind::boolean: return make(Value::Kind::boolean, e, e.text);
    case Expr::Kind::number: return make(Value::Kind::number, e, e.text);
    case Expr::Kind::string:
    case Expr::Kind::heredoc: return evaluate_template(e);
    case Expr::Kind::tuple: return evaluate_list(e);
    case Expr::Kind::object: return evaluate_object(e);
    case Expr::Kind::parens: return evaluate(e.items[0]);
    case Expr::Kind::unary: return evaluate_unary(e);
    case Expr::Kind::call:
      if (is_jsonencode(e)) {
        Value out = make(Value::Kind::json, e);
        out.items.push_back(evaluate(e.items[0]));
        return out;
      }
      return make(Value::Kind::unknown, e);
    default: return make(Value::Kind::unknown, e);
  }
}

std::optional<double> as_number(const std::string& text) {
  const char* first = text.data();
  const char* last = first + text.size();
  if (first != last && *first == '+') ++first;
  double out = 0;
  const auto [end, error] = std::from_chars(first, last, out);
  if (error != std::errc() || end != last || !std::isfinite(out)) return std::nullopt;
  return out;
}

std::optional<std::string> as_text(const Value& value) {
  if (value.is(Value::Kind::text) || value.is(Value::Kind::boolean)) return value.text;
  if (!value.is(Value::Kind::number)) return std::nullopt;
  const std::string digits = value.text.starts_with('-') ? value.text.substr(1) : value.text;
  if (digits.empty() || digits.find_first_not_of("0123456789.") != std::string::npos) return std::nullopt;
  if (digits == "0") return digits;
  const bool leading_zero = digits.size() > 1 && digits[0] == '0' && digits[1] != '.';
  if (leading_zero) return std::nullopt;
  return digits.find('.') == std::string::npos ? value.text : without_trailing_zeros(value.text);
}

Presence presence(const Expr& e) {
  switch (e.kind) {
    case Expr::Kind::null: return Presence::absent;
    case Expr::Kind::boolean:
    case Expr::Kind::number:
    case Expr::Kind::slot: return Presence::present;
    case Expr::Kind::string:
      if (e.items.size() == 1 && e.items[0].kind != Expr::Kind::literal) return presence(e.items[0]);
      return e.items.empty() ? Presence::possible : Presence::present;
    case Expr::Kind::heredoc: return Presence::present;
    case Expr::Kind::tuple:
    case Expr::Kind::object: return e.items.empty() ? Presence::possible : Presence::present;
    case Expr::Kind::parens: return presence(e.items[0]);
    case Expr::Kind::call: return is_jsonencode(e) ? Presence::present : Presence::possible;
    case Expr::Kind::attribute:
    case Expr::Kind::index: return starts_at_resource(e) ? Presence::present : Presence::possible;
    default: return Presence::possible;
  }
}

std::uint32_t origin_of(const Expr& e, std::uint32_t fallback) {
  if (e.origin != 0) return e.origin;
  for (const Expr& item : e.items) {
    if (const std::uint32_t origin = origin_of(item, 0); origin != 0) return origin;
  }
  return fallback;
}

}  // namespace infragen::verify
