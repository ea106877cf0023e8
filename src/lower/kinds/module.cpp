#include <algorithm>

#include "lower/typed.hpp"

namespace infragen::lower {
namespace {

/// A text that is one reference stays what it refers to: only the module that tells it knows whether that is a list.
bool is_reference(const Context& c, const tree::Value& written, const std::string& path) {
  const Rope* rope = written.kind == tree::Value::Kind::scalar ? c.text(path) : nullptr;
  return rope != nullptr && rope->pieces.size() == 1 && rope->pieces.front().kind != view::Piece::Kind::literal;
}

Value input(Context& c, Typed& typed, const model::ModuleInterface* module, const std::string& name, const tree::Value& written, const std::string& path) {
  if (is_reference(c, written, path)) return {*c.text(path), written.origin};
  const auto variable = module == nullptr ? decltype(module->variables.end()){} : module->variables.find(name);
  const bool known = module != nullptr && variable != module->variables.end();
  return typed.attribute(known ? variable->second.type : facts::Type{}, written, path);
}

}  // namespace

void tell_module(Context& c, ObjectId id) {
  const auto& call = c.env().objects.get<model::ModuleCall>(id);
  if (!call.listens.present()) return;
  if (const Rope group = c.text_at(id, "listens.group"); !group.empty()) c.tell(c.ref(id, "group", "id"), group);
}

void lower_module(Context& c, ObjectId id) {
  const auto& call = c.env().objects.get<model::ModuleCall>(id);
  const auto folder = model::module_folder(*call.source);
  std::string label = c.head(id).name;
  std::replace(label.begin(), label.end(), '-', '_');
  view::Object& object = c.emit(id, {});
  object.bare = view::Bare{"module", {}, label, "module", "modules", folder.value_or(std::string())};
  object.fields.set("source", Value(folder.value_or(*call.source), call.source.mark.origin));
  if (call.version.present()) object.fields.set("version", text(call.version));
  Typed typed(c, c.address(id));
  for (const auto& [name, value] : *call.inputs) {
    if (!value.present()) continue;
    Value made = input(c, typed, c.env().module_of(call.source), name, value->tree, c.address(id) + ".inputs" + schema::path_step(name));
    if (made.kind != Value::Kind::absent) object.fields.set(name, std::move(made));
  }
}

}  // namespace infragen::lower
