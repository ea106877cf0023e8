#include "catch.hpp"
#include "checked.hpp"

using namespace infragen::test;
using Found = std::vector<std::string>;

namespace {

const std::string file = "envs/prod/messages.yaml";

Found queues(const std::string& lines, const std::string& uses = {}) {
  ProjectFiles files = sound_project();
  files[file] = lines;
  if (!uses.empty()) {
    files["domains/shop/more.yaml"] =
        "service:\n  sender:\n    image: \"example.org/sender:1.0.0\"\n    port: 8080\n    cpu: 0.25\n    memory: 512Mi\n    replicas: 2\n    uses: {" + uses + "}\n";
  }
  Found out = found(files);
  std::erase_if(out, [](const std::string& finding) { return finding.starts_with("no-alarms "); });   // alarms_test.cpp
  return out;
}

}  // namespace

TEST_CASE("production keeps what nobody could work off") {
  CHECK(queues("sqs:\n  jobs: {dlq: 5}\n") == Found{});
  CHECK(queues("sqs:\n  jobs: {}\n") == Found{"no-dead-letters at " + file + ":2"});
  CHECK(queues("sqs:\n  jobs: {allow: {no-dead-letters: samples only}}\n") == Found{});
}

TEST_CASE("dead letters are kept as long as the queue's own messages") {
  CHECK(queues("sqs:\n  jobs: {retention: 5d, dlq: {retention: 5d}}\n") == Found{});
  CHECK(queues("sqs:\n  jobs:\n    retention: 5d\n    dlq: {retention: 4d}\n") == Found{"short-dead-letters at " + file + ":4"});
}

TEST_CASE("only FIFO queues and topics deduplicate") {
  CHECK(queues("sqs:\n  jobs: {fifo: true, deduplicate: true, dlq: 5}\n") == Found{});
  CHECK(queues("sqs:\n  jobs:\n    deduplicate: true\n    dlq: 5\n") == Found{"only-of-fifo at " + file + ":3"});
  CHECK(queues("sns:\n  news:\n    deduplicate: true\n    subscriptions: {ops: a@example.org}\n") == Found{"only-of-fifo at " + file + ":3"});
}

TEST_CASE("what is sent is received") {
  const std::string jobs = "sqs:\n  jobs: {dlq: 5}\n";
  CHECK(queues(jobs, "sqs.jobs: {send: {}, receive: {}}") == Found{});
  CHECK(queues(jobs, "sqs.jobs: receive, sqs.jobs/dlq: receive") == Found{});
  CHECK(queues(jobs, "sqs.jobs: send") == Found{"unread-queue at " + file + ":2"});
  CHECK(queues(jobs, "sqs.jobs: send, sqs.jobs/dlq: receive") == Found{"unread-queue at " + file + ":2"});
}

TEST_CASE("somebody hears a topic, in one way each") {
  CHECK(queues("sns:\n  news: {}\n") == Found{"unheard-topic at " + file + ":2"});
  CHECK(queues("sns:\n  news:\n    subscriptions: {ops: a@example.org, hook: https://example.org/hook}\n") == Found{});
  CHECK(queues("sns:\n  news:\n    subscriptions:\n      ops: {raw: true}\n") == Found{"subscription-ways at " + file + ":4"});
  CHECK(queues("sns:\n  news:\n    subscriptions:\n      ops: {email: a@example.org, https: https://example.org}\n") == Found{"subscription-ways at " + file + ":4"});
  CHECK(queues("sns:\n  news:\n    subscriptions:\n      ops: {email: a@example.org, raw: true}\n") == Found{"raw-email at " + file + ":4"});
  CHECK(queues("sns:\n  news:\n    subscriptions:\n      ops: {https: https://example.org, raw: true}\n") == Found{});
}

TEST_CASE("FIFO goes to FIFO queues, and only from there") {
  const auto both = [](const char* topic, const char* queue) {
    return queues(std::string("sqs:\n  jobs: {dlq: 5, fifo: ") + queue + "}\nsns:\n  news:\n    fifo: " + topic + "\n    subscriptions:\n      jobs: sqs.jobs\n");
  };
  CHECK(both("true", "true") == Found{});
  CHECK(both("true", "false") == Found{});   // Amazon SNS: standard queues take from FIFO topics
  CHECK(both("false", "false") == Found{});
  CHECK(both("false", "true") == Found{"fifo-subscriber at " + file + ":7"});
  CHECK(queues("sns:\n  news:\n    fifo: true\n    subscriptions:\n      ops: a@example.org\n") == Found{"fifo-subscriber at " + file + ":5"});
}
