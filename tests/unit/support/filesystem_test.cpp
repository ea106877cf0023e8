// The promises of FileSystem, held by the real disk and by the one in memory alike; and locks, which only the real one
// shares with other processes.

#include "infragen/support/filesystem.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <thread>

#include "catch.hpp"
#include "memory_filesystem.hpp"
#include "temp_folder.hpp"

using namespace infragen;
using support::DirEntry;
using support::FileSystem;
using support::Status;
using test::TempFolder;

namespace {

/// A file system, a folder in it, and the two things that the interface cannot make.
struct Subject {
  explicit Subject(bool memory) {
    if (memory) {
      auto made = std::make_unique<test::MemoryFileSystem>();
      made->put("/project/x", "");
      made->remove_file("/project/x");
      link = [raw = made.get()](const std::string& path, const std::string& target) { raw->put_link(path, target); };
      pipe = [raw = made.get()](const std::string& path) { raw->put_special(path); };
      fs = std::move(made);
      folder = "/project";
    } else {
      fs = support::disk();
      folder = temp.path();
      link = [](const std::string& path, const std::string& to) { std::filesystem::create_symlink(to, path); };
      pipe = [](const std::string& path) { REQUIRE(::mkfifo(path.c_str(), 0600) == 0); };
    }
  }
  std::string at(const std::string& name) const { return folder + "/" + name; }
  std::string bytes(const std::string& name) const {
    std::string out;
    CHECK_FALSE(fs->read(at(name), out, 1 << 20));
    return out;
  }

  TempFolder temp;
  std::unique_ptr<FileSystem> fs;
  std::string folder;
  std::function<void(const std::string&, const std::string&)> link;
  std::function<void(const std::string&)> pipe;
};

}  // namespace

TEST_CASE("FileSystem: files are written, replaced and read up to a limit") {
  Subject s(GENERATE(false, true));
  CHECK_FALSE(s.fs->write(s.at("f"), "hello", true));
  CHECK(s.bytes("f") == "hello");
  CHECK_FALSE(s.fs->write(s.at("f"), std::string("a\0b", 3), false));
  CHECK(s.bytes("f") == std::string("a\0b", 3));
  std::string out = "before";
  CHECK_FALSE(s.fs->read(s.at("f"), out, 3));
  CHECK(s.fs->read(s.at("f"), out, 2) == std::errc::file_too_large);
  CHECK(out.empty());
  CHECK(s.fs->read(s.at("absent"), out, 9) == std::errc::no_such_file_or_directory);
  CHECK(s.fs->write(s.at("no/folder"), "x", false) == std::errc::no_such_file_or_directory);
  CHECK_FALSE(s.fs->write(s.at("empty"), "", false));
  CHECK_FALSE(s.fs->read(s.at("empty"), out, 0));
}

TEST_CASE("FileSystem: status tells files, folders, links and others apart, and follows nothing") {
  Subject s(GENERATE(false, true));
  s.fs->write(s.at("f"), "12345", false);
  s.fs->make_directory(s.at("d"));
  s.link(s.at("l"), "f");
  s.pipe(s.at("p"));
  const Status file = s.fs->status(s.at("f"));
  CHECK((file.exists && file.is_regular && !file.is_directory && !file.is_symlink));
  CHECK(file.size == 5);
  CHECK(file.modified_ns != 0);
  CHECK((s.fs->status(s.at("d")).is_directory && !s.fs->status(s.at("d")).is_regular));
  const Status link = s.fs->status(s.at("l"));
  CHECK((link.exists && link.is_symlink && !link.is_regular && link.inode != file.inode));
  const Status pipe = s.fs->status(s.at("p"));
  CHECK((pipe.exists && !pipe.is_regular && !pipe.is_directory && !pipe.is_symlink));
  for (const std::string absent : {"absent", "d/absent", "absent/deep", "f/below"}) {
    const Status status = s.fs->status(s.at(absent));
    CHECK((!status.exists && !status.error));
  }
}

TEST_CASE("FileSystem: what could not be looked at is an error, not an absence") {
  const auto fs = support::disk();
  CHECK(fs->status("/" + std::string(5000, 'x')).error == std::errc::filename_too_long);
}

TEST_CASE("FileSystem: reading a folder or a pipe is an error and does not block") {
  Subject s(GENERATE(false, true));
  s.fs->make_directory(s.at("d"));
  s.pipe(s.at("p"));
  std::string out;
  CHECK(s.fs->read(s.at("d"), out, 9) == std::errc::is_a_directory);
  CHECK(s.fs->read(s.at("p"), out, 9) == std::errc::invalid_argument);
}

TEST_CASE("FileSystem: listings are sorted by bytes and say what is what") {
  Subject s(GENERATE(false, true));
  for (const std::string name : {"b", "A", "a", "_", ".hidden"}) s.fs->write(s.at(name), "", false);
  s.fs->make_directory(s.at("B"));
  s.link(s.at("l"), "B");
  std::vector<DirEntry> entries;
  CHECK_FALSE(s.fs->list(s.folder, entries));
  std::string names;
  for (const DirEntry& e : entries) {
    names += e.name + (e.is_directory ? "/" : e.is_symlink ? "@" : e.is_regular ? "" : "?") + " ";
  }
  CHECK(names == ".hidden A B/ _ a b l@ ");
  CHECK(s.fs->list(s.at("absent"), entries) == std::errc::no_such_file_or_directory);
  CHECK(s.fs->list(s.at("a"), entries) == std::errc::not_a_directory);
}

TEST_CASE("FileSystem: nothing is written through a link, which can be replaced, removed and linked itself") {
  Subject s(GENERATE(false, true));
  s.fs->write(s.at("target"), "target", false);
  s.link(s.at("l"), "target");
  CHECK(s.fs->write(s.at("l"), "x", false) == std::errc::too_many_symbolic_link_levels);
  CHECK(s.bytes("l") == "target");  // reading follows
  CHECK_FALSE(s.fs->hard_link(s.at("l"), s.at("l2")));
  CHECK(s.fs->status(s.at("l2")).is_symlink);
  s.fs->write(s.at("new"), "new", false);
  CHECK_FALSE(s.fs->rename(s.at("new"), s.at("l")));
  CHECK(s.bytes("l") == "new");
  CHECK_FALSE(s.fs->remove_file(s.at("l2")));
  CHECK(s.bytes("target") == "target");
}

TEST_CASE("FileSystem: canonical paths have no links and no detours") {
  Subject s(GENERATE(false, true));
  s.fs->make_directory(s.at("d"));
  s.fs->write(s.at("d/f"), "", false);
  s.link(s.at("l"), "d");
  s.link(s.at("loop"), "loop");
  std::string out;
  CHECK_FALSE(s.fs->canonical(s.at("l/../l//f"), out));
  CHECK(out == s.at("d/f"));
  CHECK(s.fs->canonical(s.at("d/absent"), out) == std::errc::no_such_file_or_directory);
  CHECK(s.fs->canonical(s.at("loop"), out) == std::errc::too_many_symbolic_link_levels);
}

TEST_CASE("FileSystem: folders are made one level at a time and removed when empty") {
  Subject s(GENERATE(false, true));
  CHECK_FALSE(s.fs->make_directory(s.at("d")));
  CHECK(s.fs->make_directory(s.at("d")) == std::errc::file_exists);
  CHECK(s.fs->make_directory(s.at("x/y")) == std::errc::no_such_file_or_directory);
  s.fs->write(s.at("d/f"), "", false);
  CHECK(s.fs->remove_directory(s.at("d")) == std::errc::directory_not_empty);
  CHECK(s.fs->remove_directory(s.at("d/f")) == std::errc::not_a_directory);
  CHECK_FALSE(s.fs->remove_file(s.at("d/f")));
  CHECK(s.fs->remove_file(s.at("d/f")) == std::errc::no_such_file_or_directory);
  CHECK_FALSE(s.fs->remove_directory(s.at("d")));
}

TEST_CASE("FileSystem: two folders change places in one step, with what is in them") {
  Subject s(GENERATE(false, true));
  for (const std::string name : {"a", "b"}) {
    s.fs->make_directory(s.at(name));
    s.fs->write(s.at(name + "/f"), name, false);
  }
  CHECK_FALSE(s.fs->exchange(s.at("a"), s.at("b")));
  CHECK(s.bytes("a/f") == "b");
  CHECK(s.bytes("b/f") == "a");
  CHECK(s.fs->exchange(s.at("a"), s.at("absent")) == std::errc::no_such_file_or_directory);
  s.fs->make_directory(s.at("a/inner"));
  CHECK(s.fs->exchange(s.at("a"), s.at("a/inner")) == std::errc::invalid_argument);
}

TEST_CASE("FileSystem: a second name is the same file; there is no second name over something") {
  Subject s(GENERATE(false, true));
  s.fs->write(s.at("f"), "1", false);
  s.pipe(s.at("p"));
  CHECK_FALSE(s.fs->hard_link(s.at("f"), s.at("g")));
  CHECK_FALSE(s.fs->hard_link(s.at("p"), s.at("q")));
  CHECK(s.fs->status(s.at("f")).inode == s.fs->status(s.at("g")).inode);
  s.fs->write(s.at("g"), "2", false);
  CHECK(s.bytes("f") == "2");
  CHECK(s.fs->hard_link(s.at("f"), s.at("g")) == std::errc::file_exists);
  s.fs->make_directory(s.at("d"));
  CHECK(s.fs->hard_link(s.at("d"), s.at("e")) == std::errc::operation_not_permitted);
}

TEST_CASE("FileSystem: permissions are set and told; flushing works where something is") {
  Subject s(GENERATE(false, true));
  s.fs->write(s.at("f"), "", false);
  CHECK_FALSE(s.fs->set_mode(s.at("f"), 0750));
  CHECK(s.fs->status(s.at("f")).mode == 0750);
  CHECK_FALSE(s.fs->sync_directory(s.folder));
  CHECK_FALSE(s.fs->sync_all(s.folder));
  CHECK(s.fs->sync_directory(s.at("absent")) == std::errc::no_such_file_or_directory);
}

TEST_CASE("FileSystem: a lock is exclusive, on a folder or a file, until its handle goes; it makes nothing") {
  Subject s(GENERATE(false, true));
  const bool folder = GENERATE(true, false);
  const std::string path = s.at("locked");
  std::unique_ptr<FileSystem::Lock> first, second;
  CHECK(s.fs->lock(path, 0, first) == std::errc::no_such_file_or_directory);
  CHECK_FALSE(s.fs->status(path).exists);
  if (folder) s.fs->make_directory(path);
  if (!folder) s.fs->write(path, "", false);
  CHECK_FALSE(s.fs->lock(path, 0, first));
  CHECK(s.fs->lock(path, 0, second) == std::errc::resource_unavailable_try_again);
  CHECK(second == nullptr);
  first.reset();
  CHECK_FALSE(s.fs->lock(path, 0, second));
}

TEST_CASE("disk: a lock is waited for, and is on what stands there when it is got") {
  TempFolder temp;
  const auto fs = support::disk();
  fs->make_directory(temp.at("a"));
  fs->make_directory(temp.at("b"));
  std::unique_ptr<FileSystem::Lock> old_one, new_one, waiting;
  REQUIRE_FALSE(fs->lock(temp.at("a"), 0, old_one));
  REQUIRE_FALSE(fs->lock(temp.at("b"), 0, new_one));
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    fs->exchange(temp.at("a"), temp.at("b"));
    old_one.reset();  // who waited for it must not take it: it stands at b now
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    new_one.reset();
  });
  const auto begin = std::chrono::steady_clock::now();
  CHECK_FALSE(fs->lock(temp.at("a"), 20000, waiting));
  CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::milliseconds(85));
  other.join();
}

TEST_CASE("disk: the holder of a lock is named") {
  TempFolder temp;
  const auto fs = support::disk();
  CHECK(fs->lock_holder(temp.at("absent")).empty());
  CHECK(fs->lock_holder(temp.path()).empty());
  std::unique_ptr<FileSystem::Lock> lock;
  REQUIRE_FALSE(fs->lock(temp.path(), 0, lock));
  CHECK(fs->lock_holder(temp.path()) == "process " + std::to_string(::getpid()) + " (test_support)");
}
