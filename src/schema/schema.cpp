#include "infragen/schema/schema.hpp"

#include "infragen/schema/scalars.hpp"

namespace infragen::schema {

ConstSlot FieldSchema::read(const void* object) const {
  // `slot` only forms an address; the object is not written through it.
  const Slot s = slot(const_cast<void*>(object));
  return {s.mark, s.value, s.shape};
}

std::string_view FieldSchema::default_text(Class c) const {
  for (const ClassDefault& d : options.classes) {
    if (d.environment_class == c) return d.text;
  }
  return options.by_default;
}

bool FieldSchema::class_decides(Class c) const {
  for (const ClassDefault& d : options.classes) {
    if (d.environment_class == c) return true;
  }
  return false;
}

const FieldSchema* ObjectSchema::find(std::string_view field) const {
  for (const FieldSchema& f : fields) {
    if (f.name == field) return &f;
  }
  return nullptr;
}

namespace {

tree::Value encode(const Shape& shape, const void* value);

tree::Value encode(ConstSlot slot) {
  tree::Value out;
  if (slot.mark->removed) {
    out.kind = tree::Value::Kind::removed;
  } else {
    out = encode(*slot.shape, slot.value);
  }
  out.origin = slot.mark->origin;
  return out;
}

tree::Value encode(const Shape& shape, const void* value) {
  switch (shape.form) {
    case Shape::Form::scalar:
      if (shape.name == ScalarOf<Raw>::name) return static_cast<const Raw*>(value)->tree;
      return tree::scalar(shape.print(value));
    case Shape::Form::object:
      return schema::encode(shape.object(), value);
    case Shape::Form::list:
    case Shape::Form::map:
      break;
  }
  tree::Value out = shape.form == Shape::Form::map ? tree::map() : tree::list();
  shape.visit(value, &out, [](void* context, std::string_view key, ConstSlot element) {
    static_cast<tree::Value*>(context)->items.push_back({std::string(key), {}, encode(element)});
  });
  if (shape.form == Shape::Form::map) tree::sort_items(out);
  return out;
}

struct Walk {
  void* context;
  void (*see)(void*, const std::string&, const FieldSchema&, Slot);
  const FieldSchema* field;
  std::string path;
};

void walk_slot(Slot slot, Walk& w) {
  w.see(w.context, w.path, *w.field, slot);
  if (!slot.mark->present()) return;
  if (slot.shape->form == Shape::Form::object) {
    walk(slot.shape->object(), slot.value, w.path, w.context, w.see);
  } else if (slot.shape->form == Shape::Form::map || slot.shape->form == Shape::Form::list) {
    struct Inner {
      Walk* outer;
      std::size_t index;
      bool list;
    } inner{&w, 0, slot.shape->form == Shape::Form::list};
    slot.shape->visit(slot.value, &inner, [](void* context, std::string_view key, ConstSlot element) {
      auto& in = *static_cast<Inner*>(context);
      const std::string step = in.list ? "[" + std::to_string(in.index++) + "]" : path_step(key);
      Walk below = *in.outer;
      below.path += step;
      // The container came in as non-const; `visit` only hands out const views of its elements.
      walk_slot({const_cast<Mark*>(element.mark), const_cast<void*>(element.value), element.shape}, below);
    });
  }
}

}  // namespace

std::string path_step(std::string_view key) {
  const bool plain = key.find_first_of(".[]/") == std::string_view::npos;
  return plain ? "." + std::string(key) : "[" + std::string(key) + "]";
}

tree::Value encode(const ObjectSchema& schema, const void* object) {
  tree::Value out = tree::map();
  for (const FieldSchema& field : schema.fields) {
    const ConstSlot slot = field.read(object);
    if (slot.mark->presence == Presence::absent && !slot.mark->removed) continue;
    out.items.push_back({std::string(field.name), {}, encode(slot)});
  }
  tree::sort_items(out);
  return out;
}

void walk(const ObjectSchema& schema, void* object, std::string_view prefix, void* context,
          void (*see)(void*, const std::string&, const FieldSchema&, Slot)) {
  for (const FieldSchema& field : schema.fields) {
    const std::string path = prefix.empty() ? std::string(field.name) : std::string(prefix) + "." + std::string(field.name);
    Walk w{context, see, &field, path};
    walk_slot(field.slot(object), w);
  }
}

}  // namespace infragen::schema
