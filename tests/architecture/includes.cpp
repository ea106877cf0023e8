#include "includes.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>

namespace infragen::architecture {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTableHead = "| layer | may include |";
constexpr std::string_view kEverything = "everything";
constexpr std::string_view kPublicPrefix = "infragen/";
/// Libraries whose types must not reach a header that other layers read: they cost every includer their compile time.
constexpr std::array<std::string_view, 2> kPrivateLibraries = {"nlohmann/", "yaml-cpp/"};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string> words_of(std::string_view text) {
  std::istringstream in{std::string(text)};
  return {std::istream_iterator<std::string>(in), std::istream_iterator<std::string>()};
}

/// The two cells of a table row.
std::optional<std::pair<std::string_view, std::string_view>> read_row(std::string_view line) {
  line = trim(line);
  if (line.size() < 3 || line.front() != '|' || line.back() != '|') return std::nullopt;
  line = line.substr(1, line.size() - 2);
  const std::size_t bar = line.find('|');
  if (bar == std::string_view::npos) return std::nullopt;
  return std::pair{trim(line.substr(0, bar)), trim(line.substr(bar + 1))};
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string_view first_component(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

bool is_code(const fs::path& path) {
  const fs::path extension = path.extension();
  return extension == ".cpp" || extension == ".hpp" || extension == ".ipp";
}

void collect(const fs::path& root, const fs::path& top, bool is_public, std::vector<CodeFile>& out) {
  if (!fs::is_directory(root / top)) return;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / top)) {
    if (!entry.is_regular_file() || !is_code(entry.path())) continue;
    const std::string below = entry.path().lexically_relative(root / top).generic_string();
    const std::string_view folder = first_component(below);
    out.push_back({(top / below).generic_string(), folder.empty() ? below : std::string(folder), is_public,
                   read_includes(read_file(entry.path()))});
  }
}

const Layer* find_layer(const std::vector<Layer>& table, std::string_view name) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const Layer& layer) { return layer.name == name; });
  return found == table.end() ? nullptr : &*found;
}

/// What is wrong with `target` in `file`, or empty.
std::string fault_of(const std::vector<Layer>& table, const Layer& layer, const CodeFile& file,
                     std::string_view target) {
  if (target.find("..") != std::string_view::npos) return "leaves its folder; name the layer instead";
  if (target.substr(0, kPublicPrefix.size()) == kPublicPrefix) {
    const std::string other(first_component(target.substr(kPublicPrefix.size())));
    if (other == layer.name || layer.may_include.count(other) != 0) return {};
    return "layer `" + layer.name + "` may not include layer `" + other + "`";
  }
  const std::string_view other = first_component(target);
  if (find_layer(table, other) != nullptr) {
    if (file.is_public) return "a public header includes a private one";
    if (other != layer.name) return "private header of layer `" + std::string(other) + "`";
  }
  if (file.is_public) {
    for (const std::string_view library : kPrivateLibraries) {
      if (target.substr(0, library.size()) == library) return "library that no public header may name";
    }
  }
  return {};
}

}  // namespace

std::vector<Layer> read_layer_table(std::string_view markdown) {
  const std::vector<std::string_view> lines = lines_of(markdown);
  auto line = std::find_if(lines.begin(), lines.end(), [](std::string_view l) { return trim(l) == kTableHead; });
  std::vector<Layer> table;
  if (line == lines.end()) return table;
  std::set<std::string> before;
  for (line += std::min<std::ptrdiff_t>(2, lines.end() - line); line != lines.end(); ++line) {
    const auto row = read_row(*line);
    if (!row) break;
    Layer layer{std::string(row->first), {}};
    for (const std::string& word : words_of(row->second)) {
      if (word == kEverything) {
        layer.may_include.insert(before.begin(), before.end());
      } else {
        layer.may_include.insert(word);
      }
    }
    before.insert(layer.name);
    table.push_back(std::move(layer));
  }
  return table;
}

std::vector<std::string> table_faults(const std::vector<Layer>& table) {
  std::vector<std::string> faults;
  std::set<std::string> before;
  for (const Layer& layer : table) {
    for (const std::string& other : layer.may_include) {
      if (before.count(other) == 0) faults.push_back(layer.name + ": `" + other + "` is not a row before it");
    }
    if (!before.insert(layer.name).second) faults.push_back(layer.name + ": listed twice");
  }
  return faults;
}

std::vector<Include> read_includes(std::string_view code) {
  constexpr std::string_view kDirective = "include";
  std::vector<Include> includes;
  const std::vector<std::string_view> lines = lines_of(code);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view line = trim(lines[i]);
    if (line.empty() || line.front() != '#') continue;
    line = trim(line.substr(1));
    if (line.substr(0, kDirective.size()) != kDirective) continue;
    line = trim(line.substr(kDirective.size()));
    if (line.empty() || (line.front() != '"' && line.front() != '<')) continue;
    const std::size_t end = line.find(line.front() == '"' ? '"' : '>', 1);
    if (end == std::string_view::npos) continue;
    includes.push_back({i + 1, std::string(line.substr(1, end - 1))});
  }
  return includes;
}

std::vector<CodeFile> read_code(const fs::path& root) {
  std::vector<CodeFile> code;
  collect(root, "include/infragen", true, code);
  collect(root, "src", false, code);
  std::sort(code.begin(), code.end(), [](const CodeFile& a, const CodeFile& b) { return a.path < b.path; });
  return code;
}

std::set<std::string> layer_folders(const fs::path& root) {
  std::set<std::string> folders;
  for (const char* top : {"include/infragen", "src"}) {
    if (!fs::is_directory(root / top)) continue;
    for (const fs::directory_entry& entry : fs::directory_iterator(root / top)) {
      if (entry.is_directory()) folders.insert(entry.path().filename().string());
    }
  }
  return folders;
}

std::vector<std::string> include_faults(const std::vector<Layer>& table, const std::vector<CodeFile>& code) {
  std::vector<std::string> faults;
  for (const CodeFile& file : code) {
    const Layer* layer = find_layer(table, file.folder);
    if (layer == nullptr) {
      faults.push_back(file.path + ": stands in no layer");
      continue;
    }
    for (const Include& include : file.includes) {
      const std::string fault = fault_of(table, *layer, file, include.target);
      if (!fault.empty()) {
        faults.push_back(file.path + ":" + std::to_string(include.line) + ": " + include.target + ": " + fault);
      }
    }
  }
  return faults;
}

std::vector<std::string> folder_faults(const std::vector<Layer>& table, const std::set<std::string>& folders) {
  std::vector<std::string> faults;
  for (const std::string& folder : folders) {
    if (find_layer(table, folder) == nullptr) faults.push_back(folder + ": a folder that the table does not list");
  }
  return faults;
}

}  // namespace infragen::architecture
