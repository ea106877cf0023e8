#include "emit/paths.hpp"

#include <algorithm>
#include <map>

#include "infragen/emit/diagnostics.hpp"
#include "infragen/support/text.hpp"

namespace infragen::emit {
namespace {

using support::lower;
using support::split;

constexpr std::size_t longest_name = 255;   // NAME_MAX of every usual file system
constexpr std::size_t longest_path = 3072;  // PATH_MAX is 4096, and the root stands before it

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::string why_bad_name(std::string_view name) {
  if (name.empty()) return "it has an empty part";
  if (name == "." || name == "..") return "`.` and `..` would lead elsewhere";
  if (name.size() > longest_name) return "a name in it is longer than 255 bytes";
  if (lower(name) == ".git") return "`.git` belongs to git";
  return {};
}

/// Every folder and file on the way to the paths, as spelled first.
class Spellings {
 public:
  explicit Spellings(diag::Sink& sink) : sink_(&sink) {}

  void add(const std::string& path) {
    for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
      if (!fits(path.substr(0, slash), path, true)) return;
    }
    fits(path, path, false);
  }

 private:
  struct Seen {
    std::string spelled;
    std::string first;  ///< the file that brought it in
    bool folder;
  };

  bool fits(const std::string& part, const std::string& path, bool folder) {
    const auto [at, added] = seen_.try_emplace(lower(part), Seen{part, path, folder});
    const Seen& other = at->second;
    if (added || (other.folder && folder && other.spelled == part)) return true;
    const bool by_case = other.spelled != part;
    sink_
        ->report(collision, {}, other.first, path,
                 by_case ? "they differ only in upper and lower case" : "one is a folder of the other")
        .file(path)
        .help(by_case ? "rename one of the two; they are the same on macOS and Windows" : "rename one of the two");
    return false;
  }

  diag::Sink* sink_;
  std::map<std::string, Seen> seen_;
};

}  // namespace

std::string why_bad(std::string_view path) {
  if (path.empty()) return "it is empty";
  if (path.front() == '/') return "it is absolute";
  if (path.size() > longest_path) return "it is too long";
  if (std::any_of(path.begin(), path.end(), is_control)) return "it has a control character";
  if (path.find('\\') != std::string_view::npos) return "it has a backslash";
  const std::vector<std::string_view> names = split(path, '/');
  for (const std::string_view name : names) {
    if (std::string why = why_bad_name(name); !why.empty()) return why;
  }
  if (lower(names.front()) == own_folder) return "`.infragen` is where infragen keeps its manifest";
  if (lower(names.back()) == guard_name) return "infragen uses this name while it writes";
  return {};
}

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

bool is_within(std::string_view path, std::string_view folder) {
  while (!folder.empty() && folder.back() == '/') folder.remove_suffix(1);
  return path.substr(0, folder.size()) == folder && (path.size() == folder.size() || path[folder.size()] == '/');
}

std::string relative_to(std::string_view path, std::string_view folder) {
  std::string up;
  while (!is_within(path, folder)) {
    folder = folder_of(folder);
    up += "../";
  }
  while (!folder.empty() && folder.back() == '/') folder.remove_suffix(1);
  return up + std::string(path.substr(std::min(path.size(), folder.size() + 1)));
}

std::string join_relative(std::string_view folder, std::string_view relative) {
  while (relative.substr(0, 3) == "../") {
    relative.remove_prefix(3);
    folder = folder_of(folder);
  }
  return std::string(folder == "/" ? "" : folder) + "/" + std::string(relative);
}

void check_paths(const std::vector<std::string>& paths, const std::string& shown, diag::Sink& sink) {
  Spellings spellings(sink);
  for (const std::string& path : paths) {
    if (const std::string why = why_bad(path); !why.empty()) {
      sink.report(bad_path, {}, path, why)
          .file(shown)
          .help("change the path pattern in the project file, or the name it is made of");
    } else {
      spellings.add(path);
    }
  }
}

}  // namespace infragen::emit
