#include "arrange/merge_trees.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "arrange/make.hpp"
#include "infragen/hcl/print.hpp"

namespace infragen::arrange {
namespace {

using hcl::Body;
using hcl::Expr;
using hcl::Item;
using Kind = Expr::Kind;

bool is_text(const Expr& e) { return e.kind == Kind::string || e.kind == Kind::heredoc; }

/// Of an object: its keys as they stand; nothing when one is computed.
std::optional<std::vector<std::string>> keys_of(const Expr& object) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i + 1 < object.items.size(); i += 2) {
    const std::string* key = key_text(object.items[i]);
    if (key == nullptr) return std::nullopt;
    out.push_back(*key);
  }
  return out;
}

const Expr* member(const Expr& object, const std::string& key) {
  for (std::size_t i = 0; i + 1 < object.items.size(); i += 2) {
    const std::string* k = key_text(object.items[i]);
    if (k != nullptr && *k == key) return &object.items[i + 1];
  }
  return nullptr;
}

/// The union of the lists, each in its own order as far as that goes.
std::vector<std::string> together(const std::vector<std::vector<std::string>>& lists) {
  std::vector<std::string> out;
  for (const auto& list : lists) {
    auto at = out.begin();
    for (const std::string& name : list) {
      const auto found = std::find(out.begin(), out.end(), name);
      if (found != out.end()) {
        if (found >= at) at = found + 1;
        continue;
      }
      at = out.insert(at, name) + 1;
    }
  }
  return out;
}

std::string singular(const std::string& word) {
  if (word.ends_with("ies")) return word.substr(0, word.size() - 3) + "y";
  if (word.ends_with("sses") || word.ends_with("xes")) return word.substr(0, word.size() - 2);
  if (word.ends_with("s") && !word.ends_with("ss")) return word.substr(0, word.size() - 1);
  return word;
}

}  // namespace

Expr Merge::resource(const Group& g) const { return hcl::traversal(address_in_module(g)); }

/// What the project calls the variable of this argument, else what the argument says.
std::string Merge::name_of(const Place& place) const {
  const auto& names = m_.modules[g_.module].input_names;
  for (const std::string& address : {g_.type, address_in_module(g_)}) {
    if (const auto own = names.find(address + "." + place.path); own != names.end()) return own->second;
  }
  return snake(place.hint);
}

Expr Merge::lift(const Exprs& xs, Side& side, const Place& place) {
  std::vector<std::optional<Expr>> values;
  for (const Expr* x : xs) values.push_back(x != nullptr ? std::optional(*x) : std::nullopt);
  return lift(std::move(values), side, place);
}

Expr Merge::lift(std::vector<std::optional<Expr>> values, Side& side, const Place& place) {
  Lifted lifted;
  lifted.path = place.path;
  lifted.name = name_of(place);
  if (place.type) {
    lifted.type = *place.type;
  } else {
    for (const auto& value : values) {
      if (!value) continue;
      const auto one = type_of(*value);
      const auto both = one ? common(lifted.type, *one, !place.json) : std::nullopt;
      if (!both) throw CannotMerge{};
      lifted.type = *both;
    }
    const auto type = settled(std::move(lifted.type));
    if (!type) throw CannotMerge{};
    lifted.type = *type;
  }
  lifted.values = std::move(values);
  lifted_.insert(place.path);
  if (side.iterator.empty()) return lifts_.add(std::move(lifted));
  // Objects of the iterator: the same value under the same name once.
  std::string name = lifted.name;
  for (int i = 2; std::any_of(side.fields.begin(), side.fields.end(), [&](const auto& f) { return f.first.name == name; }); ++i) name = lifted.name + "_" + std::to_string(i);
  lifted.name = name;
  const bool optional = std::any_of(lifted.values.begin(), lifted.values.end(), [](const auto& v) { return !v; });
  side.fields.emplace_back(std::move(lifted), optional);
  return hcl::attribute(hcl::attribute(hcl::name(side.iterator), "value"), name);
}

template <class Try>
Expr Merge::or_lift(const Exprs& xs, Side& side, const Place& place, Try attempt) {
  const std::size_t mark = lifts_.mark(), fields = side.fields.size();
  try {
    return attempt();
  } catch (const CannotMerge&) {
    lifts_.undo(mark);
    side.fields.resize(fields);
    return lift(xs, side, place);
  }
}

/// A reference of the module to a resource of its own, where all instances mean the same block and attribute.
Expr Merge::slots(const Exprs& xs, Side& side, const Place& place) {
  const auto at = static_cast<std::size_t>(std::find_if(xs.begin(), xs.end(), [](const Expr* x) { return x != nullptr; }) - xs.begin());
  const Target& first = target(*side.who[at], *xs[at]);
  bool own = true, same_key = true, absent = false;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    if (xs[i] == nullptr) {
      absent = true;
      continue;
    }
    if (xs[i]->kind != Kind::slot) return lift(xs, side, place);
    const Target& t = target(*side.who[i], *xs[i]);
    own = own && inside(*side.who[i], t) && t.element->group != nowhere && t.element->group == first.element->group && t.attribute == first.attribute;
    same_key = same_key && t.element->key == side.who[i]->key;
  }
  if (!own) return lift(xs, side, place);
  const Group& g = m_.groups[first.element->group];
  Expr to = resource(g);
  Expr exists;
  Place key_place = place;
  key_place.type.reset();
  key_place.json = false;
  key_place.path += ".key";
  if (g.many) {
    std::vector<std::optional<Expr>> keys;
    for (std::size_t i = 0; i < xs.size(); ++i) {
      keys.push_back(xs[i] != nullptr ? std::optional(hcl::string(target(*side.who[i], *xs[i]).element->key)) : std::nullopt);
    }
    if (!absent && g_.many && same_key) {
      to = hcl::index(std::move(to), hcl::traversal("each.key"));
    } else {
      key_place.hint = m_.spaces[g.space].one;
      Expr key = lift(std::move(keys), side, key_place);
      if (absent) exists = binary("!=", key, hcl::null());
      to = hcl::index(std::move(to), std::move(key));
    }
  } else {
    if (absent) {
      std::vector<std::optional<Expr>> there;
      for (const Expr* x : xs) there.push_back(hcl::boolean(x != nullptr));
      key_place.hint = base_of(g);
      exists = lift(std::move(there), side, key_place);
    }
    if (g.counted) to = hcl::index(std::move(to), hcl::number(0));
  }
  if (!first.attribute.empty()) to = hcl::traversal(hcl::print(to) + "." + first.attribute);
  return absent ? conditional(std::move(exists), std::move(to), hcl::null()) : to;
}

/// `[for key in each.value.subnets : aws_subnet.this[key].id]`
std::optional<Expr> Merge::keyed_references(const Exprs& xs, Side& side, const Place& place) {
  const Target* first = nullptr;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    for (const Expr& item : xs[i]->items) {
      if (item.kind != Kind::slot) return std::nullopt;
      const Target& t = target(*side.who[i], item);
      if (first == nullptr) first = &t;
      if (!inside(*side.who[i], t) || t.element->group == nowhere || t.element->group != first->element->group || t.attribute != first->attribute) return std::nullopt;
    }
  }
  if (first == nullptr || !m_.groups[first->element->group].many) return std::nullopt;
  const Group& g = m_.groups[first->element->group];
  std::vector<std::optional<Expr>> keys;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    std::vector<Expr> list;
    for (const Expr& item : xs[i]->items) list.push_back(hcl::string(target(*side.who[i], item).element->key));
    keys.push_back(hcl::tuple(std::move(list)));
  }
  Place key_place{place.path + ".keys", plural(m_.spaces[g.space].one), list_of(string_type()), false};
  Expr out;
  out.kind = Kind::for_tuple;
  out.text = "key";
  out.items = {lift(std::move(keys), side, key_place), hcl::traversal(hcl::print(hcl::index(resource(g), hcl::name("key"))) + (first->attribute.empty() ? "" : "." + first->attribute))};
  return out;
}

/// Lists of `{ name = …, value = … }` in the order of names are maps that people give: literals and references apart.
std::optional<Expr> Merge::named_values(const Exprs& xs, Side& side, const Place& place) {
  std::string other;
  std::vector<std::optional<Expr>> literals, references;
  bool any_literal = false, any_reference = false, differ = false;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    std::vector<std::pair<std::string, Expr>> plain, refs;
    std::string before;
    for (const Expr& item : xs[i]->items) {
      if (item.kind != Kind::object || item.items.size() != 4) return std::nullopt;
      const auto keys = keys_of(item);
      const std::string* name = keys && (*keys)[0] == "name" ? hcl::constant_string(item.items[1]) : nullptr;
      if (name == nullptr || (!other.empty() && (*keys)[1] != other) || *name <= before) return std::nullopt;
      other = (*keys)[1];
      before = *name;
      const auto type = type_of(item.items[3]);
      if (!type || type->kind != Type::Kind::string) return std::nullopt;
      (is_reference(item.items[3]) ? refs : plain).emplace_back(*name, item.items[3]);
    }
    any_literal = any_literal || !plain.empty();
    any_reference = any_reference || !refs.empty();
    differ = differ || !hcl::equal(*xs[i], *xs[0]);
    literals.push_back(object_of(std::move(plain)));
    references.push_back(object_of(std::move(refs)));
  }
  if (other.empty() || (!any_reference && !differ)) return std::nullopt;
  const Type type = map_of(string_type());
  Expr from;
  if (any_literal) from = lift(std::move(literals), side, {place.path, place.hint, type, false});
  if (any_reference) {
    Expr refs = lift(std::move(references), side, {place.path + ".references", place.hint + "_references", type, false});
    from = any_literal ? hcl::call("merge", {std::move(from), std::move(refs)}) : std::move(refs);
  }
  Expr out;
  out.kind = Kind::for_tuple;
  out.text = "name, value";
  out.items = {std::move(from), object_of({{"name", hcl::name("name")}, {other, hcl::name("value")}})};
  return out;
}

Expr Merge::tuples(const Exprs& xs, Side& side, const Place& place) {
  if (auto keyed = keyed_references(xs, side, place)) return *keyed;
  if (auto named = named_values(xs, side, place)) return *named;
  const std::size_t size = xs[0]->items.size();
  const bool same_size = std::all_of(xs.begin(), xs.end(), [&](const Expr* x) { return x->items.size() == size; });
  // Lists of references to other modules are one variable.
  const bool outside = size > 0 && std::all_of(xs[0]->items.begin(), xs[0]->items.end(), [&](const Expr& e) {
    return e.kind == Kind::slot && !inside(*side.who[0], target(*side.who[0], e));
  });
  const bool single = size == 1 && forced_.contains(place.path + "[0]");   // the project names its one element
  if (!same_size || (outside && (size > 1 || place.type) && !single)) return lift(xs, side, place);
  return composite(xs, side, place);
}

/// `{ for name, value in { … } : name => value if value != null }`: members that some instances lack.
Expr Merge::gaps(const Exprs& xs, Side& side, const Place& place, const std::vector<std::string>& keys) {
  Expr object;
  object.kind = Kind::object;
  for (const std::string& key : keys) {
    Exprs below;
    for (const Expr* x : xs) {
      below.push_back(member(*x, key));
      if (below.back() != nullptr && below.back()->kind == Kind::null) throw CannotMerge{};
    }
    object.items.push_back(arrange::key(key));
    object.items.push_back(expr(below, side, {place.path + "." + key, key, std::nullopt, true}));
  }
  Expr out;
  out.kind = Kind::for_object;
  out.text = "name, value";
  out.items = {std::move(object), hcl::name("name"), hcl::name("value"), binary("!=", hcl::name("value"), hcl::null())};
  return out;
}

Expr Merge::objects(const Exprs& xs, Side& side, const Place& place) {
  std::vector<std::vector<std::string>> keys;
  for (const Expr* x : xs) {
    const auto of = keys_of(*x);
    if (!of) throw CannotMerge{};
    keys.push_back(*of);
  }
  if (std::all_of(keys.begin(), keys.end(), [&](const auto& k) { return k == keys[0]; })) return composite(xs, side, place);
  if (!place.json) return lift(xs, side, place);
  return or_lift(xs, side, place, [&] { return gaps(xs, side, place, together(keys)); });
}

/// The same shape everywhere: what stands below is merged one by one.
Expr Merge::composite(const Exprs& xs, Side& side, const Place& place) {
  return or_lift(xs, side, place, [&] {
    Expr out = *xs[0];
    const bool json = place.json || (out.kind == Kind::call && out.text == "jsonencode");
    for (std::size_t i = 0; i < out.items.size(); ++i) {
      if (out.kind == Kind::object && i % 2 == 0) continue;   // a key
      Exprs below;
      for (const Expr* x : xs) below.push_back(&x->items[i]);
      Place under{place.path, place.hint, std::nullopt, json};
      if (out.kind == Kind::object) {
        under.hint = *key_text(out.items[i - 1]);
        under.path += "." + under.hint;
        if (place.type && place.type->kind == Type::Kind::map) under.type = place.type->elements.front();
      } else if (out.kind == Kind::tuple) {
        under.hint = singular(place.hint);
        under.path += "[" + std::to_string(i) + "]";
        if (place.type && !place.type->elements.empty()) under.type = place.type->elements.front();
      }
      out.items[i] = expr(below, side, under);
    }
    return out;
  });
}

/// A text with the same words around the same references; nothing when the texts differ otherwise.
std::optional<Expr> Merge::strings(const Exprs& xs, Side& side, const Place& place) {
  std::vector<unsigned> choices = {use_name | use_region, use_name, use_region, 0};
  if (m_.several_units > 1) choices.insert(choices.begin(), use_name | use_region | use_environment);
  if (g_.many) {
    std::vector<unsigned> with_key;
    for (const unsigned c : choices) with_key.push_back(c | use_key);
    const bool short_key = !many_instances(side) && side.who[0]->key.size() < 3;
    if (!short_key) choices.insert(choices.begin(), with_key.begin(), with_key.end());
  }
  for (const unsigned choice : choices) {
    std::vector<std::vector<Expr>> parts;
    for (std::size_t i = 0; i < xs.size(); ++i) parts.push_back(substituted(*xs[i], m_.words[side.who[i]->unit], side.who[i]->key, "each.key", choice));
    const bool fits = std::all_of(parts.begin(), parts.end(), [&](const std::vector<Expr>& p) {
      if (p.size() != parts[0].size()) return false;
      for (std::size_t i = 0; i < p.size(); ++i) {
        const bool literal = p[i].kind == Kind::literal;
        if (literal != (parts[0][i].kind == Kind::literal) || (literal && p[i].text != parts[0][i].text)) return false;
        const bool ours = p[i].at == substitute_mark || parts[0][i].at == substitute_mark;
        if (ours && (p[i].at != parts[0][i].at || !hcl::equal(p[i], parts[0][i]))) return false;
      }
      return true;
    });
    if (!fits) continue;
    Expr out = *xs[0];
    out.items.clear();
    for (std::size_t i = 0; i < parts[0].size(); ++i) {
      const Expr& first = parts[0][i];
      if (first.kind == Kind::literal || first.at == substitute_mark) {
        out.items.push_back(first);
        continue;
      }
      Exprs below;
      for (const auto& p : parts) below.push_back(&p[i]);
      std::string hint = place.hint;
      if (first.kind == Kind::slot) {
        const Target& t = target(*side.who[0], first);
        hint = joined(t.element->group != nowhere ? base_of(m_.groups[t.element->group]) : t.element->block->label, t.attribute);
      }
      out.items.push_back(expr(below, side, {place.path + "[" + std::to_string(i) + "]", hint, std::nullopt, false}));
    }
    if (out.kind == Kind::string && out.items.size() == 1 && out.items[0].kind != Kind::literal) return Expr(out.items[0]);
    return out;
  }
  return std::nullopt;
}

Expr Merge::expr(const Exprs& xs, Side& side, const Place& place) {
  if (forced_.contains(place.path)) {
    const bool own = std::any_of(xs.begin(), xs.end(), [](const Expr* x) { return x != nullptr && is_reference(*x); });
    if (!own) return or_lift(xs, side, place, [&] { return lift(xs, side, place); });
  }
  const bool absent = std::any_of(xs.begin(), xs.end(), [](const Expr* x) { return x == nullptr; });
  const auto there = std::find_if(xs.begin(), xs.end(), [](const Expr* x) { return x != nullptr; });
  const Kind kind = (*there)->kind;
  if (kind == Kind::slot) return slots(xs, side, place);
  if (absent) return lift(xs, side, place);
  if (is_text(**there) && std::all_of(xs.begin(), xs.end(), [&](const Expr* x) { return x->kind == kind && x->flag == (*there)->flag; })) {
    return or_lift(xs, side, place, [&] {
      auto text = strings(xs, side, place);
      if (!text) throw CannotMerge{};
      return std::move(*text);
    });
  }
  const bool alike = std::all_of(xs.begin(), xs.end(), [&](const Expr* x) { return x->kind == kind && x->text == xs[0]->text && x->flag == xs[0]->flag; });
  if (!alike) return lift(xs, side, place);
  if (kind == Kind::attribute && is_reference(*xs[0])) return lift(xs, side, place);   // an input of the root
  if (kind == Kind::tuple) return or_lift(xs, side, place, [&] { return tuples(xs, side, place); });
  if (kind == Kind::object) return or_lift(xs, side, place, [&] { return objects(xs, side, place); });
  const bool same_size = std::all_of(xs.begin(), xs.end(), [&](const Expr* x) { return x->items.size() == xs[0]->items.size(); });
  return same_size ? composite(xs, side, place) : lift(xs, side, place);
}

// ---- bodies

Item Merge::dynamic(const std::vector<std::vector<const Item*>>& items, const std::string& type, Side& side, const std::string& path, const std::optional<facts::Block>& schema) {
  Side below;
  below.iterator = type;
  Bodies bodies;
  for (std::size_t i = 0; i < items.size(); ++i) {
    for (const Item* item : items[i]) {
      below.who.push_back(side.who[i]);
      bodies.push_back(&item->body);
    }
  }
  Item content = hcl::block("content", {}, body(bodies, below, path, schema));
  std::vector<std::optional<Expr>> values;
  Expr over;
  if (below.fields.empty()) {
    // All are alike; only how many there are differs.
    if (std::any_of(items.begin(), items.end(), [](const auto& list) { return list.size() > 1; })) {
      for (const auto& list : items) values.push_back(hcl::number(static_cast<std::int64_t>(list.size())));
      over = hcl::call("range", {lift(std::move(values), side, {path + ".count", type + "_count", std::nullopt, false})});
    } else {
      for (const auto& list : items) values.push_back(hcl::boolean(!list.empty()));
      over = conditional(lift(std::move(values), side, {path + ".there", type, boolean_type(), false}), hcl::tuple({hcl::boolean(true)}), hcl::tuple({}));
    }
  } else {
    Type object;
    object.kind = Type::Kind::object;
    for (const auto& [field, optional] : below.fields) {
      object.names.push_back(field.name);
      object.elements.push_back(field.type);
      object.optional.push_back(optional);
    }
    std::size_t next = 0;
    for (const auto& list : items) {
      std::vector<Expr> objects;
      for (std::size_t k = 0; k < list.size(); ++k, ++next) {
        std::vector<std::pair<std::string, Expr>> entries;
        for (const auto& [field, optional] : below.fields) {
          if (field.values[next]) entries.emplace_back(field.name, *field.values[next]);
        }
        objects.push_back(object_of(std::move(entries)));
      }
      values.push_back(hcl::tuple(std::move(objects)));
    }
    over = lift(std::move(values), side, {path + ".blocks", plural(type), list_of(std::move(object)), false});
  }
  content.blank_before = true;
  Item out = hcl::block("dynamic", {type}, {hcl::attribute_item("for_each", std::move(over)), std::move(content)});
  out.blank_before = true;
  for (const auto& list : items) {
    if (!list.empty() && out.comments.empty()) out.comments = list[0]->comments;
  }
  return out;
}

std::optional<Item> Merge::nested(const std::vector<std::vector<const Item*>>& items, const std::string& type, Side& side, const std::string& path,
                                  const std::optional<facts::Block>& schema, Body& out) {
  const auto found = schema ? schema->block(type) : std::nullopt;
  const auto below = found ? std::optional(found->body) : std::nullopt;
  const std::size_t count = items[0].size();
  const bool same = std::all_of(items.begin(), items.end(), [&](const auto& list) { return list.size() == count; });
  const std::size_t mark = lifts_.mark(), fields = side.fields.size(), before = out.size();
  if (same) {
    try {
      for (std::size_t k = 0; k < count; ++k) {
        Bodies bodies;
        for (const auto& list : items) bodies.push_back(&list[k]->body);
        Item item = *items[0][k];
        item.body = body(bodies, side, path + (count > 1 ? "[" + std::to_string(k) + "]" : ""), below);
        out.push_back(std::move(item));
      }
      return std::nullopt;
    } catch (const CannotMerge&) {
      lifts_.undo(mark);
      side.fields.resize(fields);
      out.resize(before);
    }
  }
  return dynamic(items, type, side, path, below);
}

Body Merge::body(const Bodies& bodies, Side& side, const std::string& path, const std::optional<facts::Block>& schema) {
  std::vector<std::vector<std::string>> orders;
  for (const Body* b : bodies) {
    std::vector<std::string> names;
    for (const Item& item : *b) {
      if (item.name != "depends_on" && item.name != "lifecycle" && std::find(names.begin(), names.end(), item.name) == names.end()) names.push_back(item.name);
    }
    orders.push_back(std::move(names));
  }
  Body out;
  for (const std::string& name : together(orders)) {
    const std::string at = path.empty() ? name : path + "." + name;
    std::vector<std::vector<const Item*>> items;
    const Item* first = nullptr;
    for (const Body* b : bodies) {
      items.emplace_back();
      for (const Item& item : *b) {
        if (item.name == name) items.back().push_back(&item);
      }
      if (first == nullptr && !items.back().empty()) first = items.back().front();
    }
    if (first->kind == Item::Kind::block) {
      if (auto made = nested(items, name, side, at, schema, out)) out.push_back(std::move(*made));
      continue;
    }
    Exprs xs;
    for (const auto& list : items) xs.push_back(list.empty() ? nullptr : &list.front()->value);
    // `health_check_path`; objects of a dynamic block say it already.
    const std::size_t dot = path.rfind('.');
    const std::string block = path.substr(dot == std::string::npos ? 0 : dot + 1);
    const bool said = path.empty() || block == side.iterator;
    Place place{at, said ? name : joined(block, name), std::nullopt, false};
    if (const auto attribute = schema ? schema->attribute(name) : std::nullopt) place.type = type_of(attribute->type());
    Item item = *first;
    item.value = expr(xs, side, place);
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace infragen::arrange
