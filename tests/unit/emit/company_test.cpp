// Others at work while a commit runs: another build, a person, a tool that writes its state.

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <set>
#include <thread>

#include "catch.hpp"
#include "emit_fixture.hpp"

using namespace infragen;
using emit::Mode;
using test::codes;
using test::FaultyFileSystem;
using test::Fixture;
using test::read_file;
using test::tree_of;
using test::write_file;

namespace {

std::map<std::string, std::string> generation(int number) {
  std::map<std::string, std::string> out;
  for (int i = 0; i < 8; ++i) out["f" + std::to_string(i) + ".tf"] = std::to_string(number);
  out["only" + std::to_string(number % 3)] = "x";
  return out;
}

/// Saves as editors and Terraform do: a new file takes the place of the old one.
void replace_file(const std::string& path, const std::string& bytes) {
  write_file(path + ".part", bytes);
  std::filesystem::rename(path + ".part", path);
}

/// In the tree, under whatever name.
bool has_bytes(const std::string& root, const std::string& bytes) {
  for (const auto& [path, found] : tree_of(root)) {
    if (found == bytes) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("builds in several processes at once wait for each other") {
  const Mode mode = GENERATE(Mode::exchange, Mode::journal);
  constexpr int processes = 4;
  constexpr int builds = 15;
  Fixture f(mode);
  f.request.wait_ms = 60000;
  write_file(f.at("mine"), "mine");
  std::vector<pid_t> children;
  for (int p = 0; p < processes; ++p) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      bool good = true;
      for (int i = 0; i < builds; ++i) {
        f.set(generation(p * builds + i));
        f.companion(std::to_string(p * builds + i));
        good = good && f.commit().committed && f.findings().empty();
      }
      ::_exit(good ? 0 : 1);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
  }
  const std::string last = read_file(f.path("infragen.lock"));
  auto tree = tree_of(f.root());
  tree.erase(".infragen");
  tree.erase(".infragen/manifest");
  auto expected = generation(std::stoi(last));
  expected["mine"] = "mine";
  CHECK(tree == expected);
  CHECK(f.beside() == std::vector<std::string>{"infragen.lock", "out"});
}

TEST_CASE("a build that waited too long says who writes") {
  Fixture f(Mode::automatic);
  f.set({{"a.tf", "1"}});
  f.commit();
  int ready[2];
  REQUIRE(::pipe(ready) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    std::unique_ptr<support::FileSystem::Lock> lock;
    const bool held = !f.fs().lock(f.root(), 0, lock);
    if (::write(ready[1], held ? "y" : "n", 1) == 1) ::pause();
    ::_exit(0);
  }
  char answer = 0;
  REQUIRE(::read(ready[0], &answer, 1) == 1);
  REQUIRE(answer == 'y');
  f.request.wait_ms = 50;
  f.set({{"a.tf", "2"}});
  const auto begin = std::chrono::steady_clock::now();
  CHECK_FALSE(f.commit().committed);
  CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::milliseconds(50));
  REQUIRE(codes(f.findings()) == std::vector<std::string>{"output-locked"});
  CHECK(f.findings().front().message.find("process " + std::to_string(child)) != std::string::npos);
  CHECK(read_file(f.at("a.tf")) == "1");
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  CHECK(f.commit().committed);
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST_CASE("a tool that saves its state at any moment of a commit finds it afterwards") {
  const Mode mode = GENERATE(Mode::exchange, Mode::journal);
  bool reached = true;
  for (std::size_t n = 0; reached; ++n) {
    CAPTURE(n);
    Fixture f(mode);
    f.set(generation(1));
    f.commit();
    write_file(f.at("s/terraform.tfstate"), "old state");
    f.set(generation(2));
    FaultyFileSystem busy(f.fs());
    reached = false;
    busy.interrupt(n, [&] {
      reached = true;
      replace_file(f.at("s/terraform.tfstate"), "new state");
      write_file(f.at("s/new/file"), "new file");
      write_file(f.at("f0.tf.orig"), "new file beside");
    });
    diag::Sink sink;
    REQUIRE(emit::commit(busy, f.request, sink).committed);
    if (!reached) break;
    REQUIRE(read_file(f.at("f0.tf")) == "2");
    // A save that goes to the former tree in two steps may meet the exchange between them; then both are kept.
    REQUIRE(read_file(f.at("s/terraform.tfstate")) == "new state");
    REQUIRE(read_file(f.at("s/new/file")) == "new file");
    REQUIRE(read_file(f.at("f0.tf.orig")) == "new file beside");
  }
}

TEST_CASE("an edit of our files at any moment of an exchange is kept, in place or beside") {
  bool reached = true;
  std::size_t aside = 0;
  for (std::size_t n = 0; reached; ++n) {
    CAPTURE(n);
    Fixture f(Mode::exchange);
    f.set(generation(1));
    f.commit();
    f.set(generation(2));
    FaultyFileSystem busy(f.fs());
    reached = false;
    busy.interrupt(n, [&] {
      reached = true;
      write_file(f.at("f0.tf"), "edit in place");
      replace_file(f.at("f1.tf"), "edit by replacing");
      write_file(f.at("only1"), "edit of what goes");
      write_file(f.at("only2"), "edit of what comes");
    });
    diag::Sink sink;
    emit::commit(busy, f.request, sink);
    if (!reached) break;
    REQUIRE(has_bytes(f.root(), "edit in place"));
    REQUIRE(has_bytes(f.root(), "edit by replacing"));
    REQUIRE(has_bytes(f.root(), "edit of what goes"));
    REQUIRE(has_bytes(f.root(), "edit of what comes"));
    if (std::filesystem::exists(f.at("f0.tf.infragen-saved"))) ++aside;
    REQUIRE(f.beside() == std::vector<std::string>{"out"});
  }
  CHECK(aside > 5);
}

// Random builds, random edits, random kills. What a person last wrote to a path stands there, unless a forced build
// reported the path, or they wanted the same bytes as we; or it stands beside, after a kill.
TEST_CASE("no byte of a person is lost, whatever they and the builds do") {
  const unsigned seed = GENERATE(range(1U, 60U));
  CAPTURE(seed);
  std::mt19937 random(seed);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  const std::vector<std::string> names = {"a.tf",  "b.tf",     "s/a.tf", "s/b.json", "s/t/c.tf",
                                          "u/v/w", "v.tfvars", "s/x",    "s/x/y",    "notes"};
  Fixture f(Mode::automatic);
  std::map<std::string, std::string> persons;  // path -> what a person last wrote there
  for (int step = 0; step < 40; ++step) {
    CAPTURE(step);
    for (std::size_t edits = below(3); edits > 0; --edits) {
      const std::string path = names[below(names.size())];
      std::error_code error;
      if (below(4) == 0) {
        if (std::filesystem::is_regular_file(f.at(path), error)) {
          std::filesystem::remove(f.at(path), error);
          persons.erase(path);
        }
      } else if (!std::filesystem::is_directory(f.at(path), error)) {
        std::filesystem::create_directories(std::filesystem::path(f.at(path)).parent_path(), error);
        if (!error) {
          const std::string bytes = "own = " + std::to_string(random() % 5) + "\n";
          write_file(f.at(path), bytes);
          persons[path] = bytes;
        }
      }
    }
    f.request.files.clear();
    for (const std::string& path : names) {
      if (below(2) == 0 || (path == "s/x" && f.request.files.count("s/x/y") != 0)) continue;
      if (path == "s/x/y" && f.request.files.count("s/x") != 0) continue;
      f.request.files[path] = {"k = " + std::to_string(random() % 5) + "\n", path == "v.tfvars", ""};
    }
    f.request.mode = below(2) == 0 ? Mode::exchange : Mode::journal;
    f.request.force = below(4) == 0;
    f.request.keep.clear();
    if (below(3) == 0) f.request.keep = {"s"};
    const bool kill = below(3) == 0;
    FaultyFileSystem fs(f.fs(), kill ? FaultyFileSystem::Fault::kill : FaultyFileSystem::Fault::none, below(120));
    diag::Sink sink;
    emit::commit(fs, f.request, sink);
    FaultyFileSystem quick(f.fs());
    emit::recover(quick, f.root(), {}, sink);
    std::set<std::string> reported;
    for (const diag::Diagnostic& d : sink.items()) {
      if (d.slug == "output-overridden") reported.insert(d.path_only.substr(f.root().size() + 1));
    }
    for (auto at = persons.begin(); at != persons.end();) {
      const std::string bytes = read_file(f.at(at->first));
      const bool by_key = at->first == "v.tfvars" && bytes.find(at->second) != std::string::npos;
      const bool kept = bytes == at->second || by_key;
      CAPTURE(at->first, at->second, bytes);
      const auto ours = f.request.files.find(at->first);
      const bool same = ours != f.request.files.end() && ours->second.bytes == at->second;
      REQUIRE((kept || reported.count(at->first) != 0));
      // From here on it is ours: adopted, or overwritten by force.
      at = !kept || same ? persons.erase(at) : std::next(at);
    }
  }
}
