#include <algorithm>

#include "infragen/lower/diagnostics.hpp"
#include "lower/typed.hpp"

namespace infragen::lower {

void lower_patches(Context& c) {
  for (const ObjectId id : c.env().objects.ids()) {
    if (!c.env().owns(id) || c.head(id).poisoned) continue;
    for (const auto& [target, written] : *c.env().objects.common(id).patch) {
      if (!written.present()) continue;
      const std::string type = target.substr(0, target.find('.'));
      if (written->tree.kind != tree::Value::Kind::map) {
        c.sink().report(no_block, c.env().origins.span(written.mark.origin), target, c.address(id)).help("a map of arguments");
        continue;
      }
      const auto schema = facts::Provider::aws().resource(type);
      Value arguments = Value::make_map();
      // A type that is none is no block of the object either, and that is said where its blocks are known.
      if (schema) arguments = Typed(c, type).body(*schema, written->tree, c.address(id) + ".patch" + schema::path_step(target));
      if (c.patch(id, {target, std::move(arguments), written.mark.origin})) continue;
      c.sink().report(nothing_to_patch, c.env().origins.key(written.mark.origin), c.address(id)).help("delete the lines");
    }
  }
}

void lower_imports(Context& c) {
  for (const ObjectId id : c.env().objects.ids()) {
    if (!c.env().owns(id) || c.head(id).poisoned) continue;
    for (const auto& [target, written] : *c.env().objects.common(id).imports) {
      if (!written.present()) continue;
      const Rope* text = c.text(c.address(id) + ".import" + schema::path_step(target));
      if (text == nullptr) continue;   // reported where it was read
      const bool later = std::any_of(text->pieces.begin(), text->pieces.end(), [](const view::Piece& piece) { return piece.kind == view::Piece::Kind::ref; });
      if (later) {
        c.sink().report(late_import_id, c.env().origins.span(written.mark.origin), target).help("Terraform wants it before it plans: write it as AWS has it, or take it from an input");
      } else if (!c.adopt(id, {target, *text, written.mark.origin})) {
        c.sink().report(nothing_to_import, c.env().origins.key(written.mark.origin), c.address(id)).help("delete the lines");
      }
    }
  }
}

}  // namespace infragen::lower
