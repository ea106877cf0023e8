#include "infragen/load/load.hpp"

#include <algorithm>

#include "infragen/load/diagnostics.hpp"
#include "infragen/syntax/parse.hpp"

namespace infragen::load {
namespace {

/// What people write; and what the compiler writes itself, with some lines for each resource.
constexpr std::uint64_t largest_file = 4u << 20, largest_lock = 512u << 20;

class Reader {
 public:
  Reader(support::FileSystem& fs, const std::string& root, diag::Sink& sink, Loaded& out)
      : fs_(fs), root_(root), sink_(sink), out_(out) {}

  void read(const std::string& path, Role role, const std::string& unit) {
    const auto file = text(path);
    Source source{role, path, unit, {}};
    if (file == source::no_file) {
      source.document.poisoned = true;  // what it might define is not reported missing
    } else {
      source.document = syntax::parse(file, out_.files, sink_);
    }
    out_.sources.push_back(std::move(source));
  }

  /// Templates of a folder, which have one extension.
  void read_templates(const std::string& folder, std::string_view extension) {
    for (const support::DirEntry& entry : list("templates/" + folder)) {
      if (extension == ".yaml" && entry.name.ends_with(".yml")) sink_.report(not_read, {}).file("templates/" + folder + "/" + entry.name).help("rename it to `.yaml`");
      if (!entry.name.ends_with(extension)) continue;
      const std::string name = folder + "/" + entry.name;
      if (const auto file = text("templates/" + name); file != source::no_file) out_.templates[name] = file;
    }
  }

  /// The files of a folder that end in `.yaml`.
  std::vector<std::string> specs(const std::string& folder) {
    std::vector<std::string> found;
    for (const support::DirEntry& entry : list(folder)) {
      const std::string path = folder + "/" + entry.name;
      if (entry.name.ends_with(".yaml")) {
        found.push_back(path);
      } else if (entry.name.ends_with(".yml")) {
        sink_.report(not_read, {}).file(path).help("rename it to `.yaml`");
      }
    }
    return found;
  }

  std::vector<std::string> folders(const std::string& folder) {
    std::vector<std::string> found;
    for (const support::DirEntry& entry : list(folder)) {
      if (entry.name.starts_with('.') || entry.name.ends_with(".yaml")) continue;
      if (entry.is_symlink) {
        sink_.report(leaves_project, {}).file(folder + "/" + entry.name).help("put the files themselves here");
      } else if (entry.is_directory) {
        found.push_back(entry.name);
      }
    }
    return found;
  }

  source::FileId text(const std::string& path, std::uint64_t largest = largest_file) {
    const support::Status status = fs_.status(at(path));
    if (status.is_symlink) {
      sink_.report(leaves_project, {}).file(path).help("put the file itself here");
      return source::no_file;
    }
    if (status.is_directory) {
      sink_.report(not_a_file, {}).file(path);
      return source::no_file;
    }
    std::string bytes;
    const std::error_code error = fs_.read(at(path), bytes, largest);
    if (error == std::errc::file_too_large) {
      sink_.report(too_large, {}, largest >> 20).file(path).help("divide it: all files of a folder are one document");
      return source::no_file;
    }
    if (error) {
      sink_.report(unreadable, {}, error.message()).file(path);
      return source::no_file;
    }
    return out_.files.add(path, std::move(bytes));
  }

  bool exists(const std::string& path) { return fs_.status(at(path)).exists; }

 private:
  std::string at(const std::string& path) const { return root_.empty() ? path : root_ + "/" + path; }

  std::vector<support::DirEntry> list(const std::string& folder) {
    std::vector<support::DirEntry> entries;
    const support::Status status = fs_.status(at(folder));
    if (!status.exists) return entries;
    if (status.is_symlink) {
      sink_.report(leaves_project, {}).file(folder).help("put the folder itself here");
      return entries;
    }
    if (const std::error_code error = fs_.list(at(folder), entries)) sink_.report(unreadable, {}, error.message()).file(folder);
    return entries;
  }

  support::FileSystem& fs_;
  const std::string& root_;
  diag::Sink& sink_;
  Loaded& out_;
};

std::string stem(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return path.substr(slash + 1, path.size() - slash - 1 - std::string_view(".yaml").size());
}

}  // namespace

Loaded load(support::FileSystem& fs, const std::string& root, diag::Sink& sink) {
  Loaded out;
  Reader reader(fs, root, sink, out);
  if (!reader.exists("infragen.yaml")) {
    sink.report(no_project, {}).help("run in the folder that holds it, or name that folder with `-C`");
    return out;
  }
  reader.read("infragen.yaml", Role::project, {});
  for (const std::string& path : reader.specs("shared")) reader.read(path, Role::shared, stem(path));
  for (const std::string& path : reader.specs("envs")) reader.read(path, Role::layer, path);
  bool any_environment = false;
  for (const std::string& name : reader.folders("envs")) {
    for (const std::string& path : reader.specs("envs/" + name)) {
      reader.read(path, Role::environment, name);
      any_environment = true;
    }
  }
  for (const std::string& name : reader.folders("domains")) {
    for (const std::string& path : reader.specs("domains/" + name)) reader.read(path, Role::domain, name);
  }
  if (!any_environment) {
    sink.report(no_environment, {}).help("an environment is a folder below `envs` with a file that says `environment: <name>`");
  }
  std::stable_sort(out.sources.begin(), out.sources.end(), [](const Source& a, const Source& b) { return a.path < b.path; });
  reader.read_templates("terraform", ".tf");
  reader.read_templates("kubernetes", ".yaml");
  if (reader.exists("infragen.lock")) {
    out.lock_file = reader.text("infragen.lock", largest_lock);
    if (out.lock_file != source::no_file) out.lock = std::string(out.files.text(out.lock_file));
  }
  return out;
}

}  // namespace infragen::load
