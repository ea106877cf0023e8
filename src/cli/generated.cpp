#include "cli/generated.hpp"

#include <fmt/format.h>

#include <set>

#include "cli/files.hpp"

namespace infragen::cli {
namespace {

constexpr std::uint64_t largest = 16u << 20;

enum class State { same, differs, missing };

State state_of(support::FileSystem& fs, const std::string& path, const std::string& text) {
  std::string bytes;
  if (!fs.status(path).exists) return State::missing;
  return !fs.read(path, bytes, largest) && bytes == text ? State::same : State::differs;
}

/// `kinds` of `kinds/postgres.md`; of a name without a folder nothing.
std::string folder_of(const std::string& name) { return name.find('/') == std::string::npos ? std::string() : name.substr(0, name.rfind('/')); }
std::string ending_of(const std::string& name) { return name.substr(name.rfind('.')); }

/// Files in the folders of what is made that nothing makes any more.
std::vector<std::string> leftovers(support::FileSystem& fs, const std::string& root, const std::map<std::string, std::string>& files) {
  std::set<std::pair<std::string, std::string>> places;
  for (const auto& [name, text] : files) places.insert({folder_of(name), ending_of(name)});
  std::vector<std::string> out;
  for (const auto& [folder, ending] : places) {
    std::vector<support::DirEntry> entries;
    fs.list(folder.empty() ? root : root + "/" + folder, entries);
    for (const support::DirEntry& entry : entries) {
      const std::string name = folder.empty() ? entry.name : folder + "/" + entry.name;
      if (entry.is_regular && entry.name.ends_with(ending) && !files.contains(name)) out.push_back(name);
    }
  }
  return out;
}

int check_generated(const Arguments& a, const Host& host, Streams& s, const std::string& named, const std::map<std::string, std::string>& files) {
  const std::string root = below(a.directory, named);
  int code = done;
  const auto report = [&](const std::string& name, std::string_view what) {
    s.err += fmt::format("{}/{} {}\n", named, name, what);
    code = found;
  };
  for (const auto& [name, text] : files) {
    const State state = state_of(*host.fs, root + "/" + name, text);
    if (state == State::missing) report(name, fmt::format("is missing: run `infragen {}`", a.command));
    if (state == State::differs) report(name, fmt::format("is not what this infragen makes: run `infragen {}`", a.command));
  }
  for (const std::string& name : leftovers(*host.fs, root, files)) report(name, "is made by nothing: delete it");
  return code;
}

}  // namespace

int write_generated(const Arguments& a, const Host& host, Streams& s, const std::string& folder, const std::map<std::string, std::string>& files) {
  const std::string named = a.folder.empty() ? folder : a.folder;
  if (a.check) return check_generated(a, host, s, named, files);
  const std::string root = below(a.directory, named);
  for (const auto& [name, text] : files) {
    const std::string path = root + "/" + name;
    if (state_of(*host.fs, path, text) == State::same) continue;
    std::error_code error = make_folders(*host.fs, path.substr(0, path.rfind('/')));
    if (!error) error = replace_file(*host.fs, path, text);
    if (error) {
      s.err += fmt::format("infragen: {}/{} cannot be written: {}\n", named, name, error.message());
      return found;
    }
    s.out += fmt::format("wrote {}/{}\n", named, name);
  }
  return done;
}

}  // namespace infragen::cli
