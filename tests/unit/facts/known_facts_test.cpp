#include <algorithm>

#include "catch.hpp"
#include "infragen/facts/provider.hpp"

using namespace infragen::facts;

namespace {
const Provider& aws = Provider::aws();

bool holds(const std::vector<std::string_view>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}
}  // namespace

TEST_CASE("the provider knows its version and how much it covers") {
  CHECK(aws.version() == "5.100.0");
  CHECK(aws.resource_types().size() == 1526);
  CHECK(aws.data_source_types().size() == 608);
  CHECK(aws.ephemeral_types().size() == 7);
  const auto types = aws.resource_types();
  CHECK(std::is_sorted(types.begin(), types.end()));
}

TEST_CASE("a queue's attributes have the flags and types of its schema") {
  const auto queue = aws.resource("aws_sqs_queue");
  REQUIRE(queue);
  const auto fifo = queue->attribute("fifo_queue");
  REQUIRE(fifo);
  CHECK(fifo->optional());
  CHECK_FALSE(fifo->required());
  CHECK_FALSE(fifo->computed());
  CHECK(fifo->type().kind == Type::Kind::boolean);
  const auto arn = queue->attribute("arn");
  REQUIRE(arn);
  CHECK(arn->computed());
  CHECK_FALSE(arn->settable());
  const auto tags = queue->attribute("tags");
  REQUIRE(tags);
  CHECK(tags->type().kind == Type::Kind::map);
  REQUIRE(tags->type().elements.size() == 1);
  CHECK(tags->type().elements[0].kind == Type::Kind::string);
  CHECK_FALSE(queue->attribute("fifo"));
  const auto timeouts = queue->block("timeouts");
  REQUIRE(timeouts);
  CHECK(timeouts->nesting == Nesting::single);
  CHECK(timeouts->body.attribute("create"));
}

TEST_CASE("names that stand before the first, behind the last or between others are not found") {
  CHECK_FALSE(aws.resource(""));
  CHECK_FALSE(aws.resource("aaa"));
  CHECK_FALSE(aws.resource("zzz"));
  CHECK_FALSE(aws.resource("aws_vpcs"));
  CHECK(aws.resource(aws.resource_types().front()));
  CHECK(aws.resource(aws.resource_types().back()));
  CHECK_FALSE(aws.constraint("aws_vpc", ""));
  CHECK_FALSE(aws.constraint("aws_vpc", "nothing.of.this[]"));
  CHECK_FALSE(aws.constraint("aws_nothing", "cidr_block"));
  CHECK_FALSE(aws.schema_version("aws_nothing"));
  CHECK(aws.fact_paths("aws_nothing").empty());
}

TEST_CASE("the provider block and ephemeral resources have bodies of their own") {
  CHECK(aws.configuration().attribute("region"));
  CHECK(aws.configuration().block("assume_role"));
  const auto secret = aws.ephemeral("aws_secretsmanager_secret_version");
  REQUIRE(secret);
  CHECK(secret->attribute("secret_id")->required());
  CHECK_FALSE(aws.ephemeral("aws_vpc"));
  CHECK(aws.data_source("aws_caller_identity")->attribute("account_id"));
}

TEST_CASE("well-known changes replace or update") {
  CHECK(aws.replacement("aws_vpc", "cidr_block") == Replacement::replace);
  CHECK(aws.replacement("aws_vpc", "tags") == Replacement::update);
  CHECK(aws.replacement("aws_subnet", "availability_zone") == Replacement::replace);
  CHECK(aws.replacement("aws_msk_cluster", "broker_node_group_info.client_subnets") == Replacement::replace);
  CHECK(aws.replacement("aws_sqs_queue", "name") == Replacement::replace);
  CHECK(aws.replacement("aws_sqs_queue", "visibility_timeout_seconds") == Replacement::update);
  CHECK(aws.replacement("aws_sqs_queue", "no_such_argument") == Replacement::unknown);
}

TEST_CASE("notes say when a replacement depends on the direction or on a neighbour") {
  const auto engine = aws.replacement_note("aws_elasticache_replication_group", "engine");
  REQUIRE(engine);
  CHECK(engine->a == "redis");
  CHECK(engine->b == "valkey");
  CHECK(engine->a_to_b == Replacement::update);
  CHECK(engine->b_to_a == Replacement::replace);
  CHECK_FALSE(engine->set);
  const auto tags = aws.replacement_note("aws_ec2_instance_connect_endpoint", "tags");
  REQUIRE(tags);
  CHECK(tags->replace_when_unset == std::vector<std::string_view>{"security_group_ids"});
  CHECK_FALSE(aws.replacement_note("aws_vpc", "cidr_block"));
  CHECK(aws.replacement_note("aws_ami", "ebs_block_device.iops")->reason == "no_diff");
}

TEST_CASE("well-known limits stand at their paths") {
  const auto days = aws.constraint("aws_cloudwatch_log_group", "retention_in_days");
  REQUIRE(days);
  CHECK(holds(days->one_of, "14"));
  CHECK_FALSE(holds(days->one_of, "15"));
  const auto delay = aws.constraint("aws_sqs_queue", "delay_seconds");
  REQUIRE(delay);
  REQUIRE(delay->range);
  CHECK(delay->range->low == 0);
  CHECK(delay->range->high == 900);
  CHECK(delay->integer);
  const auto name = aws.constraint("aws_lb", "name");
  REQUIRE(name);
  CHECK(name->length->high == 32);
  CHECK_FALSE(name->length->low);
  CHECK(name->last == "0-9A-Za-z");
  const auto slow = aws.constraint("aws_lb_target_group", "slow_start");
  REQUIRE(slow);
  REQUIRE(slow->any_of.size() == 2);
  CHECK(slow->any_of[1].range->low == 30);
  const auto service = aws.constraint("aws_eks_cluster", "kubernetes_network_config.service_ipv4_cidr");
  REQUIRE(service);
  CHECK(holds(service->within, "10.0.0.0/8"));
  CHECK(aws.constraint("aws_vpc", "id")->refused);
  const auto url = aws.constraint("aws_iam_openid_connect_provider", "url");
  REQUIRE(url);
  CHECK(url->schemes == std::vector<std::string_view>{"https"});
}

TEST_CASE("deprecated attributes and blocks are marked") {
  CHECK(aws.resource("aws_iam_role")->block("inline_policy")->body.deprecated());
  CHECK_FALSE(aws.resource("aws_vpc")->deprecated());
  CHECK(aws.resource("aws_opsworks_stack")->deprecated());
}
