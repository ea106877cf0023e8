// A line of `import` comes and goes without a trace beside its own.
#include "catch.hpp"
#include "example.hpp"
#include "infragen/support/text.hpp"

namespace {

using namespace infragen;
using test::Tree;

Tree with_import(const std::string& lines) {
  Tree files = test::popcorn();
  files["envs/dev/adopt.yaml"] = lines;
  return files;
}

const std::string network = "network:\n  main:\n    import:\n      aws_vpc: vpc-0123456789abcdef0\n      aws_subnet.app-a: subnet-0123456789abcdef0\n";

}  // namespace

TEST_CASE("an import adds its block and what turns it off, and changes nothing else") {
  const driver::Compilation before = test::compile(test::popcorn());
  const driver::Compilation after = test::compile(with_import(network));
  REQUIRE(before.ok);
  REQUIRE(after.ok);
  CHECK(lock::print(after.next_lock) == lock::print(before.next_lock));
  Tree files = after.arranged.files;
  const std::string core = "terraform/dev/core/";
  CHECK(files.at(core + "imports.tf").find("to       = aws_subnet.main_app_a") != std::string::npos);
  CHECK(files.erase(core + "imports.tf") == 1);
  for (const auto& [path, text] : files) {
    INFO(path);
    if (path == core + "variables.tf") {
      CHECK(text.find("variable \"adopt\" {") != std::string::npos);
    } else if (path == core + "tests/plan.tftest.hcl") {
      CHECK(text.find("adopt") != std::string::npos);
    } else {
      CHECK(text == before.arranged.files.at(path));
    }
  }
}

TEST_CASE("an imported line leads back to the specification") {
  const driver::Compilation c = test::compile(with_import(network));
  REQUIRE(c.ok);
  bool found = false;
  for (const arrange::LineOrigin& line : c.arranged.lines.at("dev")) {
    if (line.path != "terraform/dev/core/imports.tf" || line.origin == source::no_origin) continue;
    for (const auto& state : c.states) {
      if (state.name != "dev") continue;
      const source::Span at = state.system.env().origins.span(line.origin);
      found = found || (at.known() && c.loaded.files.path(at.file) == "envs/dev/adopt.yaml");
    }
  }
  CHECK(found);
}

TEST_CASE("an import goes to the stack of its resource, and each root is turned off by itself") {
  Tree files = test::popcorn();
  files["domains/commerce/old.yaml"] = "secret:\n  old: {generate: 20, import: {aws_secretsmanager_secret: \"arn:aws:secretsmanager:ap-northeast-2:210987654321:secret:old-AbCdEf\"}}\n";
  const driver::Compilation c = test::compile(files);
  REQUIRE(c.ok);
  CHECK(c.arranged.files.contains("terraform/dev/commerce/imports.tf"));
  CHECK(c.arranged.files.contains("terraform/prod/commerce/imports.tf"));
  CHECK_FALSE(c.arranged.files.contains("terraform/dev/core/imports.tf"));
  CHECK(support::replace_all(c.arranged.files.at("terraform/dev/commerce/tests/plan.tftest.hcl"), "  ", " ").find("adopt ") != std::string::npos);
}
