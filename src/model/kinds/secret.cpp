#include "model/kinds/describe.hpp"

namespace infragen::schema {

template <> const ObjectSchema& schema_of<model::Secret>() {
  using model::Secret;
  static constexpr ClassDefault recovery[] = {{Class::production, "30d"}, {Class::staging, "7d"}};
  static constexpr auto fields = model::kind_table<Secret>(
      field<&Secret::generate>("generate", "Make a random value of so many characters; it is never stored in the state.",
                               {.range = {8, 4096}}),
      field<&Secret::by_hand>("by_hand", "Somebody puts the value in after the first apply."),
      field<&Secret::keys>("keys", "Keys of a JSON value that is put in by hand; part of the description that tells what belongs there.",
                           {.accepts = &model::accepts_variable}),
      field<&Secret::recovery>("recovery", "How long a deleted secret can be brought back: 0, or 7 to 30 days.",
                               {.by_default = "0s", .classes = recovery}));
  static constexpr ObjectSchema schema{"secret", "A value in Secrets Manager that nobody types into a file.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {

KindSchema secret_kind() {
  static constexpr std::string_view roles[] = {"read"};
  static constexpr std::string_view named[] = {"aws_secretsmanager_secret"};
  KindSchema k;
  k.name = "secret";
  k.named = named;
  k.roles = roles;
  k.shareable = true;
  k.schema = &schema_of<Secret>;
  k.traits = [](const Environment& env, ObjectId id, Traits& out) {
    const Head& head = env.objects.head(id);
    const view::Rope arn(view::Ref{{head.address, "secret", {}}, "arn"});
    Endpoint e;
    e.owner = id;
    e.roles.assign(std::begin(roles), std::end(roles));
    e.facts["arn"] = {Phase::apply, arn, may_read_secret(arn)};
    e.facts["value"] = {Phase::secret, arn, may_inject_secret(arn)};
    e.grants.push_back({"read", may_read_secret(arn)});
    out.endpoints.push_back(std::move(e));
  };
  return stored<Secret>(k);
}

}  // namespace infragen::model
