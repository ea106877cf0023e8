#include "catch.hpp"
#include "infragen/support/text.hpp"
#include "project.hpp"

using namespace infragen;
using Lines = std::vector<std::string>;

namespace {

/// Statements that the role of `worker` gets: `sid: actions on resources`.
Lines statements(const std::string& uses, const std::string& objects) {
  const auto built = test::build_project(
      {{"infragen.yaml", "infragen: 1\nproject: shop\naws: {region: eu-central-1}\n"},
       {"envs/prod/env.yaml",
        "environment: prod\nclass: production\n"
        "network: {cidr: 10.0.0.0/16, zones: [a, b], subnets: /24, tiers: {public: {route: internet}, app: {route: nat}}}\n"
        "ecs: {main: {}}\n" + objects},
       {"domains/shop/domain.yaml",
        "domain: shop\nservice:\n  worker:\n    image: \"example.org/worker:1.0.0\"\n    port: 8080\n    cpu: 0.25\n    memory: 512Mi\n    replicas: 2\n"
        "    uses: {" + uses + "}\n"}});
  Lines out;
  for (const auto& policy : built->unit("prod").system.derived.policies) {
    for (const auto& s : policy.statements) {
      Lines resources;
      for (const auto& r : s.resources) resources.push_back(view::print(r));
      out.push_back(s.sid + ": " + support::join(s.actions, " ") + " on " + support::join(resources, " "));
    }
  }
  return out;
}

const std::string queue = "sqs: {jobs: {dlq: 5}}\n";

}  // namespace

TEST_CASE("who sends to a queue cannot take from it, and the other way round") {
  CHECK(statements("sqs.jobs: send", queue) == Lines{"SendMessages: sqs:GetQueueAttributes sqs:GetQueueUrl sqs:SendMessage on <sqs.jobs/queue.arn>"});
  CHECK(statements("sqs.jobs: receive", queue) ==
        Lines{"ReceiveMessages: sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:GetQueueUrl sqs:ReceiveMessage on <sqs.jobs/queue.arn>"});
}

TEST_CASE("dead letters are a queue of their own") {
  CHECK(statements("sqs.jobs/dlq: receive", queue) ==
        Lines{"ReceiveMessages: sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:GetQueueUrl sqs:ReceiveMessage on <sqs.jobs/dlq.arn>"});
}

TEST_CASE("who publishes to a topic with a key of its own may use the key") {
  CHECK(statements("sns.news: send", "sns: {news: {}}\n") ==
        Lines{"PublishMessages: sns:GetTopicAttributes sns:Publish on <sns.news/topic.arn>", "EncryptMessages: kms:Decrypt kms:GenerateDataKey on <sns.news/key.arn>"});
  CHECK(statements("sns.news: send", "sns: {news: {key: aws}}\n") == Lines{"PublishMessages: sns:GetTopicAttributes sns:Publish on <sns.news/topic.arn>"});
}

TEST_CASE("who reads a bucket cannot change it") {
  const std::string bucket = "s3: {files: {}}\n";
  CHECK(statements("s3.files: read", bucket) ==
        Lines{"ListBucket: s3:GetBucketLocation s3:ListBucket on <s3.files/bucket.arn>", "ReadObjects: s3:GetObject on <s3.files/bucket.arn>/*"});
  CHECK(statements("s3.files: write", bucket) ==
        Lines{"ListBucket: s3:GetBucketLocation s3:ListBucket on <s3.files/bucket.arn>",
              "WriteObjects: s3:AbortMultipartUpload s3:DeleteObject s3:GetObject s3:PutObject on <s3.files/bucket.arn>/*"});
}

TEST_CASE("who reads a table asks its indexes too, and changes nothing") {
  const std::string table = "dynamodb: {orders: {key: {customer: string}, sort: {number: number}, indexes: {by-day: {key: {day: string}}}, local_indexes: {by-sum: {sort: {sum: number}}}}}\n";
  const std::string items = "ReadItems: dynamodb:BatchGetItem dynamodb:ConditionCheckItem dynamodb:DescribeTable dynamodb:GetItem dynamodb:Query dynamodb:Scan on <dynamodb.orders/table.arn>";
  const std::string indexes = "ReadIndexes: dynamodb:Query dynamodb:Scan on <dynamodb.orders/table.arn>/index/by-day <dynamodb.orders/table.arn>/index/by-sum";
  const std::string write = "WriteItems: dynamodb:BatchWriteItem dynamodb:DeleteItem dynamodb:PutItem dynamodb:UpdateItem on <dynamodb.orders/table.arn>";
  CHECK(statements("dynamodb.orders: read", table) == Lines{items, indexes});
  CHECK(statements("dynamodb.orders: write", table) == Lines{items, indexes, write});
  CHECK(statements("dynamodb.orders: read", "dynamodb: {orders: {key: {customer: string}}}\n") == Lines{items});
  CHECK(statements("dynamodb.orders: read", "dynamodb: {orders: {key: {customer: string}, encryption: own}}\n") ==
        Lines{items, "UseKey: kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey* kms:ReEncrypt* on <dynamodb.orders/key.arn>"});
}
