#include "model/kinds/describe.hpp"

namespace infragen::schema {

namespace {

Reading accepts_email(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos && text.find_first_of(" \t,;<>") == std::string_view::npos) return {};
  return {"is no e-mail address", "`ops@example.org`"};
}

Reading accepts_https(std::string_view text) {
  if (text.starts_with("https://") && text.size() > 8) return {};
  return {"is no address that begins with `https://`", "messages go out encrypted or not at all"};
}

Reading accepts_subscriber(std::string_view text) {
  // The name is a part of an address in Terraform and in the lock file.
  return model::accepts_name(text);
}

Reading accepts_topic(std::string_view text) { return model::accepts_arn(text, "sns", "arn:aws:sns:eu-central-1:210987654321:alerts"); }

/// `ops@example.org`, `https://…`, or the address of a queue.
Expansion subscriber(const tree::Value& written) {
  const std::string& text = written.text;
  if (text.find('@') != std::string::npos) return model::one_field(written, "email");
  return model::one_field(written, text.find("://") != std::string::npos ? "https" : "sqs");
}

}  // namespace

template <> const ObjectSchema& schema_of<model::Subscription>() {
  using model::Subscription;
  static constexpr std::string_view queue[] = {"sqs"};
  static constexpr auto fields = table<Subscription>(
      field<&Subscription::email>("email", "An address; its owner has to confirm once.", {.accepts = &accepts_email}),
      field<&Subscription::https>("https", "An URL that SNS posts to; the program behind it has to confirm once.", {.accepts = &accepts_https}),
      field<&Subscription::sqs>("sqs", "A queue.", {.refers_to = queue}),
      field<&Subscription::raw>("raw", "The message alone, without what SNS puts around it.", {.by_default = "false"}));
  static constexpr ObjectSchema schema{"subscription", "Somebody who gets every message of the topic.", fields, &subscriber,
                                       {}, "^(\\S+@\\S+|https://\\S+|(sqs\\.)?[a-z][a-z0-9-]*)$", "ops@example.org"};
  return schema;
}

template <> const ObjectSchema& schema_of<model::ExistingTopic>() {
  using model::ExistingTopic;
  static constexpr auto fields = table<ExistingTopic>(
      field<&ExistingTopic::arn>("arn", "Its ARN.", {.required = true, .accepts = &accepts_topic}),
      field<&ExistingTopic::key>("key", "ARN of the key of KMS that its messages are encrypted with, where there is one.", {.accepts = &model::accepts_key_arn}));
  static constexpr ObjectSchema schema{"existing topic", "A topic that is there already.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Sns>() {
  using model::Sns;
  static constexpr auto fields = model::kind_table<Sns>(
      field<&Sns::fifo>("fifo", "Messages of one group in order, each of them once; to queues only.", {.by_default = "false"}),
      field<&Sns::deduplicate>("deduplicate", "Of FIFO: messages with the same body within five minutes are one."),
      field<&Sns::key>("key", "The key that messages at rest are encrypted with: one of the topic's own, or that of AWS, which alarms cannot use.", {.by_default = "own"}),
      field<&Sns::subscriptions>("subscriptions", "Name -> who gets every message.", {.key_name = "subscription", .accepts_key = &accepts_subscriber}),
      field<&Sns::existing>("existing", model::existing_summary));
  static constexpr ObjectSchema schema{"sns", "A topic: what is sent to it goes to all who subscribed.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {

KindSchema sns_kind() {
  static constexpr std::string_view named[] = {"aws_sns_topic"};
  static constexpr std::string_view roles[] = {"send"};
  static constexpr std::string_view tells[] = {"fifo"};
  KindSchema k;
  k.tells = tells;
  k.name = "sns";
  k.named = named;
  k.schema = &schema_of<Sns>;
  k.roles = roles;
  k.traits = [](const Environment& env, ObjectId id, Traits& out) {
    const Sns& sns = env.objects.get<Sns>(id);
    const view::Identity topic{env.objects.head(id).address, "topic", {}};
    const view::Rope arn(view::Ref{topic, "arn"});
    Endpoint e;
    e.owner = id;
    e.roles.assign(std::begin(roles), std::end(roles));
    e.facts["arn"] = {Phase::apply, arn};
    e.facts["name"] = {Phase::apply, view::Rope(view::Ref{topic, "name"})};
    e.grants = {{"send", {"PublishMessages", {"sns:GetTopicAttributes", "sns:Publish"}, {arn}}}};
    // Amazon SNS, "Key management": who publishes makes the data key. The key of AWS lets everybody of the account who may
    // publish.
    const bool there = sns.existing.present();
    if (there ? sns.existing->key.present() : *sns.key == TopicKey::own) {
      const view::Rope key(view::Ref{{topic.object, "key", {}}, "arn"});
      e.grants.push_back({"send", {"EncryptMessages", {"kms:Decrypt", "kms:GenerateDataKey"}, {key}}});
    }
    out.endpoints.push_back(std::move(e));
  };
  return stored<Sns>(k);
}

}  // namespace infragen::model
