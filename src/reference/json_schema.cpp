#include "infragen/reference/json_schema.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "infragen/model/documents.hpp"
#include "infragen/reference/kinds.hpp"

namespace infragen::reference {
namespace {

using Json = nlohmann::ordered_json;
using model::Grammar;
using model::KindSchema;
using schema::FieldOptions;
using schema::FieldSchema;
using schema::ObjectSchema;
using schema::Shape;

/// Of a name (docs/language.md, Addresses).
constexpr const char* name_pattern = "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$";

/// `~` removes, wherever something may be inherited.
Json removed() { return {{"type", "null"}}; }

Json any_of(std::vector<Json> choices) {
  if (choices.size() == 1) return std::move(choices.front());
  return {{"anyOf", std::move(choices)}};
}

bool reads(const Shape& shape, const char* text) {
  std::optional<double> amount;
  return shape.probe(tree::scalar(text), amount).ok();
}

/// What YAML readers take a plain scalar for is not what the field makes of it: `17` is a number to them, and a version.
Json scalar(const Shape& shape, const FieldOptions& options) {
  if (shape.name == schema::ScalarOf<schema::Raw>::name) return Json::object();   // the provider's schema decides
  if (!shape.values.empty()) return {{"enum", std::vector<std::string>(shape.values.begin(), shape.values.end())}};
  Json text{{"type", "string"}};
  if (!shape.pattern.empty()) text["pattern"] = std::string(shape.pattern);
  std::vector<Json> choices;
  const bool fractions = reads(shape, "1.5");
  if (fractions || reads(shape, "1") || reads(shape, "30")) {
    Json number{{"type", fractions ? "number" : "integer"}};
    if (shape.name == schema::ScalarOf<std::int64_t>::name) {
      if (options.range.low) number["minimum"] = static_cast<std::int64_t>(*options.range.low);
      if (options.range.high) number["maximum"] = static_cast<std::int64_t>(*options.range.high);
    }
    choices.push_back(std::move(number));
  }
  if (reads(shape, "true")) choices.push_back({{"type", "boolean"}});
  choices.push_back(std::move(text));
  if (shape.takes_inputs) {
    choices.push_back({{"type", "object"}, {"properties", {{"input", {{"type", "string"}, {"description", "The input that gives the value."}}}}}, {"required", {"input"}}, {"additionalProperties", false}});
  }
  return any_of(std::move(choices));
}

Json shape_of(const Shape& shape, const FieldOptions& options);
Json field_of(const FieldSchema& field);

/// What stands for an object in one word. A word can be a field of it (`write`), or the value of one (`service.api`).
std::optional<Json> short_form(const ObjectSchema& schema) {
  if (schema.short_form == nullptr) return std::nullopt;
  if (!schema.short_pattern.empty()) {
    const Json text{{"type", "string"}, {"pattern", std::string(schema.short_pattern)}, {"examples", {std::string(schema.short_example)}}};
    return any_of({{{"type", "integer"}}, text});
  }
  tree::Value several = tree::list();
  several.items.push_back({{}, {}, tree::scalar("x")});
  if (schema.short_form(several).value) {  // one value is a list of one
    const Json text{{"type", "string"}};
    return any_of({{{"type", "array"}, {"items", text}}, text});
  }
  std::vector<std::string> words;
  for (const FieldSchema& field : schema.fields) {
    const schema::Expansion e = schema.short_form(tree::scalar(std::string(field.name)));
    const tree::Value* value = e.value ? e.value->find(field.name) : nullptr;
    if (value != nullptr && value->kind == tree::Value::Kind::map) words.emplace_back(field.name);
  }
  if (!words.empty()) return Json{{"enum", words}};
  const schema::Expansion e = schema.short_form(tree::scalar("x"));
  const FieldSchema* field = e.value && e.value->items.size() == 1 ? schema.find(e.value->items.front().key) : nullptr;
  if (field != nullptr && field->shape()->form == Shape::Form::scalar) return scalar(*field->shape(), field->options);
  return Json{{"type", {"string", "number", "boolean"}}};
}

Json properties_of(const ObjectSchema& schema) {
  Json out = Json::object();
  for (const FieldSchema& field : schema.fields) {
    if (field.name != schema.rest) out[std::string(field.name)] = field_of(field);
  }
  return out;
}

Json object_of(const ObjectSchema& schema) {
  Json out{{"type", "object"}, {"properties", properties_of(schema)}};
  const FieldSchema* rest = schema.rest.empty() ? nullptr : schema.find(schema.rest);
  out["additionalProperties"] = rest == nullptr ? Json(false) : any_of({shape_of(*rest->shape()->element(), rest->options), removed()});
  return out;
}

Json shape_of(const Shape& shape, const FieldOptions& options) {
  switch (shape.form) {
    case Shape::Form::scalar:
      return scalar(shape, options);
    case Shape::Form::object: {
      std::vector<Json> choices{object_of(shape.object())};
      if (auto word = short_form(shape.object())) choices.push_back(std::move(*word));
      return any_of(std::move(choices));
    }
    case Shape::Form::map: {
      Json out{{"type", "object"}};
      out["additionalProperties"] = any_of({shape_of(*shape.element(), options), removed()});
      return out;
    }
    case Shape::Form::list:
      break;
  }
  const Json element = shape_of(*shape.element(), options);
  Json list{{"type", "array"}, {"items", element}};
  if (options.required) list["minItems"] = 1;
  std::vector<Json> choices{std::move(list)};
  if (shape.element()->form == Shape::Form::scalar) choices.push_back(element);  // one value is a list of one
  return any_of(std::move(choices));
}

Json field_of(const FieldSchema& field) {
  Json out = any_of({shape_of(*field.shape(), field.options), removed()});
  const FieldEntry entry = reference::entry(field);
  out["description"] = fmt::format("{} ({})", entry.summary, constraints(entry));
  return out;
}

/// An object of a kind where it is declared: what it may be anywhere, and `in` and `only`.
Json declared_object(const KindSchema& kind) {
  const std::string values = fmt::format("#/$defs/{}.values", kind.name);
  Json properties = Json::object();
  for (const FieldSchema& field : kind.schema().fields) {
    if (field.name != kind.schema().rest) properties[std::string(field.name)] = {{"$ref", fmt::format("{}/properties/{}", values, field.name)}};
  }
  properties["in"] = {{"type", "object"}, {"description", "What differs, by environment or class."}, {"additionalProperties", any_of({{{"$ref", values}}, removed()})}};
  properties["only"] = any_of({{{"type", "array"}, {"items", {{"type", "string"}}}}, {{"type", "string"}}});
  properties["only"]["description"] = "The environments or classes that have it.";
  return {{"type", "object"}, {"properties", properties}, {"additionalProperties", !kind.schema().rest.empty()}};
}

/// `postgres: {main: {…}}`; of a kind that there is usually one of, `network: {…}` too.
Json objects(const KindSchema& kind, bool declared) {
  const Json ref{{"$ref", fmt::format("#/$defs/{}{}", kind.name, declared ? "" : ".values")}};
  Json named{{"type", "object"}, {"propertyNames", {{"pattern", name_pattern}}}, {"additionalProperties", any_of({ref, removed()})}};
  if (kind.typed) named = {{"type", "object"}, {"propertyNames", {{"pattern", "^aws_[a-z0-9_]+$"}}}, {"additionalProperties", std::move(named)}};
  std::vector<Json> choices{std::move(named)};
  if (kind.single) choices.push_back(ref);
  choices.push_back(removed());
  Json out = any_of(std::move(choices));
  out["description"] = std::string(kind.schema().summary);
  return out;
}

Json layers(const std::vector<const KindSchema*>& kinds) {
  Json defaults = Json::object(), in_domain = Json::object();
  for (const KindSchema* kind : kinds) {
    if (!kind->typed) defaults[std::string(kind->name)] = any_of({{{"$ref", fmt::format("#/$defs/{}.values", kind->name)}}, removed()});
    in_domain[std::string(kind->name)] = objects(*kind, false);
  }
  const Json domain{{"type", "object"}, {"properties", in_domain}, {"additionalProperties", false}};
  return {{"defaults", {{"type", "object"}, {"description", "What every object of a kind starts from here."}, {"properties", defaults}, {"additionalProperties", false}}},
          {"domains", {{"type", "object"}, {"description", "Changes of what domains declare."}, {"additionalProperties", any_of({domain, removed()})}}}};
}

Json document(const Grammar& grammar) {
  Json out{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", std::string("infragen: ") + std::string(grammar.called)}, {"description", std::string(grammar.summary)}};
  // A file without a word is a document too.
  out["type"] = {"object", "null"};
  Json& properties = out["properties"] = Json::object();
  for (const ObjectSchema* header : grammar.headers) properties.update(properties_of(*header));
  if (grammar.profiles) {
    Json profile = object_of(model::kind_named("service")->schema());
    profile["properties"]["in"] = {{"type", "object"}, {"description", "What differs, by environment or class."}};
    profile["properties"].erase("profile");
    properties["profiles"] = {{"type", "object"}, {"description", "Parts of services that services start from."}, {"propertyNames", {{"pattern", name_pattern}}}, {"additionalProperties", profile}};
  }
  std::vector<const KindSchema*> used;
  for (const KindSchema& kind : model::kinds()) {
    if (grammar.takes(kind)) properties[std::string(kind.name)] = objects(kind, true);
    if (grammar.takes(kind) || grammar.layers) used.push_back(&kind);
  }
  if (grammar.layers) properties.update(layers(used));
  out["additionalProperties"] = false;
  if (used.empty()) return out;
  Json& defs = out["$defs"] = Json::object();
  for (const KindSchema* kind : used) {
    if (grammar.takes(*kind)) defs[std::string(kind->name)] = declared_object(*kind);
    defs[std::string(kind->name) + ".values"] = object_of(kind->schema());
  }
  return out;
}

}  // namespace

std::map<std::string, std::string> json_schemas() {
  std::map<std::string, std::string> out;
  for (const Grammar& grammar : model::grammars()) out[std::string(grammar.name) + ".json"] = document(grammar).dump(1) + "\n";
  return out;
}

}  // namespace infragen::reference
