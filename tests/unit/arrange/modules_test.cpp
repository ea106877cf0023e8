// The layout `modules`: what a build in it promises beside saying the same resources (random_test.cpp).
#include <algorithm>
#include <regex>

#include "../driver/example.hpp"
#include "arrange/modular.hpp"
#include "arrange/unfold.hpp"
#include "catch.hpp"
#include "infragen/arrange/arrange.hpp"
#include "infragen/hcl/parse.hpp"

namespace {

using namespace infragen;
using test::Tree;

const std::string layout = "infragen: 1\nproject: shop\ntargets: {date: 2026-11-20}\naws: {region: ap-northeast-2}\nlayout: {terraform: modules, stacks: one}\n";
const std::string network = "network: {cidr: 10.0.0.0/16, zones: [a, c], nat: single, subnets: /24, tiers: {public: {route: internet}, app: {route: nat}, data: {route: isolated}}}\n";

std::string environment(const std::string& name, const std::string& rest) { return "environment: " + name + "\nclass: development\n" + rest; }

driver::Compilation compiled(const Tree& files, const std::string& lock = {}) {
  Tree all = files;
  if (!lock.empty()) all["infragen.lock"] = lock;
  driver::Compilation c = test::compile(all);
  for (const diag::Diagnostic& d : c.findings) {
    if (d.severity == diag::Severity::error) UNSCOPED_INFO(d.code << " " << d.message);
  }
  REQUIRE(c.ok);
  return c;
}

Tree shop(const std::string& dev, const std::string& prod = {}) {
  Tree out = {{"infragen.yaml", layout}, {"envs/dev/env.yaml", environment("dev", network + dev)}};
  if (!prod.empty()) out["envs/prod/env.yaml"] = environment("prod", network + prod);
  return out;
}

/// The addresses that a lock tells of: identity -> address.
std::map<std::string, std::string> addresses(const driver::Compilation& c, const std::string& unit) {
  std::map<std::string, std::string> out;
  for (const lock::Fact& fact : c.next_lock.all("address", unit)) out[fact.subject] = fact.value;
  return out;
}

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t out = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++out;
  return out;
}

const std::string& file(const driver::Compilation& c, const std::string& path) {
  const auto it = c.arranged.files.find(path);
  if (it == c.arranged.files.end()) FAIL(path << " is missing");
  return it->second;
}

const std::string queues = "sqs: {orders: {}}\n";

}  // namespace

TEST_CASE("what is added moves nothing that was there") {
  const std::string before = lock::print(compiled(shop(queues)).next_lock);
  const auto dev = addresses(compiled(shop(queues), before), "dev");
  const std::string wider = std::regex_replace(network, std::regex("zones: \\[a, c\\]"), "zones: [a, c, b]");
  const auto same = [&](const Tree& files) {
    const driver::Compilation c = compiled(files, before);
    const auto now = addresses(c, "dev");
    for (const auto& [identity, address] : dev) CHECK(now.at(identity) == address);
    CHECK_FALSE(c.arranged.files.contains("terraform/dev/moved.tf"));
  };
  same(shop("sqs: {orders: {}, a-first: {}}\n"));                                   // another object of a module
  same(shop(queues, queues));                                                      // another environment
  same(shop(queues, "sqs: {orders: {fifo: true}}\n"));                             // one that differs
  same({{"infragen.yaml", layout}, {"envs/dev/env.yaml", environment("dev", wider + queues)}});   // another subnet
}

TEST_CASE("the first object keeps the module's own name when others come before it") {
  const std::string before = lock::print(compiled(shop("sqs: {orders: {}}\n")).next_lock);
  const driver::Compilation c = compiled(shop("sqs: {orders: {}, main: {}}\n"), before);
  CHECK(addresses(c, "dev").at("sqs.orders/queue") == "main module.sqs.aws_sqs_queue.this");
  CHECK(addresses(c, "dev").at("sqs.main/queue") == "main module.sqs_main.aws_sqs_queue.this");
}

TEST_CASE("the project says what lies where, and what variables and outputs are called") {
  Tree files = shop(queues);
  files["infragen.yaml"] = std::regex_replace(layout, std::regex("\\nlayout:.*"),
                                              "\nlayout:\n  terraform: modules\n  stacks: one\n  paths: {root: \"live/${env}/${stack}\", modules: parts}\n  modules:\n"
                                              "    net: {holds: [vpc, sqs.orders], inputs: {range: aws_vpc.cidr_block}, outputs: {network: aws_vpc.id, subnet_ids: aws_vpc.arn}}\n"
                                              "    routes: {holds: [aws_route]}\n");
  const driver::Compilation c = compiled(files);
  const auto at = addresses(c, "dev");
  CHECK(at.at("network.main/vpc") == "main module.net.aws_vpc.this[0]");
  CHECK(at.at("sqs.orders/queue") == "main module.net_orders.aws_sqs_queue.this[0]");
  CHECK(at.at("network.main/route[app]") == "main module.routes.aws_route.this[\"app\"]");
  CHECK(file(c, "parts/net/main.tf").find("cidr_block           = var.range\n") != std::string::npos);
  CHECK(file(c, "parts/net/outputs.tf").find("output \"network\" {\n  description = \"`id` of `aws_vpc.this`.\"\n  value       = one(aws_vpc.this[*].id)\n}") != std::string::npos);
  // A name that the project took is not made for anything else.
  CHECK(file(c, "parts/net/outputs.tf").find("output \"subnet_ids\" {\n  description = \"`arn` of `aws_vpc.this`.\"") != std::string::npos);
  CHECK(file(c, "live/dev/main.tf").find("source = \"../../parts/net\"\n") != std::string::npos);
}

TEST_CASE("a change of layout moves every resource, there and back") {
  Tree flat = shop(queues);
  flat["infragen.yaml"] = std::regex_replace(layout, std::regex("modules"), "flat");
  const driver::Compilation first = compiled(flat);
  const driver::Compilation second = compiled(shop(queues), lock::print(first.next_lock));
  const std::size_t resources = addresses(first, "dev").size();
  CHECK(count(file(second, "terraform/dev/moved.tf"), "moved {") == resources);
  CHECK(file(second, "terraform/dev/moved.tf").find("from = aws_vpc.main\n  to   = module.vpc.aws_vpc.this\n") != std::string::npos);
  const driver::Compilation third = compiled(flat, lock::print(second.next_lock));
  CHECK(file(third, "terraform/dev/moved.tf").find("from = module.vpc.aws_vpc.this\n  to   = aws_vpc.main\n") != std::string::npos);
}

TEST_CASE("what differed once stays a variable") {
  const driver::Compilation two = compiled(shop("sqs: {orders: {retention: 2d}}\n", "sqs: {orders: {retention: 4d}}\n"));
  CHECK(count(file(two, "terraform/modules/sqs/variables.tf"), "variable \"message_retention_seconds\"") == 1);
  const driver::Compilation one = compiled(shop("sqs: {orders: {retention: 2d}}\n", "sqs: {orders: {retention: 2d}}\n"), lock::print(two.next_lock));
  CHECK(count(file(one, "terraform/modules/sqs/variables.tf"), "variable \"message_retention_seconds\"") == 1);
  const driver::Compilation never = compiled(shop("sqs: {orders: {retention: 2d}}\n", "sqs: {orders: {retention: 2d}}\n"));
  CHECK(count(file(never, "terraform/modules/sqs/variables.tf"), "variable \"message_retention_seconds\"") == 0);
}

TEST_CASE("values that all environments share are defaults, others stand in terraform.tfvars") {
  const driver::Compilation c = compiled(shop("sqs: {orders: {retention: 2d}}\n", "sqs: {orders: {retention: 4d}}\n"));
  CHECK(file(c, "terraform/dev/terraform.tfvars").find("sqs_message_retention_seconds = 172800\n") != std::string::npos);
  CHECK(file(c, "terraform/prod/terraform.tfvars").find("sqs_message_retention_seconds = 345600\n") != std::string::npos);
  const std::string& variables = file(c, "terraform/dev/variables.tf");
  const std::size_t nats = variables.find("variable \"vpc_nats\"");
  REQUIRE(nats != std::string::npos);
  CHECK(variables.find("\n  default", nats) < variables.find("\n}", nats));
  CHECK(file(c, "terraform/dev/terraform.tfvars").find("vpc_nats") == std::string::npos);
  CHECK(c.arranged.by_key == std::set<std::string>{"terraform/dev/terraform.tfvars", "terraform/prod/terraform.tfvars"});
}

TEST_CASE("every variable that is declared is used, and every file parses") {
  Tree files = test::popcorn();
  files["infragen.yaml"] += "\nlayout: {terraform: modules}\n";
  const driver::Compilation c = compiled(files);
  std::map<std::string, std::string> folders;   // all text of a folder
  for (const auto& [path, text] : c.arranged.files) {
    if (!path.ends_with(".tf")) continue;
    CHECK_FALSE(hcl::parse(text).error.has_value());
    folders[path.substr(0, path.rfind('/'))] += text;
  }
  const std::regex declared("variable \"([a-z0-9_]+)\"");
  std::size_t seen = 0;
  for (const auto& [folder, text] : folders) {
    for (auto it = std::sregex_iterator(text.begin(), text.end(), declared); it != std::sregex_iterator(); ++it, ++seen) {
      const std::string use = "var." + (*it)[1].str();
      const bool used = std::regex_search(text, std::regex("\\b" + std::regex_replace(use, std::regex("\\."), "\\.") + "\\b"));
      if (!used) FAIL_CHECK(folder << " declares and does not use " << use);
    }
    CHECK(text.find("= any") == std::string::npos);
  }
  CHECK(seen > 100);
}

TEST_CASE("a person's own module keeps its name, and a template without a module lies in one called like its file") {
  Tree files = shop(queues + "module:\n  sqs: {source: modules/own}\n");
  files["modules/own/main.tf"] = "resource \"aws_sns_topic\" \"this\" {\n  name = \"own\"\n}\n";
  files["templates/terraform/sqs+more.tf"] = "{{ file more-queues }}\n\nresource \"aws_sns_topic\" {{ address topic }} {\n  name = {{ name }}\n}\n";
  const driver::Compilation c = compiled(files);
  CHECK(addresses(c, "dev").at("sqs.orders/queue") == "main module.sqs_orders.aws_sqs_queue.this");
  CHECK(addresses(c, "dev").at("sqs.orders/topic") == "main module.more_queues.aws_sns_topic.this[\"orders\"]");
  CHECK(c.arranged.files.contains("terraform/modules/more-queues/main.tf"));
}

TEST_CASE("blocks that need each other only as blocks are a circle that is told") {
  arrange::Modular m;
  m.modules.push_back({});
  m.modules[0].name = "circle";
  m.modules[0].groups = {0, 1};
  m.modules[0].calls = {0};
  arrange::Root root;
  root.folder = "terraform/dev";
  m.calls.push_back({&root, 0, 0, "circle", {}, {}});
  const auto group = [](const char* label, const char* needs) {
    arrange::Group g;
    g.module = 0;
    g.block_type = "resource";
    g.type = "aws_sqs_queue";
    g.label = label;
    g.item = hcl::block("resource", {g.type, g.label}, {hcl::attribute_item("name", hcl::traversal(needs))});
    return g;
  };
  m.groups = {group("a", "aws_sqs_queue.b.name"), group("b", "var.name")};
  CHECK(arrange::circle(m).empty());
  m.groups[1] = group("b", "aws_sqs_queue.a.name");
  CHECK(arrange::circle(m) == std::vector<std::string>{"`terraform/dev: module.circle.aws_sqs_queue.a`", "`terraform/dev: module.circle.aws_sqs_queue.b`",
                                                       "`terraform/dev: module.circle.aws_sqs_queue.a`"});
}
