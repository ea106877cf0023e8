#include <algorithm>

#include "model/kinds/describe.hpp"

namespace infragen::schema {

template <> const ObjectSchema& schema_of<model::DeadLetters>() {
  using model::DeadLetters;
  static constexpr auto fields = table<DeadLetters>(
      // Amazon SQS, "CreateQueue", RedrivePolicy: 1 to 1000.
      field<&DeadLetters::max_receives>("max_receives", "How often a message is handed out before it goes there.", {.by_default = "5", .range = {1, 1000}}),
      field<&DeadLetters::retention>("retention", "How long it keeps a message; the age of a message goes on counting.", {.by_default = "14d", .range = {60, 14.0 * 86400}}));
  static constexpr ObjectSchema schema{"dlq", "Where messages go that nobody could work off.", fields,
                                       [](const tree::Value& written) { return model::one_field(written, "max_receives"); }};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Sqs>() {
  using model::Sqs;
  // Amazon SQS, "CreateQueue": 0 to 43200, 60 to 1209600, 0 to 900 and 0 to 20 seconds.
  static constexpr auto fields = model::kind_table<Sqs>(
      field<&Sqs::fifo>("fifo", "Messages of one group in order, each of them once.", {.by_default = "false"}),
      field<&Sqs::deduplicate>("deduplicate", "Of FIFO: messages with the same body within five minutes are one."),
      field<&Sqs::visibility>("visibility", "Time that who took a message has to finish it.", {.by_default = "30s", .range = {0, 43200}}),
      field<&Sqs::retention>("retention", "How long a message waits before it is thrown away.", {.by_default = "4d", .range = {60, 14.0 * 86400}}),
      field<&Sqs::delay>("delay", "Time before a new message can be taken.", {.by_default = "0s", .range = {0, 900}}),
      field<&Sqs::wait>("wait", "How long who asks waits for a message to come (long polling).", {.by_default = "20s", .range = {0, 20}}),
      field<&Sqs::dlq>("dlq", "A queue for messages that nobody could work off; edges name it `sqs.name/dlq`."),
      field<&Sqs::alarms>("alarms", "The alarms that the kind brings; short: the topic that hears them."));
  static constexpr ObjectSchema schema{"sqs", "A message queue.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {
namespace {

constexpr std::string_view roles[] = {"send", "receive"};

/// What can be done with one queue. Amazon SQS, "Amazon SQS API permissions".
void queue(ObjectId id, const view::Identity& queue, const std::string& part, source::OriginId origin, Traits& out) {
  const view::Rope arn(view::Ref{queue, "arn"});
  Endpoint e;
  e.owner = id;
  e.part = part;
  e.roles.assign(std::begin(roles), std::end(roles));
  e.origin = origin;
  e.facts["url"] = {Phase::apply, view::Rope(view::Ref{queue, "url"})};
  e.facts["arn"] = {Phase::apply, arn};
  e.facts["name"] = {Phase::apply, view::Rope(view::Ref{queue, "name"})};
  e.grants = {{"send", {"SendMessages", {"sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"}, {arn}}},
              {"receive",
               {"ReceiveMessages",
                {"sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage"},
                {arn}}}};
  out.endpoints.push_back(std::move(e));
}

/// Amazon SQS, "Available CloudWatch metrics". A message that is older than all its tries take was tried by nobody.
Observed observed(ObjectId id, const Sqs& sqs, const std::string& address) {
  const auto of = [&](const char* role) { return std::vector<std::pair<std::string, view::Rope>>{{"QueueName", view::Rope(view::Ref{{address, role, {}}, "name"})}}; };
  const std::int64_t tries = sqs.dlq.present() ? *sqs.dlq->max_receives : 5;
  Observed out{id, &sqs.alarms, {}};
  out.metrics.push_back({.name = "age", .about = "messages wait too long", .space = "AWS/SQS", .metric = "ApproximateAgeOfOldestMessage", .dimensions = of("queue"), .statistic = "Maximum",
                         .unit = MetricUnit::seconds, .threshold = std::max<std::int64_t>(sqs.visibility->seconds * tries, 300), .missing = "notBreaching"});
  if (sqs.dlq.present()) {
    out.metrics.push_back({.name = "dead", .about = "there are messages that nobody could work off", .space = "AWS/SQS", .metric = "ApproximateNumberOfMessagesVisible",
                           .dimensions = of("dlq"), .statistic = "Maximum", .unit = MetricUnit::count, .threshold = 0, .missing = "notBreaching"});
  }
  return out;
}

}  // namespace

KindSchema sqs_kind() {
  static constexpr std::string_view named[] = {"aws_cloudwatch_metric_alarm", "aws_sqs_queue"};
  KindSchema k;
  k.name = "sqs";
  static constexpr DefaultPattern patterns[] = {alarm_pattern};
  k.named = named;
  k.patterns = patterns;
  k.schema = &schema_of<Sqs>;
  k.roles = roles;
  k.part_roles = roles;
  k.traits = [](const Environment& env, ObjectId id, Traits& out) {
    const Sqs& sqs = env.objects.get<Sqs>(id);
    const std::string& address = env.objects.head(id).address;
    queue(id, {address, "queue", {}}, {}, source::no_origin, out);
    out.observed.push_back(observed(id, sqs, address));
    if (sqs.dlq.present()) queue(id, {address, "dlq", {}}, "dlq", sqs.dlq.mark.origin, out);
  };
  return stored<Sqs>(k);
}

}  // namespace infragen::model
