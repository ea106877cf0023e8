// What is there already is in no plan of ours, and what stands on it has its ids.
#include "catch.hpp"
#include "example.hpp"
#include "infragen/support/text.hpp"

namespace {

using namespace infragen;
using test::Tree;

Tree example() {
  Tree files;
  for (const auto& [path, bytes] : test::tree_of(std::string(INFRAGEN_SOURCE_DIR) + "/examples/existing-network")) {
    if (path.ends_with(".yaml") && !path.starts_with("out/")) files[path] = bytes;
  }
  return files;
}

std::string all_of(const driver::Compilation& c) {
  std::string out;
  for (const auto& [path, text] : c.arranged.files) {
    if (path.find("/bootstrap/") == std::string::npos) out += text;   // the bucket of the states is ours
  }
  return out;
}

}  // namespace

TEST_CASE("nothing is made for what is there already, and nobody is asked for it") {
  const driver::Compilation c = test::compile(example());
  REQUIRE(c.ok);
  const std::string text = all_of(c);
  for (const char* made : {"\"aws_vpc\"", "\"aws_subnet\"", "\"aws_nat_gateway\"", "\"aws_route53_zone\"", "\"aws_acm_certificate\"", "\"aws_secretsmanager_secret\"", "\"aws_sns_topic\"", "bucket        = \"example-company-invoices\"", "data \"aws_"}) {
    INFO(made);
    CHECK(text.find(made) == std::string::npos);
  }
  for (const lock::Fact& fact : c.next_lock.facts()) {
    INFO(fact.kind << " " << fact.subject);
    CHECK(fact.kind != "block");
  }
}

TEST_CASE("the stated ids stand where others refer to what is there already") {
  const driver::Compilation c = test::compile(example());
  REQUIRE(c.ok);
  const std::string text = all_of(c);
  for (const char* stated : {"vpc_id      = \"vpc-0a1b2c3d4e5f60718\"", "\"subnet-0a1b2c3d4e5f60721\", \"subnet-0a1b2c3d4e5f60722\"", "zone_id = \"Z0123456789ABCDEFGHIJ\"",
                             "= \"arn:aws:acm:eu-central-1:210987654321:certificate/1b2c3d4e-0000-1111-2222-333344445555\"",
                             "\"arn:aws:sns:eu-central-1:210987654321:operations\"", "\"arn:aws:s3:::example-company-invoices/*\"", "\"example-company-invoices\"",
                             "\"arn:aws:kms:eu-central-1:210987654321:key/1b2c3d4e-0000-1111-2222-333344445555\""}) {
    INFO(stated);
    CHECK(text.find(stated) != std::string::npos);
  }
}

TEST_CASE("ids take inputs and attributes of other resources, and lead back to the specification") {
  Tree files = example();
  std::string& stated = files["envs/prod/existing.yaml"];
  stated = support::replace_all(stated, "arn:aws:sns:eu-central-1:210987654321:operations", "arn:aws:sns:eu-central-1:${input.account}:operations");
  stated = support::replace_all(stated, "Z0123456789ABCDEFGHIJ", "\"${resource.aws_route53_zone.company.zone_id}\"");
  files["envs/prod/more.yaml"] =
      "inputs: {account: {is: account, about: The account of the platform., example: 210987654321}}\n"
      "resource: {aws_route53_zone: {company: {name: example-company.net}}}\n"
      "outputs: {topic: \"${sns.operations.name}\"}\n";
  const driver::Compilation c = test::compile(files);
  REQUIRE(c.ok);
  const std::string text = all_of(c);
  CHECK(text.find("arn:aws:sns:eu-central-1:${var.account}:operations") != std::string::npos);
  CHECK(text.find("zone_id = aws_route53_zone.company.zone_id") != std::string::npos);
  CHECK(text.find("value = \"operations\"") != std::string::npos);
}

TEST_CASE("environments read what a shared stack says is there, and the stack has no state") {
  Tree files = example();
  std::string& stated = files["envs/prod/existing.yaml"];
  const std::string zone = "zone:\n  company: {domain: example-company.net, existing: {id: Z0123456789ABCDEFGHIJ}}\n";
  REQUIRE(stated.find(zone) != std::string::npos);
  stated = support::replace_all(stated, zone, "");
  files["shared/company.yaml"] = "shared: company\n" + zone;
  const driver::Compilation c = test::compile(files);
  REQUIRE(c.ok);
  CHECK(all_of(c).find("zone_id = \"Z0123456789ABCDEFGHIJ\"") != std::string::npos);
  for (const auto& [path, text] : c.arranged.files) CHECK_FALSE(path.starts_with("terraform/company"));
}
