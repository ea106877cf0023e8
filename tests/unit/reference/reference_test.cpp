// The reference says what the field tables say.
#include "infragen/reference/kinds.hpp"

#include <optional>
#include <regex>
#include <set>

#include "catch.hpp"
#include "infragen/model/documents.hpp"
#include "infragen/reference/json_schema.hpp"
#include "infragen/reference/pages.hpp"

namespace {

using namespace infragen;
using schema::Shape;

const reference::FieldEntry* find(const reference::KindEntry& kind, std::string_view path) {
  for (const reference::FieldEntry& f : kind.fields) {
    if (f.path == path) return &f;
  }
  return nullptr;
}

/// Every scalar shape below a description, by name.
void scalars(const schema::ObjectSchema& schema, std::map<std::string, const Shape*>& out, std::vector<const schema::ObjectSchema*>& objects) {
  objects.push_back(&schema);
  for (const schema::FieldSchema& field : schema.fields) {
    const Shape* shape = field.shape();
    while (shape->element != nullptr) shape = shape->element();
    if (shape->form == Shape::Form::object) {
      scalars(shape->object(), out, objects);
    } else {
      out[std::string(shape->name)] = shape;
    }
  }
}

}  // namespace

TEST_CASE("a kind's entry has the fields of its table, with bounds and defaults in the words of the language") {
  const reference::KindEntry postgres = reference::entry(*model::kind_named("postgres"));
  REQUIRE(find(postgres, "backups") != nullptr);
  CHECK(reference::constraints(*find(postgres, "backups")) == "duration, 0s to 35d; default 1d, in production 7d, in staging 7d");
  REQUIRE(find(postgres, "rds.storage") != nullptr);
  CHECK(reference::constraints(*find(postgres, "rds.storage")) == "size, 20Gi to 64Ti; required");
  CHECK(reference::constraints(*find(postgres, "network")) == "address of network");
  CHECK(reference::constraints(*find(postgres, "databases")) == "map: database -> fields");
  CHECK(reference::constraints(*find(postgres, "aurora.readers")) == "fields, or short `2..4 @ 70% cpu`");
  CHECK(postgres.implementations == std::vector<std::string>{"rds", "aurora"});
  CHECK(postgres.roles.empty());
  CHECK(postgres.part == "database");
  CHECK(postgres.part_roles == std::vector<std::string>{"write", "read"});
}

TEST_CASE("paths say what keys of maps and entries of lists are") {
  const reference::KindEntry network = reference::entry(*model::kind_named("network"));
  REQUIRE(find(network, "tiers.<tier>.route") != nullptr);
  CHECK(reference::constraints(*find(network, "tiers.<tier>.route")) == "route: internet, nat, isolated; required");
  CHECK(find(network, "zones")->type == "list of text");
  const auto names = reference::fields(model::project_schema().find("names")->shape()->object());
  CHECK(std::any_of(names.begin(), names.end(), [](const reference::FieldEntry& f) { return f.path == "<kind>" && f.type == "map: name -> name pattern"; }));
}

TEST_CASE("every kind is listed, and documents that take it are named") {
  const auto all = reference::kinds();
  REQUIRE(all.size() == model::kinds().size());
  for (const reference::KindEntry& kind : all) {
    CHECK_FALSE(kind.summary.empty());
    CHECK_FALSE(kind.stands_in.empty());
    CHECK(reference::text(kind).find("\n  about: ") != std::string::npos);
  }
  CHECK(reference::entry(*model::kind_named("service")).stands_in == std::vector<std::string>{"domains"});
}

TEST_CASE("a scalar's example fits its pattern, and its reader") {
  std::map<std::string, const Shape*> all;
  std::vector<const schema::ObjectSchema*> objects;
  for (const model::KindSchema& kind : model::kinds()) scalars(kind.schema(), all, objects);
  for (const model::Grammar& grammar : model::grammars()) {
    for (const schema::ObjectSchema* header : grammar.headers) scalars(*header, all, objects);
  }
  REQUIRE(all.size() > 10);
  for (const auto& [name, shape] : all) {
    INFO(name);
    if (shape->takes_inputs) continue;  // the example is the other form
    std::optional<double> amount;
    CHECK(shape->probe(tree::scalar(std::string(shape->example)), amount).ok());
    if (!shape->pattern.empty()) CHECK(std::regex_match(std::string(shape->example), std::regex(std::string(shape->pattern))));
  }
  for (const schema::ObjectSchema* object : objects) {
    if (object->short_pattern.empty()) continue;
    INFO(object->name);
    CHECK(object->short_form(tree::scalar(std::string(object->short_example))).value.has_value());
    CHECK(std::regex_match(std::string(object->short_example), std::regex(std::string(object->short_pattern))));
  }
}

TEST_CASE("texts that a reader takes fit the pattern that editors get") {
  static const char* texts[] = {"0", "1", "-1", "007", "1.5", "0.25", "250m", "30s", "5m", "12h", "7d", "512Mi", "20Gi", "1Ti", "70%", "10.0.0.0/16", "0.0.0.0/0",
                                "/24", "/0", "/32", "17", "1.30", "3.9.x", "4.1.x.kraft", "30 images", "30", "2..4", "0..0", "service.api", "postgres.main/shop",
                                "true", "false", "x", "", " ", "1 ", "~", "${env}", "a b"};
  std::map<std::string, const Shape*> all;
  std::vector<const schema::ObjectSchema*> objects;
  for (const model::KindSchema& kind : model::kinds()) scalars(kind.schema(), all, objects);
  std::size_t taken = 0, refused = 0;
  for (const auto& [name, shape] : all) {
    if (shape->pattern.empty()) continue;
    const std::regex pattern{std::string(shape->pattern)};
    for (const std::string text : texts) {
      std::optional<double> amount;
      const bool fits = std::regex_match(text, pattern);
      fits ? ++taken : ++refused;
      INFO(name << " `" << text << "`");
      if (shape->probe(tree::scalar(text), amount).ok()) CHECK(fits);
    }
  }
  CHECK(taken > 20);
  CHECK(refused > 100);
}

TEST_CASE("there is a schema for each sort of document") {
  const auto schemas = reference::json_schemas();
  std::set<std::string> names;
  for (const auto& [name, text] : schemas) {
    names.insert(name);
    CHECK(text.find("https://json-schema.org/draft/2020-12/schema") != std::string::npos);
  }
  CHECK(names == std::set<std::string>{"domain.json", "environment.json", "project.json", "shared.json"});
}

TEST_CASE("the pages tell every kind and class, and what a class decides") {
  const auto pages = reference::pages();
  CHECK(pages.size() == model::kinds().size() + std::size(schema::class_names) + 1);
  CHECK(pages.at("kinds/postgres.md").find("| `backups` | duration, 0s to 35d | `1d`, `7d` in [production](../classes/production.md)") != std::string::npos);
  CHECK(pages.at("kinds/postgres.md").find("| `version` | version | required |") != std::string::npos);
  CHECK(pages.at("classes/production.md").find("| [`postgres`](../kinds/postgres.md) | `protect` | `true` |") != std::string::npos);
  CHECK(pages.at("classes/local.md").find("| [`postgres`](../kinds/postgres.md) | `protect` | `false` |") != std::string::npos);
  CHECK(pages.at("classes/production.md").find("| `plain-http` | error |") != std::string::npos);
  CHECK(pages.at("README.md").find("[`waf`](kinds/waf.md)") != std::string::npos);
}
