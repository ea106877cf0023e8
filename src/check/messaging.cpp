// Queues and topics: what goes together, what is lost, what nobody hears.

#include <fmt/format.h>

#include <algorithm>

#include "check/passes.hpp"

namespace infragen::check {
namespace {

using model::ObjectId;
using model::Sns;
using model::Sqs;
using model::Subscription;

std::string written_duration(const schema::Duration& d) { return schema::ScalarOf<schema::Duration>::print(d); }

/// Whether something here acts on the target in that role.
bool used_as(const Judge& judge, const std::string& target, std::string_view role) {
  const auto& edges = judge.system().resolved.edges;
  return std::any_of(edges.begin(), edges.end(), [&](const model::Edge& e) { return e.target == target && e.role == role; });
}

void queue(Judge& judge, ObjectId id, const Sqs& q) {
  const std::string& address = judge.address(id);
  // Amazon SQS, "CreateQueue", ContentBasedDeduplication: of FIFO queues only.
  if (!*q.fifo && q.deduplicate.present()) {
    judge.report_field(only_of_fifo, id, "deduplicate", q.deduplicate.mark, address).also(judge.at(q.fifo.mark, id), "not FIFO").help("`fifo: true`, or no `deduplicate`");
  }
  if (!q.dlq.present()) {
    judge.report(no_dead_letters, id, judge.head(id).at, address).help("`dlq: {max_receives: 5}`");
  } else if (q.dlq->retention.present() && q.retention.present() && *q.dlq->retention < *q.retention) {
    // Amazon SQS, "Using dead-letter queues", message retention: the age of a message goes on counting where it is moved.
    judge.report_field(short_dead_letters, id, "dlq.retention", q.dlq->retention.mark, address + "/dlq", written_duration(*q.dlq->retention), written_duration(*q.retention))
        .also(judge.at(q.retention.mark, id), "the queue's own")
        .help("`retention: 14d` below `dlq`, the most that SQS has");
  }
  if (used_as(judge, address, "send") && !used_as(judge, address, "receive")) judge.report(unread_queue, id, judge.head(id).at, address).help(fmt::format("`uses: {{{}: receive}}` where it is read", address));
}

/// Exactly one of the ways to be told.
bool one_way(Judge& judge, ObjectId id, const std::string& path, const std::string& name, const schema::Field<Subscription>& s) {
  const int ways = (s->email.present() ? 1 : 0) + (s->https.present() ? 1 : 0) + (s->sqs.present() ? 1 : 0);
  const bool broken = s->email.mark.invalid || s->https.mark.invalid || s->sqs.mark.invalid;
  if (ways == 1 || broken) return ways == 1;
  judge.report_field(subscription_ways, id, path, s.mark, name, ways == 0 ? "says nobody" : "says several").help("one of `email`, `https` and `sqs`");
  return false;
}

void subscription(Judge& judge, ObjectId id, const Sns& topic, const std::string& name, const schema::Field<Subscription>& s) {
  const std::string path = "subscriptions." + name;
  if (!one_way(judge, id, path, name, s)) return;
  const bool to_queue = s->sqs.present();
  const auto& mark = to_queue ? s->sqs.mark : s->email.present() ? s->email.mark : s->https.mark;
  // Amazon SNS, "Message delivery for FIFO topics": to queues alone. "Fanout to Amazon SQS queues": a FIFO queue takes from
  // FIFO topics alone.
  if (*topic.fifo && !to_queue) {
    judge.report_field(fifo_subscriber, id, path, mark, judge.address(id), "a FIFO topic sends to queues alone").also(judge.at(topic.fifo.mark, id), "FIFO");
  } else if (to_queue && s->sqs->bound() && !*topic.fifo) {
    const auto& queue = judge.env().objects.get<Sqs>({s->sqs->kind, s->sqs->index});
    if (*queue.fifo) {
      judge.report_field(fifo_subscriber, id, path, mark, judge.address(id), "a FIFO queue takes from FIFO topics alone").also(judge.at(queue.fifo.mark, {s->sqs->kind, s->sqs->index}), "the queue is FIFO");
    }
  }
  // Amazon SNS, "Raw message delivery": to SQS, HTTP(S) and Firehose.
  if (*s->raw && s->email.present()) judge.report_field(raw_email, id, path + ".raw", s->raw.mark, name).help("no `raw`");
}

void topic(Judge& judge, ObjectId id, const Sns& t) {
  const std::string& address = judge.address(id);
  if (!*t.fifo && t.deduplicate.present()) {
    judge.report_field(only_of_fifo, id, "deduplicate", t.deduplicate.mark, address).also(judge.at(t.fifo.mark, id), "not FIFO").help("`fifo: true`, or no `deduplicate`");
  }
  bool any = false;
  for (const auto& [name, s] : *t.subscriptions) {
    if (!s.present()) continue;
    any = true;
    subscription(judge, id, t, name, s);
  }
  if (!any) judge.report(unheard_topic, id, judge.head(id).at, address).help("`subscriptions: {ops: ops@example.org}`");
}

}  // namespace

void messaging(Judge& judge) {
  judge.each<Sqs>([&](ObjectId id, const Sqs& q) { queue(judge, id, q); });
  judge.each_made<Sns>([&](ObjectId id, const Sns& t) { topic(judge, id, t); });
}

}  // namespace infragen::check
