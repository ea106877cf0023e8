#include "infragen/support/trace.hpp"

#include "catch.hpp"
#include "infragen/support/program.hpp"
#include "memory_filesystem.hpp"

namespace {

using namespace infragen::support;
using Disk = infragen::test::MemoryFileSystem;

std::optional<std::string> changed(Disk& disk, const Trace& trace) {
  std::map<std::string, std::string> texts;
  const auto question = changed_since(disk, trace, {}, texts);
  return question ? std::optional(question->path) : std::nullopt;
}

/// One of every question, of what is there and of what is not.
Trace look(Disk& disk) {
  TracedFileSystem traced(disk);
  std::string text;
  std::vector<DirEntry> entries;
  for (const char* path : {"/a", "/a/file", "/none"}) {
    traced.status(path);
    traced.canonical(path, text);
    traced.list(path, entries);
    traced.read(path, text, 100);
  }
  REQUIRE(traced.consistent());
  REQUIRE(traced.trace().size() == 12);
  return traced.trace();
}

Disk& laid(Disk& disk) {
  disk.put("/a/file", "text");
  return disk;
}

}  // namespace

TEST_CASE("who asks again learns the same, until something changes") {
  Disk disk;
  const Trace trace = look(laid(disk));
  CHECK(changed(disk, trace) == std::nullopt);
  disk.put("/a/file", "text");
  CHECK(changed(disk, trace) == std::nullopt);
  disk.put("/a/file", "Text");
  CHECK(changed(disk, trace) == "/a/file");
}

TEST_CASE("what appears, goes, or becomes something else is another answer") {
  Disk appears, goes, turns, beside;
  const Trace trace = look(laid(appears));
  for (Disk* disk : {&goes, &turns, &beside}) laid(*disk);
  appears.put("/none", "");
  CHECK(changed(appears, trace) == "/none");
  REQUIRE_FALSE(goes.remove_file("/a/file"));
  CHECK(changed(goes, trace) == "/a/file");
  REQUIRE_FALSE(turns.rename("/a/file", "/b"));
  turns.put_link("/a/file", "/b");
  CHECK(changed(turns, trace) == "/a/file");
  beside.put("/a/other", "");
  CHECK(changed(beside, trace) == "/a");
}

TEST_CASE("a file that grew beyond what is read is another answer") {
  Disk disk;
  laid(disk);
  TracedFileSystem traced(disk);
  std::string text;
  REQUIRE_FALSE(traced.read("/a/file", text, 4));
  disk.put("/a/file", "longer");
  CHECK(changed(disk, traced.trace()) == "/a/file");
}

TEST_CASE("two answers to one question make a trace worthless") {
  Disk disk;
  laid(disk);
  TracedFileSystem traced(disk);
  std::string text;
  traced.read("/a/file", text, 100);
  traced.read("/a/file", text, 100);
  CHECK(traced.consistent());
  disk.put("/a/file", "other");
  traced.read("/a/file", text, 100);
  CHECK_FALSE(traced.consistent());
}

TEST_CASE("who only looks changes nothing, and learns nothing that is not noted") {
  Disk disk;
  laid(disk);
  TracedFileSystem traced(disk);
  std::unique_ptr<FileSystem::Lock> lock;
  const auto refused = std::make_error_code(std::errc::read_only_file_system);
  CHECK(traced.write("/a/file", "x", true) == refused);
  CHECK(traced.set_mode("/a/file", 0) == refused);
  CHECK(traced.make_directory("/b") == refused);
  CHECK(traced.remove_file("/a/file") == refused);
  CHECK(traced.remove_directory("/a") == refused);
  CHECK(traced.rename("/a", "/b") == refused);
  CHECK(traced.exchange("/a", "/b") == refused);
  CHECK(traced.hard_link("/a/file", "/b") == refused);
  CHECK(traced.sync_directory("/a") == refused);
  CHECK(traced.sync_all("/a") == refused);
  CHECK(traced.lock("/a", 0, lock) == refused);
  const Status status = traced.status("/a/file");
  CHECK(status.is_regular);
  CHECK(status.size == 4);
  CHECK(status.inode == 0);
  CHECK(status.modified_ns == 0);
  CHECK(status.mode == 0);
  CHECK(changed(disk, traced.trace()) == std::nullopt);
}

TEST_CASE("the texts that are wanted come along") {
  Disk disk;
  const Trace trace = look(laid(disk));
  std::map<std::string, std::string> texts;
  CHECK_FALSE(changed_since(disk, trace, {"/a/file", "/none"}, texts));
  CHECK(texts == std::map<std::string, std::string>{{"/a/file", "text"}});
}

TEST_CASE("a program knows itself") {
  const std::string identity = program_identity();
  CHECK(identity.size() > 33 * 3);  // the program, and libraries with it
  CHECK(identity == program_identity());
}
