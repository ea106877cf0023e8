#include "model/kinds/describe.hpp"

namespace infragen::schema {
namespace {

Reading accepts_secret(std::string_view text) {
  return model::accepts_arn(text, "secretsmanager", "arn:aws:secretsmanager:eu-central-1:210987654321:secret:shop/api-key-Ab3dEf");
}

}  // namespace

template <> const ObjectSchema& schema_of<model::ExistingSecret>() {
  using model::ExistingSecret;
  static constexpr auto fields = table<ExistingSecret>(
      field<&ExistingSecret::arn>("arn", "Its whole ARN, with the six letters at the end.", {.required = true, .accepts = &accepts_secret}),
      field<&ExistingSecret::key>("key", "ARN of the key of KMS that it is encrypted with, where it is not AWS's own.", {.accepts = &model::accepts_key_arn}));
  static constexpr ObjectSchema schema{"existing secret", "A secret that is there already.", fields};
  return schema;
}

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
                               {.by_default = "0s", .classes = recovery}),
      field<&Secret::existing>("existing", model::existing_summary));
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
    const bool keyed = env.objects.get<Secret>(id).existing->key.present();
    // AWS KMS, "Using key policies", Secrets Manager: who reads a secret under a key of one's own decrypts with that key.
    const auto with_key = [&](Right right) {
      if (!keyed) return right;
      right.sid += "UnderKey";
      right.actions.insert(right.actions.begin(), "kms:Decrypt");
      right.resources.emplace_back(view::Ref{{head.address, "key", {}}, "arn"});
      return right;
    };
    e.facts["arn"] = {Phase::apply, arn, with_key(may_read_secret(arn))};
    e.facts["value"] = {Phase::secret, arn, with_key(may_inject_secret(arn))};
    e.grants.push_back({"read", with_key(may_read_secret(arn))});
    out.endpoints.push_back(std::move(e));
  };
  return stored<Secret>(k);
}

}  // namespace infragen::model
