// Everything in specs/providers comes back out of the API, and nothing else: each file is rebuilt from what the API says.

#include <cmath>
#include <set>

#include "catch.hpp"
#include "infragen/facts/provider.hpp"
#include "source_data.hpp"

using namespace infragen::facts;
using nlohmann::json;

namespace {

const Provider& aws = Provider::aws();

const json& source(const char* part) {
  static std::map<std::string, json> read;
  json& file = read[part];
  if (file.is_null()) file = read_source(std::string("providers/aws-5.100.0.") + part);
  return file;
}

json type_json(const Type& type) {
  static const std::map<Type::Kind, std::string> names = {
      {Type::Kind::dynamic, "dynamic"}, {Type::Kind::string, "string"}, {Type::Kind::number, "number"},
      {Type::Kind::boolean, "bool"},    {Type::Kind::list, "list"},     {Type::Kind::set, "set"},
      {Type::Kind::map, "map"},         {Type::Kind::object, "object"}, {Type::Kind::tuple, "tuple"}};
  const std::string& name = names.at(type.kind);
  if (type.kind == Type::Kind::object) {
    json members = json::object();
    for (std::size_t i = 0; i < type.names.size(); ++i) members[type.names[i]] = type_json(type.elements[i]);
    return {name, members};
  }
  if (type.elements.empty()) return name;
  return {name, type_json(type.elements[0])};
}

json block_json(const Block& block) {
  static const char* nestings[] = {"single", "list", "set", "map", "group"};
  json out = json::object();
  for (const Attribute& a : block.attributes()) {
    json& to = out["attributes"][std::string(a.name())];
    to["type"] = type_json(a.type());
    if (a.required()) to["required"] = true;
    if (a.optional()) to["optional"] = true;
    if (a.computed()) to["computed"] = true;
    if (a.sensitive()) to["sensitive"] = true;
    if (a.write_only()) to["write_only"] = true;
    if (a.deprecated()) to["deprecated"] = true;
  }
  for (const Block::Nested& n : block.blocks()) {
    json& to = out["block_types"][std::string(n.name)];
    to["nesting_mode"] = nestings[static_cast<int>(n.nesting)];
    if (n.min_items != 0) to["min_items"] = n.min_items;
    if (n.max_items != 0) to["max_items"] = n.max_items;
    to["block"] = block_json(n.body);
  }
  if (block.deprecated()) out["deprecated"] = true;
  return out;
}

/// Every attribute and block that is listed must also be found by name.
void check_lookups(const Block& block) {
  for (const Attribute& a : block.attributes()) {
    const auto found = block.attribute(a.name());
    REQUIRE(found);
    REQUIRE(found->name() == a.name());
  }
  for (const Block::Nested& n : block.blocks()) {
    const auto found = block.block(n.name);
    REQUIRE(found);
    REQUIRE(found->name == n.name);
  }
}

json number_json(double value) {
  if (value >= 0 && value < 1e19 && std::floor(value) == value) return static_cast<std::uint64_t>(value);
  if (value < 0 && value > -9e18 && std::floor(value) == value) return static_cast<std::int64_t>(value);
  return value;
}

json range_json(const Range& range) {
  return {range.low ? number_json(*range.low) : json(), range.high ? number_json(*range.high) : json()};
}

/// In the data a few lists hold numbers; the API gives all values as text.
json texts_json(const std::vector<std::string_view>& texts) {
  json out = json::array();
  for (const std::string_view text : texts) out.push_back(text);
  return out;
}

json constraint_json(const Constraint& c) {
  json out = json::object();
  const auto texts = [&](const char* key, const std::vector<std::string_view>& value) {
    if (!value.empty()) out[key] = texts_json(value);
  };
  const auto range = [&](const char* key, const std::optional<Range>& value) {
    if (value) out[key] = range_json(*value);
  };
  const auto text = [&](const char* key, std::string_view value) {
    if (!value.empty()) out[key] = value;
  };
  const auto flag = [&](const char* key, bool value, bool written = true) {
    if (value) out[key] = written;
  };
  texts("one_of", c.one_of);
  texts("none_of", c.none_of);
  texts("conflicts_with", c.conflicts_with);
  texts("exactly_one_of", c.exactly_one_of);
  texts("at_least_one_of", c.at_least_one_of);
  texts("required_with", c.required_with);
  texts("pattern", c.patterns);
  texts("not_pattern", c.not_patterns);
  texts("contains", c.contains);
  texts("within", c.within);
  texts("schemes", c.schemes);
  texts("accepts_also", c.accepts_also);
  texts("accepted_samples", c.accepted_samples);
  range("range", c.range);
  range("length", c.length);
  range("items", c.items);
  range("prefix_bits", c.prefix_bits);
  if (c.range) flag("exclusive_min", c.range->exclusive_low);
  if (c.duration_range) out["duration_range"] = {c.duration_range->low, c.duration_range->high};
  text("format", c.format);
  text("prefix", c.prefix);
  text("excludes_chars", c.excludes_chars);
  text("chars", c.chars);
  text("first", c.first);
  text("last", c.last);
  text("layout", c.layout);
  if (c.multiple_of) out["multiple_of"] = number_json(*c.multiple_of);
  flag("integer", c.integer);
  flag("ignore_case", c.ignore_case);
  flag("allow_empty", c.allow_empty);
  flag("no_double_hyphen", c.no_double_hyphen);
  flag("host_bits", c.refuses_host_bits, false);
  flag("settable", c.refused, false);
  flag("required", c.required);
  flag("custom", c.custom);
  for (const Constraint& choice : c.any_of) out["any_of"].push_back(constraint_json(choice));
  return out;
}

/// The data as the API promises to give it: values as text, one key for `pattern` and `pattern_all`, no empty lists.
json as_promised(const json& facts) {
  static const std::set<std::string> numbers = {"range", "length", "items", "prefix_bits", "duration_range"};
  json out = json::object();
  for (const auto& [key, value] : facts.items()) {
    if (key == "any_of") {
      for (const json& choice : value) out[key].push_back(as_promised(choice));
    } else if (key == "pattern_all" || key == "contains_all") {
      out[key.substr(0, key.find('_'))] = value;
    } else if (key == "pattern" || key == "contains") {
      if (!facts.contains(key + "_all")) out[key] = json::array({value});
    } else if (value.is_array() && !numbers.contains(key)) {
      for (const json& element : value) out[key].push_back(element.is_string() ? element : json(element.dump()));
    } else {
      out[key] = value;
    }
  }
  return out;
}

json note_json(const ReplacementNote& note) {
  static const char* words[] = {"update", "replace", "unknown"};
  json out = json::object();
  const auto transition = [&](const char* key, const std::optional<Replacement>& value) {
    if (value) out["transitions"][key] = words[static_cast<int>(*value)];
  };
  transition("a_to_b", note.a_to_b);
  transition("b_to_a", note.b_to_a);
  transition("set", note.set);
  transition("unset", note.unset);
  if (!note.a.empty()) out["a"] = note.a;
  if (!note.b.empty()) out["b"] = note.b;
  if (!note.reason.empty()) out["class"] = note.reason;
  if (!note.from.empty()) out["from"] = note.from;
  if (!note.replace_when_unset.empty()) out["replace_when_unset"] = texts_json(note.replace_when_unset);
  return out;
}

void check_bodies(const json& kinds, std::optional<Block> (Provider::*find)(std::string_view) const,
                  const std::vector<std::string_view>& types) {
  REQUIRE(types.size() == kinds.size());
  auto type = types.begin();
  for (const auto& [name, kind] : kinds.items()) {
    INFO(name);
    REQUIRE(*type++ == name);
    const auto block = (aws.*find)(name);
    REQUIRE(block);
    json expected = kind["block"];
    REQUIRE((block_json(*block) == expected));
    check_lookups(*block);
  }
}

}  // namespace

TEST_CASE("every resource type's blocks, attributes, types and flags round-trip") {
  const json& resources = source("schema.json.xz")["resources"];
  check_bodies(resources, &Provider::resource, aws.resource_types());
  for (const auto& [name, kind] : resources.items()) REQUIRE(aws.schema_version(name) == kind["version"]);
}

TEST_CASE("every data source, ephemeral resource and the provider block round-trip") {
  check_bodies(source("schema.json.xz")["data_sources"], &Provider::data_source, aws.data_source_types());
  check_bodies(source("ephemeral.json")["ephemeral_resources"], &Provider::ephemeral, aws.ephemeral_types());
  CHECK((block_json(aws.configuration()) == source("schema.json.xz")["config"]["block"]));
}

TEST_CASE("every constraint round-trips") {
  std::size_t paths = 0;
  for (const auto& [type, facts] : source("constraints.json.xz").items()) {
    for (const auto& [path, fact] : facts.items()) {
      INFO(type << ":" << path);
      const auto found = aws.constraint(type, path);
      REQUIRE(found);
      REQUIRE(constraint_json(*found).dump() == as_promised(fact).dump());
      ++paths;
    }
  }
  CHECK(paths == 12819);
}

TEST_CASE("every answer about replacement round-trips, with its note") {
  static const std::map<std::string, Replacement> words = {
      {"update", Replacement::update}, {"replace", Replacement::replace}, {"unknown", Replacement::unknown}};
  std::size_t paths = 0;
  for (const auto& [type, answers] : source("replace.json.xz").items()) {
    for (const auto& [path, answer] : answers.items()) {
      INFO(type << ":" << path);
      REQUIRE(aws.replacement(type, path) == words.at(answer));
      ++paths;
    }
  }
  CHECK(paths == 23111);
  for (const auto& [type, notes] : source("replace-notes.json.xz").items()) {
    for (const auto& [path, note] : notes.items()) {
      INFO(type << ":" << path);
      const auto found = aws.replacement_note(type, path);
      REQUIRE(found);
      json expected = note;
      for (const char* key : {"a", "b"}) {
        if (note.contains(key) && !note[key].is_string()) expected[key] = note[key].dump();
      }
      REQUIRE(note_json(*found).dump() == expected.dump());
    }
  }
}

TEST_CASE("paths that the API lists are those of the data, no more") {
  const json& constraints = source("constraints.json.xz");
  const json& replacements = source("replace.json.xz");
  const json& notes = source("replace-notes.json.xz");
  for (const std::string_view view : aws.resource_types()) {
    const std::string type(view);
    INFO(type);
    std::set<std::string> expected;
    for (const json* file : {&constraints, &replacements, &notes}) {
      if (!file->contains(type)) continue;
      for (const auto& [path, value] : (*file)[type].items()) expected.insert(path);
    }
    const auto listed = aws.fact_paths(type);
    REQUIRE(std::set<std::string>(listed.begin(), listed.end()) == expected);
    REQUIRE(listed.size() == expected.size());
    for (const std::string& path : listed) {
      const bool in_data = constraints.contains(type) && constraints[type].contains(path);
      REQUIRE(aws.constraint(type, path).has_value() == in_data);
      const bool noted = notes.contains(type) && notes[type].contains(path);
      REQUIRE(aws.replacement_note(type, path).has_value() == noted);
    }
  }
}
