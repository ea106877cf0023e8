#include <fmt/format.h>

#include "infragen/lower/diagnostics.hpp"
#include "lower/context.hpp"

namespace infragen::lower {
namespace {

/// Amazon SNS, "CreateTopic", Name: at most 256 characters, and the end of a FIFO topic's name counts.
constexpr std::size_t longest_name = 256;

Rope topic_name(Context& c, ObjectId id, const model::Sns& sns) {
  const Rope made = c.name(id, "aws_sns_topic", "name", c.identity(id, "topic"));
  const std::string whole = made.literal(), name = with_fifo(whole, *sns.fifo);
  if (!*sns.fifo && name.ends_with(fifo_end)) {
    c.sink().report(fifo_name, c.head(id).at, name).help("`fifo: true`, or a name without `.fifo`").path(c.address(id));
  }
  if (name.size() > longest_name && whole.size() <= longest_name) {
    c.sink().report(name_too_long, c.head(id).at, name, "aws_sns_topic", std::to_string(name.size() - longest_name))
        .help(fmt::format("at most {}, with `{}` at the end", longest_name, fifo_end));
  }
  return Rope(name, made.pieces.empty() ? source::no_origin : made.pieces.front().origin);
}

/// Alarms of this account alone (AWS IAM, "The confused deputy problem").
Value let_alarms(Context& c, ObjectId id, const std::string& action, Value resource) {
  Value s = Value::make_map();
  s.set("Sid", "Alarms");
  s.set("Effect", "Allow");
  s.set("Principal", Value::make_map({{"Service", "cloudwatch.amazonaws.com"}}));
  s.set("Action", action);
  s.set("Resource", std::move(resource));
  s.set("Condition", Value::make_map({{"StringEquals", Value::make_map({{"aws:SourceAccount", Value(c.ref(id, "topic", "owner"))}})}}));
  return s;
}

/// Everybody but CloudWatch is let in by his own role.
Value policy_of(Context& c, ObjectId id) {
  std::vector<Value> statements;
  if (hears_alarms(c, id)) statements.push_back(let_alarms(c, id, "sns:Publish", Value(c.ref(id, "topic", "arn"))));
  statements.push_back(refuse_plain_http("sns:Publish", Value(c.ref(id, "topic", "arn"))));
  return Value::make_map({{"Version", "2012-10-17"}, {"Statement", Value::make_list(std::move(statements))}});
}

/// AWS KMS, "Default key policy": the account rules over the key by IAM. Amazon SNS, "Key management", compatibility with AWS
/// services: CloudWatch makes data keys.
Value key_policy_of(Context& c, ObjectId id) {
  const std::string partition(model::partition_of(c.env().region()));
  Value account = Value::make_map();
  account.set("Sid", "Account");
  account.set("Effect", "Allow");
  account.set("Principal", Value::make_map({{"AWS", Value(Rope("arn:" + partition + ":iam::") + Rope(c.ref(id, "topic", "owner")) + Rope(":root"))}}));
  account.set("Action", "kms:*");
  account.set("Resource", "*");
  Value use = let_alarms(c, id, {}, "*");
  use.set("Action", Value::make_list({"kms:Decrypt", "kms:GenerateDataKey"}));
  return Value::make_map({{"Version", "2012-10-17"}, {"Statement", Value::make_list({std::move(account), std::move(use)})}});
}

void subscribe(Context& c, ObjectId id, const std::string& name, const model::Subscription& s, source::OriginId origin) {
  if (s.sqs.present() && !s.sqs->bound()) return;   // absent here
  view::Object& object = c.emit(id, "terraform/sns-subscription.tf");
  object.stack.clear();  // behind topic and queue, wherever they are
  Value& f = object.fields;
  f.set("key", name);
  f.set("topic", c.ref(id, "topic", "arn"));
  f.set("raw", Value(*s.raw, s.raw.mark.origin));
  if (s.sqs.present()) {
    f.set("protocol", Value(std::string("sqs"), s.sqs.mark.origin));
    f.set("endpoint", Value(c.ref({s.sqs->kind, s.sqs->index}, "queue", "arn"), s.sqs.mark.origin));
  } else {
    const auto& endpoint = s.email.present() ? s.email : s.https;
    f.set("protocol", Value(std::string(s.email.present() ? "email" : "https"), endpoint.mark.origin));
    f.set("endpoint", text(endpoint));
  }
  object.origin = origin;
}

}  // namespace

void lower_sns(Context& c, ObjectId id) {
  const auto& sns = c.env().objects.get<model::Sns>(id);
  view::Object& object = c.emit(id, "terraform/sns.tf");
  Value& f = object.fields;
  const Rope name = topic_name(c, id, sns);
  c.know(c.identity(id, "topic"), "aws_sns_topic", name);
  f.set("name", Value(name));
  f.set("fifo", flag(sns.fifo));
  f.set("deduplicate", Value(sns.deduplicate.present() && *sns.deduplicate, sns.deduplicate.mark.origin));
  f.set("own_key", Value(*sns.key == model::TopicKey::own, sns.key.mark.origin));
  f.set("key_about", "messages of " + c.address(id));
  f.set("policy", policy_of(c, id));
  const bool alarms = *sns.key == model::TopicKey::own && hears_alarms(c, id);
  f.set("alarms", alarms);
  if (alarms) f.set("key_policy", key_policy_of(c, id));
  f.set("tags", c.tags(id, name));
  for (const auto& [called, subscription] : *sns.subscriptions) {
    if (subscription.present()) subscribe(c, id, called, *subscription, subscription.mark.origin);
  }
}

}  // namespace infragen::lower
