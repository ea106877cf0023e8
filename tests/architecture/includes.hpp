#pragma once
// The layering rules as values: what docs/architecture.md allows, what the code includes, and where the two differ.
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace infragen::architecture {

/// One row of the layer table; `everything` is already spelled out.
struct Layer {
  std::string name;
  std::set<std::string> may_include;
};

/// The table `| layer | may include |` of a markdown page, in its order; empty if the page has none.
std::vector<Layer> read_layer_table(std::string_view markdown);

/// What is wrong with the table itself: a name listed twice, or a layer that includes one of a later row (a cycle could
/// hide there).
std::vector<std::string> table_faults(const std::vector<Layer>& table);

/// One `#include` line. `target` is the path between the quotes or brackets.
struct Include {
  std::size_t line = 0;
  std::string target;
};

std::vector<Include> read_includes(std::string_view code);

/// A file of the code: `folder` is its layer by place (its own name if it stands in src/ itself, as main.cpp does),
/// `is_public` whether it stands in include/infragen.
struct CodeFile {
  std::string path;
  std::string folder;
  bool is_public = false;
  std::vector<Include> includes;
};

/// Every .cpp, .hpp and .ipp of `root`/src and `root`/include/infragen, sorted by path.
std::vector<CodeFile> read_code(const std::filesystem::path& root);

/// Names of the folders directly in src/ and include/infragen/.
std::set<std::string> layer_folders(const std::filesystem::path& root);

/// `path:line: what is wrong` for every include that the table does not allow, sorted like the files.
std::vector<std::string> include_faults(const std::vector<Layer>& table, const std::vector<CodeFile>& code);

/// Folders that the table does not list. A row may stand before its folder does.
std::vector<std::string> folder_faults(const std::vector<Layer>& table, const std::set<std::string>& folders);

}  // namespace infragen::architecture
