// Files that documents name.

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

using Found = std::map<source::Span, std::string>;

void in_object(const ObjectSchema& schema, const Value& value, Found& out);

void in_shape(const Shape& shape, bool file, const Value& value, Found& out) {
  if (value.invalid || value.kind == Value::Kind::removed) return;
  switch (shape.form) {
    case Shape::Form::scalar:
      if (file && value.kind == Value::Kind::scalar && value.span.known()) out.emplace(value.span, value.text);
      return;
    case Shape::Form::object:
      return in_object(shape.object(), value, out);
    case Shape::Form::list:
    case Shape::Form::map:
      for (const Item& item : value.items) in_shape(*shape.element(), file, item.value, out);
  }
}

void in_object(const ObjectSchema& schema, const Value& value, Found& out) {
  for (const schema::FieldSchema& field : schema.fields) {
    if (const Value* written = value.find(field.name)) in_shape(*field.shape(), field.options.file, *written, out);
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

}  // namespace

void attach(support::FileSystem& fs, const std::string& root, const std::vector<Document>& documents, load::Loaded& loaded, diag::Sink& sink) {
  Found named;
  for (const Document& document : documents) named.merge(files_of(document));
  std::map<std::string, source::FileId> known;
  for (const auto& [at, name] : named) {
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
