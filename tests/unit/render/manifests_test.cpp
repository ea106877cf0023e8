#include "infragen/render/manifests.hpp"

#include "catch.hpp"
#include "infragen/yaml/print.hpp"

using namespace infragen;
using view::Ref;
using view::Rope;
using view::Value;

namespace {

view::Object thing() {
  view::Object o;
  o.address = "service.api";
  o.template_name = "t.yaml";
  o.folder = "shop/api";
  o.about = "what it is for\nsecond line";
  o.origin = 1;
  o.fields = Value::make_map({{"name", "api"}, {"text", "x: {{ y }}\n\"'\n"}});
  o.fields.set("port", Value(8080, 2));
  o.fields.set("on", true);
  o.fields.set("off", false);
  o.fields.set("absent", Value());
  o.fields.set("limits", Value::make_map({{"cpu", Value(Rope("100m", 3))}, {"gone", Value()}, {"on", "yes"}}));
  o.fields.set("none", Value::make_map());
  o.fields.set("empty", Value::make_list());
  o.fields.set("later", Value(Ref{{"postgres.main", "instance", ""}, "address"}));
  o.fields.set("mixed", Value(Rope("x-") + Rope::variable("account")));
  Value first = Value::make_map({{"key", "A"}}), second = Value::make_map({{"key", "B"}});
  first.set("value", Value("1"));
  second.set("value", Value());
  o.fields.set("env", Value::make_list({first, second}));
  return o;
}

struct Result {
  render::Manifests manifests;
  diag::Sink sink;
};

Result run(const std::map<std::string, std::string>& templates, const std::vector<view::Object>& objects = {thing()}, const render::Additions& additions = {}) {
  Result out;
  const source::Origins origins;
  const auto find = [&](const std::string& name) -> std::optional<render::TemplateText> {
    const auto it = templates.find(name);
    return it == templates.end() ? std::nullopt : std::optional(render::TemplateText{it->second});
  };
  out.manifests = render::render_manifests(objects, find, origins, out.sink, additions);
  return out;
}

/// The manifest of one document, or what was said.
std::string rendered(const std::string& body) {
  view::Object object = thing();
  object.about.clear();
  const Result r = run({{"t.yaml", "{{ object x }}\n" + body}}, {object});
  if (!r.sink.items().empty()) return r.sink.items()[0].message;
  REQUIRE(r.manifests.objects.size() == 1);
  return yaml::print(r.manifests.objects[0].root).text;
}

}  // namespace

TEST_CASE("each document of a template is an object with a file of its own") {
  const Result r = run({{"t.yaml",
                         "# A template.\n{{ object deployment }}\n# What runs.\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ name }}\n---\n"
                         "{{ if on }}\n{{ object service \"main\" }}\nkind: Service\n{{ end }}\n{{ if off }}\n{{ object gone }}\nkind: Gone\n{{ end }}\n---\n"
                         "{{ for e in env }}\n{{ object config e.key }}\nkind: ConfigMap\n{{ end }}\n"}});
  REQUIRE(r.sink.items().empty());
  REQUIRE(r.manifests.objects.size() == 4);
  const render::Manifest& deployment = r.manifests.objects[0];
  CHECK(deployment.id == view::Identity{"service.api", "deployment", ""});
  CHECK(deployment.folder == "shop/api");
  CHECK(deployment.file == "deployment");
  CHECK(deployment.template_name == "t.yaml");
  CHECK(deployment.origin == 1);
  // What the object is about stands above the first document only.
  CHECK(yaml::print(deployment.root).text == "# what it is for\n# second line\n# What runs.\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\n");
  CHECK(r.manifests.objects[1].file == "service-main");
  CHECK(r.manifests.objects[1].root.comments.empty());
  CHECK(r.manifests.objects[2].file == "config-A");
  CHECK(r.manifests.objects[3].id == view::Identity{"service.api", "config", "B"});
}

TEST_CASE("holes are values, parts of texts and keys") {
  CHECK(rendered("a: {{ port }}\nb: \"{{ port }}\"\nc: {{ name }}-{{ port }}\n{{ name }}.x: {{ on }}\nd: \"{{ on }}\"\n") == "a: 8080\nb: \"8080\"\nc: api-8080\napi.x: true\nd: \"true\"\n");
  CHECK(rendered("a: {{ limits }}\nb: [{{ name }}, {{ port }}]\n") == "a:\n  cpu: 100m\n  \"on\": \"yes\"\nb:\n- api\n- 8080\n");
  CHECK(rendered("a: |\n  port={{ port }}\n  {{ name }}\n") == "a: |\n  port=8080\n  api\n");
}

TEST_CASE("no value breaks out of its place") {
  CHECK(rendered("a: {{ text }}\nb: '{{ text }}'\n{{ text }}: 1\n") == "a: |\n  x: {{ y }}\n  \"'\nb: |\n  x: {{ y }}\n  \"'\n\"x: {{ y }}\\n\\\"'\\n\": 1\n");
}

TEST_CASE("an optional value takes its member or item along") {
  CHECK(rendered("a: {{ absent? }}\nb: x-{{ absent? }}\nc:\n- {{ absent? }}\n- {{ name }}\nd: 1\n") == "c:\n- api\nd: 1\n");
  CHECK(rendered("a: {{ absent }}\n") == "template `t.yaml`: `service.api` has no `absent`");
  CHECK(rendered("a:\n  b: {{ nothing.of.this }}\n") == "template `t.yaml`: `service.api` has no `nothing.of.this`");
  CHECK(rendered("{{ absent? }}: 1\n") == "template `t.yaml`: a key is never absent");
}

TEST_CASE("maps and lists of which nothing is left are left out, those that are written empty stay") {
  CHECK(rendered("resources:\n  limits:\n    cpu: {{ absent? }}\n    memory: {{ absent? }}\nargs:\n{{ for x in empty }}\n- {{ x }}\n{{ end }}\nvolumes:\n- a:\n    b: {{ absent? }}\nz: 1\n") == "z: 1\n");
  CHECK(rendered("a: {}\nb: []\nc: {{ none }}\nd: {{ empty }}\ne:\n{{ if off }}\n  x: 1\n{{ end }}\n") == "a: {}\nb: []\nc: {}\nd: []\n");
  CHECK(rendered("a:\n  b: {}\n  c: {{ absent? }}\n") == "a:\n  b: {}\n");
  CHECK(rendered("a: {{ absent? }}\n") == "template `t.yaml`: an object is a map: `apiVersion`, `kind`, `metadata`");
  CHECK(rendered("- a\n") == "template `t.yaml`: an object is a map: `apiVersion`, `kind`, `metadata`");
}

TEST_CASE("blocks stand around members and items") {
  CHECK(rendered("env:\n{{ for e in env }}\n- name: {{ e.key }}\n  value: {{ e.value? }}\n{{ end }}\n{{ if off }}\na: 1\n{{ else }}\na: 2\n{{ end }}\n") == "env:\n- name: A\n  value: \"1\"\n- name: B\na: 2\n");
  CHECK(rendered("a:\n{{ for e in env }}\n  {{ e.key }}: {{ e.value? }}\n{{ end }}\n") == "a:\n  A: \"1\"\n");
  CHECK(rendered("{{ if port }}\na: 1\n{{ end }}\n") == "template `t.yaml`: `port` is no boolean");
  CHECK(rendered("{{ if absent }}\na: 1\n{{ end }}\n") == "template `t.yaml`: `service.api` has no `absent`");
  CHECK(rendered("{{ for x in name }}\na: 1\n{{ end }}\n") == "template `t.yaml`: `name` is no list");
  CHECK(rendered("{{ for x of name }}\na: 1\n{{ end }}\n") == "template `t.yaml`: `for` is `for x in path`");
}

TEST_CASE("a key that comes twice after branches is a failure") {
  CHECK(rendered("a: 1\n{{ if on }}\na: 2\n{{ end }}\n") == "template `t.yaml`: `a` is set twice");
  CHECK(rendered("a: 1\n{{ if off }}\na: 2\n{{ end }}\n") == "a: 1\n");
  CHECK(rendered("a: 1\na: {{ absent? }}\n") == "a: 1\n");
  CHECK(rendered("{{ for e in env }}\na: {{ e.key }}\n{{ end }}\n") == "template `t.yaml`: `a` is set twice");
}

TEST_CASE("what is known only after an apply does not stand in a manifest") {
  const std::string told = "is known only after an apply, and a manifest is written before";
  CHECK(rendered("a: {{ later }}\n") == "template `t.yaml`: `later` " + told);
  CHECK(rendered("a: \"{{ mixed }}\"\n") == "template `t.yaml`: `mixed` " + told);
  view::Object object = thing();
  object.fields.set("deep", Value::make_map({{"a", Value::make_list({Value("x"), Value(Ref{{"x.y", "z", ""}, "id"})})}}));
  const Result r = run({{"t.yaml", "{{ object x }}\na: {{ deep }}\n"}}, {object});
  REQUIRE(r.sink.items().size() == 1);
  CHECK(r.sink.items()[0].message == "template `t.yaml`: `deep.a[1]` " + told);
}

TEST_CASE("what does not stand in a template of YAML says so") {
  CHECK(rendered("a: {{ ref x y }}\n") == "template `t.yaml`: `ref x y` does not stand here");
  CHECK(rendered("a: x{{ if y }}\n") == "template `t.yaml`: `if y` does not stand here");
  CHECK(rendered("a: {{ }}\n") == "template `t.yaml`: an empty hole");
  CHECK(rendered("a: {{ b c }}\n") == "template `t.yaml`: `b c` is no path");
  CHECK(rendered("a: \"{{ limits }}\"\n") == "template `t.yaml`: `limits` is no text");
  CHECK(rendered("a: x\n  y\n").find("indented further") != std::string::npos);
}

TEST_CASE("a document says which object it is, once, by a name that is a file's") {
  const auto message = [](const std::string& text) {
    const Result r = run({{"t.yaml", text}});
    return r.sink.items().empty() ? std::string() : r.sink.items()[0].message;
  };
  CHECK(message("a: 1\n") == "template `t.yaml`: a document begins with `{{ object role }}`");
  CHECK(message("{{ file x }}\na: 1\n") == "template `t.yaml`: `file x` does not stand here");
  CHECK(message("{{ object x }}\n{{ object y }}\na: 1\n") == "template `t.yaml`: `object y` does not stand here");
  CHECK(message("{{ object }}\na: 1\n") == "template `t.yaml`: `object` takes a role and perhaps a key");
  CHECK(message("{{ object x text }}\na: 1\n").ends_with("makes no file name"));
  CHECK(message("{{ object x \"../y\" }}\na: 1\n") == "template `t.yaml`: `x-../y` makes no file name");
  CHECK(message("{{ object x later }}\na: 1\n") == "template `t.yaml`: `later` is no literal text");
  CHECK(message("{{ object x }}\na: 1\n---\n{{ object x }}\na: 1\n") == "template `t.yaml`: `service.api/x` is rendered already, by template `t.yaml`");
  CHECK(message("{{ object x-y }}\na: 1\n---\n{{ object x \"y\" }}\na: 1\n") == "template `t.yaml`: `shop/api/x-y.yaml` is the file of `service.api/x-y` already");
}

TEST_CASE("a role that is the name of a field is the text of that field") {
  const Result r = run({{"t.yaml", "{{ object name }}\na: 1\n---\n{{ object port }}\na: 1\n"}});
  REQUIRE(r.sink.items().empty());
  REQUIRE(r.manifests.objects.size() == 2);
  CHECK(r.manifests.objects[0].id.role == "api");
  CHECK(r.manifests.objects[0].file == "api");
  CHECK(r.manifests.objects[1].id.role == "port");   // no text
}

TEST_CASE("nodes have the origin of their value, else that of the object") {
  const Result r = run({{"t.yaml", "{{ object x }}\na: 1\nb: {{ port }}\nc: \"p-{{ port }}-{{ name }}\"\nd: {{ limits }}\n"}});
  REQUIRE(r.manifests.objects.size() == 1);
  const yaml::Node& root = r.manifests.objects[0].root;
  CHECK(root.origin == 1);
  CHECK(root.find("a")->origin == 1);
  CHECK(root.find("b")->origin == 2);
  CHECK(root.find("c")->origin == 2);
  CHECK(root.find("d")->origin == 1);
  CHECK(root.find("d")->find("cpu")->origin == 3);
}

TEST_CASE("additions of YAML are rendered behind the template, and may take none of its roles") {
  const std::map<std::string, std::string> templates = {{"t.yaml", "{{ object x }}\na: 1\n"}, {"t+a.yaml", "{{ object y }}\nb: {{ name }}\n"}, {"t+b.yaml", "{{ object x }}\nb: 2\n"}};
  const Result r = run(templates, {thing()}, {{"t.yaml", {"t+a.yaml", "t+b.yaml"}}});
  REQUIRE(r.manifests.objects.size() == 2);
  CHECK(r.manifests.objects[1].template_name == "t+a.yaml");
  CHECK(r.manifests.objects[1].root.comments.empty());
  REQUIRE(r.sink.items().size() == 1);
  CHECK(r.sink.items()[0].message == "template `t+b.yaml`: `service.api/x` is rendered already, by template `t.yaml`");
}

TEST_CASE("a template that is not there or cannot be read says so once") {
  view::Object other = thing();
  other.address = "service.other";
  CHECK(run({}, {thing(), other}).sink.items().size() == 1);
  const Result r = run({{"t.yaml", "{{ object x }}\na: yes\n"}}, {thing(), other});
  REQUIRE(r.sink.items().size() == 1);
  CHECK(r.sink.items()[0].message == "template `t.yaml`: `yes` is taken for something else than a text by some: put it in quotes");
}

TEST_CASE("an object of its own fields needs no template") {
  view::Object object;
  object.address = "manifest.quota";
  object.folder = "shop";
  object.origin = 5;
  object.about = "why";
  object.bare = view::Bare{"", "", "", "quota", "quota", {}};
  object.fields = Value::make_map({{"kind", "ResourceQuota"}, {"spec", Value::make_map({{"hard", Value::make_map({{"pods", Value(Rope("10", 6))}})}})}});
  const Result r = run({}, {object});
  REQUIRE(r.sink.items().empty());
  REQUIRE(r.manifests.objects.size() == 1);
  const render::Manifest& made = r.manifests.objects[0];
  CHECK(yaml::print(made.root).text == "# why\nkind: ResourceQuota\nspec:\n  hard:\n    pods: \"10\"\n");
  CHECK(made.id == view::Identity{"manifest.quota", "quota", ""});
  CHECK(made.file == "quota");
  CHECK(made.template_name.empty());
  CHECK(made.root.find("spec")->find("hard")->find("pods")->origin == 6);
}
