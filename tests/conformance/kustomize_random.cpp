// Environments at random, laid out and written to a folder, and what the real tools built of them held against them.
//
//   kustomize_random write DIR FIRST COUNT    DIR/<seed>/kubernetes/… and DIR/<seed>/wanted/<environment>.yaml
//   kustomize_random compare DIR              each DIR/<seed>/built/<environment>.<tool>.yaml with what was wanted
//
// Objects are compared as values: kinds of scalars, lists in order. Exit: 0 all are equal, 1 some are not, 2 usage.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "from_yaml.hpp"
#include "infragen/kustomize/kustomize.hpp"
#include "infragen/yaml/print.hpp"
#include "random_objects.hpp"

namespace fs = std::filesystem;
using namespace infragen::kustomize;
using infragen::yaml::Node;

namespace {

void write_file(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << text;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write_tree(const fs::path& folder, std::uint32_t seed) {
  const std::vector<Environment> environments = testing::random_environments(seed);
  const Tree tree = lay_out(environments, testing::small_schema, testing::usual_paths());
  for (const auto& file : tree.files) {
    write_file(folder / file.first, infragen::yaml::print(file.second.documents).text);
  }
  for (const Environment& environment : environments) {
    std::vector<Node> wanted;
    for (const Object& object : environment.objects) wanted.push_back(object.root);
    write_file(folder / "wanted" / (environment.name + ".yaml"), infragen::yaml::print(wanted).text);
  }
}

std::map<std::string, Node> by_id(const fs::path& path) {
  std::map<std::string, Node> out;
  for (const Node& object : testing::all_from_yaml(read_file(path))) {
    const Node* metadata = object.find("metadata");
    const Node* name_space = metadata->find("namespace");
    const std::string id = object.find("kind")->text + " " + metadata->find("name")->text + " in " +
                           (name_space == nullptr ? "" : name_space->text);
    if (!out.emplace(id, object).second) std::cout << path << " has two objects " << id << "\n";
  }
  return out;
}

// Prints what differs, and counts it.
int compare(const fs::path& wanted_path, const fs::path& built_path) {
  const std::map<std::string, Node> wanted = by_id(wanted_path);
  const std::map<std::string, Node> built = by_id(built_path);
  int out = 0;
  for (const auto& object : wanted) {
    const auto at = built.find(object.first);
    if (at != built.end() && at->second == object.second) continue;
    ++out;
    std::cout << "FAILED: " << built_path.string() << ": " << object.first << "\n--- wanted\n"
              << infragen::yaml::print(object.second).text << "--- built\n"
              << (at == built.end() ? "nothing\n" : infragen::yaml::print(at->second).text);
  }
  for (const auto& object : built) {
    if (wanted.count(object.first) > 0) continue;
    ++out;
    std::cout << "FAILED: " << built_path.string() << ": " << object.first << " should not be there\n";
  }
  return out;
}

int compare_all(const fs::path& root) {
  int compared = 0;
  int failed = 0;
  for (const auto& seed : fs::directory_iterator(root)) {
    if (!fs::is_directory(seed.path() / "built")) continue;
    for (const auto& built : fs::directory_iterator(seed.path() / "built")) {
      const std::string environment = built.path().stem().stem().string();
      ++compared;
      failed += compare(seed.path() / "wanted" / (environment + ".yaml"), built.path());
    }
  }
  std::cout << compared << " overlays built, " << failed << " objects differ\n";
  return compared > 0 && failed == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 4 && arguments[0] == "write") {
    const auto first = static_cast<std::uint32_t>(std::stoul(arguments[2]));
    const auto count = static_cast<std::uint32_t>(std::stoul(arguments[3]));
    for (std::uint32_t seed = first; seed < first + count; ++seed)
      write_tree(fs::path(arguments[1]) / std::to_string(seed), seed);
    return 0;
  }
  if (arguments.size() == 2 && arguments[0] == "compare") return compare_all(arguments[1]);
  std::cerr << "usage: kustomize_random write DIR FIRST COUNT | compare DIR\n";
  return 2;
}
