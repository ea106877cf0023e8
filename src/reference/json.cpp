// Kinds for programs.

#include <nlohmann/json.hpp>

#include "infragen/reference/kinds.hpp"

namespace infragen::reference {
namespace {

using Json = nlohmann::ordered_json;

void put(Json& to, const char* key, const std::string& text) {
  if (!text.empty()) to[key] = text;
}
void put(Json& to, const char* key, const std::vector<std::string>& texts) {
  if (!texts.empty()) to[key] = texts;
}

Json field(const FieldEntry& f) {
  Json out{{"path", f.path}, {"type", f.type}, {"required", f.required}};
  put(out, "values", f.values);
  put(out, "at_least", f.low);
  put(out, "at_most", f.high);
  put(out, "default", f.by_default);
  if (!f.classes.empty()) {
    Json& classes = out["class_defaults"] = Json::object();
    for (const auto& [name, text] : f.classes) classes[name] = text;
  }
  put(out, "refers_to", f.refers_to);
  put(out, "example", f.example);
  if (f.sensitive) out["sensitive"] = true;
  out["summary"] = f.summary;
  return out;
}

Json kind(const KindEntry& k, bool with_fields) {
  Json out{{"name", k.name}, {"summary", k.summary}, {"stands_in", k.stands_in}};
  put(out, "implementations", k.implementations);
  put(out, "roles", k.roles);
  put(out, "part", k.part);
  put(out, "part_roles", k.part_roles);
  put(out, "name_patterns", k.named);
  if (!k.patterns.empty()) {
    Json& patterns = out["default_patterns"] = Json::object();
    for (const auto& [type, pattern] : k.patterns) patterns[type] = pattern;
  }
  if (with_fields) {
    Json& fields = out["fields"] = Json::array();
    for (const FieldEntry& f : k.fields) fields.push_back(field(f));
  }
  return out;
}

}  // namespace

std::string json(const std::vector<KindEntry>& kinds, bool with_fields) {
  Json all = Json::array();
  for (const KindEntry& k : kinds) all.push_back(kind(k, with_fields));
  return Json{{"version", 1}, {"kinds", std::move(all)}}.dump(2) + "\n";
}

}  // namespace infragen::reference
