#include "infragen/reference/kinds.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "infragen/support/text.hpp"

namespace infragen::reference {
namespace {

using schema::FieldOptions;
using schema::FieldSchema;
using schema::ObjectSchema;
using schema::Shape;

std::vector<std::string> strings(std::span<const std::string_view> views) { return {views.begin(), views.end()}; }

std::string key_of(const FieldOptions& options) { return options.key_name.empty() ? "name" : std::string(options.key_name); }

/// `list of text`, `map: database -> fields`. A map in a map has names as keys: `key_name` is the outer one's.
std::string type_of(const Shape& shape, const std::string& key) {
  switch (shape.form) {
    case Shape::Form::scalar:
      return std::string(shape.name);
    case Shape::Form::object:
      return shape.object().fields.empty() ? "{}" : "fields";
    case Shape::Form::list:
      return "list of " + type_of(*shape.element(), "name");
    case Shape::Form::map:
      return fmt::format("map: {} -> {}", key, type_of(*shape.element(), "name"));
  }
  return {};
}

/// The scalar or object at the bottom of lists and maps, and the path to it: `.<database>`, `[]`.
struct Bottom {
  const Shape* shape;
  std::string path;
};
Bottom bottom_of(const Shape& shape, std::string key) {
  Bottom out{&shape, {}};
  while (out.shape->form == Shape::Form::list || out.shape->form == Shape::Form::map) {
    out.path += out.shape->form == Shape::Form::list ? std::string("[]") : fmt::format(".<{}>", key);
    out.shape = out.shape->element();
    key = "name";
  }
  return out;
}

/// The entry of one field, without those below it. The keys of a rest stand beside the other fields.
FieldEntry entry_of(const FieldSchema& field, bool rest) {
  const Shape& shape = *field.shape();
  const FieldOptions& options = field.options;
  const std::string key = key_of(options);
  const Bottom bottom = bottom_of(shape, key);
  FieldEntry e;
  e.path = rest ? fmt::format("<{}>", key) : std::string(field.name);
  e.type = rest ? type_of(*shape.element(), "name") : type_of(shape, key);
  e.values = strings(bottom.shape->values);
  if (options.range.low) e.low = schema::amount_text(*bottom.shape, *options.range.low);
  if (options.range.high) e.high = schema::amount_text(*bottom.shape, *options.range.high);
  e.required = options.required;
  e.sensitive = options.sensitive;
  e.by_default = options.by_default;
  for (const schema::ClassDefault& d : options.classes) e.classes.emplace_back(schema::name(d.environment_class), d.text);
  e.refers_to = strings(options.refers_to);
  if (bottom.shape->form == Shape::Form::scalar) e.example = bottom.shape->example;
  if (bottom.shape->form == Shape::Form::object) e.example = bottom.shape->object().short_example;
  e.summary = field.summary;
  return e;
}

void add(const ObjectSchema& schema, const std::string& prefix, std::vector<FieldEntry>& out);

void add(const FieldSchema& field, const std::string& prefix, bool rest, std::vector<FieldEntry>& out) {
  const std::string key = key_of(field.options);
  const Bottom bottom = bottom_of(*field.shape(), key);
  FieldEntry e = entry_of(field, rest);
  e.path = prefix + e.path;
  const std::string below = rest ? e.path + bottom.path.substr(std::min(bottom.path.size(), key.size() + 3)) : e.path + bottom.path;
  out.push_back(std::move(e));
  if (bottom.shape->form == Shape::Form::object) add(bottom.shape->object(), below + ".", out);
}

void add(const ObjectSchema& schema, const std::string& prefix, std::vector<FieldEntry>& out) {
  for (const FieldSchema& field : schema.fields) add(field, prefix, field.name == schema.rest, out);
}

std::vector<std::string> places(const model::KindSchema& kind) {
  std::vector<std::string> out;
  if (kind.scope == model::Scope::anywhere) out = {"environments", "layers"};
  if (kind.scope != model::Scope::shared) out.emplace_back("domains");
  if (kind.shareable) out.emplace_back("shared stacks");
  return out;
}

std::string part_of(const model::KindSchema& kind) {
  const FieldSchema* parts = kind.parts.empty() ? nullptr : kind.schema().find(kind.parts);
  return parts == nullptr ? std::string() : key_of(parts->options);
}

std::string default_text(const FieldEntry& f) { return f.by_default == "{}" ? "all defaults" : f.by_default; }

}  // namespace

std::vector<FieldEntry> fields(const ObjectSchema& schema) {
  std::vector<FieldEntry> out;
  add(schema, {}, out);
  return out;
}

FieldEntry entry(const FieldSchema& field) { return entry_of(field, false); }

KindEntry entry(const model::KindSchema& kind) {
  KindEntry out;
  out.name = kind.name;
  out.summary = kind.schema().summary;
  out.implementations = strings(kind.sections);
  out.stands_in = places(kind);
  out.part = part_of(kind);
  out.roles = strings(kind.roles);
  out.part_roles = strings(kind.part_roles);
  out.named = strings(kind.named);
  for (const model::DefaultPattern& p : kind.patterns) out.patterns.emplace_back(p.type, p.pattern);
  out.fields = fields(kind.schema());
  return out;
}

std::vector<KindEntry> kinds() {
  std::vector<KindEntry> out;
  for (const model::KindSchema& kind : model::kinds()) out.push_back(entry(kind));
  std::sort(out.begin(), out.end(), [](const KindEntry& a, const KindEntry& b) { return a.name < b.name; });
  return out;
}

std::string constraints(const FieldEntry& f) {
  std::string out = f.values.empty() ? f.type : fmt::format("{}: {}", f.type, support::join(f.values, ", "));
  if (f.type == "fields" && !f.example.empty()) out += fmt::format(", or short `{}`", f.example);
  if (!f.refers_to.empty()) out += " of " + support::join(f.refers_to, ", ");
  if (!f.low.empty() && !f.high.empty()) {
    out += f.low == f.high ? fmt::format(", {}", f.low) : fmt::format(", {} to {}", f.low, f.high);
  } else if (!f.low.empty() || !f.high.empty()) {
    out += f.low.empty() ? fmt::format(", at most {}", f.high) : fmt::format(", at least {}", f.low);
  }
  if (f.required) out += "; required";
  if (!f.by_default.empty()) out += fmt::format("; default {}", default_text(f));
  for (std::size_t i = 0; i < f.classes.size(); ++i) {
    out += fmt::format("{} {} {}", i == 0 && f.by_default.empty() ? "; default in" : ", in", f.classes[i].first, f.classes[i].second);
  }
  if (f.sensitive) out += "; never printed";
  return out;
}

std::string list_text(const std::vector<KindEntry>& kinds) {
  std::size_t width = 0;
  for (const KindEntry& kind : kinds) width = std::max(width, kind.name.size());
  std::string out;
  for (const KindEntry& kind : kinds) {
    const std::string by = kind.implementations.empty() ? std::string() : fmt::format(" ({})", support::join(kind.implementations, ", "));
    out += fmt::format("{:<{}}  {}{}\n", kind.name, width, kind.summary, by);
  }
  return out;
}

std::string text(const KindEntry& kind) {
  std::string out = fmt::format("{}: {}\n\n", kind.name, kind.summary);
  const auto row = [&](std::string_view what, const std::string& value) {
    if (!value.empty()) out += fmt::format("  {:<16}{}\n", what, value);
  };
  row("stands in", support::join(kind.stands_in, ", "));
  row("by", support::join(kind.implementations, ", "));
  if (!kind.roles.empty()) row("roles", fmt::format("{}.<name>: {}", kind.name, support::join(kind.roles, ", ")));
  if (!kind.part_roles.empty()) row("roles", fmt::format("{}.<name>/<{}>: {}", kind.name, kind.part, support::join(kind.part_roles, ", ")));
  row("name patterns", support::join(kind.named, ", "));
  for (const auto& [type, pattern] : kind.patterns) row("by default", type + ": " + pattern);
  out += "\nfields:\n";
  for (const FieldEntry& f : kind.fields) out += fmt::format("  {}: {}\n      {}\n", f.path, constraints(f), f.summary);
  return out;
}

}  // namespace infragen::reference
