#include "catch.hpp"
#include "checked.hpp"

using namespace infragen::test;

TEST_CASE("accounts and regions are real ones") {
  const std::string input = "account: {input: aws_account}\ninputs:\n  aws_account: {is: account, about: the account, example: 210987654321}";
  each_is_found({
      {project_file, input, "account: 210987654321", {}},
      {project_file, input, "account: 123456789012", {"example-account at infragen.yaml:5"}},
      {project_file, input, "account: 000000000000", {"example-account at infragen.yaml:5"}},
      {project_file, input, "account: 21098765432", {"account-digits at infragen.yaml:5"}},
      {project_file, "region: ap-northeast-2", "region: ap-northeast-22", {"unknown-region at infragen.yaml:4"}},
      {project_file, "region: ap-northeast-2", "region: us-gov-west-1", {}},
  });
  const auto lately = findings(changed(sound_project(), project_file, "region: ap-northeast-2", "region: xx-newland-9"));
  REQUIRE(lately.size() == 1);
  CHECK(lately[0].severity == infragen::diag::Severity::warning);
}

TEST_CASE("inputs are declared, taken, and have examples that fit") {
  each_is_found({
      {project_file, "{input: aws_account}", "{input: aws_acount}", {"unknown-input at infragen.yaml:5", "unused-input at infragen.yaml:7"}},
      {project_file, "example: 210987654321", "example: 2109", {"input-example at infragen.yaml:7"}},
      {project_file, "variables:\n", "  site: {is: domain, about: the site, example: shop.net}\nvariables:\n", {"unused-input at infragen.yaml:8"}},
      {project_file, "variables:\n", "  site: {is: domain, about: the site, example: not a name}\nvariables:\n", {"unused-input at infragen.yaml:8", "input-example at infragen.yaml:8"}},
  });
}
