#include "catch.hpp"
#include "check.hpp"

TEST_CASE("arguments that conflict are reported once, at the second one") {
  const auto found = problems_of("resource \"aws_iam_role\" \"x\" {\n  assume_role_policy = var.p\n  name = \"a\"\n  name_prefix = \"b\"\n}\n");
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == Kind::conflict);
  CHECK(found[0].message == "`name_prefix` conflicts with `name`");
  CHECK(found[0].help == "keep one of them");
}

TEST_CASE("what may turn out to be null conflicts with nothing") {
  CHECK(resource("aws_iam_role", "assume_role_policy = var.p\nname = \"a\"\nname_prefix = null") == Lines{});
  CHECK(resource("aws_iam_role", "assume_role_policy = var.p\nname = \"a\"\nname_prefix = var.prefix") == Lines{});
  CHECK(resource("aws_iam_role", "assume_role_policy = var.p\nname = \"a\"\nname_prefix = \"${var.a}-\"") ==
        Lines{"name_prefix: `name_prefix` conflicts with `name`"});
  CHECK(resource("aws_lambda_permission",
                 "action = \"a\"\nfunction_name = \"f\"\nprincipal = \"p\"\nstatement_id = \"a\"\nstatement_id_prefix = aws_x.y.id") ==
        Lines{"statement_id_prefix: `statement_id_prefix` conflicts with `statement_id`"});
}

TEST_CASE("exactly one of a group") {
  CHECK(resource("aws_lb", "subnets = [\"a\"]") == Lines{});
  CHECK(resource("aws_lb", "name = \"a\"") == Lines{": one of `subnet_mapping`, `subnets` is required"});
  CHECK(resource("aws_lb", "subnets = var.s") == Lines{});
  CHECK(resource("aws_lb", "subnets = [\"a\"]\nsubnet_mapping {\n subnet_id = \"b\"\n}") ==
        Lines{"subnets: `subnets` conflicts with `subnet_mapping`"});
  CHECK(resource("aws_lb", "dynamic \"subnet_mapping\" {\n for_each = var.m\n content {\n subnet_id = \"b\"\n }\n}") == Lines{});
}

TEST_CASE("groups inside a block count in that block, and not where it is absent") {
  const auto instance = [](const std::string& launch_template) {
    return argument("aws_instance", "ami = \"a\"\ninstance_type = \"t3.micro\"\n" + launch_template);
  };
  CHECK(instance("") == Lines{});
  CHECK(instance("launch_template {\n id = \"lt-0123456789abcdef0\"\n}") == Lines{});
  CHECK(instance("launch_template {\n id = \"lt-0123456789abcdef0\"\n name = \"api\"\n}") ==
        Lines{"launch_template.name: `name` conflicts with `id`"});
  CHECK(resource("aws_instance", "ami = \"a\"\ninstance_type = \"t3.micro\"\nlaunch_template {\n version = \"1\"\n}") ==
        Lines{"launch_template: one of `id`, `name` is required"});
}

TEST_CASE("at least one of a group") {
  const std::string rest = "name = \"a\"\nresource_id = \"b\"\nscalable_dimension = \"c\"\nschedule = \"d\"\nservice_namespace = \"ecs\"\n";
  CHECK(resource("aws_appautoscaling_scheduled_action", rest + "scalable_target_action {\n min_capacity = 1\n}") == Lines{});
  CHECK(resource("aws_appautoscaling_scheduled_action", rest + "scalable_target_action {\n}") ==
        Lines{"scalable_target_action: at least one of `max_capacity`, `min_capacity` is required"});
}

TEST_CASE("arguments that need each other") {
  CHECK(resource("aws_acm_certificate", "certificate_body = \"a\"\nprivate_key = \"b\"") == Lines{});
  CHECK(argument("aws_acm_certificate", "certificate_body = \"a\"") == Lines{});
  const auto found = resource("aws_acm_certificate", "certificate_body = \"a\"");
  REQUIRE_FALSE(found.empty());
  CHECK(found[0] == ": `certificate_body` needs `private_key` beside it");
}

TEST_CASE("a group of which the data knows one member says nothing") {
  CHECK(resource("aws_vpclattice_resource_configuration", "name = \"aaaa\"\nprotocol = \"TCP\"") == Lines{});
}
