#include "patch/merge.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "infragen/patch/diagnostics.hpp"
#include "infragen/schema/schema.hpp"

namespace infragen::patch {
namespace {

using hcl::Body;
using hcl::Expr;
using hcl::Item;
using view::Value;

/// By what entries of lists in documents are told apart: a statement's `Sid`, a container's `name`.
constexpr std::string_view naming[] = {"Sid", "name", "Name", "id", "Id", "ID"};

std::string key_of(const Expr& key) {
  if (key.kind == Expr::Kind::name) return key.text;
  const std::string* text = hcl::constant_string(key);
  return text == nullptr ? std::string() : *text;
}

Expr* entry(Expr& object, std::string_view key) {
  for (std::size_t i = 0; i + 1 < object.items.size(); i += 2) {
    if (key_of(object.items[i]) == key) return &object.items[i + 1];
  }
  return nullptr;
}

void add_entry(Expr& object, const std::string& key, Expr value) {
  object.items.push_back(hcl::is_identifier(key) ? hcl::name(key) : hcl::string(key));
  object.items.push_back(std::move(value));
}

Item* argument(Body& items, const std::string& name) {
  const auto at = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.kind == Item::Kind::attribute && item.name == name; });
  return at == items.end() ? nullptr : &*at;
}

std::vector<Item*> blocks(Body& items, const std::string& name) {
  std::vector<Item*> out;
  for (Item& item : items) {
    if (item.kind == Item::Kind::block && item.name == name) out.push_back(&item);
  }
  return out;
}

/// Behind the arguments that stand together at the beginning.
void add_argument(Body& items, Item added) {
  auto at = items.begin();
  while (at != items.end() && at->kind == Item::Kind::attribute && (at == items.begin() || !at->blank_before)) ++at;
  items.insert(at, std::move(added));
}

void add_block(Body& items, Item added) {
  added.blank_before = !items.empty();
  auto at = std::find_if(items.begin(), items.end(), [](const Item& item) { return item.kind == Item::Kind::attribute && item.blank_before; });
  items.insert(at, std::move(added));  // `tags` and the like stay last
}

}  // namespace

void Merge::run(const view::Patch& patch) {
  body(block_.item.body, patch.arguments, {});
  remember(patch.arguments);
  block_.patched.push_back(patch.origin);
  std::sort(block_.patched.begin(), block_.patched.end());
}

void Merge::remember(const Value& value) {
  if (value.origin != source::no_origin) block_.patched.push_back(value.origin);
  for (const Value& item : value.list) remember(item);
  for (const auto& [key, item] : value.map) remember(item);
}

void Merge::body(Body& items, const Value& arguments, const std::string& path) {
  for (const auto& [name, value] : arguments.map) {
    const std::string here = path.empty() ? name : path + "." + name;
    if (value.form == Value::Form::block || value.form == Value::Form::named) {
      nested(items, name, value, here);
    } else if (Item* old = argument(items, name)) {
      grow(old->value, value, here);
    } else {
      Item added = hcl::attribute_item(name, render::expression(value, rendered_));
      added.origin = value.origin;
      add_argument(items, std::move(added));
    }
  }
}

void Merge::nested(Body& items, const std::string& name, const Value& value, const std::string& path) {
  const std::vector<Item*> old = blocks(items, name);
  if (value.form == Value::Form::block && (old.empty() || value.kind == Value::Kind::list)) {
    if (!old.empty()) {
      sink_.report(by_position, env_.origins.span(value.origin), path, block_.type).help("a map whose keys are names, or one block alone");
      return;
    }
    Value holder = Value::make_map({{name, value}});
    for (Item& item : render::body(holder, rendered_)) add_block(items, std::move(item));
    return;
  }
  if (value.form == Value::Form::block) {
    if (old.size() == 1) return body(old.front()->body, value, path);
    sink_.report(by_position, env_.origins.span(value.origin), path, block_.type).help("the name of one of them stands in between");
    return;
  }
  for (const auto& [key, one] : value.map) {
    const std::string here = fmt::format("{}[{}]", path, key);
    Item* meant = nullptr;
    for (Item& item : items) {
      const Item* name_of = item.kind == Item::Kind::block && item.name == name ? argument(item.body, value.named_by) : nullptr;
      const std::string* text = name_of == nullptr ? nullptr : hcl::constant_string(name_of->value);
      if (text != nullptr && *text == key) meant = &item;
    }
    if (meant != nullptr) {
      body(meant->body, one, here);
      continue;
    }
    Value single = Value::make_map({{key, one}});
    single.form = Value::Form::named;
    single.named_by = value.named_by;
    Value holder = Value::make_map({{name, std::move(single)}});
    for (Item& item : render::body(holder, rendered_)) add_block(items, std::move(item));
  }
}

void Merge::grow(Expr& old, const Value& value, const std::string& path) {
  const bool document = old.kind == Expr::Kind::call && old.text == "jsonencode" && old.items.size() == 1;
  Expr& inner = document ? old.items.front() : old;
  if (value.kind == Value::Kind::map && inner.kind == Expr::Kind::object) return grow_object(inner, value, path);
  if (value.kind == Value::Kind::map && inner.kind == Expr::Kind::tuple) return grow_elements(inner, value, path);
  replace(old, value, path);
}

void Merge::grow_object(Expr& object, const Value& value, const std::string& path) {
  for (const auto& [key, item] : value.map) {
    const std::string here = path + "." + key;
    if (Expr* old = entry(object, key)) {
      grow(*old, item, here);
    } else {
      add_entry(object, key, render::expression(item, rendered_));
    }
  }
}

void Merge::grow_elements(Expr& tuple, const Value& value, const std::string& path) {
  for (const auto& [key, item] : value.map) {
    const std::string here = fmt::format("{}[{}]", path, key);
    Expr* meant = nullptr;
    std::string_view by;
    for (Expr& element : tuple.items) {
      for (const std::string_view name : naming) {
        const Expr* text = element.kind == Expr::Kind::object ? entry(element, name) : nullptr;
        if (text == nullptr || hcl::constant_string(*text) == nullptr) continue;
        if (by.empty()) by = name;
        if (*hcl::constant_string(*text) == key) meant = &element;
      }
    }
    if (meant != nullptr) {
      grow_object(*meant, item, here);
    } else if (by.empty() || item.kind != Value::Kind::map) {
      sink_.report(by_position, env_.origins.span(item.origin), path, block_.type).help("its entries have no names");
    } else {
      Value named = item;
      if (named.find(by) == nullptr) named.map.insert(named.map.begin(), {std::string(by), Value(key, item.origin)});
      tuple.items.push_back(render::expression(named, rendered_));
    }
  }
}

void Merge::replace(Expr& old, const Value& value, const std::string& path) {
  const source::OriginId said = said_by(old);
  if (said != source::no_origin) return report_set(value, said, path);
  old = render::expression(value, rendered_);
}

source::OriginId Merge::said_by(const Expr& e) const {
  const bool patched = std::find(block_.patched.begin(), block_.patched.end(), e.origin) != block_.patched.end();
  if (e.origin != source::no_origin && e.origin != block_.origin && !patched) return e.origin;
  for (const Expr& item : e.items) {
    if (const source::OriginId below = said_by(item); below != source::no_origin) return below;
  }
  return source::no_origin;
}

std::string Merge::field_of(source::OriginId origin) const {
  const model::ObjectId id = env_.objects.find(block_.id.object);
  if (!id.known()) return {};
  struct Find {
    source::OriginId wanted;
    std::string path;
  } find{origin, {}};
  // `walk` only visits.
  schema::walk(model::kind(id).schema(), const_cast<void*>(env_.objects.object(id)), block_.id.object, &find,
               [](void* context, const std::string& path, const schema::FieldSchema&, schema::Slot slot) {
                 auto& f = *static_cast<Find*>(context);
                 if (slot.mark->origin == f.wanted) f.path = path;
               });
  return find.path;
}

void Merge::report_set(const Value& value, source::OriginId origin, const std::string& path) {
  auto d = sink_.report(set_already, env_.origins.span(value.origin), path, block_.type);
  if (const source::Span said = env_.origins.span(origin); said.known()) d.also(said, "this sets it");
  if (const std::string field = field_of(origin); !field.empty()) {
    d.help(fmt::format("write it there: `{}`", field));
  } else {
    d.help("a template of the project can replace what the kind says");
  }
}

}  // namespace infragen::patch
