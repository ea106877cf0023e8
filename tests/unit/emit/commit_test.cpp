// What a commit does to a tree when nothing goes wrong, in both modes, and what it refuses.

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "catch.hpp"
#include "emit_fixture.hpp"
#include "memory_filesystem.hpp"

using namespace infragen;
using emit::Mode;
using test::codes;
using test::Fixture;
using test::read_file;
using test::tree_of;
using test::write_file;

namespace {

constexpr Mode both[] = {Mode::exchange, Mode::journal};

std::map<std::string, std::string> without_manifest(std::map<std::string, std::string> tree) {
  tree.erase(".infragen");
  tree.erase(".infragen/manifest");
  return tree;
}

/// Inode and times of everything: equal before and after means that nothing was touched.
std::map<std::string, std::string> touched(const std::string& root) {
  std::map<std::string, std::string> out;
  auto tree = tree_of(root);
  tree[""] = "/";
  for (const auto& [path, bytes] : tree) {
    struct stat s {};
    ::lstat((root + "/" + path).c_str(), &s);
    out[path] = std::to_string(s.st_ino) + ":" + std::to_string(s.st_mtim.tv_sec) + "." +
                std::to_string(s.st_mtim.tv_nsec) + ":" + std::to_string(s.st_ctim.tv_nsec);
  }
  return out;
}

}  // namespace

TEST_CASE("a first commit makes the root, a second one changes, adds and removes") {
  const Mode mode = GENERATE(from_range(std::begin(both), std::end(both)));
  Fixture f(mode);
  f.set({{"a.tf", "a1"}, {"net/main.tf", "n1"}, {"net/deep/x.json", "x1"}});
  emit::Outcome first = f.commit();
  CHECK(f.findings().empty());
  CHECK(first.committed);
  CHECK(first.mode == mode);
  CHECK(first.added == std::vector<std::string>{"a.tf", "net/deep/x.json", "net/main.tf"});
  CHECK(without_manifest(tree_of(f.root())) ==
        std::map<std::string, std::string>{
            {"a.tf", "a1"}, {"net", "/"}, {"net/main.tf", "n1"}, {"net/deep", "/"}, {"net/deep/x.json", "x1"}});

  f.set({{"a.tf", "a1"}, {"net/main.tf", "n2"}, {"new/b.tf", "b1"}});
  emit::Outcome second = f.commit();
  CHECK(f.findings().empty());
  CHECK(second.changed == std::vector<std::string>{"net/main.tf"});
  CHECK(second.added == std::vector<std::string>{"new/b.tf"});
  CHECK(second.removed == std::vector<std::string>{"net/deep/x.json"});
  CHECK(second.unchanged == 1);
  CHECK(without_manifest(tree_of(f.root())) ==
        std::map<std::string, std::string>{
            {"a.tf", "a1"}, {"net", "/"}, {"net/main.tf", "n2"}, {"new", "/"}, {"new/b.tf", "b1"}});
  CHECK(f.beside() == std::vector<std::string>{"out"});  // no stage, no lock file
}

TEST_CASE("the manifest names every file with its fingerprint and source, sorted by path") {
  Fixture f(Mode::automatic);
  f.request.files["b.tf"] = {"bb", false, "envs/prod.yaml:3"};
  f.request.files["a.tf"] = {"a", false, ""};
  f.request.files["t.tfvars"] = {"region = \"x\"\n", true, "p.yaml:1"};
  f.commit();
  const std::string text = read_file(f.at(".infragen/manifest"));
  const std::string expected =
      "infragen-manifest 1\n"
      "a96faf705af16834e6c632b61e964e1f 1 a.tf\n";
  CHECK(text.substr(0, expected.size()) == expected);  // XXH3_128("a"), from xxhsum -H2
  CHECK(text.find(" 2 b.tf\tenvs/prod.yaml:3\n") != std::string::npos);
  CHECK(text.find(" keys t.tfvars\tp.yaml:1\n") != std::string::npos);
  CHECK(text.find(" key t.tfvars\tregion\n") != std::string::npos);
}

TEST_CASE("nothing at all is touched when everything is as it should be") {
  const Mode mode = GENERATE(from_range(std::begin(both), std::end(both)));
  Fixture f(mode);
  f.set({{"a.tf", "a"}, {"d/b.tf", "b"}, {"v.tfvars", "k = 1\n"}});
  f.request.files["v.tfvars"].by_key = true;
  f.companion("lock 1\n");
  write_file(f.at("d/mine.txt"), "mine");
  f.commit();
  const auto before = touched(f.folder());
  const emit::Outcome outcome = f.commit();
  CHECK(outcome.committed);
  CHECK(outcome.mode == Mode::automatic);
  CHECK(outcome.unchanged == 3);
  CHECK(outcome.added.empty());
  CHECK(f.findings().empty());
  CHECK(touched(f.folder()) == before);
}

TEST_CASE("files that stay keep their inode and times in a commit that changes others") {
  const Mode mode = GENERATE(from_range(std::begin(both), std::end(both)));
  Fixture f(mode);
  f.set({{"a.tf", "a"}, {"b.tf", "b"}});
  f.commit();
  struct stat before {
  }, after{};
  ::stat(f.at("b.tf").c_str(), &before);
  f.set({{"a.tf", "a2"}, {"b.tf", "b"}});
  f.commit();
  ::stat(f.at("b.tf").c_str(), &after);
  CHECK(before.st_ino == after.st_ino);
  CHECK(before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
}

TEST_CASE("what a person put into the tree is there afterwards: files, links, empty folders, pipes, permissions") {
  const Mode mode = GENERATE(from_range(std::begin(both), std::end(both)));
  Fixture f(mode);
  f.set({{"s/a.tf", "a"}});
  f.commit();
  write_file(f.at("s/terraform.tfstate"), "state");
  write_file(f.at("s/.terraform/providers/deep/p"), "plugin");
  write_file(f.at("run.sh"), "#!/bin/sh\n");
  std::filesystem::create_directories(f.at("empty/inner"));
  std::filesystem::create_symlink("/etc", f.at("s/elsewhere"));
  std::filesystem::create_symlink("nowhere", f.at("s/dangling"));
  REQUIRE(::mkfifo(f.at("s/pipe").c_str(), 0600) == 0);
  ::chmod(f.at("run.sh").c_str(), 0750);
  ::chmod(f.at("empty").c_str(), 0700);
  ::chmod(f.at("s").c_str(), 0751);
  auto expected = tree_of(f.root());
  f.set({{"s/a.tf", "a2"}});
  CHECK(f.commit().committed);
  CHECK(f.findings().empty());
  auto actual = tree_of(f.root());
  expected["s/a.tf"] = "a2";
  expected.erase(".infragen/manifest");
  actual.erase(".infragen/manifest");
  CHECK(actual == expected);
  struct stat s {};
  ::stat(f.at("run.sh").c_str(), &s);
  CHECK((s.st_mode & 07777) == 0750);
  ::stat(f.at("empty").c_str(), &s);
  CHECK((s.st_mode & 07777) == 0700);
  ::stat(f.at("s").c_str(), &s);
  CHECK((s.st_mode & 07777) == 0751);
}

TEST_CASE("a file keeps the permissions that a person gave it") {
  const Mode mode = GENERATE(from_range(std::begin(both), std::end(both)));
  Fixture f(mode);
  f.set({{"a.sh", "1"}});
  f.commit();
  ::chmod(f.at("a.sh").c_str(), 0755);
  f.set({{"a.sh", "2"}});
  f.commit();
  struct stat s {};
  ::stat(f.at("a.sh").c_str(), &s);
  CHECK((s.st_mode & 07777) == 0755);
}

TEST_CASE("a file without an entry: equal bytes are adopted, other bytes are refused, force says what it did") {
  const Mode mode = GENERATE(from_range(std::begin(both), std::end(both)));
  Fixture f(mode);
  write_file(f.at("same.tf"), "same");
  write_file(f.at("other.tf"), "person");
  write_file(f.at("long.tf"), "person, longer");
  f.set({{"same.tf", "same"}, {"other.tf", "infras"}, {"long.tf", "x"}, {"new.tf", "new"}});
  const auto before = tree_of(f.root());
  CHECK_FALSE(f.commit().committed);
  CHECK(codes(f.findings()) == std::vector<std::string>{"output-not-ours", "output-not-ours"});
  CHECK(tree_of(f.root()) == before);

  f.request.force = true;
  const emit::Outcome outcome = f.commit();
  CHECK(outcome.committed);
  CHECK(outcome.adopted == std::vector<std::string>{"same.tf"});
  CHECK(outcome.overridden == std::vector<std::string>{"long.tf", "other.tf"});
  CHECK(codes(f.findings()) == std::vector<std::string>{"output-overridden", "output-overridden"});
  CHECK(read_file(f.at("other.tf")) == "infras");
}

TEST_CASE("a fresh clone without a manifest is adopted as a whole and only gets a manifest") {
  Fixture f(Mode::automatic);
  f.set({{"a.tf", "a"}, {"b/c.tf", "c"}});
  f.commit();
  const std::string manifest = read_file(f.at(".infragen/manifest"));
  std::filesystem::remove_all(f.at(".infragen"));
  const emit::Outcome outcome = f.commit();
  CHECK(outcome.adopted == std::vector<std::string>{"a.tf", "b/c.tf"});
  CHECK(outcome.changed.empty());
  CHECK(read_file(f.at(".infragen/manifest")) == manifest);
}

TEST_CASE("a file that was edited is neither overwritten nor removed") {
  const Mode mode = GENERATE(from_range(std::begin(both), std::end(both)));
  Fixture f(mode);
  f.set({{"change.tf", "1"}, {"remove.tf", "1"}, {"size.tf", "1"}});
  f.commit();
  write_file(f.at("change.tf"), "p");
  write_file(f.at("remove.tf"), "p");
  write_file(f.at("size.tf"), "person");
  f.set({{"change.tf", "2"}, {"size.tf", "2"}});
  const auto before = tree_of(f.root());
  CHECK_FALSE(f.commit().committed);
  CHECK(codes(f.findings()) == std::vector<std::string>{"output-edited", "output-edited", "output-edited"});
  CHECK(tree_of(f.root()) == before);
  f.request.force = true;
  const emit::Outcome outcome = f.commit();
  CHECK(outcome.overridden == std::vector<std::string>{"change.tf", "remove.tf", "size.tf"});
  CHECK_FALSE(std::filesystem::exists(f.at("remove.tf")));
}

TEST_CASE("an edit that the specs caught up with is no conflict") {
  Fixture f(Mode::automatic);
  f.set({{"a.tf", "1"}});
  f.commit();
  write_file(f.at("a.tf"), "2");
  f.set({{"a.tf", "2"}});
  CHECK(f.commit().committed);
  CHECK(f.findings().empty());
  f.set({});
  CHECK(f.commit().removed == std::vector<std::string>{"a.tf"});  // and it is ours again
}

TEST_CASE("a file that somebody deleted is written again, and forgotten when nobody wants it any more") {
  const Mode mode = GENERATE(from_range(std::begin(both), std::end(both)));
  Fixture f(mode);
  f.set({{"a.tf", "1"}, {"b.tf", "1"}});
  f.commit();
  std::filesystem::remove(f.at("a.tf"));
  std::filesystem::remove(f.at("b.tf"));
  f.set({{"a.tf", "1"}});
  CHECK(f.commit().added == std::vector<std::string>{"a.tf"});
  CHECK(f.findings().empty());
  CHECK(read_file(f.at(".infragen/manifest")).find("b.tf") == std::string::npos);
}

TEST_CASE("files of environments that were not built are kept, with their entries") {
  const Mode mode = GENERATE(from_range(std::begin(both), std::end(both)));
  Fixture f(mode);
  f.set({{"dev/a.tf", "1"}, {"dev2/a.tf", "1"}, {"prod/a.tf", "1"}, {"prod/old.tf", "1"}});
  f.commit();
  write_file(f.at("dev/a.tf"), "edited");  // nobody asked
  f.set({{"prod/a.tf", "2"}});
  f.request.keep = {"dev"};
  const emit::Outcome outcome = f.commit();
  CHECK(outcome.removed == std::vector<std::string>{"dev2/a.tf", "prod/old.tf"});
  CHECK(read_file(f.at("dev/a.tf")) == "edited");
  CHECK(read_file(f.at(".infragen/manifest")).find(" dev/a.tf") != std::string::npos);
}

TEST_CASE("paths that cannot be generated are findings and nothing is written") {
  Fixture f(Mode::automatic);
  const std::string path =
      GENERATE("", "/etc/x", "../x", "a/../b", "a//b", "./a", "a/.", "a/", ".git/hooks/post-checkout", "x/.GIT/config",
               ".infragen/manifest", ".Infragen/x", "s/infragen-incomplete.tf", "a\nb", "a\\b", "a\tb");
  f.request.files[path] = {"x", false, ""};
  CHECK_FALSE(f.commit().committed);
  CHECK(codes(f.findings()) == std::vector<std::string>{"output-path"});
  CHECK(f.beside().empty());
}

TEST_CASE("names of 255 bytes work, longer ones are findings") {
  Fixture f(Mode::automatic);
  f.set({{std::string(255, 'x'), "x"}});
  CHECK(f.commit().committed);
  f.set({{std::string(256, 'x'), "x"}});
  CHECK_FALSE(f.commit().committed);
  CHECK(codes(f.findings()) == std::vector<std::string>{"output-path"});
}

TEST_CASE("files that are one on a disk without upper and lower case collide") {
  Fixture f(Mode::automatic);
  f.set({{"a/Main.tf", "1"}, {"a/main.tf", "2"}});
  CHECK_FALSE(f.commit().committed);
  CHECK(codes(f.findings()) == std::vector<std::string>{"output-collision"});
  f.set({{"Env/a.tf", "1"}, {"env/b.tf", "2"}});
  CHECK_FALSE(f.commit().committed);
  CHECK(codes(f.findings()) == std::vector<std::string>{"output-collision"});
  f.set({{"a", "1"}, {"a/b", "2"}});
  CHECK_FALSE(f.commit().committed);
  CHECK(codes(f.findings()) == std::vector<std::string>{"output-collision"});
}

TEST_CASE("what is kept collides with what is new, too") {
  Fixture f(Mode::automatic);
  f.set({{"dev/a", "1"}});
  f.commit();
  f.set({{"dev", "1"}});
  f.request.keep = {"dev"};
  f.commit();
  f.set({{"dev/a/b", "1"}});
  CHECK_FALSE(f.commit().committed);
}

TEST_CASE("folders, links and pipes in the way are findings; nothing is written through a link") {
  const Mode mode = GENERATE(from_range(std::begin(both), std::end(both)));
  Fixture f(mode);
  std::filesystem::create_directories(f.at("folder.tf/inner"));
  write_file(f.path("victim/a.tf"), "victim");
  std::filesystem::create_symlink(f.path("victim"), f.at("linked"));
  std::filesystem::create_symlink(f.path("victim/a.tf"), f.at("link.tf"));
  write_file(f.at("file"), "file");
  REQUIRE(::mkfifo(f.at("pipe.tf").c_str(), 0600) == 0);
  const auto before = tree_of(f.folder());
  f.set({{"folder.tf", "x"}, {"linked/a.tf", "x"}, {"link.tf", "x"}, {"file/a.tf", "x"}, {"pipe.tf", "x"}});
  CHECK_FALSE(f.commit().committed);
  CHECK(codes(f.findings()) == std::vector<std::string>(5, "output-in-the-way"));
  CHECK(tree_of(f.folder()) == before);

  f.set({{"link.tf", "x"}});
  f.request.force = true;
  CHECK(f.commit().committed);  // the link itself gives way
  CHECK(read_file(f.at("link.tf")) == "x");
  CHECK(read_file(f.path("victim/a.tf")) == "victim");
}

TEST_CASE("a file of ours may become a folder and back") {
  const Mode mode = GENERATE(from_range(std::begin(both), std::end(both)));
  Fixture f(mode);
  f.set({{"x", "file"}, {"m.tf", "1"}});
  f.commit();
  f.set({{"x/y.tf", "inside"}, {"m.tf", "1"}});
  CHECK(f.commit().committed);
  CHECK(f.findings().empty());
  CHECK(read_file(f.at("x/y.tf")) == "inside");
  f.set({{"x", "file again"}, {"m.tf", "1"}});
  CHECK(f.commit().committed);
  CHECK(f.findings().empty());
  CHECK(read_file(f.at("x")) == "file again");
  f.set({{"x/y.tf", "inside"}, {"m.tf", "1"}});
  f.commit();
  write_file(f.at("x/mine"), "mine");
  f.set({{"x", "file"}, {"m.tf", "1"}});
  CHECK_FALSE(f.commit().committed);
  CHECK(codes(f.findings()) == std::vector<std::string>{"output-in-the-way"});
}

TEST_CASE("a manifest that is broken, half merged, newer or climbs out stops the build") {
  Fixture f(Mode::automatic);
  f.set({{"a.tf", "1"}});
  f.commit();
  const auto tree = [&] { return tree_of(f.root()); };
  const std::string hash(32, '0');
  struct Case {
    std::string text, slug;
  };
  const Case c = GENERATE_COPY(Case{"", "manifest-unreadable"}, Case{"hello\n", "manifest-unreadable"},
                               Case{"infragen-manifest 2\n", "manifest-newer"},
                               Case{"infragen-manifest 1\n<<<<<<< HEAD\n", "manifest-unreadable"},
                               Case{"infragen-manifest 1\n" + hash + " 1 ../../victim\n", "manifest-unreadable"},
                               Case{"infragen-manifest 1\n" + hash + " 1 .git/config\n", "manifest-unreadable"},
                               Case{"infragen-manifest 1\n" + hash + " -1 a.tf\n", "manifest-unreadable"},
                               Case{"infragen-manifest 1\nzz 1 a.tf\n", "manifest-unreadable"});
  write_file(f.at(".infragen/manifest"), c.text);
  f.set({{"a.tf", "2"}});
  const auto before = tree();
  CHECK_FALSE(f.commit().committed);
  CHECK(codes(f.findings()) == std::vector<std::string>{c.slug});
  CHECK(tree() == before);
}

TEST_CASE("a merge of two branches that kept both lines of a file knows both") {
  Fixture f(Mode::automatic);
  f.set({{"a.tf", "1"}});
  f.commit();
  const std::string one = read_file(f.at(".infragen/manifest"));
  f.set({{"a.tf", "2"}});
  f.commit();
  const std::string two = read_file(f.at(".infragen/manifest"));
  write_file(f.at(".infragen/manifest"), two + one.substr(one.find('\n') + 1));
  write_file(f.at("a.tf"), "1");
  f.set({{"a.tf", "3"}});
  CHECK(f.commit().committed);
  CHECK(f.findings().empty());
}

TEST_CASE("a companion changes with the tree, and alone") {
  const Mode mode = GENERATE(from_range(std::begin(both), std::end(both)));
  Fixture f(mode);
  f.set({{"a.tf", "1"}});
  f.companion("lock 1\n");
  f.commit();
  CHECK(read_file(f.path("infragen.lock")) == "lock 1\n");
  f.companion("lock 2\n");
  CHECK(f.commit().committed);
  CHECK(read_file(f.path("infragen.lock")) == "lock 2\n");
  CHECK(f.findings().empty());
}

TEST_CASE("a companion that cannot be a file stops the build before anything is written") {
  Fixture f(Mode::automatic);
  f.set({{"a.tf", "1"}});
  std::filesystem::create_directories(f.path("infragen.lock"));
  f.companion("lock 1\n");
  CHECK_FALSE(f.commit().committed);
  CHECK(codes(f.findings()) == std::vector<std::string>{"output-in-the-way"});
  f.request.companions = {{f.path("absent/infragen.lock"), "x"}};
  CHECK_FALSE(f.commit().committed);
  CHECK(codes(f.findings()) == std::vector<std::string>{"output-in-the-way"});
  CHECK_FALSE(std::filesystem::exists(f.root()));
}

TEST_CASE("a root around or inside the specs is never exchanged, and no file goes into the specs") {
  Fixture f(Mode::automatic);
  write_file(f.at("envs/prod.yaml"), "spec");
  f.request.protect = {f.at("envs")};
  f.set({{"a.tf", "1"}});
  CHECK(f.commit().mode == Mode::journal);
  f.request.mode = Mode::exchange;
  f.set({{"a.tf", "2"}});
  CHECK_FALSE(f.commit().committed);
  CHECK(codes(f.findings()) == std::vector<std::string>{"output-exchange-refused"});
  f.request.mode = Mode::automatic;
  f.request.force = true;
  f.set({{"envs/prod.yaml", "overwritten"}});
  CHECK_FALSE(f.commit().committed);
  CHECK(codes(f.findings()) == std::vector<std::string>{"output-in-specs"});
  CHECK(read_file(f.at("envs/prod.yaml")) == "spec");
}

TEST_CASE("a root that is a link to a folder is written where it leads") {
  const Mode mode = GENERATE(from_range(std::begin(both), std::end(both)));
  Fixture f(mode);
  std::filesystem::create_directories(f.path("elsewhere/real"));
  std::filesystem::create_directory_symlink(f.path("elsewhere/real"), f.root());
  f.set({{"a.tf", "1"}});
  f.companion("lock");
  CHECK(f.commit().committed);
  CHECK(std::filesystem::is_symlink(f.root()));
  CHECK(read_file(f.path("elsewhere/real/a.tf")) == "1");
  CHECK(read_file(f.path("infragen.lock")) == "lock");
}

TEST_CASE("a root that is a file, or a link that leads nowhere, is a finding") {
  Fixture f(Mode::automatic);
  f.set({{"a.tf", "1"}});
  SECTION("file") { write_file(f.root(), "file"); }
  SECTION("link") { std::filesystem::create_symlink(f.path("nowhere"), f.root()); }
  CHECK_FALSE(f.commit().committed);
  CHECK(codes(f.findings()) == std::vector<std::string>{"output-in-the-way"});
}

TEST_CASE("no file of the tree is read more than once") {
  Fixture f(Mode::automatic);
  for (int i = 0; i < 50; ++i) f.request.files["f" + std::to_string(i)] = {"v1 " + std::to_string(i), false, ""};
  f.commit();
  for (int i = 0; i < 25; ++i) f.request.files["f" + std::to_string(i)].bytes = "v2 " + std::to_string(i);
  test::FaultyFileSystem counting(f.fs());
  diag::Sink sink;
  CHECK(emit::commit(counting, f.request, sink).committed);
  CHECK(counting.reads() == 51);  // and the manifest
}

TEST_CASE("where the disk refuses to exchange, the journal takes over, and says so when it was not allowed to") {
  const std::errc why = GENERATE(std::errc::invalid_argument, std::errc::cross_device_link,
                                 std::errc::function_not_supported, std::errc::operation_not_permitted);
  Fixture f(Mode::automatic);
  f.set({{"a.tf", "1"}});
  f.commit();
  write_file(f.at("mine"), "mine");
  f.set({{"a.tf", "2"}});
  test::FaultyFileSystem no_exchange(f.fs());
  no_exchange.refuse_exchange(why);
  diag::Sink sink;
  f.request.mode = Mode::exchange;
  CHECK_FALSE(emit::commit(no_exchange, f.request, sink).committed);
  CHECK(codes(sink.take()) == std::vector<std::string>{"output-exchange-refused"});
  CHECK(read_file(f.at("a.tf")) == "1");
  f.request.mode = Mode::automatic;
  const emit::Outcome outcome = emit::commit(no_exchange, f.request, sink);
  CHECK(outcome.committed);
  CHECK(outcome.mode == Mode::journal);
  CHECK(sink.items().empty());
  CHECK(read_file(f.at("a.tf")) == "2");
  CHECK(read_file(f.at("mine")) == "mine");
  CHECK(f.beside() == std::vector<std::string>{"out"});
}

TEST_CASE("folders that cannot be locked are locked by a file, and written by the journal") {
  Fixture f(Mode::automatic);
  f.set({{"a.tf", "1"}});
  test::FaultyFileSystem network(f.fs());
  network.refuse_folder_locks();
  diag::Sink sink;
  const emit::Outcome outcome = emit::commit(network, f.request, sink);
  CHECK(outcome.committed);
  CHECK(outcome.mode == Mode::journal);
  CHECK(sink.items().empty());
  std::unique_ptr<support::FileSystem::Lock> lock;
  REQUIRE_FALSE(f.fs().lock(f.at(".infragen/lock"), 0, lock));
  f.request.wait_ms = 0;
  f.set({{"a.tf", "2"}});
  CHECK_FALSE(emit::commit(network, f.request, sink).committed);
  CHECK(codes(sink.take()) == std::vector<std::string>{"output-locked"});
}

TEST_CASE("contents are flushed before the step that makes them count, and the step before what follows from it") {
  const Mode mode = GENERATE(Mode::exchange, Mode::journal);
  const int count = GENERATE(3, 100);  // one by one, or all at once
  Fixture f(mode);
  for (int i = 0; i < count; ++i) f.request.files["d" + std::to_string(i) + "/f.tf"] = {std::to_string(i), false, ""};
  f.companion("lock");
  test::FaultyFileSystem recorded(f.fs());
  diag::Sink sink;
  REQUIRE(emit::commit(recorded, f.request, sink).committed);
  const std::vector<std::string>& log = recorded.log();
  const auto where = [&](const std::string& what) { return std::find(log.begin(), log.end(), what); };
  const auto step = where(mode == Mode::exchange ? "exchange " + f.root() : "rename " + f.at(".infragen/journal/ops"));
  REQUIRE(step != log.end());
  const auto all = std::find(log.begin(), step, "flush all");
  std::size_t writes = 0;
  for (auto at = log.begin(); at != step; ++at) {
    if (at->starts_with("write ")) CHECK((at < all && all != step));
    writes += at->starts_with("write") ? 1U : 0U;
  }
  CHECK(writes >= static_cast<std::size_t>(count) + 3);  // the manifest, the companion, the journal
  if (all == step) CHECK(std::any_of(log.begin(), step, [](const std::string& l) { return l.starts_with("flush /"); }));
  const auto flushed =
      std::find(step, log.end(), "flush " + (mode == Mode::exchange ? f.folder() : f.at(".infragen/journal")));
  REQUIRE(flushed != log.end());
  const auto companion = where("rename " + f.path("infragen.lock"));
  REQUIRE(companion != log.end());
  CHECK(flushed < companion);
  CHECK(std::find(companion, log.end(), "flush " + f.folder()) != log.end());
}

TEST_CASE("a commit works on any FileSystem") {
  const Mode mode = GENERATE(Mode::exchange, Mode::journal);
  test::MemoryFileSystem memory;
  memory.put("/project/out/mine", "mine");
  memory.put_link("/project/out/link", "/nowhere");
  emit::Request request;
  request.root = "/project/out";
  request.mode = mode;
  request.files["s/a.tf"] = {"1", false, ""};
  request.companions = {{"/project/lock", "1"}};
  diag::Sink sink;
  CHECK(emit::commit(memory, request, sink).committed);
  request.files["s/a.tf"].bytes = "2";
  request.files["b.tf"] = {"b", false, ""};
  CHECK(emit::commit(memory, request, sink).committed);
  CHECK(sink.items().empty());
  std::string bytes;
  for (const auto& [path, expected] : std::map<std::string, std::string>{
           {"out/s/a.tf", "2"}, {"out/b.tf", "b"}, {"out/mine", "mine"}, {"lock", "1"}}) {
    CHECK_FALSE(memory.read("/project/" + path, bytes, 100));
    CHECK(bytes == expected);
  }
  CHECK(memory.status("/project/out/link").is_symlink);
  std::vector<support::DirEntry> entries;
  memory.list("/project", entries);
  CHECK(entries.size() == 2);
}

TEST_CASE("settled is what a commit would not touch and say nothing about") {
  Fixture f(Mode::automatic);
  f.set({{"a.tf", "a1"}, {"net/main.tf", "n1"}});
  const auto settled = [&] { return emit::settled(f.fs(), f.request); };
  CHECK_FALSE(settled());
  CHECK(f.beside().empty());
  f.commit();
  CHECK(settled());
  write_file(f.at("mine.tf"), "mine");
  CHECK(settled());
  write_file(f.at("a.tf"), "a2");
  CHECK_FALSE(settled());
  write_file(f.at("a.tf"), "a1");
  CHECK(settled());
  f.companion("lock");
  CHECK_FALSE(settled());
  f.commit();
  CHECK(settled());
  f.set({{"a.tf", "a1"}});
  CHECK_FALSE(settled());
  f.commit();
  CHECK(settled());
  std::filesystem::create_directory(f.at(".infragen/journal"));
  CHECK_FALSE(settled());
  std::filesystem::remove(f.at(".infragen/journal"));
  std::filesystem::create_directory(f.path(".out.infragen-stage"));
  CHECK_FALSE(settled());
  std::filesystem::remove(f.path(".out.infragen-stage"));
  CHECK(settled());
  std::filesystem::remove(f.at(".infragen/manifest"));
  CHECK_FALSE(settled());  // the files would be adopted
}
