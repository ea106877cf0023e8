#include "pack/charts.hpp"

#include <array>

namespace infragen::pack {

using nlohmann::json;

namespace {

/// The schema of the value at the end of `pointer`, made on the way.
json& place(json& root, const std::string& pointer) {
  json* at = &root;
  std::size_t start = 1;
  while (start <= pointer.size()) {
    const std::size_t end = std::min(pointer.find('/', start), pointer.size());
    std::string name;
    for (std::size_t i = start; i < end; ++i) {
      if (pointer[i] == '~' && i + 1 < end) {
        name += pointer[++i] == '1' ? '/' : '~';
      } else {
        name += pointer[i];
      }
    }
    at = &(*at)["properties"][name];
    start = end + 1;
  }
  return *at;
}

/// A value that is not open takes the keys that are listed below it, and no others.
void close(json& schema, const json& values, const std::string& pointer) {
  const bool leaf = !schema.contains("properties");
  const json fact = values.value(pointer, json::object());
  const bool open = fact.value("open", false);
  const std::string type = fact.value("type", leaf ? "any" : "object");
  if (type != "any") schema["type"] = type;
  if (!open && (type == "object" || !leaf)) schema["additionalProperties"] = false;
  if (leaf) {
    if (schema.is_null()) schema = json::object();
    return;
  }
  for (auto& [name, below] : schema["properties"].items()) {
    std::string step;
    for (const char c : name) step += c == '/' ? std::string("~1") : c == '~' ? std::string("~0") : std::string(1, c);
    close(below, values, pointer + "/" + step);
  }
}

json values_schema(const json& values) {
  json root = json::object();
  for (const auto& [pointer, fact] : values.items()) {
    require_keys(fact, {"type", "default", "open", "in_templates_only"}, pointer);
    place(root, pointer);
  }
  close(root, values, "");
  return root;
}

/// The parts of a schema that shapes know. What is left out accepts everything.
json known_parts(const json& schema) {
  json out = json::object();
  if (!schema.is_object() || schema.contains("$ref") || schema.contains("allOf")) return out;
  constexpr auto kPlain = std::to_array<const char*>({"type", "required", "pattern", "minimum", "maximum"});
  for (const char* key : kPlain) {
    if (schema.contains(key)) out[key] = schema[key];
  }
  if (schema.contains("items") && schema["items"].is_object()) out["items"] = known_parts(schema["items"]);
  if (schema.contains("properties")) {
    for (const auto& [name, below] : schema["properties"].items()) out["properties"][name] = known_parts(below);
  }
  const json extra = schema.value("additionalProperties", json(true));
  if (extra == false) out["additionalProperties"] = false;
  if (extra.is_object()) out["additionalProperties"] = known_parts(extra);
  return out;
}

}  // namespace

Bytes chart_table(const json& charts, Strings& strings, Shapes& shapes) {
  Bytes out;
  for (const auto& [key, chart] : charts.items()) {
    require_keys(
        chart, {"chart", "version", "app_version", "kube_version", "source", "ref", "dependencies", "values", "schema"},
        key);
    const auto text = [&, &row = chart](const char* name) {
      const json value = row.value(name, json());
      return strings.add(value.is_string() ? value.get<std::string>() : std::string());
    };
    facts::kubernetes_image::Chart packed;
    packed.name = text("chart");
    packed.version = text("version");
    packed.app_version = text("app_version");
    packed.kubernetes = text("kube_version");
    packed.values = shapes.add(values_schema(chart.at("values")), key);
    const json schema = chart.value("schema", json());
    if (schema.is_object()) packed.schema = shapes.add(known_parts(schema), key + " schema") + 1;
    out.raw(packed);
  }
  return out;
}

}  // namespace infragen::pack
