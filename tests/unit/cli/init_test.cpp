// What a person at a terminal is asked.
#include <deque>

#include "catch.hpp"
#include "infragen/cli/run.hpp"
#include "memory_filesystem.hpp"

namespace {

using namespace infragen;

struct Asked {
  int code = 0;
  std::vector<std::string> questions;
  std::string told;
  cli::Streams streams;
};

Asked run(test::MemoryFileSystem& fs, const std::vector<std::string>& arguments, std::deque<std::string> answers) {
  Asked out;
  cli::Host host{&fs, false};
  host.ask = [&](const std::string& question) -> std::optional<std::string> {
    out.questions.push_back(question);
    if (answers.empty()) return std::nullopt;
    std::string answer = answers.front();
    answers.pop_front();
    return answer;
  };
  host.tell = [&](const std::string& text) { out.told += text; };
  out.code = cli::run(arguments, host, out.streams);
  return out;
}

}  // namespace

TEST_CASE("what no option says is asked, again until the answer is one") {
  test::MemoryFileSystem fs;
  const Asked a = run(fs, {"init", "/shop"}, {"Shop", " shop ", "eu-centrl-1", "eu-central-1", "orders web"});
  CHECK(a.code == 0);
  CHECK(a.questions.size() == 5);
  CHECK(a.told.find("`Shop` is no name") != std::string::npos);
  CHECK(a.told.find("did you mean `eu-central-1`?") != std::string::npos);
  std::string text;
  CHECK_FALSE(fs.read("/shop/domains/shop/domain.yaml", text, 1000));
  CHECK(text.find("  orders: {}\n  web: {}\n") != std::string::npos);
  CHECK(run(fs, {"-C", "/shop", "check"}, {}).code == 0);
}

TEST_CASE("with every option nothing is asked") {
  test::MemoryFileSystem fs;
  CHECK(run(fs, {"init", "/shop", "--name", "shop", "--region", "eu-central-1"}, {}).questions.empty());
}

TEST_CASE("nothing is written when nobody answers any more") {
  test::MemoryFileSystem fs;
  CHECK(run(fs, {"init", "/shop"}, {"shop"}).code == 2);
  CHECK_FALSE(fs.status("/shop").exists);
}

TEST_CASE("a file that is there stays, and nothing is written beside it") {
  test::MemoryFileSystem fs;
  fs.put("/shop/envs/base.yaml", "# mine\n");
  const Asked a = run(fs, {"init", "/shop", "--name", "shop", "--region", "eu-central-1"}, {});
  CHECK(a.code == 1);
  CHECK(a.streams.err.find("envs/base.yaml is there already") != std::string::npos);
  CHECK_FALSE(fs.status("/shop/infragen.yaml").exists);
}
