// Every kind of fact about a single value, right and wrong.

#include <fstream>

#include "catch.hpp"
#include "check.hpp"

TEST_CASE("one_of, with the nearest word or the list") {
  CHECK(argument("aws_ecs_service", "launch_type = \"FARGATE\"") == Lines{});
  const auto near = problems_of("resource \"aws_ecs_service\" \"x\" {\n  name = \"a\"\n  launch_type = \"FARGAT\"\n}\n");
  REQUIRE(near.size() == 1);
  CHECK(near[0].kind == Kind::bad_value);
  CHECK(near[0].message == "`FARGAT` is not an accepted value");
  CHECK(near[0].help == "did you mean `FARGATE`?");
  const auto far = problems_of("resource \"aws_ecs_service\" \"x\" {\n  name = \"a\"\n  launch_type = \"lambda\"\n}\n");
  REQUIRE(far.size() == 1);
  CHECK(far[0].help == "use `EC2`, `FARGATE` or `EXTERNAL`");
  CHECK(argument("aws_lb_listener", "protocol = \"http\"") == Lines{});
  CHECK(argument("aws_cloudwatch_log_group", "retention_in_days = 15") ==
        Lines{"retention_in_days: `15` is not an accepted value"});
  CHECK(argument("aws_cloudwatch_log_group", "retention_in_days = \"14\"") == Lines{});
}

TEST_CASE("one_of beside a prefix means either") {
  CHECK(argument("aws_rds_cluster", "engine = \"aurora-postgresql\"") == Lines{});
  CHECK(argument("aws_rds_cluster", "engine = \"custom-oracle\"") == Lines{});
  CHECK(argument("aws_rds_cluster", "engine = \"oracle\"") == Lines{"engine: `oracle` is not an accepted value"});
}

TEST_CASE("values with blanks, which the data has in pieces, are accepted whole") {
  CHECK(argument("aws_ec2_capacity_block_reservation", "instance_platform = \"Red Hat Enterprise Linux\"") == Lines{});
  CHECK(argument("aws_directory_service_trust", "trust_direction = \"One-Way: Outgoing\"") == Lines{});
  CHECK(argument("aws_directory_service_trust", "trust_direction = \"Three-Way: Outgoing\"").size() == 1);
}

TEST_CASE("a list that belongs to a neighbour is not held against an argument") {
  const auto filter = [](const std::string& comparison, const std::string& value) {
    return argument("aws_inspector2_filter", "filter_criteria {\n title {\n comparison = \"" + comparison +
                                                 "\"\n value = \"" + value + "\"\n }\n}");
  };
  CHECK(filter("EQUALS", "anything") == Lines{});
  CHECK(filter("SAME", "anything") == Lines{"filter_criteria.title.comparison: `SAME` is not an accepted value"});
  CHECK(argument("aws_s3_bucket_lifecycle_configuration",
                 "rule {\n transition {\n date = \"2026-01-01T00:00:00Z\"\n storage_class = \"GLACIER\"\n }\n}") == Lines{});
}

TEST_CASE("words that the data puts on a number are not held against it") {
  CHECK(argument("aws_s3_bucket_lifecycle_configuration",
                 "rule {\n id = \"a\"\n status = \"Enabled\"\n transition {\n days = 30\n storage_class = \"GLACIER\"\n }\n}") ==
        Lines{});
}

TEST_CASE("ranges, whole numbers and multiples") {
  CHECK(argument("aws_sqs_queue", "delay_seconds = 0") == Lines{});
  CHECK(argument("aws_sqs_queue", "delay_seconds = 900") == Lines{});
  CHECK(argument("aws_sqs_queue", "delay_seconds = 901") == Lines{"delay_seconds: `901` is above 900"});
  CHECK(argument("aws_sqs_queue", "delay_seconds = -1") == Lines{"delay_seconds: `-1` is below 0"});
  CHECK(argument("aws_sqs_queue", "delay_seconds = 1.5") == Lines{"delay_seconds: `1.5` is not a whole number"});
  CHECK(argument("aws_datasync_location_hdfs", "block_size = 1048577") ==
        Lines{"block_size: `1048577` is not a multiple of 512"});
  const std::string requirements = "mixed_instances_policy {\n launch_template {\n override {\n instance_requirements {\n"
                                   " memory_gib_per_vcpu {\n min = %\n }\n }\n }\n }\n}";
  const auto with = [&](const char* value) { return std::string(requirements).replace(requirements.find('%'), 1, value); };
  const std::string path = "mixed_instances_policy.launch_template.override.instance_requirements.memory_gib_per_vcpu.min: ";
  CHECK(argument("aws_autoscaling_group", with("0.5")) == Lines{});
  CHECK(argument("aws_autoscaling_group", with("0")) == Lines{path + "`0` is not above 0"});
}

TEST_CASE("any_of needs one of its alternatives") {
  CHECK(argument("aws_lb_target_group", "slow_start = 0") == Lines{});
  CHECK(argument("aws_lb_target_group", "slow_start = 30") == Lines{});
  CHECK(argument("aws_lb_target_group", "slow_start = 10") == Lines{"slow_start: `10` fits none of the accepted forms"});
  CHECK(argument("aws_cloudwatch_metric_alarm", "period = 120") == Lines{});
  CHECK(argument("aws_cloudwatch_metric_alarm", "period = 45") == Lines{"period: `45` fits none of the accepted forms"});
}

TEST_CASE("alternatives that are known not to be complete say nothing") {
  CHECK(argument("aws_cloudwatch_event_rule", "event_bus_name = \"any-thing\"") == Lines{});
  CHECK(argument("aws_vpc_ipam_pool", "locale = \"None\"") == Lines{});
}

TEST_CASE("lengths count bytes, and say nothing where characters could be meant") {
  const std::string fits(32, 'a');
  CHECK(argument("aws_lb", "name = \"" + fits + "\"") == Lines{});
  CHECK(argument("aws_lb", "name = \"" + fits + "a\"") == Lines{"name: `" + fits + "a` is longer than 32 bytes"});
  std::string umlauts;
  for (int i = 0; i < 20; ++i) umlauts += "ü";
  CHECK(argument("aws_lb", "name = \"" + umlauts + "\"") == Lines{});
  CHECK(argument("aws_app_cookie_stickiness_policy", "name = \"\"") == Lines{"name: `` is empty"});
}

TEST_CASE("characters inside, first and last, and hyphens") {
  CHECK(argument("aws_lb", "name = \"a-1\"") == Lines{});
  CHECK(argument("aws_lb", "name = \"a_1\"") == Lines{"name: `a_1` holds the character `_`"});
  CHECK(argument("aws_lb", "name = \"a-\"") == Lines{"name: `a-` ends with `-`"});
  CHECK(argument("aws_lb", "name = \"-a\"") == Lines{"name: `-a` begins with `-`"});
  CHECK(argument("aws_bedrockagent_agent", "agent_name = \"a--b\"") == Lines{"agent_name: `a--b` has two hyphens in a row"});
  CHECK(argument("aws_elasticache_replication_group", "snapshot_arns = [\"arn:aws:s3:::a,b\"]") ==
        Lines{"snapshot_arns[0]: `arn:aws:s3:::a,b` holds a character that is refused"});
}

TEST_CASE("prefixes and contents") {
  CHECK(argument("aws_kms_alias", "name = \"alias/a\"") == Lines{});
  CHECK(argument("aws_kms_alias", "name = \"a\"") == Lines{"name: `a` does not begin with `alias/`"});
  CHECK(argument("aws_cognito_user_pool", "email_verification_message = \"your code: {####}\"") == Lines{});
  CHECK(argument("aws_cognito_user_pool", "email_verification_message = \"your code: ####\"") ==
        Lines{"email_verification_message: `your code: ####` does not contain `{####}`"});
}

TEST_CASE("patterns") {
  const auto action = [](const char* code) {
    return "default_action {\n type = \"fixed-response\"\n fixed_response {\n content_type = \"text/plain\"\n status_code = " +
           std::string(code) + "\n }\n}";
  };
  CHECK(argument("aws_lb_listener", action("200")) == Lines{});
  CHECK(argument("aws_lb_listener", action("\"503\"")) == Lines{});
  CHECK(argument("aws_lb_listener", action("\"302\"")) ==
        Lines{"default_action.fixed_response.status_code: `302` does not have the form that is asked for"});
  CHECK(argument("aws_storagegateway_gateway", "gateway_timezone = \"GMT\"") == Lines{});
  CHECK(argument("aws_storagegateway_gateway", "gateway_timezone = \"GMT-4:00\"") == Lines{});
  CHECK(argument("aws_storagegateway_gateway", "gateway_timezone = \"CET\"").size() == 1);
}

TEST_CASE("elements of lists, keys and values of maps, sizes") {
  CHECK(argument("aws_ecs_task_definition", "requires_compatibilities = [\"FARGATE\", \"LAMBDA\"]") ==
        Lines{"requires_compatibilities[1]: `LAMBDA` is not an accepted value"});
  CHECK(argument("aws_api_gateway_rest_api", "endpoint_configuration {\n types = [\"EDGE\", \"REGIONAL\"]\n}") ==
        Lines{"endpoint_configuration.types: more than 1 elements"});
  CHECK(argument("aws_api_gateway_rest_api", "endpoint_configuration {\n types = []\n}") ==
        Lines{"endpoint_configuration.types: fewer than 1 elements"});
  CHECK(argument("aws_api_gateway_rest_api", "endpoint_configuration {\n types = var.types\n}") == Lines{});
}

TEST_CASE("equal elements of a set count once, unknown ones may be equal") {
  const auto stack = [](const std::string& domains) { return argument("aws_appstream_stack", "embed_host_domains = [" + domains + "]"); };
  std::string many;
  for (int i = 0; i < 21; ++i) many += "\"d" + std::to_string(i) + ".example.org\",";
  std::string same;
  for (int i = 0; i < 21; ++i) same += "\"d.example.org\",";
  std::string unknown;
  for (int i = 0; i < 21; ++i) unknown += "var.d,";
  CHECK(stack(many) == Lines{"embed_host_domains: more than 20 elements"});
  CHECK(stack(same) == Lines{});
  CHECK(stack(unknown) == Lines{});
}

TEST_CASE("texts with unknown parts are judged by the parts that are known") {
  CHECK(argument("aws_lb", "name = \"a-${var.x}\"") == Lines{});
  CHECK(argument("aws_lb", "name = \"a_${var.x}\"") == Lines{"name: the text holds the character `_`"});
  CHECK(argument("aws_lb", "name = \"-${var.x}\"") == Lines{"name: the text begins with `-`"});
  CHECK(argument("aws_lb", "name = \"${var.x}-\"") == Lines{"name: the text ends with `-`"});
  CHECK(argument("aws_lb", "name = \"${var.x}-${var.y}\"") == Lines{});
  CHECK(argument("aws_lb", "name = \"" + std::string(33, 'a') + "${var.x}\"") == Lines{"name: the text is longer than 32 bytes"});
  CHECK(argument("aws_iam_role_policy_attachment", "policy_arn = \"arn:${var.x}\"") == Lines{});
  CHECK(argument("aws_iam_role_policy_attachment", "policy_arn = \"role/${var.x}\"") ==
        Lines{"policy_arn: the text does not begin with `arn:`"});
  CHECK(argument("aws_ecs_service", "launch_type = \"FAR${var.x}\"") == Lines{});
  CHECK(argument("aws_ecs_service", "launch_type = \"LAMB${var.x}\"") ==
        Lines{"launch_type: the text cannot become an accepted value"});
  CHECK(argument("aws_lb", "name = \"%{ if var.x }_%{ endif }\"") == Lines{});
  CHECK(argument("aws_lb", "name = \"${\"a\"}-${5}_\"") == Lines{"name: `a-5_` holds the character `_`"});
}

TEST_CASE("values of sensitive arguments do not appear in messages") {
  const auto token = [](const std::string& text) {
    const auto found = problems_of("resource \"aws_elasticache_replication_group\" \"x\" {\n  auth_token = \"" + text + "\"\n}\n");
    REQUIRE(found.size() >= 1);
    return found[0];
  };
  CHECK(token("hunter2").message == "the value is shorter than 16 bytes");
  const Problem bad = token("hunter2hunter2hunter2/");
  CHECK(bad.message == "the value holds a character that is refused");
  CHECK((bad.message + bad.help).find("hunter") == std::string::npos);
}

TEST_CASE("long values are cut at a character") {
  std::string text(59, 'a');
  text += "üüüüüüüüüü";
  const auto found = argument("aws_sns_topic", "signature_version = \"" + text + "\"");
  REQUIRE(found.size() == 1);
  CHECK(found[0] == "signature_version: `" + text.substr(0, 59) + "…` is no number");
}
