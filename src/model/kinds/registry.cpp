#include "model/kinds/describe.hpp"

namespace infragen::schema {

template <> const ObjectSchema& schema_of<model::Registry>() {
  using model::Registry;
  static constexpr auto fields = model::kind_table<Registry>(
      field<&Registry::immutable>("immutable", "Refuse to move a tag to another image.", {.by_default = "true"}),
      field<&Registry::scan>("scan", "Scan images for known weaknesses when they are pushed.", {.by_default = "true"}),
      field<&Registry::keep>("keep", "Images to keep a repository; older ones are deleted.", {.range = {1, 100000}}));
  static constexpr ObjectSchema schema{"registry", "Container repositories: one for each service that the project builds.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {

KindSchema registry_kind() {
  static constexpr std::string_view named[] = {"aws_ecr_repository"};
  return stored<Registry>({.name = "registry", .schema = &schema_of<Registry>, .shareable = true, .anywhere_in_account = true, .named = named});
}

}  // namespace infragen::model
