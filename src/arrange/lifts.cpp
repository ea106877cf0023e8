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
  if (a.kind != b.kind || a.text != b.text || a.flag != b.flag || a.items.size() != b.items.size()) return false;
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

namespace {

/// Whether two maps have the same keys in the calls that have both: sharing others would make blocks wait for each other.
bool same_keys(const Variable& a, const Variable& b) {
  std::map<std::size_t, std::set<std::string>> x, y;
  for (const auto& [v, keys] : {std::pair(&a, &x), std::pair(&b, &y)}) {
    for (const Value& value : v->values) (*keys)[value.call].insert(value.key);
    for (const auto& [call, key] : v->silent) (*keys)[call].insert(key);
  }
  return std::all_of(x.begin(), x.end(), [&](const auto& entry) {
    const auto other = y.find(entry.first);
    return other == y.end() || other->second == entry.second;
  });
}

}  // namespace

bool Lifts::same_values(const Variable& a, const Variable& b) const {
  if (a.keyed && !same_keys(a, b)) return false;
  using Place = std::pair<std::size_t, std::string>;
  std::map<Place, const Value*> known;
  for (const Value& x : a.values) known[{x.call, x.key}] = &x;
  const std::set<Place> silent(a.silent.begin(), a.silent.end());
  for (const Value& y : b.values) {
    const auto x = known.find({y.call, y.key});
    if (x != known.end() && !same_value(m_.calls[y.call].unit, x->second->expr, m_.calls[y.call].unit, y.expr)) return false;
    if (silent.contains({y.call, y.key})) return false;
  }
  if (std::any_of(b.silent.begin(), b.silent.end(), [&](const Place& place) { return known.contains(place); })) return false;
  return true;
}

std::vector<const Variable*> Lifts::existing(bool field, const std::string& name) const {
  std::vector<const Variable*> out;
  for (const Variable& v : field ? m_.spaces[g_.space].fields : m_.modules[g_.module].variables) {
    if (v.name == name) out.push_back(&v);
  }
  for (const Pending& p : pending_) {
    if (p.field == field && p.variable.name == name) out.push_back(&p.variable);
  }
  return out;
}

/// The wanted name, or a longer one when that stands for something else.
std::string Lifts::free_name(const Variable& v, bool field) const {
  const auto fits = [&](const std::string& name) {
    const auto& reserved = m_.modules[g_.module].spaces;
    if (!field && std::any_of(reserved.begin(), reserved.end(), [&](std::size_t s) { return m_.spaces[s].name == name; })) return false;
    const auto all = existing(field, name);
    return std::all_of(all.begin(), all.end(), [&](const Variable* other) {
      return other->type == v.type && other->keyed == v.keyed && other->reference == v.reference && same_values(*other, v);
    });
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
  v.optional = std::any_of(lifted.values.begin(), lifted.values.end(), [](const auto& value) { return !value; });
  v.reference = std::any_of(lifted.values.begin(), lifted.values.end(), [](const auto& value) { return value && is_reference(*value); });
  const bool constant = !g_.many || constant_in_calls(lifted);
  const bool field = !constant && !v.reference;
  v.keyed = !constant && v.reference;
  v.name = v.keyed ? plural(lifted.name) : lifted.name;
  std::set<std::size_t> told;
  for (std::size_t i = 0; i < lifted.values.size(); ++i) {
    const Element& e = *g_.elements[i];
    if (constant && !told.insert(e.call).second) continue;
    const std::string key = constant ? std::string() : e.key;
    if (lifted.values[i]) {
      v.values.push_back({e.call, key, std::move(*lifted.values[i])});
    } else {
      v.silent.emplace_back(e.call, key);
    }
  }
  if (lifted.elsewhere) {
    for (const std::size_t call : m_.modules[g_.module].calls) {
      if (told.insert(call).second) v.values.push_back({call, {}, *lifted.elsewhere});
    }
  }
  v.name = free_name(v, field);
  Expr out = field ? hcl::attribute(hcl::attribute(hcl::name("each"), "value"), v.name) : hcl::attribute(hcl::name("var"), v.name);
  if (v.keyed) out = hcl::index(std::move(out), hcl::attribute(hcl::name("each"), "key"));
  pending_.push_back({std::move(v), field});
  return out;
}

Expr Lifts::add_by_call(std::string name, std::string path, Type type, std::vector<Value> values) {
  Variable v;
  v.name = std::move(name);
  v.about = std::move(path);
  v.type = std::move(type);
  v.reference = true;
  v.values = std::move(values);
  v.name = free_name(v, false);
  Expr out = hcl::attribute(hcl::name("var"), v.name);
  pending_.push_back({std::move(v), false});
  return out;
}

void Lifts::commit() {
  for (Pending& p : pending_) {
    std::vector<Variable>& into = p.field ? m_.spaces[g_.space].fields : m_.modules[g_.module].variables;
    const auto it = std::find_if(into.begin(), into.end(), [&](const Variable& v) { return v.name == p.variable.name; });
    if (it == into.end()) {
      const std::string address = "`" + address_in_module(g_) + "`";
      p.variable.about = p.variable.about == "count" ? "Whether there is " + address : p.variable.about + " of " + address;
      into.push_back(std::move(p.variable));
      continue;
    }
    it->optional = it->optional || p.variable.optional;
    it->silent.insert(it->silent.end(), p.variable.silent.begin(), p.variable.silent.end());
    std::set<std::pair<std::size_t, std::string>> known;
    for (const Value& value : it->values) known.emplace(value.call, value.key);
    for (Value& value : p.variable.values) {
      if (known.emplace(value.call, value.key).second) it->values.push_back(std::move(value));
    }
  }
  pending_.clear();
}

}  // namespace infragen::arrange
