// terraform.tfvars: our keys are ours, everything else in the file is a person's.

#include "catch.hpp"
#include "emit_fixture.hpp"

using namespace infragen;
using test::codes;
using test::Fixture;
using test::read_file;
using test::write_file;

namespace {

void ask(Fixture& f, const std::string& text) {
  f.request.files.clear();
  f.request.files["v.tfvars"] = {text, true, "p.yaml:1"};
}

std::string now(const Fixture& f) { return read_file(f.at("v.tfvars")); }

}  // namespace

TEST_CASE("a file of our keys alone is written as it was given, comments and all") {
  Fixture f(emit::Mode::automatic);
  ask(f, "# from the specs\nregion = \"eu\"\nsize   = 3\n");
  f.commit();
  ask(f, "# from the specs, again\nsize = 4\nzone = \"a\"\n");
  CHECK(f.commit().changed == std::vector<std::string>{"v.tfvars"});
  CHECK(now(f) == "# from the specs, again\nsize = 4\nzone = \"a\"\n");
  f.request.files.clear();
  CHECK(f.commit().removed == std::vector<std::string>{"v.tfvars"});
}

TEST_CASE("a person's keys, comments, order and spaces stay; ours change in place, come at the end, and go") {
  Fixture f(emit::Mode::automatic);
  ask(f, "a = 1\nb = [1]\nc = 3\n");
  f.commit();
  write_file(
      f.at("v.tfvars"),
      "# mine\r\n  c   =   3  # keep\nown = {\n  a = 9 # not ours\n}\n\nb = [1]\na = 1\nlast = <<-E\n  b = 7\n  E\n");
  ask(f, "a = \"x\"\nc = 4\nd = {\n  k = 1\n}\n");
  f.commit();
  CHECK(f.findings().empty());
  CHECK(now(f) ==
        "# mine\r\n  c   =   4  # keep\nown = {\n  a = 9 # not ours\n}\n\na = \"x\"\nlast = <<-E\n  b = 7\n  E\n"
        "d = {\n  k = 1\n}\n");
  const std::string stable = now(f);
  CHECK(f.commit().unchanged == 1);
  CHECK(now(f) == stable);

  f.request.files.clear();
  f.commit();
  CHECK(f.findings().empty());
  CHECK(now(f) == "# mine\r\n  # keep\nown = {\n  a = 9 # not ours\n}\n\nlast = <<-E\n  b = 7\n  E\n");
}

TEST_CASE("a key of ours that a person changed is a finding, and force overwrites it and says so") {
  Fixture f(emit::Mode::automatic);
  ask(f, "a = 1\nb = 1\n");
  f.commit();
  write_file(f.at("v.tfvars"), "a = 5\nb = 6\nmine = 1\n");
  ask(f, "a = 2\n");
  CHECK_FALSE(f.commit().committed);
  CHECK(codes(f.findings()) == std::vector<std::string>{"output-key-edited", "output-key-edited"});
  CHECK(now(f) == "a = 5\nb = 6\nmine = 1\n");
  f.request.force = true;
  CHECK(f.commit().overridden == std::vector<std::string>{"v.tfvars"});
  CHECK(now(f) == "a = 2\nmine = 1\n");
}

TEST_CASE("an edit to the value that we want now is none") {
  Fixture f(emit::Mode::automatic);
  ask(f, "a = 1\n");
  f.commit();
  write_file(f.at("v.tfvars"), "a = 2\nmine = 1\n");
  ask(f, "a = 2\n");
  f.commit();
  CHECK(f.findings().empty());
  ask(f, "a = 3\n");
  f.commit();
  CHECK(f.findings().empty());
  CHECK(now(f) == "a = 3\nmine = 1\n");
}

TEST_CASE("a file that a person began gets our keys; a key that they set is theirs") {
  Fixture f(emit::Mode::automatic);
  write_file(f.at("v.tfvars"), "mine = 1\nsame = 2");
  ask(f, "a = 1\nsame = 2\n");
  f.commit();
  CHECK(f.findings().empty());
  CHECK(now(f) == "mine = 1\nsame = 2\na = 1\n");
  Fixture g(emit::Mode::automatic);
  write_file(g.at("v.tfvars"), "a = 7\n");
  ask(g, "a = 1\n");
  CHECK_FALSE(g.commit().committed);
  CHECK(codes(g.findings()) == std::vector<std::string>{"output-key-edited"});
}

TEST_CASE("values are cut where Terraform ends them") {
  Fixture f(emit::Mode::automatic);
  ask(f, "x = 1\n");
  f.commit();
  const std::string value =
      GENERATE("\"a # no comment\"", "\"${join(\",\", [\"}\", \"{\"])}\\\"\"", "[\n  1, // one ]\n  2,\n]",
               "<<EOT\nx = 2\n EOT x\nEOT", "{ a = \"}\" /* } */ }", "(1 + 2)", "\"$${not\"",
               "\"%{ if true }y%{ endif }\"", "-1.5e3", "[/* ] */\n# ]\n]");
  const std::string mine = "before = " + value + "\n";
  // A heredoc's last line has room for nothing else.
  const std::string after = "after = " + value + (value.starts_with("<<") ? "\n" : " # end\n");
  write_file(f.at("v.tfvars"), mine + "x = 1\n" + after);
  ask(f, "x = " + value + "\n");
  f.commit();
  CHECK(f.findings().empty());
  CHECK(now(f) == mine + "x = " + value + "\n" + after);
}

TEST_CASE("a file that is no list of keys is a finding with its line, even when forced, and stays") {
  Fixture f(emit::Mode::automatic);
  const auto [text, line] = GENERATE(table<std::string, std::string>({
      {"a = 1\nresource \"x\" \"y\" {\n}\n", "line 2"},
      {"a = [1\n", "line 2"},
      {"a = \"x\n", "line 1"},
      {"a = ]\n", "line 1"},
      {"a = <<E\nx\n", "line 1"},
      {"a = \n", "line 1"},
      {"/* x", "line 1"},
      {"a = 1\na = 2\n", "line 2"},
      {"a = \"${\"\n", "line 1"},
      {"a = \"\\", "line 1"},
      {"a", "line 1"},
      {"a = " + std::string(5000, '['), "line 1"},
  }));
  write_file(f.at("v.tfvars"), text);
  ask(f, "b = 1\n");
  f.request.force = true;
  CHECK_FALSE(f.commit().committed);
  REQUIRE(codes(f.findings()) == std::vector<std::string>{"output-keys-unreadable"});
  CHECK(f.findings().front().message.find(line) != std::string::npos);
  CHECK(now(f) == text);
}

TEST_CASE("a file changes from whole to by key and back") {
  Fixture f(emit::Mode::automatic);
  f.set({{"v.tfvars", "a = 1\n"}});
  f.commit();
  ask(f, "a = 2\n");
  f.commit();
  CHECK(now(f) == "a = 2\n");
  f.set({{"v.tfvars", "a = 3\n"}});
  f.commit();
  CHECK(f.findings().empty());
  CHECK(now(f) == "a = 3\n");
  ask(f, "a = 3\n");
  f.commit();
  write_file(f.at("v.tfvars"), "a = 3\nmine = 1\n");
  f.set({{"v.tfvars", "a = 4\n"}});
  CHECK_FALSE(f.commit().committed);
  CHECK(codes(f.findings()) == std::vector<std::string>{"output-edited"});
}

TEST_CASE("ten thousand keys take no noticeable time") {
  Fixture f(emit::Mode::automatic);
  std::string ours, theirs;
  for (int i = 0; i < 10000; ++i) {
    ours += "k" + std::to_string(i) + " = 1\n";
    theirs += "p" + std::to_string(i) + " = 1\n";
  }
  ask(f, ours);
  f.commit();
  write_file(f.at("v.tfvars"), theirs + ours);
  ask(f, ours + "more = 1\n");
  CHECK(f.commit().committed);
  CHECK(now(f) == theirs + ours + "more = 1\n");
}
