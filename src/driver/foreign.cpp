#include "infragen/driver/foreign.hpp"

#include <fmt/format.h>

#include <set>
#include <vector>

#include "infragen/driver/diagnostics.hpp"
#include "infragen/emit/owned.hpp"
#include "infragen/hcl/parse.hpp"

namespace infragen::driver {
namespace {

using hcl::Item;

constexpr std::uint64_t largest = 4u << 20;

std::string label(const Item& item, std::size_t place) {
  const std::string* text = item.labels.size() > place ? hcl::constant_string(item.labels[place].text) : nullptr;
  return text == nullptr ? std::string() : *text;
}

/// The alias makes a second configuration of one provider.
std::string provider(const Item& item) {
  for (const Item& field : item.body) {
    const std::string* alias = field.name == "alias" ? hcl::constant_string(field.value) : nullptr;
    if (alias != nullptr) return fmt::format("provider \"{}\" with the alias `{}`", label(item, 0), *alias);
  }
  return fmt::format("provider \"{}\"", label(item, 0));
}

/// What of a root there can be one only, as people write it.
std::vector<std::string> declared(const Item& item) {
  if (item.kind != Item::Kind::block) return {};
  if (item.name == "resource" || item.name == "data" || item.name == "ephemeral") return {fmt::format("{} \"{}\" \"{}\"", item.name, label(item, 0), label(item, 1))};
  if (item.name == "variable" || item.name == "output" || item.name == "module" || item.name == "check") return {fmt::format("{} \"{}\"", item.name, label(item, 0))};
  if (item.name == "provider") return {provider(item)};
  std::vector<std::string> out;
  for (const Item& field : item.body) {
    if (item.name == "locals") out.push_back("local." + field.name);
    if (item.name == "terraform" && (field.name == "backend" || field.name == "cloud")) out.emplace_back("the backend");
    if (item.name == "terraform" && field.name == "required_providers") {
      for (const Item& one : field.body) out.push_back("the required provider " + one.name);
    }
  }
  return out;
}

/// Declaration -> the file that has it.
using Symbols = std::map<std::string, std::string>;

void collect(const std::string& path, std::string_view text, Symbols& out) {
  const hcl::Parsed parsed = hcl::parse(text);
  for (const Item& item : parsed.body) {
    for (std::string& name : declared(item)) out.emplace(std::move(name), path);
  }
}

std::map<std::string, std::vector<std::string>> by_folder(const std::map<std::string, std::string_view>& files) {
  std::map<std::string, std::vector<std::string>> out;
  for (const auto& [path, text] : files) {
    if (path.ends_with(".tf")) out[path.substr(0, path.rfind('/'))].push_back(path);
  }
  return out;
}

}  // namespace

void hold_foreign(support::FileSystem& fs, const std::string& root, const std::map<std::string, std::string_view>& files, diag::Sink& sink) {
  const std::set<std::string> owned = emit::owned(fs, root);
  for (const auto& [folder, ours] : by_folder(files)) {
    std::vector<support::DirEntry> entries;
    if (fs.list(root + "/" + folder, entries)) continue;   // not there yet
    Symbols symbols;
    for (const support::DirEntry& entry : entries) {
      const std::string path = folder + "/" + entry.name;
      if (entry.is_directory || !entry.name.ends_with(".tf") || files.contains(path) || owned.contains(path)) continue;
      std::string text;
      if (fs.read(root + "/" + path, text, largest)) continue;
      if (symbols.empty()) {
        for (const std::string& own : ours) collect(own, files.at(own), symbols);
      }
      Symbols foreign;
      collect(path, text, foreign);
      for (const auto& [name, unused] : foreign) {
        const auto twice = symbols.find(name);
        if (twice == symbols.end()) continue;
        sink.report(declared_in_both, {}, name, twice->second.substr(folder.size() + 1)).file(root + "/" + path).help("rename it there, or delete it: one Terraform root has one of each");
      }
    }
  }
}

}  // namespace infragen::driver
