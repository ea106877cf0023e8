#include "catch.hpp"
#include "infragen/render/render.hpp"

using namespace infragen;

namespace {

view::Object thing() {
  view::Object o;
  o.address = "thing.one";
  o.template_name = "t.tf";
  o.stack = "core";
  o.about = "what it is for";
  o.fields = view::Value::make_map({{"name", "one"}});
  return o;
}

struct Result {
  render::Rendered rendered;
  diag::Sink sink;
};

Result run(const std::map<std::string, std::string>& templates, const render::Additions& additions) {
  Result out;
  const source::Origins origins;
  const auto find = [&](const std::string& name) -> std::optional<render::TemplateText> {
    const auto it = templates.find(name);
    return it == templates.end() ? std::nullopt : std::optional(render::TemplateText{it->second});
  };
  out.rendered = render::render({thing()}, find, origins, out.sink, additions);
  return out;
}

const std::string built_in = "{{ file things }}\n\nresource \"aws_eip\" {{ address ip }} {\n  domain = \"vpc\"\n}\n";

}  // namespace

TEST_CASE("an addition is rendered behind the template, into its own file, and may refer to it") {
  const Result r = run({{"t.tf", built_in}, {"t+a.tf", "{{ file more }}\n\nresource \"aws_sns_topic\" {{ address topic }} {\n  name = {{ ref ip id }}\n}\n"}},
                       {{"t.tf", {"t+a.tf"}}});
  REQUIRE_FALSE(r.sink.has_errors());
  REQUIRE(r.rendered.blocks.size() == 2);
  const render::Block& added = r.rendered.blocks[1];
  CHECK(added.file == "more");
  CHECK(added.stack == "core");
  CHECK(added.template_name == "t+a.tf");
  CHECK(added.id == view::Identity{"thing.one", "topic", ""});
  REQUIRE(r.rendered.slots.size() == 1);
  CHECK(r.rendered.slots[0].target == view::Identity{"thing.one", "ip", ""});
  // The comment stands once, above the first block.
  CHECK(r.rendered.blocks[0].item.comments.size() == 1);
  CHECK(added.item.comments.empty());
}

TEST_CASE("a role that is taken is an error that names both templates") {
  const Result r = run({{"t.tf", built_in}, {"t+a.tf", "resource \"aws_sns_topic\" {{ address ip }} {\n  name = {{ name }}\n}\n"}}, {{"t.tf", {"t+a.tf"}}});
  REQUIRE(r.sink.items().size() == 1);
  CHECK(r.sink.items()[0].slug == "template-error");
  CHECK(r.sink.items()[0].message == "template `t+a.tf`: `thing.one/ip` is rendered already, by template `t.tf`");
}

TEST_CASE("a broken addition says so once, and the template itself is rendered") {
  const Result r = run({{"t.tf", built_in}, {"t+a.tf", "resource \"aws_sns_topic\" {{ address topic }} {\n"}}, {{"t.tf", {"t+a.tf"}}});
  CHECK(r.rendered.blocks.size() == 1);
  CHECK(r.sink.items().size() == 1);
}
