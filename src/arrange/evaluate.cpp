#include "arrange/evaluate.hpp"

#include <algorithm>
#include <set>

#include "arrange/make.hpp"
#include "infragen/hcl/print.hpp"

namespace infragen::arrange {
namespace {

using hcl::Body;
using hcl::Expr;
using hcl::Item;
using Kind = Expr::Kind;

bool is_template(const Expr& e) { return e.kind == Kind::string || e.kind == Kind::heredoc; }

void put_part(std::vector<Expr>& parts, Expr part) {
  if (is_template(part)) {
    for (Expr& below : part.items) put_part(parts, std::move(below));
    return;
  }
  if (part.kind == Kind::number || part.kind == Kind::boolean) part.kind = Kind::literal;
  if (part.kind == Kind::literal && !parts.empty() && parts.back().kind == Kind::literal) {
    parts.back().text += part.text;
  } else {
    parts.push_back(std::move(part));
  }
}

Expr string_value(const Expr& e, const Scope& scope) {
  Expr out;
  out.kind = Kind::string;
  if (e.items.size() == 1 && e.items[0].kind != Kind::literal) return evaluate(e.items[0], scope);
  for (const Expr& part : e.items) put_part(out.items, part.kind == Kind::literal ? part : evaluate(part, scope));
  return out;
}

const Expr* bound(const std::string& name, const Scope& scope) {
  for (const Scope* s = &scope; s != nullptr; s = s->outer) {
    if (const auto it = s->names.find(name); it != s->names.end()) return &it->second;
  }
  return nullptr;
}

const Scope& module_of(const Scope& scope) {
  const Scope* s = &scope;
  while (s->outer != nullptr) s = s->outer;
  return *s;
}

/// Words that begin a reference which is the same in a module and outside.
bool is_meta(const std::string& name) { return name == "each" || name == "self" || name == "path" || name == "terraform" || name == "count"; }

/// Of `for k, v in …`.
std::vector<std::string> names_of(const Expr& loop) {
  const std::size_t comma = loop.text.find(", ");
  if (comma == std::string::npos) return {loop.text};
  return {loop.text.substr(0, comma), loop.text.substr(comma + 2)};
}

Expr element(Expr of, const Expr& key, const Scope& scope) {
  if (of.kind == Kind::object) {
    const std::string* text = hcl::constant_string(key);
    const Expr* found = text != nullptr ? member_of(of, *text) : nullptr;
    return found != nullptr ? *found : hcl::null();
  }
  if (of.kind == Kind::tuple && key.kind == Kind::number) {
    const auto at = static_cast<std::size_t>(std::stoul(key.text));
    return at < of.items.size() ? of.items[at] : hcl::null();
  }
  if (of.kind == Kind::for_object) {   // over resources: `{ for key, block in aws_subnet.this : key => block.id }`
    Scope inner;
    inner.outer = &scope;
    const std::vector<std::string> names = names_of(of);
    inner.names[names.front()] = key;
    inner.names[names.back()] = hcl::name(of.items[0].text + "[" + hcl::print(key) + "]");
    return evaluate(of.items[2], inner);
  }
  return hcl::name(of.text + "[" + hcl::print(key) + "]");
}

/// A value that is there already, without a copy of what it is a part of.
const Expr* known(const Expr& e, const Scope& scope) {
  if (e.kind == Kind::name) return bound(e.text, scope);
  if (e.kind != Kind::attribute && e.kind != Kind::index) return nullptr;
  if (const auto& resolve = module_of(scope).known; resolve && e.kind == Kind::attribute) {
    if (const Expr* value = resolve(e)) return value;
  }
  const Expr* of = known(e.items[0], scope);
  if (of == nullptr || of->kind != Kind::object) return nullptr;
  if (e.kind == Kind::attribute) return member_of(*of, e.text);
  const Expr key = evaluate(e.items[1], scope);
  const std::string* text = hcl::constant_string(key);
  return text != nullptr ? member_of(*of, *text) : nullptr;
}

Expr merged(const std::vector<Expr>& objects) {
  // A key that is worked out at apply time stands for itself: `"${issuer}:sub"`.
  std::map<std::string, std::pair<Expr, Expr>> all;
  for (const Expr& object : objects) {
    for (std::size_t i = 0; i + 1 < object.items.size(); i += 2) {
      const std::string* text = key_text(object.items[i]);
      if (text != nullptr) {
        all[*text] = {hcl::string(*text), object.items[i + 1]};
      } else {
        all[hcl::print(object.items[i])] = {object.items[i], object.items[i + 1]};
      }
    }
  }
  Expr out;
  out.kind = Kind::object;
  for (auto& [text, member] : all) {
    out.items.push_back(std::move(member.first));
    out.items.push_back(std::move(member.second));
  }
  return out;
}

Expr loop(const Expr& e, const Scope& scope) {
  const Expr over = evaluate(e.items[0], scope);
  const bool object = e.kind == Kind::for_object;
  if (over.kind == Kind::name) {
    Expr out = e;
    out.items[0] = over;
    return out;
  }
  Expr out;
  out.kind = object ? Kind::object : Kind::tuple;
  const std::vector<std::string> names = names_of(e);
  const auto each = [&](const Expr& key, const Expr& value) {
    Scope inner;
    inner.outer = &scope;
    if (names.size() == 2) inner.names[names[0]] = key;
    inner.names[names.back()] = value;
    const std::size_t condition = object ? 3 : 2;
    if (e.items.size() > condition && !is_true(evaluate(e.items[condition], inner))) return;
    out.items.push_back(evaluate(e.items[1], inner));
    if (object) out.items.push_back(evaluate(e.items[2], inner));
  };
  if (over.kind == Kind::object) {
    const Expr sorted = merged({over});   // objects are gone through in the order of their keys
    for (std::size_t i = 0; i + 1 < sorted.items.size(); i += 2) each(sorted.items[i], sorted.items[i + 1]);
  } else {
    for (std::size_t i = 0; i < over.items.size(); ++i) each(hcl::number(static_cast<std::int64_t>(i)), over.items[i]);
  }
  return out;
}

Expr called(const Expr& e, const Scope& scope) {
  Expr out = e;
  for (Expr& item : out.items) item = evaluate(item, scope);
  if (e.text == "merge") return merged(out.items);
  if (e.text == "range" && out.items.size() == 1 && out.items[0].kind == Kind::number) {
    std::vector<Expr> numbers;
    for (std::int64_t i = 0; i < std::stoll(out.items[0].text); ++i) numbers.push_back(hcl::number(i));
    return hcl::tuple(std::move(numbers));
  }
  if (e.text == "one" && out.items.size() == 1) return out.items[0];
  return out;
}

Expr compared(const Expr& e, const Scope& scope) {
  const Expr a = evaluate(e.items[0], scope), b = evaluate(e.items[1], scope);
  if (e.text == "!=" || e.text == "==") {
    const bool known = (a.kind != Kind::name && b.kind != Kind::name) || a.kind == Kind::null || b.kind == Kind::null;
    if (known) return hcl::boolean(hcl::equal(a, b) == (e.text == "=="));
  }
  Expr out = e;
  out.items = {a, b};
  return out;
}

}  // namespace

bool is_true(const Expr& value) { return value.kind == Kind::boolean && value.text == "true"; }

const Expr* member_of(const Expr& object, const std::string& key) {
  // Objects that were evaluated have their keys in order.
  std::size_t low = 0, high = object.items.size() / 2;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    const std::string* text = key_text(object.items[2 * middle]);
    if (text == nullptr) break;
    if (*text == key) return &object.items[2 * middle + 1];
    (*text < key ? low : high) = *text < key ? middle + 1 : middle;
  }
  for (std::size_t i = 0; i + 1 < object.items.size(); i += 2) {
    const std::string* text = key_text(object.items[i]);
    if (text != nullptr && *text == key) return &object.items[i + 1];
  }
  return nullptr;
}

Expr evaluate(const Expr& e, const Scope& scope) {
  if (const Expr* value = known(e, scope)) return *value;
  if (e.kind == Kind::slot && module_of(scope).slot) return module_of(scope).slot(e);
  switch (e.kind) {
    case Kind::string:
    case Kind::heredoc: return string_value(e, scope);
    case Kind::name: {
      return hcl::name((is_meta(e.text) ? std::string() : module_of(scope).prefix) + e.text);
    }
    case Kind::attribute: {
      Expr of = evaluate(e.items[0], scope);
      if (of.kind == Kind::object || of.kind == Kind::for_object) return element(std::move(of), hcl::string(e.text), scope);
      if (of.kind == Kind::null) return of;
      return hcl::name(of.text + "." + e.text);
    }
    case Kind::index: return element(evaluate(e.items[0], scope), evaluate(e.items[1], scope), scope);
    case Kind::splat: return hcl::name(evaluate(e.items[0], scope).text + "[0]");   // of what there is one or none
    case Kind::conditional: {
      const Expr condition = evaluate(e.items[0], scope);
      if (condition.kind == Kind::boolean) return evaluate(e.items[is_true(condition) ? 1 : 2], scope);
      Expr out = e;
      for (Expr& item : out.items) item = evaluate(item, scope);
      return out;
    }
    case Kind::binary: return compared(e, scope);
    case Kind::call: return called(e, scope);
    case Kind::for_tuple:
    case Kind::for_object: return loop(e, scope);
    case Kind::parens: return evaluate(e.items[0], scope);
    case Kind::object: {
      Expr out = e;
      for (std::size_t i = 1; i < out.items.size(); i += 2) {
        Expr& key = out.items[i - 1];
        if (key_text(key) == nullptr) key = evaluate(key, scope);
        out.items[i] = evaluate(out.items[i], scope);
      }
      return merged({std::move(out)});
    }
    default: {
      Expr out = e;
      for (Expr& item : out.items) item = evaluate(item, scope);
      out.origin = 0;
      return out;
    }
  }
}

Body evaluate(const Body& body, const Scope& scope, const std::vector<std::string>& without) {
  Body out;
  for (const Item& item : body) {
    if (std::find(without.begin(), without.end(), item.name) != without.end() || item.name == "depends_on") continue;
    if (item.kind == Item::Kind::attribute) {
      Expr value = evaluate(item.value, scope);
      if (value.kind != Kind::null) out.push_back(hcl::attribute_item(item.name, std::move(value)));
    } else if (item.name == "dynamic") {
      const std::string type = *hcl::constant_string(item.labels[0].text);
      const Expr over = evaluate(item.body[0].value, scope);
      for (const Expr& value : over.items) {
        Scope inner;
        inner.outer = &scope;
        Expr iterator;
        iterator.kind = Kind::object;
        iterator.items = {hcl::name("value"), value};
        inner.names[type] = std::move(iterator);
        out.push_back(hcl::block(type, {}, evaluate(item.body[1].body, inner, {})));
      }
    } else {
      out.push_back(hcl::block(item.name, {}, item.name == "lifecycle" ? item.body : evaluate(item.body, scope, {})));
    }
  }
  return out;
}

}  // namespace infragen::arrange
