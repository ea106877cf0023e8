#include "infragen/reference/pages.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "infragen/check/severity.hpp"
#include "infragen/reference/kinds.hpp"
#include "infragen/support/text.hpp"

namespace infragen::reference {
namespace {

using schema::Class;

constexpr const char* made = "<!-- Made by `infragen reference`: change the field tables, not this page. -->\n\n";

constexpr Class classes[] = {Class::production, Class::staging, Class::development, Class::ephemeral, Class::local};
static_assert(std::size(classes) == std::size(schema::class_names));

/// In a cell of a table. `<tier>` is no element of HTML in code.
std::string cell(std::string_view text) { return support::replace_all(text, "|", "\\|"); }
std::string code(std::string_view text) { return text.empty() ? std::string() : fmt::format("`{}`", cell(text)); }

std::string codes(const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  for (const std::string& text : texts) out.push_back(code(text));
  return support::join(out, ", ");
}

std::string type_cell(const FieldEntry& f) {
  std::string out = f.values.empty() ? cell(f.type) : codes(f.values);
  if (f.type == "fields" && !f.example.empty()) out += fmt::format(", or short {}", code(f.example));
  if (!f.refers_to.empty()) out += " of a " + support::join(f.refers_to, ", ");
  if (!f.low.empty() && !f.high.empty()) {
    out += f.low == f.high ? fmt::format(", {}", f.low) : fmt::format(", {} to {}", f.low, f.high);
  } else if (!f.low.empty() || !f.high.empty()) {
    out += f.low.empty() ? ", at most " + f.high : ", at least " + f.low;
  }
  return out;
}

std::string default_cell(const FieldEntry& f) {
  if (f.required) return "required";
  std::string out = f.by_default == "{}" ? "all defaults" : code(f.by_default);
  for (const auto& [name, text] : f.classes) out += fmt::format("{}{} in [{}](../classes/{}.md)", out.empty() ? "" : ", ", code(text), name, name);
  return out;
}

std::string kind_page(const KindEntry& k) {
  std::string out = fmt::format("{}# {}\n\n{}\n\n", made, k.name, k.summary);
  const auto point = [&](std::string_view what, const std::string& value) {
    if (!value.empty()) out += fmt::format("- {}: {}\n", what, value);
  };
  point("Stands in", support::join(k.stands_in, ", "));
  point("Implementations", codes(k.implementations));
  if (!k.roles.empty()) point(fmt::format("Roles on `{}.<name>`", k.name), codes(k.roles));
  if (!k.part_roles.empty()) point(fmt::format("Roles on `{}.<name>/<{}>`", k.name, k.part), codes(k.part_roles));
  point("Can have name patterns of their own", codes(k.named));
  for (const auto& [type, pattern] : k.patterns) point(fmt::format("Pattern of {} by default", code(type)), code(pattern));
  out += "\n## Fields\n\n| field | value | default | |\n| --- | --- | --- | --- |\n";
  for (const FieldEntry& f : k.fields) {
    const std::string by_default = default_cell(f);
    out += fmt::format("| `{}` | {} |{}{} | {} |\n", cell(f.path), type_cell(f), by_default.empty() ? "" : " ", by_default, cell(f.summary));
  }
  return out;
}

/// What the class decides of a field: its own default, where other classes have another one.
std::string class_defaults(const std::vector<KindEntry>& kinds, std::string_view name) {
  std::string out;
  for (const KindEntry& k : kinds) {
    for (const FieldEntry& f : k.fields) {
      if (f.classes.empty()) continue;
      const auto own = std::find_if(f.classes.begin(), f.classes.end(), [&](const auto& c) { return c.first == name; });
      const std::string& value = own == f.classes.end() ? f.by_default : own->second;
      out += fmt::format("| [`{}`](../kinds/{}.md) | `{}` | {} | {} |\n", k.name, k.name, cell(f.path), value.empty() ? "none" : code(value), cell(f.summary));
    }
  }
  return out;
}

std::string_view word(check::Level level) {
  static constexpr std::string_view words[] = {"-", "note", "warning", "error"};
  return words[static_cast<std::size_t>(level)];
}

std::string class_page(Class c, const std::vector<KindEntry>& kinds) {
  std::string out = fmt::format("{}# Class {}\n\nAn environment is of this class by `class: {}`. A field that is written, and an `allow` with its reason, say otherwise.\n\n", made, schema::name(c), schema::name(c));
  out += "## Defaults that classes decide\n\n| kind | field | default here | |\n| --- | --- | --- | --- |\n" + class_defaults(kinds, schema::name(c));
  out += "\n## Findings that classes decide\n\n| finding | here |\n| --- | --- |\n";
  for (const check::Strictness& row : check::strictness()) out += fmt::format("| `{}` | {} |\n", row.slug, word(row.levels[static_cast<std::size_t>(c)]));
  return out + "\nWhat AWS refuses, or what cannot work, is an error in every class.\n";
}

}  // namespace

std::map<std::string, std::string> pages() {
  std::map<std::string, std::string> out;
  const std::vector<KindEntry> all = kinds();
  std::string list = fmt::format("{}# Reference\n\n## Kinds\n\n| kind | |\n| --- | --- |\n", made);
  for (const KindEntry& k : all) {
    out["kinds/" + k.name + ".md"] = kind_page(k);
    list += fmt::format("| [`{}`](kinds/{}.md) | {} |\n", k.name, k.name, cell(k.summary));
  }
  list += "\n## Classes\n\n";
  for (const Class c : classes) {
    out[fmt::format("classes/{}.md", schema::name(c))] = class_page(c, all);
    list += fmt::format("- [{}](classes/{}.md)\n", schema::name(c), schema::name(c));
  }
  out["README.md"] = list;
  return out;
}

}  // namespace infragen::reference
