// What is kept of a build comes back as it was, and bytes that somebody else made do no harm.
#include "infragen/driver/remembered.hpp"

#include <random>

#include "catch.hpp"
#include "infragen/support/hash.hpp"
#include "memory_filesystem.hpp"

namespace {

using namespace infragen;
using driver::Remembered;

constexpr std::size_t head = 21 + 32;

/// With a finding that uses every field.
Remembered sample() {
  Remembered out;
  out.key = "key";
  out.summary = {"shop", {{"dev", "core", "terraform/dev/core", 300}, {"global", "", "terraform/global", 0}}, {{"dev", "", "kubernetes/overlays/dev", 12}}};
  out.files = {{"envs/dev/env.yaml", "/project/envs/dev/env.yaml"}};
  const diag::Info info = driver::all_diagnostics().front();
  diag::Diagnostic d;
  d.code = info.code;
  d.slug = info.slug;
  d.severity = diag::Severity::warning;
  d.message = "message";
  d.at = {0, 3, 7};
  d.label = "label";
  d.labels = {{{0, 1, 2}, "other"}, {{}, "nowhere"}};
  d.help = {"help", ""};
  d.path = "postgres.main";
  d.environments = {"dev"};
  d.secret = true;
  d.path_only = "file";
  out.findings = {d, {}};
  out.findings[1].code = info.code;
  out.findings[1].slug = info.slug;
  test::MemoryFileSystem disk;
  disk.put("/project/envs/dev/env.yaml", "0123456789");
  support::TracedFileSystem traced(disk);
  std::string text;
  traced.read("/project/envs/dev/env.yaml", text, 100);
  traced.status("/project/none");
  out.trace = traced.trace();
  return out;
}

std::string sealed(const std::string& body) { return driver::print(sample()).substr(0, head - 32) + support::hash_of(body) + body; }

}  // namespace

TEST_CASE("what is kept comes back") {
  const Remembered was = sample();
  const auto is = driver::parse_remembered(driver::print(was), "key");
  REQUIRE(is);
  CHECK((is->trace == was.trace));
  CHECK((is->summary == was.summary));
  CHECK((is->files == was.files));
  REQUIRE(is->findings.size() == 2);
  const diag::Diagnostic &a = was.findings[0], &b = is->findings[0];
  CHECK(b.code == a.code);
  CHECK(b.slug == a.slug);
  CHECK((b.severity == a.severity));
  CHECK(b.message == a.message);
  CHECK((b.at == a.at));
  CHECK(b.label == a.label);
  REQUIRE(b.labels.size() == 2);
  CHECK((b.labels[0].at == a.labels[0].at));
  CHECK(b.labels[0].text == "other");
  CHECK_FALSE(b.labels[1].at.known());
  CHECK(b.help == a.help);
  CHECK(b.path == a.path);
  CHECK(b.environments == a.environments);
  CHECK(b.secret);
  CHECK(b.path_only == "file");
  CHECK((is->findings[1].severity == diag::Severity::error));
  CHECK_FALSE(is->findings[1].secret);
}

TEST_CASE("it is for one key, and whole") {
  const std::string bytes = driver::print(sample());
  CHECK_FALSE(driver::parse_remembered(bytes, "kez"));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    INFO(i);
    CHECK_FALSE(driver::parse_remembered(bytes.substr(0, i), "key"));
    std::string other = bytes;
    other[i] = static_cast<char>(other[i] ^ 0x10);
    CHECK_FALSE(driver::parse_remembered(other, "key"));
  }
  CHECK_FALSE(driver::parse_remembered(bytes + '\0', "key"));
}

TEST_CASE("bytes that somebody sealed are read to their end and no further") {
  const std::string body = driver::print(sample()).substr(head);
  REQUIRE(driver::parse_remembered(sealed(body), "key"));
  CHECK_FALSE(driver::parse_remembered(sealed(body + '\0'), "key"));
  for (std::size_t i = 0; i < body.size(); ++i) CHECK_FALSE(driver::parse_remembered(sealed(body.substr(0, i)), "key"));
  std::mt19937 random(1);
  test::MemoryFileSystem disk;
  disk.put("/project/envs/dev/env.yaml", "0123456789");
  std::size_t taken = 0;
  for (int i = 0; i < 4000; ++i) {
    std::string other = body;
    for (int changes = 1 + static_cast<int>(random() % 3); changes > 0; --changes) other[random() % other.size()] = static_cast<char>(random());
    const auto parsed = driver::parse_remembered(sealed(other), "key");
    std::string why;
    if (!parsed) continue;
    if (const auto again = driver::again(disk, *parsed, why)) {
      ++taken;
      for (const diag::Diagnostic& d : again->findings) {
        if (d.at.known()) CHECK(d.at.end <= again->files.text(d.at.file).size());
      }
    }
  }
  CHECK(taken > 0);
}

TEST_CASE("places outside of what was read are not believed") {
  test::MemoryFileSystem disk;
  disk.put("/project/envs/dev/env.yaml", "0123456789");
  std::string why;
  CHECK(driver::again(disk, sample(), why));
  for (const source::Span at : {source::Span{0, 3, 11}, source::Span{0, 4, 3}, source::Span{1, 0, 0}}) {
    Remembered wrong = sample();
    wrong.findings[0].labels[0].at = at;
    CHECK_FALSE(driver::again(disk, wrong, why));
  }
  Remembered unread = sample();
  unread.trace.clear();
  CHECK_FALSE(driver::again(disk, unread, why));
  disk.put("/project/none", "");
  CHECK_FALSE(driver::again(disk, sample(), why));
  CHECK(why == "/project/none");
}
