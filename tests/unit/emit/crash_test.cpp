// A commit that is stopped or fails at any of its calls leaves a whole tree, with every byte of a person.

#include "catch.hpp"
#include "emit_fixture.hpp"

using namespace infragen;
using emit::Mode;
using test::FaultyFileSystem;
using test::Fixture;
using test::read_file;
using test::tree_of;
using test::write_file;
using Fault = FaultyFileSystem::Fault;
using Tree = std::map<std::string, std::string>;

namespace {

const std::map<std::string, std::string> old_files = {
    {"README.md", "old"},
    {"core/main.tf", "old main"},
    {"core/versions.tf", "same"},
    {"core/policy/a.json", "old"},
    {"core/gone.tf", "old"},
    {"edge/main.tf", "same"},
    {"edge/tests/p.tftest", "old"},
    {"vanishing/main.tf", "old"},
    {"vanishing/deep/x.tf", "old"},
    {"turns", "a file"},
    {"turned/inner.tf", "a folder"},
    {"core/terraform.tfvars", "a = 1\nb = 2\n"},
};
const std::map<std::string, std::string> new_files = {
    {"README.md", "new one"},
    {"core/main.tf", "new main"},
    {"core/versions.tf", "same"},
    {"core/policy/a.json", "ne"},
    {"core/added.tf", "new"},
    {"edge/main.tf", "same"},
    {"edge/tests/p.tftest", "n"},
    {"appearing/deep/main.tf", "n"},
    {"turns/inner.tf", "a folder"},
    {"turned", "a file"},
    {"core/terraform.tfvars", "a = 3\nc = 4\n"},
};
const std::map<std::string, std::string> foreign_files = {
    {"core/terraform.tfstate", "state"}, {"vanishing/notes.txt", "notes"}, {"mine/own.tf", "mine"}};

void ask(Fixture& f, const std::map<std::string, std::string>& files, const std::string& lock) {
  f.set(files);
  f.request.files["core/terraform.tfvars"].by_key = true;
  f.companion(lock);
}

/// The old tree stands, a person has added to it, and the new one is asked for.
void prepare(Fixture& f) {
  FaultyFileSystem quick(f.fs());
  diag::Sink sink;
  ask(f, old_files, "old lock");
  emit::commit(quick, f.request, sink);
  for (const auto& [path, bytes] : foreign_files) write_file(f.at(path), bytes);
  std::filesystem::create_symlink("core", f.at("link"));
  std::filesystem::create_directories(f.at("empty"));
  write_file(f.at("core/terraform.tfvars"), "# mine\na = 1\nown = [\n  1, # one\n]\nb = 2\n");
  ask(f, new_files, "the new lock");
}

struct Expected {
  Tree before, after;
  std::size_t calls = 0;
};

Expected expect(Mode mode) {
  Expected out;
  Fixture f(mode);
  prepare(f);
  out.before = tree_of(f.root());
  FaultyFileSystem counting(f.fs());
  diag::Sink sink;
  REQUIRE(emit::commit(counting, f.request, sink).committed);
  REQUIRE(sink.items().empty());
  out.after = tree_of(f.root());
  out.calls = counting.calls();
  REQUIRE(out.after.at("core/terraform.tfvars") == "# mine\na = 3\nown = [\n  1, # one\n]\nc = 4\n");
  REQUIRE(out.after.count("vanishing/deep") == 0);
  return out;
}

bool has_foreign(const Fixture& f) {
  for (const auto& [path, bytes] : foreign_files) {
    if (read_file(f.at(path)) != bytes) return false;
  }
  return read_file(f.at("core/terraform.tfvars")).find("own = [\n  1, # one\n]\n") != std::string::npos &&
         std::filesystem::is_symlink(f.at("link")) && std::filesystem::is_directory(f.at("empty"));
}

bool has_guard(const Fixture& f, const std::string& folder) {
  return read_file(f.at(folder + "/infragen-incomplete.tf")).find("\nincomplete \"") != std::string::npos;
}

/// What a reader sees who comes before recovery: in exchange mode one of the two trees, in journal mode one of the two
/// or, in each Terraform folder that changes, the file that makes Terraform refuse it.
bool is_readable(const Fixture& f, const Expected& expected, Mode mode) {
  Tree now = tree_of(f.root());
  for (auto at = now.begin(); at != now.end();) {
    // A guard by itself makes no difference between the trees; whether one stands is asked below.
    const bool ours = at->first.starts_with(".infragen/journal") || at->first.ends_with("infragen-incomplete.tf");
    at = ours ? now.erase(at) : std::next(at);
  }
  if (now == expected.before || now == expected.after) return true;
  if (mode == Mode::exchange) return false;
  // One folder at a time: its files are all old, all new, or guarded.
  for (const std::string folder : {"core", "vanishing", "appearing/deep"}) {
    const auto part = [&](const Tree& tree) {
      Tree out;
      for (const auto& [path, bytes] : tree) {
        if (path.starts_with(folder + "/") && bytes != "/") out.insert({path, bytes});
      }
      return out;
    };
    const Tree mine = part(now);
    if (mine != part(expected.before) && mine != part(expected.after) && !has_guard(f, folder)) return false;
  }
  return true;
}

/// Tree, manifest and companion are all old or all new, and nothing is left behind.
bool is_whole(const Fixture& f, const Expected& expected) {
  const Tree now = tree_of(f.root());
  const std::string lock = read_file(f.path("infragen.lock"));
  const bool whole =
      (now == expected.before && lock == "old lock") || (now == expected.after && lock == "the new lock");
  return whole && f.beside() == std::vector<std::string>{"infragen.lock", "out"};
}

}  // namespace

TEST_CASE("a commit killed at any call is all old or all new after recovery") {
  const Mode mode = GENERATE(Mode::exchange, Mode::journal);
  const Expected expected = expect(mode);
  REQUIRE(expected.calls > 100);
  std::size_t old_trees = 0;
  std::size_t new_trees = 0;
  for (std::size_t n = 0; n < expected.calls; ++n) {
    CAPTURE(n);
    Fixture f(mode);
    prepare(f);
    FaultyFileSystem dying(f.fs(), Fault::kill, n);
    diag::Sink sink;
    emit::commit(dying, f.request, sink);
    REQUIRE(has_foreign(f));
    REQUIRE(is_readable(f, expected, mode));
    FaultyFileSystem quick(f.fs());
    diag::Sink recovery;
    emit::recover(quick, f.root(), {f.path("infragen.lock")}, recovery);
    REQUIRE_FALSE(recovery.has_errors());
    REQUIRE(has_foreign(f));
    REQUIRE(is_whole(f, expected));
    ++(tree_of(f.root()) == expected.before ? old_trees : new_trees);
    diag::Sink again;
    REQUIRE(emit::commit(quick, f.request, again).committed);
    REQUIRE(tree_of(f.root()) == expected.after);
    REQUIRE(is_whole(f, expected));
  }
  CHECK(old_trees > 20);
  CHECK(new_trees > 10);
}

TEST_CASE("a recovery that is killed itself is finished by the next one") {
  const Mode mode = GENERATE(Mode::exchange, Mode::journal);
  const Expected expected = expect(mode);
  std::size_t killed = 0;
  for (std::size_t n = 0; n < expected.calls; ++n) {
    for (std::size_t m = n % 23;; m += 23) {
      CAPTURE(n, m);
      Fixture f(mode);
      prepare(f);
      FaultyFileSystem dying(f.fs(), Fault::kill, n);
      diag::Sink sink;
      emit::commit(dying, f.request, sink);
      FaultyFileSystem dying_too(f.fs(), Fault::kill, m);
      emit::recover(dying_too, f.root(), {f.path("infragen.lock")}, sink);
      REQUIRE(has_foreign(f));
      REQUIRE(is_readable(f, expected, mode));
      FaultyFileSystem quick(f.fs());
      diag::Sink recovery;
      emit::recover(quick, f.root(), {f.path("infragen.lock")}, recovery);
      REQUIRE_FALSE(recovery.has_errors());
      REQUIRE(has_foreign(f));
      REQUIRE(is_whole(f, expected));
      if (dying_too.calls() <= m) break;
      ++killed;
    }
  }
  CHECK(killed > 150);
}

TEST_CASE("a call that fails once is a finding, the tree stays whole, and the next build succeeds") {
  const Mode mode = GENERATE(Mode::exchange, Mode::journal);
  const std::errc error = GENERATE(std::errc::no_space_on_device, std::errc::io_error);
  const Expected expected = expect(mode);
  for (std::size_t n = 0; n < expected.calls; ++n) {
    CAPTURE(n);
    Fixture f(mode);
    prepare(f);
    FaultyFileSystem failing(f.fs(), Fault::fail_once, n, error);
    diag::Sink sink;
    const emit::Outcome outcome = emit::commit(failing, f.request, sink);
    if (failing.calls() <= n) continue;
    REQUIRE_FALSE(sink.items().empty());
    REQUIRE((outcome.committed || sink.has_errors()));
    REQUIRE(has_foreign(f));
    REQUIRE(is_readable(f, expected, mode));
    FaultyFileSystem quick(f.fs());
    diag::Sink again;
    REQUIRE(emit::commit(quick, f.request, again).committed);
    REQUIRE_FALSE(again.has_errors());
    REQUIRE(has_foreign(f));
    REQUIRE(tree_of(f.root()) == expected.after);
    REQUIRE(is_whole(f, expected));
  }
}

TEST_CASE("a step that is refused once is gone around or a finding") {
  const std::errc error = GENERATE(std::errc::permission_denied, std::errc::operation_not_permitted);
  const Expected expected = expect(Mode::exchange);
  std::size_t went_around = 0;
  for (std::size_t n = 0; n < expected.calls; ++n) {
    CAPTURE(n);
    Fixture f(Mode::automatic);
    prepare(f);
    FaultyFileSystem failing(f.fs(), Fault::fail_once, n, error);
    diag::Sink sink;
    const emit::Outcome outcome = emit::commit(failing, f.request, sink);
    REQUIRE(has_foreign(f));
    if (sink.items().empty()) {
      REQUIRE(outcome.committed);
      REQUIRE(tree_of(f.root()) == expected.after);
      REQUIRE(is_whole(f, expected));
      if (outcome.mode == Mode::journal) ++went_around;
    }
    FaultyFileSystem quick(f.fs());
    diag::Sink again;
    REQUIRE(emit::commit(quick, f.request, again).committed);
    REQUIRE(tree_of(f.root()) == expected.after);
  }
  CHECK(went_around > 20);
}

TEST_CASE("a first build that is killed at any call is nothing or everything") {
  const Mode mode = GENERATE(Mode::exchange, Mode::journal);
  std::size_t calls = 1;
  for (std::size_t n = 0; n < calls; ++n) {
    CAPTURE(n);
    Fixture f(mode);
    ask(f, new_files, "the new lock");
    FaultyFileSystem dying(f.fs(), Fault::kill, n);
    diag::Sink sink;
    emit::commit(dying, f.request, sink);
    if (n == 0) {
      Fixture counted(mode);
      ask(counted, new_files, "the new lock");
      FaultyFileSystem counting(counted.fs());
      REQUIRE(emit::commit(counting, counted.request, sink).committed);
      calls = counting.calls();
    }
    FaultyFileSystem quick(f.fs());
    diag::Sink recovery;
    emit::recover(quick, f.root(), {f.path("infragen.lock")}, recovery);
    REQUIRE_FALSE(recovery.has_errors());
    const bool tree = std::filesystem::exists(f.at("README.md"));
    REQUIRE(tree == std::filesystem::exists(f.path("infragen.lock")));
    REQUIRE(tree == std::filesystem::exists(f.at(".infragen/manifest")));
    REQUIRE(tree == std::filesystem::exists(f.at("turned")));
    REQUIRE(emit::commit(quick, f.request, recovery).committed);
  }
  CHECK(calls > 40);
}

TEST_CASE("a companion on another disk than the root is copied there, at any call") {
  const Mode mode = GENERATE(Mode::exchange, Mode::journal);
  std::size_t calls = 1;
  for (std::size_t n = 0; n < calls; ++n) {
    CAPTURE(n);
    Fixture f(mode);
    prepare(f);
    std::filesystem::create_directories(f.path("disk"));
    f.request.companions = {{f.path("disk/infragen.lock"), "the new lock"}};
    FaultyFileSystem dying(f.fs(), n == 0 ? Fault::none : Fault::kill, n);
    dying.mount(f.path("disk"));
    diag::Sink sink;
    emit::commit(dying, f.request, sink);
    if (n == 0) calls = dying.calls();
    FaultyFileSystem quick(f.fs());
    quick.mount(f.path("disk"));
    diag::Sink recovery;
    emit::recover(quick, f.root(), {f.path("disk/infragen.lock")}, recovery);
    REQUIRE_FALSE(recovery.has_errors());
    const bool is_new = read_file(f.at("README.md")) == "new one";
    REQUIRE(tree_of(f.path("disk")) == (is_new ? Tree{{"infragen.lock", "the new lock"}} : Tree{}));
    REQUIRE((n > 0 || is_new));
  }
  CHECK(calls > 100);
}

TEST_CASE("another disk mounted inside the root is written by the journal, at any call") {
  std::size_t calls = 1;
  for (std::size_t n = 0; n < calls; ++n) {
    CAPTURE(n);
    Fixture f(Mode::automatic);
    prepare(f);
    FaultyFileSystem dying(f.fs(), n == 0 ? Fault::none : Fault::kill, n);
    dying.mount(f.at("core"));
    diag::Sink sink;
    const emit::Outcome outcome = emit::commit(dying, f.request, sink);
    if (n == 0) {
      calls = dying.calls();
      REQUIRE(outcome.committed);
      REQUIRE(outcome.mode == Mode::journal);
    }
    REQUIRE(has_foreign(f));
    FaultyFileSystem quick(f.fs());
    quick.mount(f.at("core"));
    diag::Sink recovery;
    emit::recover(quick, f.root(), {f.path("infragen.lock")}, recovery);
    REQUIRE_FALSE(recovery.has_errors());
    REQUIRE(has_foreign(f));
    const bool is_new = read_file(f.at("README.md")) == "new one";
    REQUIRE((read_file(f.at("core/main.tf")) == "new main") == is_new);
    REQUIRE(std::filesystem::exists(f.at("core/gone.tf")) == !is_new);
    REQUIRE(f.beside() == std::vector<std::string>{"infragen.lock", "out"});
  }
}

TEST_CASE("edits between a kill and its recovery are kept beside") {
  const Mode mode = GENERATE(Mode::exchange, Mode::journal);
  const Expected expected = expect(mode);
  std::size_t saved = 0;
  for (std::size_t n = 0; n < expected.calls; ++n) {
    CAPTURE(n);
    Fixture f(mode);
    prepare(f);
    FaultyFileSystem dying(f.fs(), Fault::kill, n);
    diag::Sink sink;
    emit::commit(dying, f.request, sink);
    write_file(f.at("core/main.tf"), "person's main");
    write_file(f.at("core/gone.tf"), "person's gone");
    write_file(f.path("infragen.lock"), "person's lock");
    FaultyFileSystem quick(f.fs());
    diag::Sink recovery;
    emit::recover(quick, f.root(), {f.path("infragen.lock")}, recovery);
    for (const std::string name : {"main", "gone", "lock"}) {
      const std::string path = name == "lock" ? f.path("infragen.lock") : f.at("core/" + name + ".tf");
      const bool aside = read_file(path + ".infragen-saved") == "person's " + name;
      REQUIRE((read_file(path) == "person's " + name || aside));
      if (aside) ++saved;
    }
  }
  if (mode == Mode::journal) CHECK(saved > 5);
}

TEST_CASE("a journal may not write outside the root, except what the build itself would") {
  Fixture f(Mode::journal);
  f.set({{"a.tf", "1"}});
  f.commit();
  write_file(f.path("victim"), "victim");
  const std::string hash(32, '0');
  write_file(f.at(".infragen/journal/1"), "evil");
  const std::string kind = GENERATE("put", "companion", "guard", "remove");
  const std::string contents = kind == "put" || kind == "companion" ? " 1 " + hash : "";
  const std::string mark = "- ";
  write_file(f.at(".infragen/journal/ops"),
             "infragen-journal 1 journal\n" + kind + contents + " " + mark + "../victim\nend 1\n");
  f.set({{"a.tf", "2"}});
  f.companion("lock");
  CHECK_FALSE(f.commit().committed);
  CHECK(test::codes(f.findings()) == std::vector<std::string>{"output-journal-unreadable"});
  CHECK(read_file(f.path("victim")) == "victim");
  CHECK(read_file(f.at("a.tf")) == "1");
}

TEST_CASE("a journal that was cut or is from another version is left alone") {
  Fixture f(Mode::journal);
  f.set({{"a.tf", "1"}});
  f.commit();
  const std::string text = GENERATE("", "infragen-journal 1 journal\n", "infragen-journal 2 journal\nend 0\n",
                                    "infragen-journal 1 journal\nremove - a.tf\nend 2\n");
  write_file(f.at(".infragen/journal/ops"), text);
  f.set({{"a.tf", "2"}});
  CHECK_FALSE(f.commit().committed);
  CHECK(test::codes(f.findings()) == std::vector<std::string>{"output-journal-unreadable"});
  CHECK(read_file(f.at("a.tf")) == "1");
}

TEST_CASE("recovery touches nothing, and makes nothing, where nothing was left behind") {
  Fixture f(Mode::automatic);
  diag::Sink sink;
  FaultyFileSystem counting(f.fs());
  emit::recover(counting, f.root(), {}, sink);
  CHECK(f.beside().empty());
  CHECK(counting.calls() < 8);
  CHECK(sink.items().empty());
}
