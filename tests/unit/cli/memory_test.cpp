// A build with nothing to do is known again; anything that could make a difference is seen, and the outcome is always the
// one of a build that remembers nothing.
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>

#include "catch.hpp"
#include "infragen/cli/run.hpp"
#include "memory_filesystem.hpp"

namespace {

using namespace infragen;
using Disk = test::MemoryFileSystem;
using Words = std::vector<std::string>;

constexpr const char* cache = "/home/me/.cache/infragen";

std::string at(const std::string& path) { return "/project/" + path; }

/// The project of the documentation, with a file that a field names, a shared stack, a template, and something to be told.
std::map<std::string, std::string> specifications() {
  const std::filesystem::path folder = INFRAGEN_SOURCE_DIR "/tests/docs/base";
  std::map<std::string, std::string> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    out[entry.path().lexically_relative(folder).string()] = {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  out["shared/global.yaml"] = "shared: global\nregistry: {main: {}}\n";
  out["domains/shop/events.yaml"] =
      "kafka:\n  events:\n    version: 4.1.0\n    brokers: 3\n    storage: 20Gi\n"
      "    ec2: {setup: kafka/setup.sh, type: t3.small, heap: 1Gi}\n    allow: {kafka-without-login: nothing else runs here}\n";
  out["envs/stage/env.yaml"] = "environment: stage\nclass: staging\nextends: ../base.yaml\nnetwork: {cidr: 10.2.0.0/16, nat: single}\n";
  out["envs/stage/once.yaml"] = "# öäü\ndefaults:\n  service: {replicas: 1}\n";
  std::ifstream in(INFRAGEN_SOURCE_DIR "/templates/terraform/network.tf", std::ios::binary);
  out["templates/terraform/network.tf"] = {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  return out;
}

struct Ran {
  int code = 0;
  std::string out, err;
  bool compiled = false;
  bool operator==(const Ran&) const = default;
};

struct Machine {
  std::string program = "one";
  std::string folder = cache;
  bool colour = false;
};

Ran run(Disk& disk, Words arguments, const Machine& machine = {}) {
  cli::Host host{&disk, machine.colour};
  host.cache = machine.folder;
  host.program = [&] { return machine.program; };
  arguments.insert(arguments.begin(), {"-v", "-C", "/project"});
  cli::Streams streams;
  Ran ran;
  ran.code = cli::run(arguments, host, streams);
  const std::size_t traces = streams.err.rfind("project: ");
  REQUIRE(traces != std::string::npos);
  ran.out = streams.out;
  ran.err = streams.err.substr(0, traces);
  ran.compiled = streams.err.find("does not compile: ", traces) == std::string::npos;
  return ran;
}

std::string read(Disk& disk, const std::string& path) {
  std::string bytes;
  INFO(path);
  REQUIRE_FALSE(disk.read(path, bytes, 1u << 30));
  return bytes;
}

void append(Disk& disk, const std::string& path, const std::string& more) { disk.put(path, read(disk, path) + more); }

/// Everything below a folder: path -> bytes, or what else it is.
void add_tree(Disk& disk, const std::string& folder, std::map<std::string, std::string>& out) {
  std::vector<support::DirEntry> entries;
  REQUIRE_FALSE(disk.list(folder, entries));
  for (const support::DirEntry& entry : entries) {
    const std::string path = folder + "/" + entry.name;
    out[path] = entry.is_directory ? "folder" : entry.is_regular ? read(disk, path) : "link";
    if (entry.is_directory) add_tree(disk, path, out);
  }
}

std::map<std::string, std::string> tree(Disk& disk, const std::string& folder = "/project") {
  std::map<std::string, std::string> out;
  add_tree(disk, folder, out);
  return out;
}

/// All files of a disk on which the project was built, and that is remembered.
const std::map<std::string, std::string>& built() {
  static const std::map<std::string, std::string> files = [] {
    Disk disk;
    for (const auto& [path, bytes] : specifications()) disk.put(at(path), bytes);
    disk.put("/home/me/.profile", "");
    for (int i = 0; i < 2; ++i) REQUIRE(run(disk, {"build"}).compiled);  // the first makes the lock
    REQUIRE_FALSE(run(disk, {"build"}).compiled);
    std::map<std::string, std::string> out = tree(disk, "");
    std::erase_if(out, [](const auto& entry) { return entry.second == "folder"; });
    return out;
  }();
  return files;
}

void lay(Disk& disk) {
  for (const auto& [path, bytes] : built()) disk.put(path, bytes);
}

std::vector<std::string> kept(Disk& disk, const std::string& folder = cache) {
  std::vector<support::DirEntry> entries;
  std::vector<std::string> out;
  if (!disk.list(folder, entries)) {
    for (const support::DirEntry& entry : entries) out.push_back(folder + "/" + entry.name);
  }
  return out;
}

using Change = std::function<void(Disk&)>;

/// Of a build that is remembered, changes something, and builds again, with words that may be others: beside a disk
/// where nothing is remembered.
void hold(const std::string& name, const Change& change, const Words& words = {"build"}, const Machine& machine = {}) {
  INFO(name);
  Disk disk, twin;
  for (Disk* each : {&disk, &twin}) {
    lay(*each);
    change(*each);
  }
  const Ran ran = run(disk, words, machine);
  CHECK(ran.compiled);
  CHECK(ran == run(twin, words, {"one", "", machine.colour}));
  CHECK(tree(disk) == tree(twin));
}

void nothing(Disk&) {}

}  // namespace

TEST_CASE("a build with nothing to do is not compiled, and says what a compiled one says") {
  Disk disk;
  lay(disk);
  const auto before = tree(disk);
  for (const Words& words : {Words{"build"}, Words{"build", "--format", "json"}, Words{"build", "--format", "sarif"}, Words{"build", "--format", "github"}, Words{"build", "--threads", "1"}}) {
    for (const bool colour : {false, true}) {
      INFO(words.back() << (colour ? " in colour" : ""));
      const Machine machine{"one", cache, colour};
      Ran again = run(disk, words, machine);
      CHECK_FALSE(again.compiled);
      CHECK(again.code == 0);
      CHECK((again.out + again.err).find("single-replica") != std::string::npos);
      Words fully = words;
      fully.push_back("--no-cache");
      again.compiled = true;
      CHECK(again == run(disk, fully, machine));
    }
  }
  CHECK(tree(disk) == before);
  CHECK(kept(disk).size() == 1);
}

TEST_CASE("every file that a build read is seen to change, and to be gone") {
  std::map<std::string, std::string> files = specifications();
  REQUIRE(built().contains(at("infragen.lock")));
  files["infragen.lock"] = built().at(at("infragen.lock"));
  for (const auto& [path, bytes] : files) {
    hold("edited: " + path, [&path = path](Disk& disk) { append(disk, at(path), "\n# more\n"); });
    hold("removed: " + path, [&path = path](Disk& disk) { REQUIRE_FALSE(disk.remove_file(at(path))); });
    hold("renamed: " + path, [&path = path](Disk& disk) { REQUIRE_FALSE(disk.rename(at(path), at(path + ".yaml"))); });
    hold("a link: " + path, [&path = path](Disk& disk) {
      REQUIRE_FALSE(disk.rename(at(path), "/elsewhere"));
      disk.put_link(at(path), "/elsewhere");
    });
  }
}

TEST_CASE("an edit that keeps the size of a file is seen") {
  hold("same size", [](Disk& disk) {
    std::string text = read(disk, at("envs/prod/env.yaml"));
    const std::size_t place = text.find("10.1.0.0");
    REQUIRE(place != std::string::npos);
    text[place + 3] = '2';
    disk.put(at("envs/prod/env.yaml"), text);
  });
}

TEST_CASE("files and folders that a build would read are seen to appear") {
  const std::map<std::string, std::string> added = {
      {"envs/prod/more.yaml", "# nothing\n"},
      {"envs/extra.yaml", "{}\n"},
      {"envs/third/env.yaml", "environment: third\nclass: development\n"},
      {"domains/third/domain.yaml", "domain: third\n"},
      {"domains/shop/more.yaml", "{}\n"},
      {"shared/more.yaml", "shared: more\nregistry: {more: {}}\n"},
      {"envs/prod/wrong.yml", "{}\n"},
      {"templates/terraform/nothing.tf", "# nothing\n"},
  };
  for (const auto& [path, text] : added) {
    hold("added: " + path, [&path = path, &text = text](Disk& disk) { disk.put(at(path), text); });
  }
}

TEST_CASE("whatever happens to the output is seen") {
  const std::string file = "out/terraform/prod/core/database.tf", folder = "out/terraform/prod/core";
  hold("edited", [&](Disk& disk) { append(disk, at(file), "# edited\n"); });
  hold("edited, of the same size", [&](Disk& disk) {
    std::string text = read(disk, at(file));
    text.back() = ' ';
    disk.put(at(file), text);
  });
  hold("removed", [&](Disk& disk) { REQUIRE_FALSE(disk.remove_file(at(file))); });
  hold("a link", [&](Disk& disk) {
    REQUIRE_FALSE(disk.rename(at(file), "/elsewhere"));
    disk.put_link(at(file), "/elsewhere");
  });
  hold("a folder", [&](Disk& disk) {
    REQUIRE_FALSE(disk.remove_file(at(file)));
    REQUIRE_FALSE(disk.make_directory(at(file)));
  });
  hold("a folder elsewhere", [&](Disk& disk) {
    REQUIRE_FALSE(disk.rename(at(folder), "/elsewhere"));
    disk.put_link(at(folder), "/elsewhere");
  });
  hold("all elsewhere", [&](Disk& disk) {
    REQUIRE_FALSE(disk.rename(at("out"), "/elsewhere"));
    disk.put_link(at("out"), "/elsewhere");
  });
  hold("the manifest edited", [&](Disk& disk) { append(disk, at("out/.infragen/manifest"), "\n"); });
  hold("the manifest removed", [&](Disk& disk) { REQUIRE_FALSE(disk.remove_file(at("out/.infragen/manifest"))); });
  hold("a journal", [&](Disk& disk) { REQUIRE_FALSE(disk.make_directory(at("out/.infragen/journal"))); });
  hold("a stage", [&](Disk& disk) { disk.put(at(".out.infragen-stage/.infragen/journal/ops"), ""); });
  hold("a foreign file that declares the same", [&](Disk& disk) { disk.put(at(folder + "/mine.tf"), read(disk, at(file))); });
  hold("a foreign file that declares something else", [&](Disk& disk) { disk.put(at(folder + "/mine.tf"), "locals { mine = 1 }\n"); });
}

TEST_CASE("a foreign file beside ours is remembered with what it says") {
  Disk disk;
  lay(disk);
  const std::string mine = at("out/terraform/prod/core/mine.tf");
  REQUIRE(run(disk, {"build"}).code == 0);
  disk.put(mine, "locals { mine = 1 }\n");
  CHECK(run(disk, {"build"}).compiled);
  CHECK_FALSE(run(disk, {"build"}).compiled);
  disk.put(mine, read(disk, at("out/terraform/prod/core/database.tf")));
  const Ran twice = run(disk, {"build"});
  CHECK(twice.compiled);
  CHECK(twice.code == 1);
}

TEST_CASE("another compiler, other arguments: another build") {
  hold("another program", nothing, {"build"}, {"another", cache, false});
  hold("another day", nothing, {"build", "--today", "2026-11-21"});
  hold("one environment", nothing, {"build", "envs/prod"});
  hold("locked", nothing, {"build", "--locked"});
  hold("forced", nothing, {"build", "--force"});
  hold("another output", nothing, {"build", "--out", "other"});
  hold("nobody may remember", nothing, {"build", "--no-cache"});
  hold("a program that cannot be told", nothing, {"build"}, {"", cache, false});
}

TEST_CASE("each of several builds is remembered") {
  Disk disk;
  lay(disk);
  for (const Words& words : {Words{"build", "prod"}, Words{"build", "--locked"}}) CHECK(run(disk, words).compiled);
  for (const Words& words : {Words{"build"}, Words{"build", "prod"}, Words{"build", "--locked"}}) CHECK_FALSE(run(disk, words).compiled);
  CHECK(kept(disk).size() == 3);
}

TEST_CASE("an environment that was not asked for may be as it likes") {
  Disk disk;
  lay(disk);
  REQUIRE(run(disk, {"build", "dev"}).code == 0);
  append(disk, at("out/terraform/prod/core/database.tf"), "# edited\n");
  const Ran dev = run(disk, {"build", "dev"});
  CHECK(dev.code == 0);
  const Ran all = run(disk, {"build"});
  CHECK(all.compiled);
  CHECK(all.code == 1);
}

TEST_CASE("what has findings of its own, or changed the lock, is built again") {
  Disk disk;
  lay(disk);
  const std::string mistake = at("envs/prod/mistake.yaml");
  disk.put(mistake, "servce: {}\n");
  for (int i = 0; i < 2; ++i) {
    const Ran ran = run(disk, {"build"});
    CHECK(ran.code == 1);
    CHECK(ran.compiled);
  }
  REQUIRE_FALSE(disk.remove_file(mistake));
  REQUIRE_FALSE(disk.remove_file(at("infragen.lock")));
  for (const std::string& file : kept(disk)) REQUIRE_FALSE(disk.remove_file(file));
  CHECK(run(disk, {"build"}).out.find("infragen.lock changed") != std::string::npos);
  CHECK(kept(disk).empty());
  CHECK(run(disk, {"build"}).compiled);
  CHECK_FALSE(run(disk, {"build"}).compiled);
}

TEST_CASE("a cache that is gone or broken is none") {
  Disk disk;
  lay(disk);
  REQUIRE(kept(disk).size() == 1);
  const std::string file = kept(disk).front(), bytes = read(disk, file);
  const auto before = tree(disk);
  const auto builds = [&](const std::string& what) {
    INFO(what);
    const Ran ran = run(disk, {"build"});
    CHECK(ran.compiled);
    CHECK(ran.code == 0);
    CHECK(tree(disk) == before);
    CHECK(read(disk, file) == bytes);
  };
  REQUIRE_FALSE(disk.remove_file(file));
  builds("gone");
  disk.put(file, "");
  builds("empty");
  disk.put(file, bytes + "x");
  builds("longer");
  disk.put(file, bytes.substr(0, bytes.size() - 1));
  builds("shorter");
  for (std::size_t i = 0; i < 40; ++i) {
    std::string broken = bytes;
    broken[i * (bytes.size() - 1) / 39] ^= 1;
    disk.put(file, broken);
    builds("bit " + std::to_string(i));
  }
}

TEST_CASE("a build of another folder is not taken for this one") {
  Disk disk;
  lay(disk);
  const std::string mine = kept(disk).front(), bytes = read(disk, mine);
  REQUIRE(run(disk, {"build", "--today", "2026-11-21"}).code == 0);
  for (const std::string& file : kept(disk)) disk.put(file, bytes);
  CHECK(run(disk, {"build", "--today", "2026-11-21"}).compiled);
}

TEST_CASE("a folder that others may write to, or that belongs to somebody else, remembers nothing") {
  Disk disk;
  lay(disk);
  REQUIRE_FALSE(disk.set_mode(cache, 0777));
  CHECK(run(disk, {"build"}).compiled);
  REQUIRE_FALSE(disk.set_mode(cache, 0755));
  CHECK_FALSE(run(disk, {"build"}).compiled);
  cli::Host host{&disk, false};
  host.cache = cache;
  host.user = 1000;
  host.program = [] { return std::string("one"); };
  cli::Streams streams;
  CHECK(cli::run({"-v", "-C", "/project", "build"}, host, streams) == 0);
  CHECK(streams.err.find("does not compile") == std::string::npos);
}

TEST_CASE("a cache that cannot be made is none") {
  Disk disk;
  lay(disk);
  disk.put("/home/me/file", "");
  for (const std::string folder : {"/home/me/file/infragen", "relative/infragen", ""}) {
    INFO(folder);
    for (int i = 0; i < 2; ++i) {
      const Ran ran = run(disk, {"build"}, {"one", folder, false});
      CHECK(ran.compiled);
      CHECK(ran.code == 0);
    }
  }
}

TEST_CASE("of many remembered builds the oldest are forgotten") {
  Disk disk;
  lay(disk);
  for (int i = 0; i < 100; ++i) disk.put(cache + std::string("/old") + std::to_string(i), "");
  REQUIRE(run(disk, {"build", "prod"}).code == 0);
  CHECK(kept(disk).size() == 64);
  CHECK_FALSE(run(disk, {"build", "prod"}).compiled);
  CHECK(run(disk, {"build"}).compiled);
}
