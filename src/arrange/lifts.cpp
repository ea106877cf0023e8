#include <algorithm>

#include "arrange/fold.hpp"

namespace infragen::arrange {
namespace {

using hcl::Expr;

const Expr* value_of(const std::optional<Expr>& value) { return value ? &*value : nullptr; }

bool is_input(const Expr& e) { return e.kind == Expr::Kind::attribute && e.items[0].kind == Expr::Kind::name && e.items[0].text == "var"; }

}  // namespace

bool is_reference(const Expr& e) {
  if (e.kind == Expr::Kind::slot || e.kind == Expr::Kind::call || is_input(e)) return true;
  return std::any_of(e.items.begin(), e.items.end(), is_reference);
}

/// Equal as seen from the roots that they stand in: the same resource under the same address.
bool Lifts::same_value(std::size_t unit_a, const Expr& a, std::size_t unit_b, const Expr& b) const {
  if (a.kind == Expr::Kind::slot && b.kind == Expr::Kind::slot) {
    const Target &x = m_.slots[unit_a][a.slot], &y = m_.slots[unit_b][b.slot];
    return x.element == y.element && x.attribute == y.attribute;
  }
  if (a.kind != b.kind || a.text != b.text || a.flag != b.flag || a.names != b.names || a.items.size() != b.items.size()) return false;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!same_value(unit_a, a.items[i], unit_b, b.items[i])) return false;
  }
  return true;
}

/// Whether all elements of a call have one value.
bool Lifts::constant_in_calls(const Lifted& lifted) const {
  std::map<std::size_t, std::size_t> first;
  for (std::size_t i = 0; i < lifted.values.size(); ++i) {
    const Element& e = *g_.elements[i];
    const auto [it, fresh] = first.emplace(e.call, i);
    if (fresh) continue;
    const Expr *a = value_of(lifted.values[it->second]), *b = value_of(lifted.values[i]);
    if ((a == nullptr) != (b == nullptr)) return false;
    if (a != nullptr && !same_value(e.unit, *a, e.unit, *b)) return false;
  }
  return true;
}

bool Lifts::same_values(const Variable& a, const Variable& b) const {
  for (const Value& x : a.values) {
    for (const Value& y : b.values) {
      if (x.call == y.call && x.key == y.key && !same_value(m_.calls[x.call].unit, x.expr, m_.calls[y.call].unit, y.expr)) return false;
    }
  }
  // Where one has a value and the other has none, they differ, unless the other says nothing of that call and key at all.
  if (a.optional || b.optional) return a.values.size() == b.values.size();
  return true;
}

const Variable* Lifts::existing(const Variable& v, bool field, const std::string& name) const {
  const auto named = [&](const Variable& other) { return other.name == name; };
  const auto find = [&](const std::vector<Variable>& in) -> const Variable* {
    const auto it = std::find_if(in.begin(), in.end(), named);
    return it == in.end() ? nullptr : &*it;
  };
  if (const Variable* found = find(field ? m_.spaces[g_.space].fields : m_.modules[g_.module].variables)) return found;
  for (const Pending& p : pending_) {
    if (p.field == field && p.variable.name == name) return &p.variable;
  }
  (void)v;
  return nullptr;
}

/// The wanted name, or a longer one when that stands for something else.
std::string Lifts::free_name(const Variable& v, bool field) const {
  const auto fits = [&](const std::string& name) {
    const auto& reserved = m_.modules[g_.module].spaces;
    if (!field && std::any_of(reserved.begin(), reserved.end(), [&](std::size_t s) { return m_.spaces[s].name == name; })) return false;
    const Variable* other = existing(v, field, name);
    return other == nullptr || (other->type == v.type && other->keyed == v.keyed && other->reference == v.reference && other->optional == v.optional && same_values(*other, v));
  };
  // Terraform keeps these for itself.
  static const std::set<std::string> kept = {"source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals",
                                             // These are the root's own.
                                             "name", "environment", "region"};
  if (!kept.contains(v.name) && fits(v.name)) return v.name;
  std::string name = base_of(g_) + "_" + v.name;
  for (int i = 2; !fits(name); ++i) name = base_of(g_) + "_" + v.name + "_" + std::to_string(i);
  return name;
}

Expr Lifts::add(Lifted lifted) {
  Variable v;
  v.type = lifted.type;
  v.about = lifted.path;
  v.fallback = lifted.fallback;
  v.optional = std::any_of(lifted.values.begin(), lifted.values.end(), [](const auto& value) { return !value; });
  v.reference = std::any_of(lifted.values.begin(), lifted.values.end(), [](const auto& value) { return value && is_reference(*value); });
  const bool constant = !g_.many || constant_in_calls(lifted);
  const bool field = !constant && !v.reference;
  v.keyed = !constant && v.reference;
  v.name = v.keyed ? plural(lifted.name) : lifted.name;
  std::set<std::size_t> told;
  for (std::size_t i = 0; i < lifted.values.size(); ++i) {
    const Element& e = *g_.elements[i];
    if (!lifted.values[i] || (constant && !told.insert(e.call).second)) continue;
    v.values.push_back({e.call, constant ? std::string() : e.key, std::move(*lifted.values[i])});
  }
  v.name = free_name(v, field);
  Expr out = field ? hcl::attribute(hcl::attribute(hcl::name("each"), "value"), v.name) : hcl::attribute(hcl::name("var"), v.name);
  if (v.keyed) out = hcl::index(std::move(out), hcl::attribute(hcl::name("each"), "key"));
  pending_.push_back({std::move(v), field});
  return out;
}

void Lifts::commit() {
  for (Pending& p : pending_) {
    std::vector<Variable>& into = p.field ? m_.spaces[g_.space].fields : m_.modules[g_.module].variables;
    const auto it = std::find_if(into.begin(), into.end(), [&](const Variable& v) { return v.name == p.variable.name; });
    if (it == into.end()) {
      p.variable.about = p.variable.about + " of `" + address_in_module(g_) + "`";
      into.push_back(std::move(p.variable));
      continue;
    }
    for (Value& value : p.variable.values) {
      const bool known = std::any_of(it->values.begin(), it->values.end(), [&](const Value& v) { return v.call == value.call && v.key == value.key; });
      if (!known) it->values.push_back(std::move(value));
    }
  }
  pending_.clear();
}

}  // namespace infragen::arrange
