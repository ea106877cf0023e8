// Any bytes as a template, rendered for one object: rendering ends with a finding or with blocks that print, parse and
// come back as they were.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "infragen/hcl/parse.hpp"
#include "infragen/hcl/print.hpp"
#include "infragen/render/render.hpp"

namespace {

using namespace infragen;
using view::Ref;
using view::Rope;
using view::Value;

void require(bool holds, const char* what, const std::string& text) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n%s\n", what, text.c_str());
  std::abort();
}

/// One value of every kind, among them texts that would mean something if they were pasted.
view::Object fixed() {
  const Ref ref{{"thing.other", "group", "a"}, "id"};
  Value entry = Value::make_map();
  entry.set("key", "first");
  entry.set("value", Value(Rope("${a}\"\n") + Rope(ref) + Rope::variable("input") + Rope("%{ if x }")));
  view::Object o;
  o.address = "thing.main";
  o.template_name = "fuzz";
  o.stack = "core";
  o.fields = Value::make_map({{"name", "a name"}, {"text", "quote \" back \\ ${x} %{y} {{ z }} EOT */\r\n"}, {"heredoc", "two\nlines\n"}});
  o.fields.set("on", true);
  o.fields.set("off", false);
  o.fields.set("number", -7);
  o.fields.set("ref", ref);
  o.fields.set("role", "part");
  o.fields.set("absent", Value());
  o.fields.set("tags", Value::make_map({{"Name", "x"}, {"a key", "y"}, {"${k}", Value(ref)}}));
  o.fields.set("list", Value::make_list({entry, entry}));
  o.fields.set("words", Value::make_list({Value("one"), Value(2), Value(ref), Value()}));
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
  const render::Rendered rendered = render::render(objects, find, origins, sink);
  if (sink.has_errors()) return 0;
  hcl::Slots slots;
  for (std::size_t i = 0; i < rendered.slots.size(); ++i) slots.push_back("aws_thing.slot_" + std::to_string(i) + ".id");
  for (const render::Block& block : rendered.blocks) {
    const std::string printed = hcl::print(hcl::Body{block.item}, slots).text;
    hcl::Options options;
    options.depth = 400;  // printing may add parentheses
    const hcl::Parsed back = hcl::parse(printed, options);
    require(!back.error, "what was rendered does not parse", printed);
    require(back.body.size() == 1 && back.body[0].kind == hcl::Item::Kind::block, "one block became something else", printed);
    require(hcl::print(back.body).text == printed, "what was rendered prints differently", printed);
  }
  return 0;
}
