// Modules say what was compiled: random resources of several environments, folded into modules, printed, read again and
// unfolded are the resources that there were.
#include <random>

#include "../driver/example.hpp"
#include "arrange/unfold.hpp"
#include "catch.hpp"
#include "infragen/arrange/arrange.hpp"
#include "infragen/arrange/diagnostics.hpp"
#include "infragen/hcl/print.hpp"

namespace {

using namespace infragen;
using hcl::Expr;
using hcl::Item;

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return engine_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <class List>
  const auto& pick(const List& list) { return list[below(std::size(list))]; }

 private:
  std::mt19937 engine_;
};

const std::vector<std::string> words = {"api",       "dev-api", "t-dev",  "t-dev-main", "ap-northeast-2a", "ap-northeast-2", "",           "a b",   "${x}",     "%{if}",
                                        "a\"b\\c",   "line\nline\n", "dev",  "prod",       "t-prod-api",      "x:y",            "/t/dev/api", "0",     "true",     "é"};
const std::vector<std::string> keys = {"a", "b", "app-a", "/api/*", "aws:SourceArn", "x y", "dev", "80", "\"q\"", "$${x}"};
const std::vector<std::string> attributes = {"id", "arn", "name", "parts[0].secret_arn"};

/// Resources of one environment.
class Generator {
 public:
  Generator(Random& random, render::Rendered& out) : random_(random), out_(out) {}

  Expr slot() {
    Expr e;
    e.kind = Expr::Kind::slot;
    e.slot = static_cast<std::uint32_t>(out_.slots.size());
    out_.slots.push_back({out_.blocks[random_.below(earlier_)].id, random_.pick(attributes)});
    return e;
  }
  bool may_refer() { return earlier_ > 0 && random_.one_in(3); }
  /// References go to what other templates made before; now and then to anything, which may lead in a circle.
  void next_role() { earlier_ = out_.blocks.size(); }

  Expr text() {
    Expr e;
    e.kind = Expr::Kind::string;
    for (std::size_t n = random_.below(3); n > 0; --n) {
      if (may_refer()) {
        e.items.push_back(slot());
      } else if (const std::string& word = random_.pick(words); !word.empty()) {
        e.items.push_back(hcl::string(word).items[0]);
      }
    }
    return e;
  }
  Expr value(std::size_t depth) {
    switch (random_.below(depth == 0 ? 5 : 7)) {
      case 0: return hcl::number(static_cast<std::int64_t>(random_.below(3)) - 1);
      case 1: return hcl::boolean(random_.one_in(2));
      case 2: return may_refer() ? slot() : text();
      case 3:
      case 4: return text();
      case 5: return list(depth - 1);
      default: return object(depth - 1);
    }
  }
  Expr list(std::size_t depth) {
    std::vector<Expr> items;
    for (std::size_t n = random_.below(4); n > 0; --n) items.push_back(value(depth));
    return hcl::tuple(std::move(items));
  }
  Expr object(std::size_t depth) {
    Expr e;
    e.kind = Expr::Kind::object;
    for (const std::string& key : {random_.pick(keys), std::string("name"), std::string("Action"), std::string("nested")}) {
      if (random_.one_in(2)) continue;
      bool known = false;
      for (std::size_t i = 0; i < e.items.size(); i += 2) known = known || *hcl::constant_string(e.items[i]) == key;
      if (known) continue;
      e.items.push_back(hcl::string(key));
      e.items.push_back(value(depth));
    }
    return e;
  }
  Expr named_values() {
    std::vector<Expr> items;
    for (const char* name : {"A", "B", "C", "D"}) {
      if (random_.one_in(2)) continue;
      Expr e;
      e.kind = Expr::Kind::object;
      e.items = {hcl::name("name"), hcl::string(name), hcl::name("value"), may_refer() ? slot() : text()};
      items.push_back(std::move(e));
    }
    return hcl::tuple(std::move(items));
  }
  Expr strings() {
    std::vector<Expr> items;
    for (std::size_t n = random_.below(3); n > 0; --n) items.push_back(may_refer() ? slot() : text());
    return hcl::tuple(std::move(items));
  }

  void resource(const std::string& of, const render::Lot& lot, const std::string& key, const std::string& type) {
    render::Block b;
    b.id = {of, lot.role, key};
    for (const render::Block& other : out_.blocks) {
      if (other.id == b.id) return;
    }
    b.block_type = "resource";
    b.type = type;
    b.label = "l" + std::to_string(out_.blocks.size());
    b.file = "main";
    b.stack = "main";
    b.lot = lot;
    b.lot.key = key;
    b.template_name = "t.tf";
    hcl::Body body;
    const auto put = [&](const char* name, Expr value) {
      if (!random_.one_in(5)) body.push_back(hcl::attribute_item(name, std::move(value)));
    };
    put("name", text());
    put("policy", hcl::call("jsonencode", {value(3)}));
    put("delay_seconds", hcl::number(static_cast<std::int64_t>(random_.below(3))));
    put("fifo_queue", hcl::boolean(random_.one_in(2)));
    put("container_definitions", hcl::call("jsonencode", {hcl::tuple({named_values(), object(2)})}));
    put("security_groups", strings());
    put("vpc_id", may_refer() ? slot() : text());
    for (std::size_t n = random_.below(3); n > 0; --n) {
      hcl::Body below = {hcl::attribute_item("path", text()), hcl::attribute_item("port", text())};
      if (random_.one_in(2)) below.pop_back();
      body.push_back(hcl::block("health_check", {}, std::move(below)));
    }
    if (may_refer() && random_.one_in(2)) {
      Expr whole = slot();
      out_.slots.back().attribute.clear();
      body.push_back(hcl::attribute_item("depends_on", hcl::tuple({std::move(whole)})));
    }
    if (random_.one_in(4)) body.push_back(hcl::block("lifecycle", {}, {hcl::attribute_item("ignore_changes", hcl::tuple({hcl::name("name")}))}));
    b.item = hcl::block("resource", {type, b.label}, std::move(body));
    out_.blocks.push_back(std::move(b));
    if (random_.one_in(300)) next_role();
  }

 private:
  Random& random_;
  render::Rendered& out_;
  std::size_t earlier_ = 0;
};

render::Lot lot(const std::string& module, bool each, render::Often often, const std::string& role, const std::string& loop) {
  render::Lot l;
  l.module = module;
  l.each = each;
  l.often = often;
  l.role = role;
  l.loop = loop;
  return l;
}

/// One environment's resources.
render::Rendered rendered(Random& random) {
  render::Rendered out;
  Generator g(random, out);
  using render::Often;
  render::Lot role = lot("iam", false, Often::once, "task", "");
  role.with_kind = true;
  struct Role {
    const char* object;
    const char* type;
    render::Lot lot;
  };
  const Role roles[] = {{"store.", "aws_sqs_queue", lot("store", true, Often::once, "queue", "")},
                        {"service.", "aws_iam_role", role},
                        {"store.", "aws_sqs_queue_policy", lot("store", true, Often::perhaps, "policy", "")},
                        {"store.", "aws_subnet", lot("store", true, Often::many, "subnet", "subnets")},
                        {"service.", "aws_lb_target_group", lot("ecs", false, Often::perhaps, "target", "")},
                        {"service.", "aws_ecs_service", lot("ecs", false, Often::once, "service", "")},
                        {"service.", "aws_appautoscaling_policy", lot("ecs", false, Often::many, "policy", "policies")}};
  for (const Role& r : roles) {
    for (const char* name : {"main", "api", "order-service"}) {
      if (random.one_in(3)) continue;
      const bool many = r.lot.often == Often::many;
      for (std::size_t n = many ? random.below(3) : 1; n > 0; --n) g.resource(r.object + std::string(name), r.lot, many ? random.pick(keys) : std::string(), r.type);
    }
    g.next_role();
  }
  g.resource("resource.raw", lot("", false, render::Often::once, "raw", ""), "", "aws_sns_topic");
  return out;
}

driver::Compilation project(const std::string& extra = {}) {
  test::Tree files;
  files["infragen.yaml"] = "infragen: 1\nproject: t\naws: {region: ap-northeast-2}\nlayout: {terraform: modules, stacks: one}\n";
  for (const char* name : {"dev", "prod"}) files[std::string("envs/") + name + "/env.yaml"] = std::string("environment: ") + name + "\nclass: development\nsns: {t: {}}\n" + extra;
  return test::compile(files);
}

std::vector<arrange::Unit> units_of(const driver::Compilation& c, Random& random) {
  std::vector<arrange::Unit> units;
  for (const auto& state : c.states) units.push_back({&state.system.env(), rendered(random), {}, {}});
  return units;
}

}  // namespace

TEST_CASE("modules, folded, printed and unfolded, are the resources that there were") {
  const driver::Compilation c = project();
  REQUIRE(c.ok);
  std::size_t circles = 0;
  constexpr unsigned rounds = 1000;
  for (unsigned seed = 0; seed < rounds; ++seed) {
    Random random(seed);
    std::vector<arrange::Unit> units = units_of(c, random);
    lock::Lock keep;
    diag::Sink sink;
    arrange::arrange(units, {}, keep, sink);
    for (const diag::Diagnostic& d : sink.take()) {
      if (d.code == "IG0809") {
        ++circles;
      } else if (d.severity == diag::Severity::error) {
        FAIL_CHECK("seed " << seed << ": " << d.message);
      }
    }
  }
  // Blocks that are one for many resources need each other sooner than the resources did; most random sets do not.
  CHECK(circles < rounds / 5);
}

namespace {

/// The steps of the layout on their own: modules and roots as text, and what they were made of.
struct Written {
  std::vector<arrange::Unit> units;
  std::vector<arrange::Root> roots;
  arrange::Modular modular;
  std::map<std::string, std::string> files;
};

void write(const driver::Compilation& c, Random& random, Written& w) {
  w.units = units_of(c, random);
  w.roots.resize(w.units.size());
  arrange::Places places;
  for (std::size_t u = 0; u < w.units.size(); ++u) {
    w.roots[u].env = w.units[u].env;
    w.roots[u].stack = "main";
    w.roots[u].folder = w.units[u].env->name;
    w.roots[u].modules = "../modules";
    places.roots.emplace_back(w.units[u].rendered.blocks.size(), &w.roots[u]);
    places.targets.emplace_back();
    for (const view::Ref& ref : w.units[u].rendered.slots) {
      for (std::size_t b = 0; b < w.units[u].rendered.blocks.size(); ++b) {
        if (w.units[u].rendered.blocks[b].id == ref.target) places.targets[u].emplace_back(u, b);
      }
    }
  }
  lock::Lock keep;
  diag::Sink sink;
  w.modular = arrange::assign(w.units, places, {}, keep, sink);
  arrange::fold(w.modular, {}, keep, sink);
  arrange::Called called = arrange::call_modules(w.modular, w.units);
  REQUIRE(sink.take().empty());
  for (auto& [path, file] : called.files) w.files["modules/" + path] = std::move(file.text);
  for (auto& [root, printed] : called.values) w.files[root->folder + "/terraform.tfvars"] = std::move(printed.text);
  for (const arrange::Root& root : w.roots) {
    for (const auto& [file, body] : root.files) w.files[root.folder + "/" + file + ".tf"] = hcl::print(body).text;
  }
}

std::size_t differences(const Written& w) {
  diag::Sink sink;
  arrange::hold_unfolded(w.modular, w.files, "modules", sink);
  return sink.take().size();
}

}  // namespace

TEST_CASE("a module or a value that says something else is found") {
  const driver::Compilation c = project();
  std::size_t tried = 0;
  for (unsigned seed = 0; seed < 40; ++seed) {
    Random random(seed);
    Written w;
    write(c, random, w);
    REQUIRE(differences(w) == 0);
    for (auto& [path, text] : w.files) {
      const std::string whole = text;
      if (path.starts_with("modules/") && path.ends_with("/main.tf")) {
        text.insert(text.find("{\n") + 2, "  kms_key_id = \"other\"\n");        // an argument that was not compiled
        INFO(path << " of seed " << seed);
        CHECK(differences(w) > 0);
        ++tried;
        text = whole.substr(0, whole.rfind("resource \""));                  // a block less
        CHECK(differences(w) > 0);
      } else if (path.ends_with(".tfvars")) {
        text = "";                                                           // values that are not given
        INFO(path << " of seed " << seed);
        CHECK(differences(w) > 0);
        ++tried;
      }
      text = whole;
    }
  }
  CHECK(tried > 100);
}
