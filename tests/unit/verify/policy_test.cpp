#include "catch.hpp"
#include "check.hpp"

namespace {

Lines policy(const std::string& document) { return resource("aws_iam_policy", "policy = " + document); }
Lines statement(const std::string& members) {
  return policy("jsonencode({ Version = \"2012-10-17\", Statement = [{ " + members + " }] })");
}

}  // namespace

TEST_CASE("a right policy has no problems, as text and as an expression") {
  CHECK(statement("Effect = \"Allow\", Action = \"s3:*\", Resource = \"*\"") == Lines{});
  CHECK(statement("Effect = \"Allow\", NotAction = [\"s3:*\"], Resource = var.r, Condition = {}") == Lines{});
  CHECK(policy("jsonencode({ Version = \"2012-10-17\", Statement = var.s })") == Lines{});
  CHECK(policy("data.aws_iam_policy_document.x.json") == Lines{});
  CHECK(policy("\"{\\\"Statement\\\":{\\\"Effect\\\":\\\"Deny\\\",\\\"Action\\\":\\\"*\\\",\\\"Resource\\\":\\\"*\\\"}}\"") == Lines{});
  CHECK(policy("jsonencode({ Statement = [merge(var.a, { Effect = \"Allow\" })] })") == Lines{});
  CHECK(policy("jsonencode({ Statement = [for s in var.s : s] })") == Lines{});
}

TEST_CASE("a policy must be a JSON object") {
  CHECK(policy("jsonencode([])") == Lines{"policy: a policy document must be a JSON object"});
  CHECK(policy("jsonencode(\"x\")") == Lines{"policy: a policy document must be a JSON object"});
  CHECK(policy("\"[]\"") == Lines{"policy: `[]` is not a policy document, a JSON object"});
  CHECK(policy("\"{\"") == Lines{"policy: `{` is not a policy document, a JSON object"});
}

TEST_CASE("statements are read") {
  CHECK(statement("Effect = \"allow\", Action = \"a:b\", Resource = \"*\"") == Lines{"policy: `allow` is no `Effect` of a policy"});
  CHECK(statement("Effect = \"Allow\", Resource = \"*\"") == Lines{"policy: a statement without `Action`"});
  CHECK(statement("Action = \"a:b\", Resource = \"*\"") == Lines{"policy: a statement without `Effect`"});
  CHECK(statement("Effect = \"Allow\", Action = \"a:b\"") == Lines{"policy: a statement without `Resource`"});
  CHECK(statement("Effect = \"Allow\", Action = \"a:b\", NotAction = \"c:d\", Resource = \"*\"") ==
        Lines{"policy: a statement with both `Action` and `NotAction`"});
  CHECK(statement("Effect = \"Allow\", Actions = \"a:b\", Action = \"a:b\", Resource = \"*\"") ==
        Lines{"policy: a statement has no `Actions`"});
  CHECK(statement("Effect = \"Allow\", Action = \"a:b\", Resource = \"*\", Principal = \"*\"") ==
        Lines{"policy: `Principal` has no place in a policy of a role, user or group"});
  CHECK(policy("jsonencode({ Version = \"2012-10-17\" })") == Lines{"policy: the policy has no `Statement`"});
  CHECK(policy("jsonencode({ Version = \"2020-01-01\", Statement = var.s })") ==
        Lines{"policy: `2020-01-01` is no `Version` of a policy"});
  CHECK(policy("jsonencode({ Statements = [], Statement = var.s })") == Lines{"policy: a policy has no `Statements`"});
}

TEST_CASE("a trust policy needs a principal and has no resource") {
  const auto trust = [](const std::string& members) {
    return resource("aws_iam_role", "assume_role_policy = jsonencode({ Statement = [{ Effect = \"Allow\", Action = \"sts:AssumeRole\", " +
                                        members + " }] })");
  };
  CHECK(trust("Principal = { Service = \"ecs-tasks.amazonaws.com\" }") == Lines{});
  CHECK(trust("Sid = \"a\"") == Lines{"assume_role_policy: a statement without `Principal`"});
  CHECK(trust("Principal = \"*\", Resource = \"*\"") ==
        Lines{"assume_role_policy: `Resource` has no place in a policy that says who may assume a role"});
}

TEST_CASE("JSON of other kinds is only held to be JSON, unless it has statements") {
  CHECK(argument("aws_sqs_queue_policy", "policy = jsonencode({ rules = [] })") == Lines{});
  CHECK(argument("aws_sqs_queue_policy", "policy = jsonencode({ Statement = [{ Effect = \"Alow\", Action = \"a\" }] })") ==
        Lines{"policy: `Alow` is no `Effect` of a policy"});
  CHECK(argument("aws_sqs_queue_policy", "policy = \"{\"") == Lines{"policy: `{` is not JSON"});
}
