#include "lower/context.hpp"

namespace infragen::lower {
namespace {

/// What the service was called before `was:` renamed it. A shared stack knows services by name alone.
const std::string& former_service(const Context& c, const std::string& service) {
  const auto it = c.env().renamed.find(service);
  return it == c.env().renamed.end() ? service : it->second;
}

}  // namespace

void tell_registry(Context& c, ObjectId id) {
  for (const std::string& service : c.env().built) {
    const Identity repository = c.identity(id, "repository", service);
    if (!c.env().owns(id)) c.know(repository, "aws_ecr_repository", c.name(id, "aws_ecr_repository", "name", repository, {}, service));
  }
}

void lower_registry(Context& c, ObjectId id) {
  const auto& registry = c.env().objects.get<model::Registry>(id);
  for (const std::string& service : c.env().built) {
    view::Object& object = c.emit(id, "terraform/registry.tf");
    object.fields.set("key", service);
    // A repository is named for what it holds, not for the registry.
    const std::string& former = former_service(c, service);
    if (former != service) object.former_keys[service] = former;
    const Context::Parts before{former, {}, former};
    const Rope repository = c.name(id, "aws_ecr_repository", "name", c.identity(id, "repository", service), {}, service, &before);
    c.know(c.identity(id, "repository", service), "aws_ecr_repository", repository);
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
