#include "catch.hpp"
#include "project.hpp"

using namespace infragen;
using test::build_project;
using test::ProjectFiles;

namespace {

const ProjectFiles base = {
    {"infragen.yaml", "infragen: 1\nproject: shop\naws: {region: eu-central-1}\n"},
    {"envs/dev/env.yaml", "environment: dev\nclass: development\n"},
};

/// `slug at place, other place`, of every finding of these slugs.
std::vector<std::string> twice(ProjectFiles files, const std::string& unit = "dev") {
  files.insert(base.begin(), base.end());
  const auto project = build_project(files);
  std::vector<std::string> out;
  for (const diag::Diagnostic& d : project->unit(unit).sink.items()) {
    if (d.slug != "said-twice" && d.slug != "declared-twice") continue;
    std::string text = std::string(d.slug) + " at " + project->place(d.at);
    for (const diag::Label& label : d.labels) text += ", " + project->place(label.at);
    out.push_back(text);
  }
  return out;
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("of two files of one folder, the one that is later by path is at fault") {
  CHECK(twice({{"envs/dev/a.yaml", "tags: {Team: x}\n"}, {"envs/dev/b.yaml", "tags: {Team: y}\n"}}) ==
        Found{"said-twice at envs/dev/b.yaml:1, envs/dev/a.yaml:1"});
  CHECK(twice({{"domains/shop/a.yaml", "domain: shop\nsecret: {key: {generate: 40}}\n"}, {"domains/shop/b.yaml", "secret: {key: {generate: 50}}\n"}}) ==
        Found{"said-twice at domains/shop/b.yaml:1, domains/shop/a.yaml:2"});
}

TEST_CASE("of two declarations, the one in the later layer is at fault, whatever the files are called") {
  const ProjectFiles shared = {{"shared/zone.yaml", "shared: zone\nsecret: {key: {generate: 40}}\n"}};
  ProjectFiles files = shared;
  files["envs/dev/a.yaml"] = "secret: {key: {generate: 50}}\n";
  CHECK(twice(files) == Found{"declared-twice at envs/dev/a.yaml:1, shared/zone.yaml:2"});
  files = shared;
  files["domains/a/domain.yaml"] = "domain: a\nsecret: {key: {generate: 50}}\n";
  CHECK(twice(files) == Found{"declared-twice at domains/a/domain.yaml:2, shared/zone.yaml:2"});
}

TEST_CASE("of two domains or two shared stacks, the one that is later by name is at fault") {
  CHECK(twice({{"domains/b/domain.yaml", "domain: b\nsecret: {key: {generate: 40}}\n"}, {"domains/a/domain.yaml", "domain: a\nsecret: {key: {generate: 50}}\n"}}) ==
        Found{"declared-twice at domains/b/domain.yaml:2, domains/a/domain.yaml:2"});
  const ProjectFiles stacks = {{"shared/b.yaml", "shared: b\nsecret: {key: {generate: 40}}\n"}, {"shared/a.yaml", "shared: a\nsecret: {key: {by_hand: true}}\n"}};
  CHECK(twice(stacks) == Found{"declared-twice at shared/b.yaml:2, shared/a.yaml:2"});
}
