// Modules that people wrote: what of their folder is read, and where the call leads.
#include "catch.hpp"
#include "example.hpp"
#include "infragen/support/text.hpp"

namespace {

using namespace infragen;
using test::Tree;

Tree example() {
  Tree files;
  for (const auto& [path, bytes] : test::tree_of(std::string(INFRAGEN_SOURCE_DIR) + "/examples/own-module")) {
    if ((path.ends_with(".yaml") || path.ends_with(".tf") || path.ends_with(".sh")) && !path.starts_with("out/")) files[path] = bytes;
  }
  return files;
}

bool says(const driver::Compilation& c, std::string_view slug, const std::string& text) {
  return std::any_of(c.findings.begin(), c.findings.end(), [&](const diag::Diagnostic& d) { return d.slug == slug && d.message.find(text) != std::string::npos; });
}

}  // namespace

TEST_CASE("a module of one's own is an end of edges like any other") {
  const driver::Compilation c = test::compile(example());
  for (const auto& d : c.findings) UNSCOPED_INFO(d.slug << ": " << d.message);
  REQUIRE(c.ok);
  const auto file = [&](const std::string& path) { return c.arranged.files.at("terraform/prod/" + path); };
  CHECK(file("core/modules.tf").find("source        = \"../../../../modules/search\"") != std::string::npos);
  CHECK(file("core/outputs.tf").find("value       = module.search.endpoint") != std::string::npos);
  CHECK(file("catalogue/iam.tf").find("\"es:ESHttpDelete\"") != std::string::npos);
  CHECK(file("catalogue/services.tf").find("outputs.module_search_endpoint") != std::string::npos);
  CHECK(file("catalogue/security.tf").find("security_group_id            = data.terraform_remote_state.core.outputs.module_search_security_group_id") != std::string::npos);
  const std::string test = file("core/tests/plan.tftest.hcl");
  CHECK(test.find("module.search.data.aws_caller_identity.current") != std::string::npos);
  CHECK(test.find("aws_iam_policy_document") == std::string::npos);
}

TEST_CASE("the way to a module counts from the root, wherever the output stands") {
  test::MemoryFileSystem fs = test::in_memory(example());
  driver::Options options;
  options.project = "../../somewhere";
  const driver::Compilation c = driver::compile(fs, {}, options);
  REQUIRE(c.ok);
  CHECK(c.arranged.files.at("terraform/dev/core/modules.tf").find("\"../../../../../somewhere/modules/search\"") != std::string::npos);
}

TEST_CASE("links on the way to a module, and in it, are not followed") {
  Tree files = example();
  test::MemoryFileSystem fs = test::in_memory(files);
  fs.put_link("modules/there", "/etc");
  fs.put_link("modules/search/more.tf", "/etc/passwd");
  SECTION("in it") { CHECK(says(driver::compile(fs, {}, {}), "no-such-module", "more.tf")); }
  SECTION("on the way") {
    fs.put("envs/prod/there.yaml", "module: {there: {source: modules/there}}\n");
    CHECK(says(driver::compile(fs, {}, {}), "no-such-module", "reached through a link"));
  }
}

TEST_CASE("what is read of a module is bounded") {
  Tree files = example();
  SECTION("files") {
    for (int i = 0; i < 201; ++i) files["modules/search/f" + std::to_string(i) + ".tf"] = "\n";
    CHECK(says(test::compile(files), "no-such-module", "more than 200 files"));
  }
  SECTION("bytes") {
    files["modules/search/large.tf"] = std::string((1u << 20) + 1, '\n');
    CHECK(says(test::compile(files), "no-such-module", "more than 1 MiB"));
  }
  SECTION("depth") {
    files["modules/search/deep.tf"] = "locals {\n  x = " + std::string(100000, '[') + "\n}\n";
    CHECK(says(test::compile(files), "unreadable-module", "no Terraform"));
  }
}

TEST_CASE("a module that is renamed takes its state along") {
  Tree files = example();
  const driver::Compilation before = test::compile(files);
  REQUIRE(before.ok);
  files["infragen.lock"] = lock::print(before.next_lock);
  files["envs/base.yaml"] = support::replace_all(files["envs/base.yaml"], "  search:\n", "  finder:\n    was: search\n");
  files["envs/prod/env.yaml"] = support::replace_all(files["envs/prod/env.yaml"], "  search:\n", "  finder:\n");
  for (const char* path : {"infragen.yaml", "domains/catalogue/domain.yaml", "domains/catalogue/importer.yaml"}) files[path] = support::replace_all(files[path], "module.search", "module.finder");
  const driver::Compilation after = test::compile(files);
  for (const auto& d : after.findings) UNSCOPED_INFO(d.slug << ": " << d.message);
  REQUIRE(after.ok);
  const std::string moved = after.arranged.files.at("terraform/prod/core/moved.tf");
  CHECK(moved.find("from = module.search") != std::string::npos);
  CHECK(moved.find("to   = module.finder") != std::string::npos);
}
