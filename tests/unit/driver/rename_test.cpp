#include <algorithm>

#include "catch.hpp"
#include "example.hpp"
#include "infragen/facts/provider.hpp"
#include "infragen/hcl/parse.hpp"
#include "infragen/hcl/print.hpp"
#include "infragen/support/text.hpp"

namespace {

using namespace infragen;
using test::Tree;

struct Edit {
  std::string path, from, to;
};

/// A rename of the example's object, as somebody would write it.
struct Rename {
  std::string what;
  std::vector<Edit> edits;
};

const std::string base = "envs/base.yaml", popup = "domains/popup/domain.yaml", entry = "domains/entry/domain.yaml", commerce = "domains/commerce/domain.yaml", queues = "domains/commerce/queues.yaml", doors = "envs/dev/doors.yaml", hosts = "domains/commerce/host.yaml";

const std::vector<Rename> renames = {
    {"service",
     {{popup, "  user-service:\n", "  accounts:\n    was: user-service\n"},
      {entry, "service.user-service", "service.accounts"},
      {"envs/dev/releases.yaml", "service.user-service", "service.accounts"},
      {"envs/prod/releases.yaml", "service.user-service", "service.accounts"}}},
    {"secret", {{popup, "  jwt: {", "  token: {was: jwt, "}, {popup, "secret.jwt", "secret.token"}, {entry, "secret.jwt", "secret.token"}}},
    {"load balancer", {{entry, "  public:\n", "  front:\n    was: public\n"}, {"envs/prod/env.yaml", "      public: {waf", "      front: {waf"}, {base, "alb.public.", "alb.front."}}},
    {"cluster", {{base, "ecs:\n  main:\n", "ecs:\n  apps:\n    was: main\n"}}},
    {"registry", {{"shared/global.yaml", "  main: {", "  images: {was: main, "}}},
    {"zone",
     {{"shared/global.yaml", "zone:\n  popcorn: {", "zone:\n  site: {was: popcorn, "},
      {"shared/global.yaml", "${zone.popcorn.", "${zone.site."},
      {entry, "${zone.popcorn.", "${zone.site."}}},
    {"certificate", {{"shared/global.yaml", "certificate:\n  popcorn:\n", "certificate:\n  site:\n    was: popcorn\n"}}},
    {"database",
     {{base, "postgres:\n  main:\n", "postgres:\n  data:\n    was: main\n"},
      {"envs/dev/env.yaml", "postgres:\n  main:\n", "postgres:\n  data:\n"},
      {"envs/prod/env.yaml", "postgres:\n  main:\n", "postgres:\n  data:\n"},
       {base, "postgres.main:", "postgres.data:"},
      {popup, "postgres.main/", "postgres.data/"},
      {commerce, "postgres.main/", "postgres.data/"}}},
    {"brokers", {{commerce, "kafka:\n  events:\n", "kafka:\n  bus:\n    was: events\n"}, {commerce, "kafka.events", "kafka.bus"}, {base, "kafka.events", "kafka.bus"}, {"envs/prod/env.yaml", "kafka.events", "kafka.bus"}}},
    {"cache",
     {{base, "redis:\n  cache:\n", "redis:\n  sessions:\n    was: cache\n"},
      {"envs/dev/env.yaml", "redis:\n  cache:\n", "redis:\n  sessions:\n"},
      {"envs/prod/env.yaml", "redis:\n  cache:\n", "redis:\n  sessions:\n"},
      {popup, "redis.cache", "redis.sessions"},
      {commerce, "redis.cache", "redis.sessions"}}},
    {"parameter",
     {{base, "parameter:\n  app: {", "parameter:\n  settings: {was: app, "},
      {"envs/dev/env.yaml", "parameter:\n  app: {", "parameter:\n  settings: {"},
      {base, "      parameter.app", "      parameter.settings"}}},
    {"queue", {{queues, "  jobs: {dlq", "  work: {was: jobs, dlq"}, {queues, "sqs.jobs", "sqs.work"}}},
    {"host", {{hosts, "  report: {type", "  reporter: {was: report, type"}}},
    {"bucket", {{queues, "  files: {", "  papers: {was: files, "}}},
    {"table", {{queues, "  orders: {key", "  invoices: {was: orders, key"}}},
    {"topic", {{queues, "  news: {", "  bulletin: {was: news, "}}},
    {"web ACL", {{"envs/prod/env.yaml", "waf:\n  public:\n", "waf:\n  front:\n    was: public\n"}, {"envs/prod/env.yaml", "{waf: public,", "{waf: front,"}}},
    {"network",
     {{base, "network:\n", "network:\n  vpc:\n    was: main\n"},
      {base, "\n  zones:", "\n    zones:"},
      {base, "\n  subnets:", "\n    subnets:"},
      {base, "\n  tiers:", "\n    tiers:"},
      {base, "\n    public: {", "\n      public: {"},
      {base, "\n    app: {", "\n      app: {"},
      {base, "\n    data: {", "\n      data: {"},
      {"envs/dev/env.yaml", "network:\n", "network:\n  vpc:\n"},
      {"envs/dev/env.yaml", "\n  cidr:", "\n    cidr:"},
      {"envs/dev/env.yaml", "\n  workload_zones:", "\n    workload_zones:"},
      {"envs/dev/env.yaml", "\n  nat:", "\n    nat:"},
      {"envs/prod/env.yaml", "network:\n", "network:\n  vpc:\n"},
      {"envs/prod/env.yaml", "\n  cidr:", "\n    cidr:"},
      {"envs/prod/env.yaml", "\n  zones:", "\n    zones:"},
      {"envs/prod/env.yaml", "\n  nat:", "\n    nat:"},
      {doors, "network:\n  endpoints", "network:\n  vpc:\n    endpoints"}}},
};

/// The example, and objects of kinds that it has no use for.
Tree example() {
  Tree files = test::popcorn();
  files[queues] =
      "sqs:\n  jobs: {dlq: 5, allow: {unread-queue: a test}}\n"
      "sns:\n  news: {subscriptions: {jobs: sqs.jobs}}\n"
      "s3:\n  files: {expire: 60d}\n"
      "dynamodb:\n  orders: {key: {customer: string}, encryption: own}\n";
  files[hosts] = "instance:\n  report: {type: t4g.small, setup: host.sh, volume: 20Gi, env: {GREETING: hello}}\n";
  files["domains/commerce/host.sh"] = "#!/bin/bash\n";
  files[doors] = "network:\n  endpoints: {interface: [logs], gateway: [s3]}\n";
  return files;
}

Tree edited(Tree files, const std::vector<Edit>& edits) {
  for (const Edit& e : edits) {
    std::string& text = files.at(e.path);
    CAPTURE(e.path, e.from);
    REQUIRE(text.find(e.from) != std::string::npos);
    text = support::replace_all(text, e.from, e.to);
  }
  return files;
}

/// Compiles, and leaves the lock in the project as a build would.
driver::Compilation build(Tree& files) {
  driver::Compilation c = test::compile(files);
  for (const auto& d : c.findings) UNSCOPED_INFO(d.slug << ": " << d.message);
  REQUIRE(c.ok);
  files["infragen.lock"] = lock::print(c.next_lock);
  return c;
}

using Attributes = std::map<std::string, std::string>;   ///< `dns_config.namespace_id` -> text

void collect(const hcl::Body& body, const std::string& path, Attributes& out) {
  for (const hcl::Item& item : body) {
    if (item.kind == hcl::Item::Kind::attribute) {
      out[path + item.name] = hcl::print(item.value);
    } else if (item.kind == hcl::Item::Kind::block) {
      collect(item.body, path + item.name + ".", out);
    }
  }
}

struct Resources {
  std::map<std::string, Attributes> by_address;    ///< `terraform/dev/core aws_vpc.main`
  std::map<std::string, std::string> moved;        ///< address there -> address now
};

Resources resources_of(const driver::Compilation& c) {
  Resources out;
  for (const auto& [path, text] : c.arranged.files) {
    if (!path.ends_with(".tf")) continue;
    const std::string folder = path.substr(0, path.rfind('/')) + " ";
    const hcl::Parsed parsed = hcl::parse(text, {});
    REQUIRE_FALSE(parsed.error);
    for (const hcl::Item& item : parsed.body) {
      if (item.name == "resource") {
        collect(item.body, "", out.by_address[folder + *hcl::constant_string(item.labels[0].text) + "." + *hcl::constant_string(item.labels[1].text)]);
      } else if (item.name == "moved") {
        std::string from, to;
        for (const hcl::Item& field : item.body) (field.name == "from" ? from : to) = hcl::print(field.value);
        out.moved[folder + from] = folder + to;
      }
    }
  }
  return out;
}

/// References as they are written after the rename.
std::string in_new_words(std::string text, const std::map<std::string, std::string>& moved) {
  for (const auto& [from, to] : moved) {
    const std::string old = from.substr(from.find(' ') + 1);
    for (const char* behind : {".", " ", "[", ","}) text = support::replace_all(text, old + behind, to.substr(to.find(' ') + 1) + behind);
  }
  return text;
}

/// A new revision of a task definition comes with every deployment; it keeps its family.
bool is_revision(const std::string& type, const std::string& attribute) { return type == "aws_ecs_task_definition" && attribute == "container_definitions"; }

/// What is looked up, in another state or in AWS, is named for addresses; the values are the same.
bool is_looked_up(const std::string& text) { return text.find("data.") != std::string::npos; }

}  // namespace

TEST_CASE("a rename replaces nothing: every resource moves, and what would replace it stays") {
  for (const Rename& rename : renames) {
    CAPTURE(rename.what);
    Tree files = example();
    const Resources before = resources_of(build(files));
    files = edited(files, rename.edits);
    const Resources after = resources_of(build(files));
    CHECK_FALSE(after.moved.empty());
    CHECK(before.by_address.size() == after.by_address.size());
    for (const auto& [address, old] : before.by_address) {
      CAPTURE(address);
      const auto moved = after.moved.find(address);
      const std::string now = moved == after.moved.end() ? address : moved->second;
      const auto found = after.by_address.find(now);
      CHECK(found != after.by_address.end());
      if (found == after.by_address.end()) continue;
      const std::string resource = address.substr(address.find(' ') + 1);
      const std::string type = resource.substr(0, resource.find('.'));
      for (const auto& [attribute, text] : old) {
        if (facts::Provider::aws().replacement(type, attribute) != facts::Replacement::replace || is_revision(type, attribute)) continue;
        CAPTURE(attribute);
        REQUIRE(found->second.contains(attribute));
        const std::string& new_text = found->second.at(attribute);
        if (is_looked_up(text) && is_looked_up(new_text)) continue;
        CHECK(new_text == in_new_words(text, after.moved));
      }
    }
  }
}

TEST_CASE("what a rename kept is kept when `was:` is gone") {
  for (const Rename& rename : renames) {
    CAPTURE(rename.what);
    Tree files = example();
    build(files);
    files = edited(files, rename.edits);
    const driver::Compilation renamed = build(files);
    for (auto& [path, text] : files) {
      if (!path.ends_with(".yaml")) continue;
      for (const char* was : {"    was: user-service\n", "was: jwt, ", "    was: public\n", "    was: main\n", "was: main, ", "was: popcorn, ", "    was: popcorn\n", "    was: events\n", "    was: cache\n", "was: app, ", "was: jobs, ", "was: news, ", "was: files, "}) text = support::replace_all(text, was, "");
    }
    const driver::Compilation later = build(files);
    CHECK(later.arranged.files == renamed.arranged.files);
  }
}

TEST_CASE("callers go on asking for the name under which a renamed service is registered") {
  Tree files = test::popcorn();
  build(files);
  files = edited(files, renames.front().edits);
  const driver::Compilation renamed = build(files);
  CHECK(renamed.arranged.files.at("terraform/dev/popup/services.tf").find("  name = \"user-service\"\n") != std::string::npos);
  CHECK(renamed.arranged.files.at("terraform/dev/entry/services.tf").find("http://user-service.goormpopcorn.local:8080") != std::string::npos);
}

TEST_CASE("subnets that the lock allocated stay where they are when their network is renamed") {
  Tree files = test::popcorn();
  files = edited(files, {{base, "{route: nat, netnum: 16}", "{route: nat}"}, {base, "{route: isolated, netnum: 32}", "{route: isolated}"}, {base, "{route: internet, netnum: 0}", "{route: internet}"}});
  build(files);
  // A tier that is gone leaves a gap, so that a new allocation would differ.
  files = edited(files, {{base, "    app: {route: nat}", "    first: {route: nat}\n    app: {route: nat}"}, {base, "defaults:\n  service:\n", "defaults:\n  service:\n    tier: app\n"}});
  const driver::Compilation before = build(files);
  std::vector<Edit> edits = std::find_if(renames.begin(), renames.end(), [](const Rename& r) { return r.what == "network"; })->edits;
  std::erase_if(edits, [](const Edit& edit) { return edit.path == doors; });   // not in this project
  edits.push_back({base, "\n    first: {", "\n      first: {"});
  files = edited(files, edits);
  const driver::Compilation after = build(files);
  for (const lock::Fact& block : before.next_lock.all("block", "dev")) {
    CHECK(after.next_lock.get("block", "dev", support::replace_all(block.subject, "network.main/", "network.vpc/")) == block.value);
  }
}

TEST_CASE("every resource that changes its stack says where it comes from") {
  Tree files = test::popcorn();
  build(files);
  files["infragen.yaml"] += "layout: {stacks: one}\n";
  const driver::Compilation c = test::compile(files);
  const auto moves = std::count_if(c.findings.begin(), c.findings.end(), [](const auto& d) { return d.slug == "stack-changed"; });
  CHECK(moves > 50);
  for (const auto& d : c.findings) {
    CAPTURE(d.message);
    if (d.slug == "stack-changed") CHECK(d.at.known());
  }
}
