// The output depends on what the specification says, and on nothing else: not on the order of keys, not on the number
// of threads, not on how an environment is divided into files, not on what was compiled before.
#include <algorithm>
#include <random>

#include "catch.hpp"
#include "example.hpp"
#include "infragen/syntax/parse.hpp"
#include "infragen/tree/value.hpp"

namespace {

using namespace infragen;
using test::Tree;

/// The document as a tree whose maps stand in random order.
tree::Value shuffled(const syntax::Node& node, std::mt19937& random) {
  using Kind = syntax::Node::Kind;
  tree::Value out;
  if (node.kind == Kind::scalar) {
    out = tree::scalar(node.text);
    out.quoted = node.quote != syntax::Node::Quote::plain;
    return out;
  }
  if (node.kind == Kind::removed) {
    out.kind = tree::Value::Kind::removed;
    return out;
  }
  REQUIRE(node.kind != Kind::empty);
  out = node.kind == Kind::map ? tree::map() : tree::list();
  for (const syntax::Entry& e : node.entries) out.items.push_back({e.key, {}, shuffled(e.value, random)});
  // std::shuffle is the library's own choice; drawing places is the same everywhere.
  for (std::size_t i = out.items.size(); node.kind == Kind::map && i > 1; --i) std::swap(out.items[i - 1], out.items[random() % i]);
  return out;
}

tree::Value shuffled(const std::string& text, std::mt19937& random) {
  source::Files files;
  diag::Sink sink;
  const syntax::Document document = syntax::parse(files.add("x.yaml", text), files, sink);
  REQUIRE_FALSE(document.poisoned);
  return shuffled(document.root, random);
}

Tree shuffled(const Tree& files, std::mt19937& random) {
  Tree out;
  for (const auto& [path, text] : files) out[path] = path.ends_with(".yaml") ? tree::print(shuffled(text, random)) : text;
  return out;
}

/// Every file of an environment as two, its keys dealt out at random.
Tree divided(const Tree& files, std::mt19937& random) {
  Tree out;
  for (const auto& [path, text] : files) {
    const bool environment = path.starts_with("envs/") && std::count(path.begin(), path.end(), '/') == 2;
    const bool domain = path.starts_with("domains/") && path.ends_with(".yaml");
    if (!environment && !domain) {
      out[path] = text;
      continue;
    }
    const tree::Value whole = shuffled(text, random);
    tree::Value halves[2] = {tree::map(), tree::map()};
    for (std::size_t i = 0; i < whole.items.size(); ++i) halves[(i + random()) % 2].items.push_back(whole.items[i]);
    const std::string stem = path.substr(0, path.size() - 5);
    for (const bool second : {false, true}) {
      if (!halves[second].items.empty()) out[stem + (second ? "-z.yaml" : "-a.yaml")] = tree::print(halves[second]);
    }
  }
  return out;
}

void same(const test::Bytes& a, const test::Bytes& b, const Tree& of) {
  if (a == b) return;
  for (const auto& [path, text] : of) UNSCOPED_INFO("--- " << path << "\n" << text);
  for (const auto& [path, text] : a.files) {
    const auto other = b.files.find(path);
    if (other == b.files.end()) FAIL(path << " is missing");
    if (other->second != text) FAIL(path << " differs:\n" << text << "\n--- and\n" << other->second);
  }
  CHECK(a.files.size() == b.files.size());
  CHECK(a.lock == b.lock);
  FAIL("the bytes differ");
}

test::Bytes built(const Tree& files, std::size_t threads = 1) {
  const driver::Compilation c = test::compile(files, threads);
  for (const diag::Diagnostic& d : c.findings) UNSCOPED_INFO(d.code << " " << d.message);
  REQUIRE(c.ok);
  return test::bytes_of(c);
}

}  // namespace

TEST_CASE("a second compilation of the same files gives the same bytes") {
  const Tree files = test::popcorn();
  const test::Bytes first = built(files);
  CHECK(first.files.size() > 20);
  CHECK(first.lock.size() > 1000);
  same(first, built(files), files);
}

TEST_CASE("the number of threads does not show") {
  const Tree files = test::popcorn();
  const test::Bytes one = built(files, 1);
  for (const std::size_t threads : {2u, 3u, 8u}) {
    for (int again = 0; again < 3; ++again) same(one, built(files, threads), files);
  }
}

TEST_CASE("the order of keys does not show") {
  const Tree files = test::popcorn();
  const test::Bytes as_written = built(files);
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    const Tree other = shuffled(files, random);
    REQUIRE(other != files);
    same(as_written, built(other, seed % 2 == 0 ? 8 : 1), other);
  }
}

TEST_CASE("how an environment or a domain is divided into files does not show") {
  const Tree files = test::popcorn();
  const test::Bytes as_written = built(files);
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    const Tree other = divided(files, random);
    REQUIRE(other.size() > files.size());
    same(as_written, built(other), other);
  }
}

TEST_CASE("with the lock of an earlier build the bytes stay as they are") {
  Tree files = test::popcorn();
  const test::Bytes first = built(files);
  files["infragen.lock"] = first.lock;
  same(first, built(files), files);
  std::mt19937 random(7);
  Tree other = divided(files, random);
  same(first, built(other, 8), other);
}

TEST_CASE("findings come in the same order, whatever the threads") {
  Tree files = test::popcorn();
  files["envs/dev/wrong.yaml"] = "netwrk: {cidr: 10.0.0.0/16}\nsecret: {other: {generate: 3}}\n";
  files["envs/prod/wrong.yaml"] = "postgres: {main: {version: none, backups: 90d}}\n";
  const auto list = [](const driver::Compilation& c) {
    std::vector<std::string> out;
    for (const diag::Diagnostic& d : c.findings) out.push_back(std::string(d.code) + " " + d.message);
    return out;
  };
  const auto one = list(test::compile(files, 1));
  CHECK(one.size() >= 4);
  for (int again = 0; again < 5; ++again) CHECK(list(test::compile(files, 8)) == one);
}
