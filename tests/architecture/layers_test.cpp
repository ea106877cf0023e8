#include <fstream>
#include <iterator>

#include "catch.hpp"
#include "includes.hpp"

namespace {

using namespace infragen::architecture;
using Faults = std::vector<std::string>;

std::vector<Layer> documented_layers() {
  std::ifstream in(INFRAGEN_SOURCE_DIR "/docs/architecture.md", std::ios::binary);
  const std::string page{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  return read_layer_table(page);
}

const std::vector<Layer> kSample = read_layer_table(
    "# Page\n\n| layer | may include |\n| --- | --- |\n| low | |\n| mid | low |\n| side | low |\n| top | everything |\n"
    "\n| layer | may include |\n| --- | --- |\n| other | |\n");

CodeFile code_file(std::string path, std::string folder, bool is_public, std::string_view code) {
  return {std::move(path), std::move(folder), is_public, read_includes(code)};
}

}  // namespace

TEST_CASE("every include is one that docs/architecture.md allows") {
  const auto code = read_code(INFRAGEN_SOURCE_DIR);
  REQUIRE(code.size() > 20);
  CHECK(include_faults(documented_layers(), code) == Faults{});
}

TEST_CASE("every folder is a layer that docs/architecture.md lists") {
  CHECK(folder_faults(documented_layers(), layer_folders(INFRAGEN_SOURCE_DIR)) == Faults{});
}

TEST_CASE("the layer table goes from bottom to top") { CHECK(table_faults(documented_layers()) == Faults{}); }

TEST_CASE("the table is read from the first one of the page") {
  REQUIRE(kSample.size() == 4);
  CHECK(kSample[0].may_include.empty());
  CHECK(kSample[1].may_include == std::set<std::string>{"low"});
  CHECK(kSample[3].name == "top");
  CHECK(kSample[3].may_include == std::set<std::string>{"low", "mid", "side"});
  CHECK(read_layer_table("no table here\n").empty());
}

TEST_CASE("a table with a cycle or a repeated row is refused") {
  CHECK(table_faults(kSample) == Faults{});
  const auto cyclic = read_layer_table("| layer | may include |\n| --- | --- |\n| a | b |\n| b | a |\n| b | |\n");
  CHECK(table_faults(cyclic) == Faults{"a: `b` is not a row before it", "b: listed twice"});
}

TEST_CASE("an include of a layer that the row does not name is found") {
  const auto file = code_file("src/mid/x.cpp", "mid", false,
                              "#include \"infragen/mid/x.hpp\"\n"
                              "#include \"infragen/low/x.hpp\"\n"
                              "  #  include <infragen/side/x.hpp>\n"
                              "// #include \"infragen/top/x.hpp\"\n"
                              "#include \"infragen/top/x.hpp\"\n");
  CHECK(include_faults(kSample, {file}) ==
        Faults{"src/mid/x.cpp:3: infragen/side/x.hpp: layer `mid` may not include layer `side`",
               "src/mid/x.cpp:5: infragen/top/x.hpp: layer `mid` may not include layer `top`"});
}

TEST_CASE("private headers stay in their layer") {
  const auto source = code_file("src/mid/x.cpp", "mid", false,
                                "#include \"mid/y.hpp\"\n#include \"y.hpp\"\n#include \"low/y.hpp\"\n"
                                "#include \"../low/y.hpp\"\n#include <sys/stat.h>\n#include <yaml-cpp/yaml.h>\n");
  CHECK(include_faults(kSample, {source}) ==
        Faults{"src/mid/x.cpp:3: low/y.hpp: private header of layer `low`",
               "src/mid/x.cpp:4: ../low/y.hpp: leaves its folder; name the layer instead"});

  const auto header = code_file("include/infragen/mid/x.hpp", "mid", true,
                                "#include \"mid/y.hpp\"\n#include <nlohmann/json.hpp>\n#include <vector>\n");
  CHECK(include_faults(kSample, {header}) ==
        Faults{"include/infragen/mid/x.hpp:1: mid/y.hpp: a public header includes a private one",
               "include/infragen/mid/x.hpp:2: nlohmann/json.hpp: library that no public header may name"});
}

TEST_CASE("a file outside every layer and a folder without a row are found") {
  const auto stray = code_file("src/x.cpp", "x.cpp", false, "");
  CHECK(include_faults(kSample, {stray}) == Faults{"src/x.cpp: stands in no layer"});
  CHECK(folder_faults(kSample, {"low", "mid", "new", "top"}) ==
        Faults{"new: a folder that the table does not list"});
}
