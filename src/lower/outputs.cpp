#include "lower/context.hpp"

namespace infragen::lower {
namespace {

/// Stacks of the objects that the text names: it stands where they are known, even if all of it is known already.
std::vector<std::string> stacks_of(const Context& c, const schema::FactText& text) {
  std::vector<std::string> out;
  for (const schema::TextPiece& piece : text.text.pieces) {
    if (piece.kind != schema::TextPiece::Kind::placeholder) continue;
    const std::string target = piece.text.substr(0, std::min(piece.text.find('/'), piece.text.rfind('.')));
    const ObjectId id = c.env().objects.find(target);
    if (id.known() && c.env().owns(id)) out.push_back(c.stack(id));
  }
  if (out.empty()) out.push_back(c.stack());
  return out;
}

}  // namespace

void lower_outputs(Context& c) {
  for (const auto& [name, output] : *c.env().head.outputs) {
    if (!output.present()) continue;
    const Rope* value = c.text("outputs." + name + ".value");
    if (value == nullptr) continue;
    view::Object& object = c.emit({"output", {}, name, "output", "outputs"}, "outputs." + name, output.mark.origin);
    object.near = stacks_of(c, *output->value);
    if (output->about.present()) object.fields.set("description", text(output->about));
    object.fields.set("value", Value(*value, output->value.mark.origin));
    if (*output->sensitive) object.fields.set("sensitive", flag(output->sensitive));
  }
}

}  // namespace infragen::lower
