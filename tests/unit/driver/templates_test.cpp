#include <algorithm>

#include "catch.hpp"
#include "example.hpp"
#include "infragen/support/text.hpp"

namespace {

using namespace infragen;
using test::Tree;

/// `slug at path: help` of the errors.
std::vector<std::string> errors(const driver::Compilation& c) {
  std::vector<std::string> out;
  for (const auto& d : c.findings) {
    if (d.severity != diag::Severity::error) continue;
    const std::string path = d.at.known() ? c.loaded.files.path(d.at.file) : std::string("?");
    out.push_back(std::string(d.slug) + " at " + path + ": " + support::join(d.help, " | "));
  }
  return out;
}

driver::Compilation with_template(const std::string& name, const std::string& text) {
  Tree files = test::popcorn();
  files["templates/terraform/" + name] = text;
  return test::compile(files);
}

const std::string filter =
    "{{ file metrics }}\n\nresource \"aws_cloudwatch_log_metric_filter\" {{ address errors }} {\n  name           = \"{{ name }}-errors\"\n"
    "  log_group_name = {{ ref log-group name }}\n  pattern        = \"ERROR\"\n\n"
    "  metric_transformation {\n    name      = \"{{ name }}-errors\"\n    namespace = \"services\"\n    value     = \"1\"\n  }\n}\n";

}  // namespace

TEST_CASE("an addition reaches every object of its template, in the object's stack, and changes nothing else") {
  const driver::Compilation before = test::compile(test::popcorn());
  const driver::Compilation c = with_template("ecs-service+errors.tf", filter);
  REQUIRE(errors(c).empty());
  CHECK(c.arranged.files.at("terraform/dev/popup/metrics.tf").find("\"aws_cloudwatch_log_metric_filter\" \"user_service_errors\"") != std::string::npos);
  CHECK(c.arranged.files.contains("terraform/dev/entry/metrics.tf"));
  CHECK(c.arranged.files.contains("terraform/prod/popup/metrics.tf"));
  CHECK(c.next_lock.get("address", "dev", "service.user-service/errors") == "popup aws_cloudwatch_log_metric_filter.user_service_errors");
  for (const auto& [path, text] : before.arranged.files) {
    if (path.ends_with("/services.tf")) CHECK(c.arranged.files.at(path) == text);
  }
}

TEST_CASE("an addition adds to a project's own template as well") {
  Tree files = test::popcorn();
  files["templates/terraform/registry.tf"] = "{{ file registry }}\n\nresource \"aws_ecr_repository\" {{ address repository key }} {\n  name = {{ name }}\n}\n";
  files["templates/terraform/registry+policy.tf"] =
      "{{ file registry }}\n\nresource \"aws_ecr_lifecycle_policy\" {{ address lifecycle-policy key }} {\n  repository = {{ ref repository[key] name }}\n  policy     = jsonencode({{ lifecycle }})\n}\n";
  const driver::Compilation c = test::compile(files);
  REQUIRE(errors(c).empty());
  const std::string& text = c.arranged.files.at("terraform/global/registry.tf");
  CHECK(text.find("image_tag_mutability") == std::string::npos);
  CHECK(text.find("aws_ecr_lifecycle_policy") != std::string::npos);
}

TEST_CASE("an addition is held against the provider like every template") {
  const driver::Compilation c = with_template("ecs-service+errors.tf", support::replace_all(filter, "  pattern        = \"ERROR\"\n", ""));
  REQUIRE_FALSE(errors(c).empty());
  for (const std::string& e : errors(c)) CHECK(e.starts_with("provider-refuses at domains/"));
}

TEST_CASE("an addition to no template is an error that shows the nearest name") {
  CHECK(errors(with_template("ecs-servise+errors.tf", filter)) ==
        std::vector<std::string>{"unused-template at templates/terraform/ecs-servise+errors.tf: did you mean `templates/terraform/ecs-service+errors.tf`"});
  CHECK(errors(with_template("ecs-service+.tf", filter)).size() == 1);
}

TEST_CASE("templates of manifests are read by their extension, and one for nothing is an error") {
  Tree files = test::popcorn();
  files["templates/kubernetes/no-such-template-at-all.yaml"] = "{{ object x }}\na: 1\n";
  files["templates/kubernetes/no-such-template-at-all+more.yaml"] = "{{ object y }}\na: 1\n";
  files["templates/kubernetes/old.yml"] = "";
  files["templates/terraform/old.yaml"] = "";
  const driver::Compilation c = test::compile(files);
  const auto all = errors(c);
  REQUIRE(all.size() == 2);
  CHECK(all[0].starts_with("unused-template at templates/kubernetes/no-such-template-at-all"));
  CHECK(all[1].starts_with("unused-template at templates/kubernetes/no-such-template-at-all"));
  CHECK(std::count_if(c.findings.begin(), c.findings.end(), [](const auto& d) { return d.slug == "unread-file"; }) == 1);
}

TEST_CASE("a value out of range is said once, and is not judged further") {
  Tree files = test::popcorn();
  std::string& text = files.at("envs/dev/env.yaml");
  REQUIRE(text.find("backups: 1d") != std::string::npos);
  text = support::replace_all(text, "backups: 1d", "backups: 900h");   // too long, and no whole days
  const auto all = errors(test::compile(files));
  CHECK(all.size() == 1);
  CHECK(all.front().starts_with("out-of-range at envs/dev/env.yaml"));
}
