#include <algorithm>

#include "catch.hpp"
#include "example.hpp"
#include "infragen/support/text.hpp"

namespace {

using namespace infragen;
using test::Tree;

/// The example with one text replaced, which must be there.
Tree with(Tree files, const std::string& path, const std::string& from, const std::string& to) {
  std::string& text = files.at(path);
  REQUIRE(text.find(from) != std::string::npos);
  text = support::replace_all(text, from, to);
  return files;
}

/// Compiles, and leaves the lock in the project as a build would.
driver::Compilation build(Tree& files) {
  driver::Compilation c = test::compile(files);
  for (const auto& d : c.findings) INFO(d.message);
  if (c.ok) files["infragen.lock"] = lock::print(c.next_lock);
  return c;
}

bool has(const driver::Compilation& c, std::string_view slug) {
  return std::any_of(c.findings.begin(), c.findings.end(), [&](const auto& d) { return d.slug == slug; });
}

}  // namespace

TEST_CASE("a tier that is added in the middle renumbers nothing") {
  Tree files = with(with(test::popcorn(), "envs/base.yaml", "{route: nat, netnum: 16}", "{route: nat}"), "envs/base.yaml", "{route: isolated, netnum: 32}", "{route: isolated}");
  const driver::Compilation before = build(files);
  REQUIRE(before.ok);
  files = with(files, "envs/base.yaml", "    data:", "    batch: {route: nat}\n    data:");
  files = with(files, "envs/base.yaml", "defaults:\n  service:\n", "defaults:\n  service:\n    tier: app\n");
  const driver::Compilation after = build(files);
  REQUIRE(after.ok);
  const auto old_blocks = before.next_lock.all("block", "dev");
  REQUIRE(old_blocks.size() == 6);
  for (const lock::Fact& block : old_blocks) CHECK(after.next_lock.get("block", "dev", block.subject) == block.value);
  CHECK(after.next_lock.all("block", "dev").size() == 8);
}

TEST_CASE("a zone at the end renumbers nothing, one in the middle is refused") {
  Tree files = test::popcorn();
  const driver::Compilation before = build(files);
  REQUIRE(before.ok);

  Tree at_the_end = with(files, "envs/base.yaml", "zones: [a, c]", "zones: [a, c, d]");
  const driver::Compilation after = build(at_the_end);
  REQUIRE(after.ok);
  for (const lock::Fact& block : before.next_lock.all("block", "dev")) CHECK(after.next_lock.get("block", "dev", block.subject) == block.value);

  Tree in_the_middle = with(files, "envs/base.yaml", "zones: [a, c]", "zones: [a, b, c]");
  const driver::Compilation refused = build(in_the_middle);
  CHECK_FALSE(refused.ok);
  CHECK(has(refused, "subnet-moves"));
}

TEST_CASE("a rename moves the state and keeps names whose change would replace") {
  Tree files = test::popcorn();
  REQUIRE(build(files).ok);
  files = with(files, "domains/popup/domain.yaml", "  jwt: {generate: 64}", "  token: {generate: 64, was: jwt}");
  files = with(files, "domains/popup/domain.yaml", "secret.jwt: read", "secret.token: read");
  files = with(files, "domains/entry/domain.yaml", "secret.jwt: read", "secret.token: read");
  const driver::Compilation renamed = build(files);
  REQUIRE(renamed.ok);
  const std::string& secrets = renamed.arranged.files.at("terraform/dev/popup/secrets.tf");
  CHECK(secrets.find("resource \"aws_secretsmanager_secret\" \"token\"") != std::string::npos);
  CHECK(secrets.find("\"goorm-popcorn/dev/jwt\"") != std::string::npos);
  const std::string& moved = renamed.arranged.files.at("terraform/dev/popup/moved.tf");
  CHECK(moved.find("from = aws_secretsmanager_secret.jwt\n") != std::string::npos);
  CHECK(moved.find("to   = aws_secretsmanager_secret.token\n") != std::string::npos);

  SECTION("and goes on doing so when `was:` is gone") {
    files = with(files, "domains/popup/domain.yaml", ", was: jwt", "");
    const driver::Compilation later = build(files);
    REQUIRE(later.ok);
    CHECK(later.arranged.files.at("terraform/dev/popup/secrets.tf") == secrets);
    CHECK(later.arranged.files.at("terraform/dev/popup/moved.tf") == moved);
  }
}

TEST_CASE("a build with --locked refuses to change the lock") {
  Tree files = test::popcorn();
  files.erase("infragen.lock");
  test::MemoryFileSystem without = test::in_memory(files);
  driver::Options options;
  options.locked = true;
  CHECK(has(driver::compile(without, {}, options), "lock-differs"));
  REQUIRE(build(files).ok);
  test::MemoryFileSystem with_lock = test::in_memory(files);
  CHECK(driver::compile(with_lock, {}, options).ok);
}
