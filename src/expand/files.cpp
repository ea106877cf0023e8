// Files that documents name.

#include <fmt/format.h>

#include <optional>

#include "infragen/expand/diagnostics.hpp"
#include "infragen/expand/expand.hpp"
#include "infragen/model/kind.hpp"
#include "infragen/support/text.hpp"

namespace infragen::expand {
namespace {

using schema::ObjectSchema;
using schema::Shape;
using tree::Item;
using tree::Value;

constexpr std::uint64_t largest_attached = 64u << 10;

/// Bounds on what people wrote for Terraform: files of a folder, and bytes of one.
constexpr std::size_t most_files = 200;
constexpr std::uint64_t largest_terraform = 1u << 20;

/// Where it is named -> the name.
struct Found {
  std::map<source::Span, std::string> files, folders;
  void merge(Found other) {
    files.merge(other.files);
    folders.merge(other.folders);
  }
};

void in_object(const ObjectSchema& schema, const Value& value, Found& out);

void in_shape(const Shape& shape, const schema::FieldOptions& options, const Value& value, Found& out) {
  if (value.invalid || value.kind == Value::Kind::removed) return;
  switch (shape.form) {
    case Shape::Form::scalar:
      if (value.kind != Value::Kind::scalar || !value.span.known()) return;
      if (options.file) out.files.emplace(value.span, value.text);
      if (options.folder) out.folders.emplace(value.span, value.text);
      return;
    case Shape::Form::object:
      return in_object(shape.object(), value, out);
    case Shape::Form::list:
    case Shape::Form::map:
      for (const Item& item : value.items) in_shape(*shape.element(), options, item.value, out);
  }
}

void in_object(const ObjectSchema& schema, const Value& value, Found& out) {
  for (const schema::FieldSchema& field : schema.fields) {
    if (const Value* written = value.find(field.name)) in_shape(*field.shape(), field.options, *written, out);
  }
  if (const Value* variants = value.find("in"); variants != nullptr && schema.find("in") == nullptr) {
    for (const Item& variant : variants->items) in_object(schema, variant.value, out);
  }
}

/// `kafka` -> name -> object.
void in_kinds(const Value& tree, Found& out) {
  for (const Item& item : tree.items) {
    const model::KindSchema* kind = model::kind_named(item.key);
    if (kind == nullptr) continue;
    for (const Item& object : item.value.items) in_object(kind->schema(), object.value, out);
  }
}

Found files_of(const Document& document) {
  Found out;
  in_kinds(document.tree, out);
  if (const Value* defaults = document.tree.find("defaults")) {
    for (const Item& item : defaults->items) {
      if (const model::KindSchema* kind = model::kind_named(item.key)) in_object(kind->schema(), item.value, out);
    }
  }
  if (const Value* domains = document.tree.find("domains")) {
    for (const Item& domain : domains->items) in_kinds(domain.value, out);
  }
  return out;
}

/// `../kafka/setup.sh` in `domains/shop/kafka.yaml`: `domains/kafka/setup.sh`. Nothing if it leaves the project.
std::optional<std::string> beside(const std::string& file, const std::string& name) {
  std::vector<std::string> parts;
  for (const auto part : support::split(file, '/')) parts.emplace_back(part);
  parts.pop_back();
  for (const auto part : support::split(name, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.emplace_back(part);
    } else if (parts.empty()) {
      return std::nullopt;
    } else {
      parts.pop_back();
    }
  }
  return support::join(parts, "/");
}

/// Why a file is not taken; empty: it is. A link anywhere on the way may lead out of the project.
std::string unfit(support::FileSystem& fs, const std::string& root, const std::string& path) {
  std::string so_far = root;
  for (const auto part : support::split(path, '/')) {
    so_far += (so_far.empty() ? "" : "/") + std::string(part);
    if (fs.status(so_far).is_symlink) return "is reached through a link, and what it points to may lie outside the project";
  }
  return fs.status(so_far).is_directory ? "is a folder" : std::string();
}

/// As Terraform reads a folder: hidden files, backups of editors and other names do not count.
bool is_terraform(const std::string& name) { return (name.ends_with(".tf") || name.ends_with(".tf.json")) && !name.starts_with('.') && !name.starts_with('#'); }

load::Folder read_folder(support::FileSystem& fs, const std::string& root, const std::string& path, load::Loaded& loaded) {
  load::Folder out;
  const std::string full = root.empty() ? path : root + "/" + path;
  std::string so_far = root;
  for (const auto part : support::split(path, '/')) {
    so_far += (so_far.empty() ? "" : "/") + std::string(part);
    const support::Status status = fs.status(so_far);
    if (status.is_symlink) out.problem = "is reached through a link, and what it points to may lie outside the project";
    if (out.problem.empty() && !status.exists) out.problem = "does not exist";
    if (out.problem.empty() && !status.is_directory) out.problem = so_far == full ? "is a file" : "does not exist";
    if (!out.problem.empty()) return out;
  }
  std::vector<support::DirEntry> entries;
  if (const std::error_code error = fs.list(full, entries)) out.problem = "cannot be read: " + error.message();
  std::erase_if(entries, [](const support::DirEntry& entry) { return !is_terraform(entry.name); });
  if (out.problem.empty() && entries.empty()) out.problem = "holds no `.tf` file";
  if (entries.size() > most_files) out.problem = fmt::format("holds more than {} files", most_files);
  for (const support::DirEntry& entry : entries) {
    if (!out.problem.empty()) return out;
    if (entry.name.ends_with(".json") || entry.name == "override.tf" || entry.name.ends_with("_override.tf")) {
      out.partial = true;
      continue;
    }
    std::string bytes;
    if (!entry.is_regular || entry.is_symlink) {
      out.problem = fmt::format("holds `{}`, which is no file of its own", entry.name);
    } else if (const std::error_code error = fs.read(full + "/" + entry.name, bytes, largest_terraform)) {
      out.problem = fmt::format("holds `{}`, which {}", entry.name, error == std::errc::file_too_large ? "has more than 1 MiB" : "cannot be read: " + error.message());
    } else if (!support::is_valid_utf8(bytes)) {
      out.problem = fmt::format("holds `{}`, which is no UTF-8", entry.name);
    } else {
      out.files.push_back(loaded.files.add(path + "/" + entry.name, std::move(bytes)));
    }
  }
  return out;
}

void attach_folders(support::FileSystem& fs, const std::string& root, const Found& named, load::Loaded& loaded) {
  for (const auto& [at, name] : named.folders) {
    const auto path = model::module_folder(name);
    if (!path) continue;
    loaded.called[at] = *path;
    if (!loaded.folders.contains(*path)) loaded.folders[*path] = read_folder(fs, root, *path, loaded);
  }
}

}  // namespace

void attach(support::FileSystem& fs, const std::string& root, const std::vector<Document>& documents, load::Loaded& loaded, diag::Sink& sink) {
  Found named;
  for (const Document& document : documents) named.merge(files_of(document));
  attach_folders(fs, root, named, loaded);
  std::map<std::string, source::FileId> known;
  for (const auto& [at, name] : named.files) {
    const std::string from = loaded.files.path(at.file);
    const auto path = beside(from, name);
    if (!path) {
      sink.report(unfit_file, at, name, "lies outside the project").help("put the file beside the one that names it");
      continue;
    }
    if (const auto found = known.find(*path); found != known.end()) {
      loaded.attached[at] = {*path, found->second};
      continue;
    }
    const std::string full = root.empty() ? *path : root + "/" + *path;
    std::string bytes;
    if (!fs.status(full).exists) {
      sink.report(no_such_file, at, *path).help("names count from the folder of the file that says them");
    } else if (const std::string why = unfit(fs, root, *path); !why.empty()) {
      sink.report(unfit_file, at, *path, why).help("put the file itself here");
    } else if (const std::error_code error = fs.read(full, bytes, largest_attached)) {
      const bool large = error == std::errc::file_too_large;
      sink.report(unfit_file, at, *path, large ? std::string("has more than 64 KiB") : "cannot be read: " + error.message());
    } else {
      known[*path] = loaded.files.add(*path, std::move(bytes));
      loaded.attached[at] = {*path, known[*path]};
    }
  }
}

}  // namespace infragen::expand
