// Names, numbers of blocks, types and meta-arguments.

#include "catch.hpp"
#include "check.hpp"

TEST_CASE("a right block has no problems") {
  CHECK(resource("aws_vpc", R"(
    cidr_block = "10.0.0.0/16"
    tags       = { Name = "main" })") == Lines{});
  CHECK(resource("aws_db_subnet_group", "subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]") == Lines{});
  CHECK(resource("aws_subnet", "vpc_id = aws_vpc.main.id\ncidr_block = var.block") == Lines{});
  CHECK(check("provider \"aws\" {\n  alias = \"us\"\n  region = \"us-east-1\"\n}\n") == Lines{});
  CHECK(check("data \"aws_caller_identity\" \"me\" {}\n") == Lines{});
  CHECK(check("ephemeral \"aws_secretsmanager_secret_version\" \"s\" {\n  secret_id = \"a\"\n}\n") == Lines{});
}

TEST_CASE("other providers and other blocks are passed over") {
  CHECK(check("resource \"random_id\" \"x\" {\n  nothing = 1\n}\n") == Lines{});
  CHECK(check("data \"terraform_remote_state\" \"x\" {\n  backend = \"s3\"\n}\n") == Lines{});
  CHECK(check("provider \"google\" {\n  nothing = 1\n}\n") == Lines{});
  CHECK(check("locals {\n  a = 1\n}\nmodule \"m\" {\n  source = \"./m\"\n}\n") == Lines{});
}

TEST_CASE("unknown types name the nearest one") {
  const auto found = problems_of("resource \"aws_vcp\" \"x\" {}\ndata \"aws_caller_identiy\" \"x\" {}\n");
  REQUIRE(found.size() == 2);
  CHECK(found[0].kind == Kind::unknown_type);
  CHECK(found[0].message == "there is no resource type `aws_vcp`");
  CHECK(found[0].help == "did you mean `aws_vpc`?");
  CHECK(found[1].message == "there is no data source `aws_caller_identiy`");
  CHECK(found[1].help == "did you mean `aws_caller_identity`?");
  CHECK(check("ephemeral \"aws_vpc\" \"x\" {}\n") == Lines{": there is no ephemeral resource `aws_vpc`"});
}

TEST_CASE("unknown arguments and blocks name the nearest one, at any depth") {
  const auto found = problems_of(R"(resource "aws_lb_target_group" "x" {
  prot = 80
  health_check {
    intervall = 5
  }
  helth_check {
  }
}
)");
  REQUIRE(found.size() == 3);
  CHECK(found[0].kind == Kind::unknown_attribute);
  CHECK(found[0].message == "there is no argument `prot` here");
  CHECK(found[0].help == "did you mean `port`?");
  CHECK(found[1].path == "health_check.intervall");
  CHECK(found[1].help == "did you mean `interval`?");
  CHECK(found[2].message == "there is no block `helth_check` here");
  CHECK(found[2].help == "did you mean `health_check`?");
}

TEST_CASE("a problem points at the value, by offset and by the nearest origin") {
  const std::string text = "resource \"aws_sqs_queue\" \"x\" {\n  delay_seconds = 901\n}\n";
  const auto by_offset = problems_of(text);
  REQUIRE(by_offset.size() == 1);
  CHECK(by_offset[0].at == text.find("901"));

  using namespace infragen;
  hcl::Item block = hcl::block("resource", {"aws_sqs_queue", "x"}, {});
  block.origin = 7;
  block.body.push_back(hcl::attribute_item("name", hcl::string("a b", 9)));
  block.body.push_back(hcl::attribute_item("delay_seconds", hcl::number(901)));
  block.body.push_back(hcl::attribute_item("deduplication_scope", hcl::string("both")));
  block.body[2].origin = 8;
  const auto by_origin = verify::verify(block, facts::Provider::aws());
  REQUIRE(by_origin.size() == 2);
  CHECK(by_origin[0].origin == 7);
  CHECK(by_origin[1].origin == 8);
}

TEST_CASE("an argument written as a block, a block written as an argument") {
  const auto found = problems_of(R"(resource "aws_lb" "x" {
  subnets = var.subnets
  idle_timeout {
  }
  access_logs = {}
}
)");
  REQUIRE(found.size() == 2);
  CHECK(found[0].kind == Kind::attribute_expected);
  CHECK(found[0].message == "`idle_timeout` is an argument, no block");
  CHECK(found[1].kind == Kind::block_expected);
  CHECK(found[1].message == "`access_logs` is a block");
}

TEST_CASE("a list of objects may be written as blocks, with members left out") {
  CHECK(resource("aws_security_group", "ingress {\n from_port = 1\n to_port = 2\n protocol = \"tcp\"\n}") == Lines{});
  CHECK(resource("aws_security_group", "ingress {\n from_prt = 1\n}") ==
        Lines{"ingress.from_prt: there is no argument `from_prt` here"});
  CHECK(resource("aws_security_group", "ingress {\n from_port = \"x\"\n}") == Lines{"ingress.from_port: `x` is no number"});
  CHECK(resource("aws_route_table", "vpc_id = \"v\"\nroute = [{ cidr_block = \"0.0.0.0/0\" }]").size() == 12);
}

TEST_CASE("what is required must be written, and null is as good as nothing") {
  CHECK(resource("aws_subnet", "cidr_block = \"10.0.0.0/24\"") == Lines{": `vpc_id` is required"});
  CHECK(resource("aws_subnet", "vpc_id = null") == Lines{": `vpc_id` is required"});
  CHECK(resource("aws_subnet", "vpc_id = var.vpc") == Lines{});
  CHECK(resource("aws_s3_bucket_versioning", "bucket = \"a\"") ==
        Lines{": the block `versioning_configuration` is required"});
  CHECK(resource("aws_s3_bucket_versioning", "bucket = \"a\"\nversioning_configuration {\n}") ==
        Lines{"versioning_configuration: `status` is required"});
}

TEST_CASE("blocks that facts call required though the schema does not") {
  const Lines found = resource("aws_appfabric_app_authorization", "app = \"ASANA\"\napp_bundle_arn = var.x\nauth_type = \"apiKey\"");
  CHECK(found == Lines{": the block `credential` is required", ": the block `tenant` is required"});
}

TEST_CASE("too many blocks, by schema and by facts") {
  CHECK(resource("aws_dynamodb_table",
                 "name = \"a\"\nttl {\n enabled = false\n}\nttl {\n enabled = false\n}\nhash_key = \"k\"\nattribute {\n"
                 " name = \"k\"\n type = \"S\"\n}") == Lines{"ttl: more than 1 `ttl` blocks"});
  const std::string block = "versioning_configuration {\n status = \"Enabled\"\n}\n";
  CHECK(resource("aws_s3_bucket_versioning", "bucket = \"a\"\n" + block + block) ==
        Lines{"versioning_configuration: more than 1 `versioning_configuration` blocks"});
}

TEST_CASE("only the provider sets computed arguments, and most ids") {
  const auto found = problems_of("resource \"aws_vpc\" \"x\" {\n  arn = \"a\"\n  id = \"b\"\n  main_route_table_id = null\n}\n");
  REQUIRE(found.size() == 2);
  CHECK(found[0].kind == Kind::not_settable);
  CHECK(found[0].message == "`arn` cannot be set");
  CHECK(found[1].message == "`id` cannot be set");
}

TEST_CASE("literals convert as Terraform converts them") {
  CHECK(argument("aws_ecs_service", "desired_count = \"2\"") == Lines{});
  CHECK(argument("aws_ecs_service", "desired_count = \"1e1\"") == Lines{});
  CHECK(argument("aws_ecs_service", "desired_count = \"two\"") == Lines{"desired_count: `two` is no number"});
  CHECK(argument("aws_ecs_service", "desired_count = true") == Lines{"desired_count: true or false where number is needed"});
  CHECK(argument("aws_ecs_service", "force_delete = \"true\"") == Lines{});
  CHECK(argument("aws_ecs_service", "force_delete = \"1\"") == Lines{});
  CHECK(argument("aws_ecs_service", "force_delete = \"yes\"") == Lines{"force_delete: `yes` is no bool"});
  CHECK(argument("aws_ecs_service", "force_delete = 1") == Lines{"force_delete: a number where bool is needed"});
  CHECK(argument("aws_eip", "tags = { a = 5, b = true, c = null, (var.k) = var.v }") == Lines{});
  CHECK(argument("aws_eip", "tags = { a = [] }") == Lines{"tags[\"a\"]: a list where string is needed"});
  CHECK(argument("aws_eip", "tags = [\"a\"]") == Lines{"tags: a list where map of string is needed"});
  CHECK(argument("aws_eip", "instance = [\"a\"]") == Lines{"instance: a list where string is needed"});
  CHECK(argument("aws_lb", "subnets = \"a\"") == Lines{"subnets: `a` is no set of string"});
  CHECK(argument("aws_lb", "subnets = [1, {}]") == Lines{"subnets[1]: an object where string is needed"});
  CHECK(argument("aws_lb", "subnets = [for s in var.s : s.id]") == Lines{});
  CHECK(argument("aws_eip", "instance = \"${var.a}\"\ntags = merge(var.a, { b = [] })") == Lines{});
}

TEST_CASE("objects need every member, and drop those that nobody knows") {
  const auto found = problems_of(R"(resource "aws_security_group" "x" {
  ingress = [{
    from_port = 1, to_port = 2, protocol = "tcp", cidr_blocks = [], description = "", ipv6_cidr_blocks = [],
    prefix_list_ids = [], security_groups = [], selff = false
  }]
}
)");
  REQUIRE(found.size() == 2);
  CHECK(found[0].kind == Kind::wrong_type);
  CHECK(found[0].message == "the object has no `self`");
  CHECK(found[1].kind == Kind::ignored);
  CHECK(found[1].message == "nothing reads `selff` here");
  CHECK(found[1].help == "did you mean `self`?");
  CHECK_FALSE(infragen::verify::is_error(found[1].kind));
}

TEST_CASE("deprecated things are reported, but are no errors") {
  const auto found = problems_of("resource \"aws_eip\" \"x\" {\n  vpc = true\n}\n");
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == Kind::deprecated);
  CHECK_FALSE(infragen::verify::is_error(found[0].kind));
  CHECK(resource("aws_iam_role", "assume_role_policy = var.p\ninline_policy {\n}") ==
        Lines{"inline_policy: the block `inline_policy` is deprecated"});
  CHECK(check("resource \"aws_simpledb_domain\" \"x\" {\n  name = \"abc\"\n}\n") ==
        Lines{": the resource type `aws_simpledb_domain` is deprecated"});
}

TEST_CASE("an argument may stand once") {
  using namespace infragen;
  const auto twice = hcl::block("resource", {"aws_eip", "x"}, {hcl::attribute_item("domain", hcl::string("vpc")),
                                                              hcl::attribute_item("domain", hcl::string("vpc"))});
  const auto found = verify::verify(twice, facts::Provider::aws());
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == Kind::repeated);
}

TEST_CASE("dynamic blocks are judged by their content") {
  CHECK(resource("aws_security_group", "dynamic \"ingress\" {\n for_each = var.r\n content {\n from_port = 1\n }\n}") == Lines{});
  CHECK(resource("aws_security_group", "dynamic \"ingres\" {\n for_each = var.r\n content {\n }\n}") ==
        Lines{"ingres: there is no block `ingres` here"});
  CHECK(resource("aws_lb_listener",
                 "load_balancer_arn = var.a\ndynamic \"default_action\" {\n for_each = var.r\n content {\n type = \"x\"\n }\n}") ==
        Lines{"default_action.type: `x` is not an accepted value"});
  CHECK(resource("aws_security_group", "dynamic \"ingress\" {\n content {\n }\n}") == Lines{"ingress: `dynamic` needs `for_each`"});
  CHECK(resource("aws_security_group", "dynamic \"ingress\" {\n for_each = []\n}") ==
        Lines{"ingress: `dynamic` needs a `content` block"});
  CHECK(resource("aws_security_group", "dynamic \"ingress\" {\n for_each = []\n each = 1\n content {\n }\n}") ==
        Lines{"ingress: `each` has no place in `dynamic`"});
  CHECK(resource("aws_security_group", "dynamic {\n}") == Lines{": a `dynamic` block needs one label: the block that it makes"});
}

TEST_CASE("meta-arguments") {
  CHECK(resource("aws_eip", "count = 2\ndepends_on = [aws_vpc.x]\nprovider = aws.us") == Lines{});
  CHECK(resource("aws_eip", "count = var.n") == Lines{});
  CHECK(resource("aws_eip", "count = -1") == Lines{"count: `count` must be a whole number, 0 or more"});
  CHECK(resource("aws_eip", "count = 1.5") == Lines{"count: `count` must be a whole number, 0 or more"});
  CHECK(resource("aws_eip", "for_each = [\"a\"]") == Lines{"for_each: `for_each` must be a map or a set of strings"});
  CHECK(resource("aws_eip", "for_each = toset([\"a\"])") == Lines{});
  CHECK(resource("aws_eip", "count = 1\nfor_each = {}") == Lines{": `count` conflicts with `for_each`"});
  CHECK(resource("aws_eip", "depends_on = \"a\"") == Lines{"depends_on: `depends_on` must be a list of references"});
  CHECK(resource("aws_eip", "depends_on = [1]") == Lines{"depends_on: `depends_on` holds something that is no reference"});
  CHECK(resource("aws_eip", "provider = 5") == Lines{"provider: `provider` must be a provider, as `aws.name`"});
  CHECK(check("resource \"aws_eip\" {}\n") == Lines{": a `resource` block needs two labels: type and name"});
  CHECK(check("resource \"aws_eip\" \"a b\" {}\n") == Lines{": `a b` is no name for a `resource` block"});
}

TEST_CASE("lifecycle has keys of its own") {
  CHECK(resource("aws_eip", "lifecycle {\n prevent_destroy = true\n ignore_changes = [tags, tags[\"a\"]]\n}") == Lines{});
  CHECK(resource("aws_eip", "lifecycle {\n ignore_changes = all\n}") == Lines{});
  CHECK(resource("aws_eip", "lifecycle {\n ignore_changes = [tagz]\n}") ==
        Lines{"lifecycle.ignore_changes: there is no argument `tagz` to ignore"});
  CHECK(resource("aws_eip", "lifecycle {\n prevent_destroy = var.p\n}") ==
        Lines{"lifecycle.prevent_destroy: `prevent_destroy` must be `true` or `false`"});
  CHECK(resource("aws_eip", "lifecycle {\n prevent = true\n}") == Lines{"lifecycle.prevent: `lifecycle` has no `prevent` here"});
  CHECK(resource("aws_eip", "lifecycle {\n precondition {\n condition = true\n }\n}") ==
        Lines{"lifecycle.precondition: `error_message` is required"});
  CHECK(check("data \"aws_caller_identity\" \"x\" {\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n") ==
        Lines{"lifecycle.prevent_destroy: `lifecycle` has no `prevent_destroy` here"});
  CHECK(resource("aws_eip", "provisioner \"local-exec\" {\n command = \"x\"\n}\nconnection {\n host = \"x\"\n}") == Lines{});
  CHECK(check("data \"aws_caller_identity\" \"x\" {\n  connection {\n  }\n}\n") ==
        Lines{"connection: there is no block `connection` here"});
}

TEST_CASE("the provider block") {
  CHECK(check("provider \"aws\" {\n  regoin = \"x\"\n}\n") == Lines{"regoin: there is no argument `regoin` here"});
  CHECK(check("provider \"aws\" {\n  alias = var.a\n}\n") == Lines{"alias: `alias` must be a plain string"});
  CHECK(check("provider \"aws\" {\n  count = 2\n}\n") == Lines{"count: `count` has no meaning in a provider block"});
  CHECK(check("provider \"aws\" {\n  default_tags {\n    tags = { a = \"b\" }\n  }\n}\n") == Lines{});
}
