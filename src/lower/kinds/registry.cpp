#include "lower/context.hpp"

namespace infragen::lower {

void lower_registry(Context& c, ObjectId id) {
  const auto& registry = c.env().objects.get<model::Registry>(id);
  for (const std::string& service : c.env().built) {
    view::Object& object = c.emit(id, "terraform/registry.tf");
    object.fields.set("key", service);
    // A repository is named for what it holds, not for the registry.
    const Rope repository = c.name(id, "aws_ecr_repository", "name", c.identity(id, "repository", service), {}, service);
    object.fields.set("name", Value(repository));
    object.fields.set("mutability", Value(std::string(*registry.immutable ? "IMMUTABLE" : "MUTABLE"), registry.immutable.mark.origin));
    object.fields.set("scan", flag(registry.scan));
    object.fields.set("limited", registry.keep.present());
    if (registry.keep.present()) {
      Value selection = Value::make_map();
      selection.set("tagStatus", "any");
      selection.set("countType", "imageCountMoreThan");
      selection.set("countNumber", Value(registry.keep->value, registry.keep.mark.origin));
      Value rule = Value::make_map();
      rule.set("rulePriority", 1);
      rule.set("description", "keep " + std::to_string(registry.keep->value) + " images");
      rule.set("selection", std::move(selection));
      rule.set("action", Value::make_map({{"type", "expire"}}));
      object.fields.set("lifecycle", Value::make_map({{"rules", Value::make_list({std::move(rule)})}}));
    }
    object.fields.set("tags", c.tags(id, repository));
  }
}

}  // namespace infragen::lower
