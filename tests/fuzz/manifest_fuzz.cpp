// Any bytes as a template of manifests, rendered for one object: rendering ends with a finding or with documents that
// print, and that yaml-cpp reads back as they were.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "../unit/yaml/yaml_cpp.hpp"
#include "infragen/render/manifests.hpp"

namespace {

using namespace infragen;
using view::Ref;
using view::Rope;
using view::Value;

/// One value of every kind, among them texts that would mean something if they were pasted.
view::Object fixed() {
  Value entry = Value::make_map();
  entry.set("key", "first");
  entry.set("value", Value(Rope("a: b\n- \"c\" # d\n")));
  view::Object o;
  o.address = "thing.main";
  o.template_name = "fuzz";
  o.folder = "things";
  o.about = "what it is\nfor";
  o.fields = Value::make_map({{"name", "a-name"}, {"text", "quote \" ' \\ {{ z }} | # : \r\n"}, {"block", " two\nlines\n\n"}, {"yes", "yes"}, {"nul", std::string("\0", 1)}});
  o.fields.set("on", true);
  o.fields.set("off", false);
  o.fields.set("number", -7);
  o.fields.set("later", Value(Ref{{"thing.other", "group", "a"}, "id"}));
  o.fields.set("absent", Value());
  o.fields.set("tags", Value::make_map({{"Name", "x"}, {"a: key", "y"}, {"no", Value()}}));
  o.fields.set("list", Value::make_list({entry, entry}));
  o.fields.set("words", Value::make_list({Value("one"), Value(2), Value()}));
  o.fields.set("empty", Value::make_list());
  return o;
}

/// Loops in loops multiply; that a template with many takes long is no finding.
std::size_t loops(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find("for"); at != std::string_view::npos; at = text.find("for", at + 1)) ++count;
  return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (size > 8192 || loops(text) > 8) return 0;
  const std::vector<view::Object> objects = {fixed()};
  source::Origins origins;
  diag::Sink sink;
  const auto find = [&](const std::string&) { return std::optional(render::TemplateText{text}); };
  const render::Manifests rendered = render::render_manifests(objects, find, origins, sink);
  for (const render::Manifest& manifest : rendered.objects) {
    const std::string wrong = test::read_back(manifest.root);
    if (wrong.empty()) continue;
    std::fprintf(stderr, "broken: %s\n%s\n", wrong.c_str(), yaml::print(manifest.root).text.c_str());
    std::abort();
  }
  return 0;
}
