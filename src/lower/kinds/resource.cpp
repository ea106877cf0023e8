#include <algorithm>

#include "infragen/lower/diagnostics.hpp"
#include "infragen/support/text.hpp"
#include "lower/typed.hpp"

namespace infragen::lower {

void lower_resource(Context& c, ObjectId id) {
  const auto& raw = c.env().objects.get<model::RawResource>(id);
  const std::string& name = c.head(id).name;
  const std::string type = model::type_of_raw(name);
  const auto schema = facts::Provider::aws().resource(type);
  if (!schema) {
    auto d = c.sink().report(unknown_type, c.head(id).at, type);
    if (const auto near = support::nearest(type, facts::Provider::aws().resource_types())) d.help("did you mean `" + std::string(*near) + "`");
    return;
  }
  tree::Value arguments = tree::map();
  arguments.origin = c.declared(id);
  for (const auto& [key, value] : *raw.arguments) {
    if (value.present()) arguments.at(key, c.env().origins.key(value.mark.origin)) = value->tree;
  }
  std::string label = model::label_of_raw(name);
  std::replace(label.begin(), label.end(), '-', '_');
  Value fields = Typed(c, type).body(*schema, arguments, c.address(id) + ".arguments");
  view::Object& object = c.emit(id, {});
  object.bare = view::Bare{"resource", type, label, "resource", "resources"};
  object.fields = std::move(fields);
}

}  // namespace infragen::lower
