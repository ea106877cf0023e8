// What the packer does not understand must end the build.

#include <filesystem>
#include <fstream>

#include "catch.hpp"
#include "infragen/facts/template_image.hpp"
#include "pack/fact_tree.hpp"
#include "pack/schema.hpp"
#include "pack/templates.hpp"

using namespace infragen::pack;
using nlohmann::json;

namespace {

std::string message_of(const json& body) {
  Strings strings;
  Schema schema(strings);
  try {
    schema.block(body, "here");
  } catch (const Error& e) {
    return e.what();
  }
  return {};
}

std::string message_of_facts(const json& constraints, const json& replacements = json::object(),
                             const json& notes = json::object()) {
  Strings strings;
  FactTree tree(strings);
  try {
    tree.resource(constraints, replacements, notes, "aws_x");
  } catch (const Error& e) {
    return e.what();
  }
  return {};
}

json attribute(const json& value) { return {{"attributes", {{"a", value}}}}; }

std::filesystem::path scratch(const char* name) {
  const auto folder = std::filesystem::temp_directory_path() / ("infragen_pack_test_" + std::string(name));
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

}  // namespace

TEST_CASE("a schema with an unknown key, flag, type or nesting is refused by name") {
  CHECK(message_of(attribute({{"type", "string"}, {"optional", true}})).empty());
  CHECK(message_of({{"atributes", json::object()}}) == "here: unknown key atributes");
  CHECK(message_of(attribute({{"type", "string"}, {"ephemeral", true}})) == "here.a: unknown word ephemeral");
  CHECK(message_of(attribute({{"type", "text"}})) == "here.a: unknown word text");
  CHECK(message_of(attribute({{"type", "list"}})) == "here.a: a type without its element");
  CHECK(message_of(attribute({{"type", {"string", "string"}}})) == "here.a: a plain type with an element");
  CHECK(message_of(attribute({{"optional", true}})) == "here.a: an attribute without a type");
  CHECK(message_of({{"block_types", {{"b", {{"nesting_mode", "bag"}, {"block", json::object()}}}}}}) ==
        "here.b: unknown word bag");
}

TEST_CASE("an unknown fact or a fact of an unexpected shape is refused by path") {
  CHECK(message_of_facts({{"name", {{"length", {1, 5}}}}}).empty());
  CHECK(message_of_facts({{"name", {{"colour", "red"}}}}) == "aws_x:name: unknown fact colour");
  CHECK(message_of_facts({{"name", {{"any_of", {{{"colour", 1}}}}}}}) == "aws_x:name: unknown fact colour");
  CHECK(message_of_facts({{"name", {{"length", 5}}}}) == "aws_x:name: not a list: 5");
  CHECK(message_of_facts({{"name", {{"length", {1, "x"}}}}}) == "aws_x:name: not a limit: \"x\"");
  CHECK(message_of_facts({{"name", {{"settable", true}}}}) == "aws_x:name: unexpected value of settable");
  CHECK(message_of_facts({{"name", {{"one_of", "a"}}}}) == "aws_x:name: not a list: \"a\"");
  CHECK(message_of_facts({{"name", {{"exclusive_min", true}}}}) == "aws_x:name: exclusive_min alone");
  CHECK(message_of_facts(json::object(), {{"name", "perhaps"}}) == "aws_x:name: unknown answer \"perhaps\"");
  CHECK(message_of_facts(json::object(), json::object(), {{"name", {{"why", "x"}}}}) ==
        "aws_x:name: unknown key why");
}

TEST_CASE("equal bodies are stored once") {
  Strings strings;
  Schema schema(strings);
  const json body = attribute({{"type", {"list", "string"}}, {"optional", true}});
  const auto first = schema.block(body, "one");
  const auto size = schema.blocks().size();
  CHECK(schema.block(body, "two") == first);
  CHECK(schema.blocks().size() == size);
}

TEST_CASE("a broken xz file and broken JSON are refused") {
  const auto folder = scratch("broken");
  std::ofstream(folder / "a.json.xz") << "not xz";
  std::ofstream(folder / "b.json") << "{";
  CHECK_THROWS_AS(read_json(folder / "a.json.xz"), Error);
  CHECK_THROWS_AS(read_json(folder / "b.json"), Error);
  CHECK_THROWS_AS(read_json(folder / "absent.json"), Error);
}

TEST_CASE("the template image holds files of all depths, sorted by path") {
  const auto folder = scratch("templates");
  std::filesystem::create_directories(folder / "aws");
  std::ofstream(folder / "b.tf") << "second";
  std::ofstream(folder / "aws/vpc.tf") << "first";
  const std::string image = template_image(folder);
  infragen::facts::template_image::Header header;
  infragen::facts::template_image::Entry entries[2];
  REQUIRE(image.size() == sizeof header + sizeof entries + std::string("aws/vpc.tffirstb.tfsecond").size());
  std::memcpy(&header, image.data(), sizeof header);
  std::memcpy(entries, image.data() + sizeof header, sizeof entries);
  CHECK(header.magic == infragen::facts::template_image::kMagic);
  CHECK(header.count == 2);
  CHECK(image.substr(entries[0].path.offset, entries[0].path.size) == "aws/vpc.tf");
  CHECK(image.substr(entries[1].content.offset, entries[1].content.size) == "second");
  CHECK(template_image(folder / "absent").size() == sizeof header);
}
