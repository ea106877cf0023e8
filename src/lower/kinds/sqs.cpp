#include <fmt/format.h>

#include <algorithm>

#include "infragen/lower/diagnostics.hpp"
#include "infragen/support/text.hpp"
#include "lower/context.hpp"

namespace infragen::lower {
namespace {

/// Amazon SQS, "CreateQueue", QueueName: at most 80 characters, and the end of a FIFO queue's name counts.
constexpr std::size_t longest_name = 80;

/// The name as SQS wants it: with `.fifo` at the end of a FIFO queue's, and nowhere else.
Rope queue_name(Context& c, ObjectId id, const model::Sqs& sqs, const std::string& role, const std::string& part) {
  const Rope made = c.name(id, "aws_sqs_queue", "name", c.identity(id, role), part);
  const source::OriginId origin = made.pieces.empty() ? source::no_origin : made.pieces.front().origin;
  const std::string whole = made.literal();
  const std::string name = with_fifo(whole, *sqs.fifo);
  if (!*sqs.fifo && name.ends_with(fifo_end)) {
    c.sink().report(fifo_name, c.head(id).at, name).help("`fifo: true`, or a name without `.fifo`").path(c.address(id));
  }
  if (name.size() > longest_name && whole.size() <= longest_name) {
    c.sink().report(name_too_long, c.head(id).at, name, "aws_sqs_queue", std::to_string(name.size() - longest_name))
        .help(fmt::format("at most {}, with `{}` at the end", longest_name, fifo_end));
  }
  return Rope(name, origin);
}

/// The topics of this unit that hand their messages on to the queue, in the order of their addresses.
std::vector<ObjectId> topics_into(const Context& c, ObjectId queue) {
  std::vector<ObjectId> out;
  for (std::uint32_t i = 0; i < c.env().objects.count(model::Objects::kind_of<model::Sns>()); ++i) {
    const ObjectId id{model::Objects::kind_of<model::Sns>(), i};
    const auto& subscriptions = *c.env().objects.get<model::Sns>(id).subscriptions;
    const bool leads_here = std::any_of(subscriptions.begin(), subscriptions.end(), [&](const auto& s) {
      return s.second.present() && s.second->sqs.present() && s.second->sqs->kind == queue.kind && s.second->sqs->index == queue.index;
    });
    if (leads_here) out.push_back(id);
  }
  return out;
}

/// Amazon SNS, "Subscribing an Amazon SQS queue to an Amazon SNS topic", step 2.
Value let_topics_send(Context& c, const Rope& arn, const std::vector<ObjectId>& topics) {
  std::vector<Value> arns;
  for (const ObjectId topic : topics) arns.emplace_back(c.ref(topic, "topic", "arn"));
  Value s = Value::make_map();
  s.set("Sid", "ReceiveFromTopics");
  s.set("Effect", "Allow");
  s.set("Principal", Value::make_map({{"Service", "sns.amazonaws.com"}}));
  s.set("Action", "sqs:SendMessage");
  s.set("Resource", Value(arn));
  s.set("Condition", Value::make_map({{"ArnEquals", Value::make_map({{"aws:SourceArn", Value::make_list(std::move(arns))}})}}));
  return s;
}

void queue_policy(Context& c, ObjectId id, const std::string& role, const std::string& key, const std::vector<ObjectId>& topics) {
  view::Object& object = c.emit(id, "terraform/sqs-policy.tf");
  object.stack.clear();  // behind the topics, wherever they are
  const Rope arn(c.ref(id, role, "arn"));
  std::vector<Value> statements;
  if (!topics.empty()) statements.push_back(let_topics_send(c, arn, topics));
  statements.push_back(refuse_plain_http("sqs:*", Value(arn)));  // everybody else is let in by his own role
  object.fields.set("key", key);
  object.fields.set("queue", c.ref(id, role, "url"));
  object.fields.set("policy", Value::make_map({{"Version", "2012-10-17"}, {"Statement", Value::make_list(std::move(statements))}}));
}

}  // namespace

std::string with_fifo(const std::string& name, bool fifo) {
  if (!fifo) return name;
  // `name: orders.fifo` on the object: its parts have the end at the end.
  return support::replace_all(name, std::string(fifo_end), "") + std::string(fifo_end);
}

void lower_sqs(Context& c, ObjectId id) {
  const auto& sqs = c.env().objects.get<model::Sqs>(id);
  view::Object& object = c.emit(id, "terraform/sqs.tf");
  Value& f = object.fields;
  const Rope name = queue_name(c, id, sqs, "queue", {});
  c.know(c.identity(id, "queue"), "aws_sqs_queue", name);
  f.set("name", Value(name));
  f.set("fifo", flag(sqs.fifo));
  f.set("deduplicate", Value(sqs.deduplicate.present() && *sqs.deduplicate, sqs.deduplicate.mark.origin));
  f.set("visibility", seconds(sqs.visibility));
  f.set("retention", seconds(sqs.retention));
  f.set("delay", seconds(sqs.delay));
  f.set("wait", seconds(sqs.wait));
  f.set("tags", c.tags(id, name));
  f.set("dead_letters", Value(sqs.dlq.present(), sqs.dlq.mark.origin));
  if (sqs.dlq.present()) {
    const Rope dlq = queue_name(c, id, sqs, "dlq", "dlq");
    c.know(c.identity(id, "dlq"), "aws_sqs_queue", dlq);
    f.set("dlq_name", Value(dlq));
    f.set("max_receives", number(sqs.dlq->max_receives));
    f.set("dlq_retention", seconds(sqs.dlq->retention));
    f.set("dlq_tags", c.tags(id, dlq));
  }
  queue_policy(c, id, "queue", {}, topics_into(c, id));
  if (sqs.dlq.present()) queue_policy(c, id, "dlq", "dlq", {});
}

}  // namespace infragen::lower
