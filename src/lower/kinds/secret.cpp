#include "infragen/support/text.hpp"
#include "lower/context.hpp"

namespace infragen::lower {

void lower_secret(Context& c, ObjectId id) {
  const auto& secret = c.env().objects.get<model::Secret>(id);
  view::Object& object = c.emit(id, "terraform/secret.tf");
  const Rope name = c.name(id, "aws_secretsmanager_secret", "name", c.identity(id, "secret"));
  c.know(c.identity(id, "secret"), "aws_secretsmanager_secret", name);
  object.fields.set("name", Value(name));
  std::vector<std::string> keys;
  for (const auto& key : *secret.keys) keys.push_back(*key);
  std::string about = secret.common.about.present() ? *secret.common.about : c.address(id);
  if (!keys.empty()) about += ": a JSON object with " + support::join(keys, ", ");
  object.fields.set("description", Value(about, secret.keys.present() ? secret.keys.mark.origin : secret.common.about.mark.origin));
  object.fields.set("recovery_days", days(secret.recovery));
  object.fields.set("generated", Value(secret.generate.present(), secret.generate.mark.origin));
  if (secret.generate.present()) object.fields.set("length", number(secret.generate));
  object.fields.set("by_hand", Value(secret.by_hand.present() && *secret.by_hand, secret.by_hand.mark.origin));
  object.fields.set("tags", c.tags(id, name));
}

}  // namespace infragen::lower
