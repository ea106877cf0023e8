// What a module takes and tells, as its files say it.
#include "catch.hpp"
#include "infragen/called/called.hpp"
#include "infragen/model/kinds/module.hpp"

namespace {

using namespace infragen;
using Kind = facts::Type::Kind;

model::ModuleInterface read(const std::vector<std::string>& texts, bool partial = false) {
  load::Loaded loaded;
  load::Folder& folder = loaded.folders["modules/x"];
  folder.partial = partial;
  for (const std::string& text : texts) folder.files.push_back(loaded.files.add("modules/x/" + std::to_string(folder.files.size()) + ".tf", text));
  return called::interfaces(loaded).at("modules/x");
}

facts::Type type_of(const std::string& written) { return read({"variable \"v\" {\n  type = " + written + "\n}\n"}).variables.at("v").type; }

}  // namespace

TEST_CASE("types of variables are read as far as they are plain") {
  CHECK(type_of("string").kind == Kind::string);
  CHECK(type_of("number").kind == Kind::number);
  CHECK(type_of("bool").kind == Kind::boolean);
  CHECK(type_of("any").kind == Kind::dynamic);
  CHECK(type_of("\"string\"").kind == Kind::string);       // as Terraform 0.11 had it
  CHECK(type_of("tuple([string, number])").kind == Kind::tuple);
  CHECK(type_of("somewhat(string)").kind == Kind::dynamic);
  const facts::Type lists = type_of("map(list(number))");
  REQUIRE(lists.kind == Kind::map);
  REQUIRE(lists.elements.at(0).kind == Kind::list);
  CHECK(lists.elements.at(0).elements.at(0).kind == Kind::number);
  const facts::Type object = type_of("object({ name = string, \"sizes\" = optional(set(number), []) })");
  REQUIRE(object.kind == Kind::object);
  CHECK(object.names == std::vector<std::string>{"name", "sizes"});
  CHECK(object.elements.at(1).kind == Kind::set);
  CHECK(read({"variable \"v\" {}\n"}).variables.at("v").type.kind == Kind::dynamic);
}

TEST_CASE("a variable without a default is required, whatever the default is") {
  const auto module = read({"variable \"a\" {}\nvariable \"b\" {\n  default = null\n}\nvariable \"c\" {\n  sensitive = true\n}\n"});
  CHECK(module.variables.at("a").required);
  CHECK_FALSE(module.variables.at("b").required);
  CHECK(module.variables.at("c").sensitive);
  CHECK_FALSE(module.variables.at("a").sensitive);
}

TEST_CASE("outputs of all files are known, with those that nobody may read") {
  const auto module = read({"output \"a\" {\n  value = aws_vpc.this.id\n}\n", "output \"b\" {\n  value     = \"x\"\n  sensitive = true\n}\noutput \"c\" {\n  value     = \"x\"\n  ephemeral = true\n}\n"});
  CHECK_FALSE(module.outputs.at("a").secret);
  CHECK(module.outputs.at("b").secret);
  CHECK(module.outputs.at("c").secret);
}

TEST_CASE("an output is a list where its value is written as one") {
  const auto is_list = [](const std::string& value) { return read({"output \"o\" {\n  value = " + value + "\n}\n"}).outputs.at("o").list; };
  for (const char* list : {"[\"a\"]", "aws_subnet.this[*].id", "[for s in aws_subnet.this : s.id]", "values(aws_subnet.this)[*].id", "concat(var.a, var.b)"}) {
    INFO(list);
    CHECK(is_list(list));
  }
  for (const char* one : {"aws_subnet.this.id", "\"a\"", "var.ids", "aws_subnet.this[0].id", "join(\",\", var.a)"}) {
    INFO(one);
    CHECK_FALSE(is_list(one));
  }
}

TEST_CASE("data sources that ask AWS are told apart from those that do not") {
  const auto module = read({"data \"aws_ami\" \"b\" {}\ndata \"aws_region\" \"here\" {}\ndata \"aws_caller_identity\" \"a\" {}\ndata \"archive_file\" \"zip\" {}\n"});
  CHECK(module.lookups == std::vector<std::string>{"aws_ami.b", "aws_caller_identity.a"});
}

TEST_CASE("a file that is no Terraform is a problem with a place") {
  const auto module = read({"variable \"a\" {}\n", "output \"b\" {\n  value = .\n}\n"});
  CHECK_FALSE(module.problem.empty());
  REQUIRE(module.problem_at.known());
  CHECK(module.problem_at.file == 1);
}

TEST_CASE("the form of an address says where a module comes from") {
  using model::ModuleSource;
  struct Row {
    const char* source;
    ModuleSource from;
    const char* folder;   ///< empty: none
  };
  static constexpr Row rows[] = {
      {"modules/vpn", ModuleSource::folder, "modules/vpn"},
      {"./modules/vpn/", ModuleSource::folder, "modules/vpn"},
      {"./modules/net/vpn", ModuleSource::folder, "modules/net/vpn"},
      {"modules/../vpn", ModuleSource::folder, "vpn"},
      {"modules/a/b/c", ModuleSource::folder, "modules/a/b/c"},
      {"../vpn", ModuleSource::folder, ""},
      {"/etc", ModuleSource::folder, ""},
      {".", ModuleSource::folder, ""},
      {"terraform-aws-modules/sqs/aws", ModuleSource::registry, ""},
      {"terraform-aws-modules/sqs/aws//modules/queue", ModuleSource::registry, ""},
      {"app.example.com/platform/sqs/aws", ModuleSource::registry, ""},
      {"github.com/example/sqs", ModuleSource::elsewhere, ""},
      {"git::https://example.com/sqs.git?ref=v1", ModuleSource::elsewhere, ""},
      {"git@github.com:example/sqs.git", ModuleSource::elsewhere, ""},
      {"https://example.com/sqs.zip", ModuleSource::elsewhere, ""},
      {"s3::https://s3.amazonaws.com/bucket/sqs.zip", ModuleSource::elsewhere, ""},
  };
  for (const Row& row : rows) {
    INFO(row.source);
    CHECK(model::module_source(row.source) == row.from);
    CHECK(model::module_folder(row.source).value_or("") == row.folder);
  }
}
