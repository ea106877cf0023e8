#include "emit/site.hpp"

#include <vector>

#include "emit/paths.hpp"
#include "infragen/emit/diagnostics.hpp"

namespace infragen::emit {

using support::DirEntry;
using support::FileSystem;
using support::Status;

bool is_error(std::error_code error, std::errc condition) { return error == std::make_error_condition(condition); }

std::string Site::at(std::string_view path) const {
  return path.empty() ? root : (root == "/" ? "" : root) + "/" + std::string(path);
}

std::string Site::show(std::string_view path) const {
  if (path.empty()) return shown;
  if (shown == "." || shown == "./" || shown.empty()) return std::string(path);
  return shown + (shown.back() == '/' ? "" : "/") + std::string(path);
}

void Site::cannot(const std::string& step, const std::string& what, std::error_code error) const {
  auto finding = sink.report(emit::cannot, {}, step, what, error.message()).file(what);
  if (is_error(error, std::errc::no_space_on_device)) finding.help("make room on the disk and run the build again");
  if (is_error(error, std::errc::permission_denied)) finding.help("the user who builds needs the right to do this");
}

Site make_site(FileSystem& fs, diag::Sink& sink, const std::string& shown, const std::string& root) {
  Site site{fs, sink, shown, root, {}, {}};
  if (root == "/") return site;
  const std::string_view above = folder_of(root);
  const std::string name = root.substr(above.size() + 1);
  site.parent = above.empty() ? "/" : std::string(above);
  site.stage = std::string(above) + "/." + name + ".infragen-stage";
  return site;
}

std::error_code resolve(FileSystem& fs, const std::string& path, std::string& out) {
  const std::error_code error = fs.canonical(path.empty() ? "." : path, out);
  if (!is_error(error, std::errc::no_such_file_or_directory)) return error;
  std::string rest = path;
  while (rest.size() > 1 && rest.back() == '/') rest.pop_back();
  const std::size_t slash = rest.rfind('/');
  const std::string name = rest.substr(slash == std::string::npos ? 0 : slash + 1);
  if (name.empty() || name == "." || name == "..") return error;
  const std::string above = slash == std::string::npos ? "." : slash == 0 ? "/" : rest.substr(0, slash);
  if (const std::error_code other = resolve(fs, above, out)) return other;
  out += (out == "/" ? "" : "/") + name;
  return {};
}

std::error_code make_folders(FileSystem& fs, const std::string& path) {
  const Status status = fs.status(path);
  if (status.error) return status.error;
  if (status.is_directory) return {};
  if (status.exists) return std::make_error_code(std::errc::not_a_directory);
  if (const std::string_view above = folder_of(path); !above.empty()) {
    if (const std::error_code error = make_folders(fs, std::string(above))) return error;
  }
  const std::error_code error = fs.make_directory(path);
  // Another build made it at the same moment.
  return is_error(error, std::errc::file_exists) ? std::error_code() : error;
}

std::error_code make_folders_below(FileSystem& fs, const std::string& base, std::string_view path) {
  for (std::size_t end = 0; !path.empty() && end != std::string_view::npos;) {
    end = path.find('/', end == 0 ? 0 : end + 1);
    const std::string folder = base + "/" + std::string(path.substr(0, end));
    const Status status = fs.status(folder);
    if (status.error) return status.error;
    if (status.is_directory) continue;
    if (status.exists) return std::make_error_code(std::errc::not_a_directory);
    if (const std::error_code error = fs.make_directory(folder)) return error;
  }
  return {};
}

namespace {

std::error_code remove_entries(FileSystem& fs, const std::string& path, const std::string& except) {
  std::vector<DirEntry> entries;
  if (const std::error_code error = fs.list(path, entries)) return error;
  for (const DirEntry& entry : entries) {
    if (entry.name == except) continue;
    const std::string inner = path + "/" + entry.name;
    if (entry.is_directory) {
      if (const std::error_code error = remove_entries(fs, inner, {})) return error;
    }
    const std::error_code error = entry.is_directory ? fs.remove_directory(inner) : fs.remove_file(inner);
    if (error && !is_error(error, std::errc::no_such_file_or_directory)) return error;
  }
  return {};
}

std::error_code remove_whole(FileSystem& fs, const std::string& path) {
  if (const std::error_code error = remove_entries(fs, path, {})) return error;
  return fs.remove_directory(path);
}

}  // namespace

std::error_code remove_tree(FileSystem& fs, const std::string& path) {
  const std::string own = path + "/" + std::string(own_folder);
  if (const std::error_code error = remove_entries(fs, path, std::string(own_folder))) return error;
  const Status status = fs.status(own);
  if (status.error) return status.error;
  if (status.is_directory) {
    if (const std::error_code error = remove_entries(fs, own, "journal")) return error;
  }
  return remove_whole(fs, path);
}

std::optional<Mark> mark_of(const Status& status) {
  if (!status.exists) return {};
  return Mark{status.inode, status.size, status.modified_ns};
}

std::string aside_of(FileSystem& fs, const std::string& path) {
  const std::string first = path + ".infragen-saved";
  std::string name = first;
  for (int i = 2; fs.status(name).exists; ++i) name = first + "-" + std::to_string(i);
  return name;
}

}  // namespace infragen::emit
