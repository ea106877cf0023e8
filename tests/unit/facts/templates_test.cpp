#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "catch.hpp"
#include "infragen/facts/templates.hpp"

namespace fs = std::filesystem;
using infragen::facts::builtin_template;
using infragen::facts::builtin_templates;

namespace {

std::map<std::string, std::string> files_of_repository() {
  const fs::path folder = INFRAGEN_SOURCE_DIR "/templates";
  std::map<std::string, std::string> out;
  if (!fs::exists(folder)) return out;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    out[file.path().lexically_relative(folder).generic_string()] = {std::istreambuf_iterator<char>(in),
                                                                    std::istreambuf_iterator<char>()};
  }
  return out;
}

}  // namespace

TEST_CASE("the binary holds every template of the repository, byte for byte") {
  const auto files = files_of_repository();
  const auto paths = builtin_templates();
  CHECK(std::is_sorted(paths.begin(), paths.end()));
  CHECK(paths.size() == files.size());
  for (const auto& [path, text] : files) {
    INFO(path);
    const auto found = builtin_template(path);
    REQUIRE(found);
    CHECK(*found == text);
  }
}

TEST_CASE("a path that no template has gives nothing") {
  CHECK_FALSE(builtin_template(""));
  CHECK_FALSE(builtin_template("no/such.tf"));
  CHECK_FALSE(builtin_template("~"));
}
