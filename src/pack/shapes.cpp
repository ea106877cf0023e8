#include "pack/shapes.hpp"

#include <algorithm>
#include <set>

#include "infragen/facts/shape_table.hpp"

namespace infragen::pack {

using facts::JsonType;
using nlohmann::json;
namespace flag = facts::kubernetes_image::flag;

namespace {

constexpr std::string_view kReference = "#/$defs/";

std::uint8_t type_bit(const json& word, const std::string& place) {
  constexpr auto kWords = std::to_array<std::pair<std::string_view, JsonType>>({{"null", JsonType::null},
                                                                                {"boolean", JsonType::boolean},
                                                                                {"integer", JsonType::integer},
                                                                                {"number", JsonType::number},
                                                                                {"string", JsonType::string},
                                                                                {"array", JsonType::array},
                                                                                {"object", JsonType::object}});
  for (const auto& [name, type] : kWords) {
    if (word == name) return static_cast<std::uint8_t>(1U << static_cast<unsigned>(type));
  }
  throw Error(place + ": unknown type " + word.dump());
}

std::uint8_t type_bits(const json& type, const std::string& place) {
  if (!type.is_array()) return type_bit(type, place);
  unsigned bits = 0;
  for (const json& word : type) bits |= type_bit(word, place);
  return static_cast<std::uint8_t>(bits);
}

/// Keys that are read elsewhere, and those that the program has no use for.
bool known_key(std::string_view key) {
  constexpr auto kKeys = std::to_array<std::string_view>(
      {"type", "properties", "additionalProperties", "items", "nullable", "x-kubernetes-int-or-string",
       "x-kubernetes-preserve-unknown-fields", "x-kubernetes-group-version-kind", "x-kubernetes-unions",
       "x-kubernetes-validations", "default", "example"});
  const auto is = [&](const facts::Rule& rule) { return rule.key == key; };
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end() ||
         std::any_of(facts::kRules.begin(), facts::kRules.end(), is);
}

/// What two definitions of the API machinery mean stands in no key of their schemas.
json with_meaning(const std::string& name, json schema) {
  const bool quantity = name.ends_with(".resource.Quantity");
  if (!quantity && !name.ends_with(".intstr.IntOrString")) return schema;
  const json text = {{"type", {"string", "null"}}};
  const json number = {{"type", {quantity ? "number" : "integer", "null"}}};
  if (schema != json{{"oneOf", {text, number}}}) throw Error(name + ": not the schema that is known");
  schema = {{"type", {"string", quantity ? "number" : "integer", "null"}}};
  if (quantity) {
    schema["format"] = "quantity";
  } else {
    schema["x-kubernetes-int-or-string"] = true;
  }
  return schema;
}

/// Custom resources spell quantities and numbers-or-texts with `anyOf`.
json without_spelling(json schema) {
  if (schema.value("x-kubernetes-int-or-string", false) && schema.contains("anyOf")) {
    if (schema["anyOf"] != json{{{"type", "integer"}}, {{"type", "string"}}}) throw Error("anyOf: not number or text");
    schema.erase("anyOf");
    schema["type"] = {"integer", "string"};
    if (schema.contains("pattern") && schema["pattern"].get<std::string>().find("KMGTPE") != std::string::npos) {
      schema["format"] = "quantity";
    }
  }
  return schema;
}

void find_references(const json& schema, std::set<std::string>& out) {
  if (schema.is_object() && schema.contains("$ref") && schema["$ref"].is_string()) {
    out.insert(schema["$ref"].get<std::string>().substr(kReference.size()));
  }
  if (schema.is_structured()) {
    for (const json& part : schema) find_references(part, out);
  }
}

}  // namespace

void Shapes::use(const json& definitions) {
  definitions_ = &definitions;
  done_.clear();
}

std::string Shapes::cycle(const std::string& name) const {
  std::set<std::string> reached;
  std::vector<std::string> open = {name};
  while (!open.empty()) {
    std::set<std::string> next;
    find_references(definitions_->at(open.back()), next);
    open.pop_back();
    for (const std::string& target : next) {
      if (reached.insert(target).second) open.push_back(target);
    }
  }
  if (!reached.contains(name)) return {};
  std::string out = name;
  for (const std::string& target : reached) out += target + definitions_->at(target).dump();
  return out;
}

std::uint32_t Shapes::definition(const std::string& name) {
  if (const auto at = done_.find(name); at != done_.end()) return at->second;
  if (definitions_ == nullptr || !definitions_->contains(name)) throw Error("no definition " + name);
  const json schema = with_meaning(name, definitions_->at(name));
  const std::string key = cycle(name);
  if (key.empty()) return done_[name] = add(schema, name);
  if (const auto at = cycles_.find(key); at != cycles_.end()) return done_[name] = at->second;
  const auto reserved = narrow<std::uint32_t>(shapes_.size(), "shapes");
  shapes_.emplace_back();
  cycles_[key] = done_[name] = reserved;
  const Packed packed = pack(schema, name);
  shapes_[reserved] = packed;
  return reserved;
}

std::uint32_t Shapes::add(const json& schema, const std::string& place) {
  if (!schema.is_object()) throw Error(place + ": not a schema");
  if (!schema.contains("$ref")) return keep(pack(schema, place));
  const std::string reference = schema["$ref"].get<std::string>();
  if (!reference.starts_with(kReference)) throw Error(place + ": a reference to elsewhere");
  const std::string name = reference.substr(kReference.size());
  if (schema.size() == 1) return definition(name);
  json whole = with_meaning(name, definitions_->at(name));
  for (const auto& [key, value] : schema.items()) {
    if (key != "$ref") whole[key] = value;
  }
  return keep(pack(whole, place));
}

std::uint32_t Shapes::keep(const Packed& shape) {
  Bytes bytes;
  bytes.raw(shape);
  const auto [at, fresh] = known_.emplace(bytes.str(), narrow<std::uint32_t>(shapes_.size(), "shapes"));
  if (fresh) shapes_.push_back(shape);
  return at->second;
}

Shapes::Packed Shapes::pack(const json& raw, const std::string& place) {
  const json schema = without_spelling(raw);
  for (const auto& [key, value] : schema.items()) {
    if (!known_key(key)) throw Error(place + ": unknown key " + key);
  }
  Packed out;
  unsigned types = schema.contains("type") ? type_bits(schema["type"], place) : 0U;
  if (schema.value("nullable", false)) types |= 1U << static_cast<unsigned>(JsonType::null);
  out.types = static_cast<std::uint8_t>(types);
  unsigned flags = 0;
  if (schema.value("x-kubernetes-int-or-string", false)) flags |= flag::kIntOrString;
  if (schema.value("x-kubernetes-preserve-unknown-fields", false)) flags |= flag::kPreserves;
  if (schema.value("format", "") == "quantity") flags = (flags & ~unsigned{flag::kIntOrString}) | flag::kQuantity;
  if (schema.contains("properties")) pack_members(schema["properties"], out, place);
  if (schema.contains("items")) out.element = add(schema["items"], place + "[]") + 1;
  if (schema.contains("additionalProperties")) {
    const json& free = schema["additionalProperties"];
    if (free == false) {
      flags |= flag::kClosed;
    } else if (free.is_object()) {
      out.values = add(free, place + "{}") + 1;
    } else {
      throw Error(place + ": additionalProperties is " + free.dump());
    }
  }
  out.flags = static_cast<std::uint8_t>(flags);
  const std::string rules = pack_rules(schema, place);
  if (!rules.empty()) out.rules = rules_.add(rules) + 1;
  return out;
}

void Shapes::pack_members(const json& properties, Packed& out, const std::string& place) {
  Bytes run;
  for (const auto& [name, schema] : properties.items()) {
    facts::kubernetes_image::Member member;
    member.name = strings_->add(name);
    member.shape = add(schema, place + "." + name);
    run.raw(member);
  }
  out.members = narrow<std::uint16_t>(properties.size(), "members");
  const auto first = members_.size() / static_cast<std::uint32_t>(sizeof(facts::kubernetes_image::Member));
  const auto [at, fresh] = known_members_.emplace(run.str(), first);
  if (fresh) members_.append(run.str());
  out.first_member = at->second;
}

std::string Shapes::pack_rules(const json& schema, const std::string& place) {
  const auto text = [&](const json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_integer()) return value.dump();
    throw Error(place + ": neither text nor whole number: " + value.dump());
  };
  Bytes out;
  for (std::size_t row = 0; row < facts::kRules.size(); ++row) {
    const std::string key(facts::kRules[row].key);
    if (!schema.contains(key)) continue;
    const json& value = schema[key];
    out.byte(static_cast<std::uint8_t>(row));
    std::visit(facts::Overloaded{
                   [&](facts::RuleTexts) {
                     out.number(narrow<std::uint32_t>(value.size(), "values"));
                     for (const json& entry : value) out.number(strings_->add(text(entry)));
                   },
                   [&](facts::RuleText) { out.number(strings_->add(text(value))); },
                   [&](facts::RuleNumber) {
                     if (!value.is_number()) throw Error(place + ": not a number: " + value.dump());
                     out.real(value.get<double>());
                   },
                   [&](facts::RuleShapes) {
                     const json list = value.is_array() ? value : json::array({value});
                     out.number(narrow<std::uint32_t>(list.size(), "alternatives"));
                     for (const json& entry : list) out.number(add(entry, place + "|"));
                   },
               },
               facts::kRules[row].member);
  }
  if (out.size() == 0) return {};
  out.byte(facts::kEnd);
  return out.str();
}

Bytes Shapes::shapes() const {
  Bytes out;
  for (const Packed& shape : shapes_) out.raw(shape);
  return out;
}

}  // namespace infragen::pack
