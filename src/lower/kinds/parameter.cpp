#include <algorithm>

#include "infragen/lower/diagnostics.hpp"
#include "infragen/support/text.hpp"
#include "lower/context.hpp"

namespace infragen::lower {
namespace {

/// Systems Manager, "PutParameter", Name: a path begins with `/`, has at most 15 levels, and does not begin with a word
/// that AWS keeps for itself.
std::string wrong_with(const std::string& path) {
  if (!path.starts_with('/') || path.find("//") != std::string::npos) return "it begins with `/`, and no part of it is empty";
  if (std::count(path.begin(), path.end(), '/') > 14) return "Parameter Store has at most 15 levels, the parameter itself among them";
  for (const char c : path) {
    const bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("/._-").find(c) != std::string_view::npos;
    if (!ok) return "letters, digits, `/`, `.`, `-` and `_`";
  }
  const std::string first = support::lower(path.substr(1, path.find('/', 1) - 1));
  if (first == "aws" || first == "ssm") return "`aws` and `ssm` at the beginning belong to AWS";
  return {};
}

}  // namespace

void lower_parameter(Context& c, ObjectId id) {
  const auto& parameter = c.env().objects.get<model::Parameter>(id);
  const Identity whole{c.address(id), {}, {}};
  const Rope path = c.name(id, "aws_ssm_parameter", "name", whole);
  std::string wrong = wrong_with(path.literal());
  if (!c.ends_with_part(id, "aws_ssm_parameter")) wrong = "the pattern ends with `/${part}`: what stands before it is the path that programs ask for";
  if (!wrong.empty()) {
    c.sink().report(parameter_path, c.head(id).at, path.literal()).help(wrong).path(c.address(id));
    return;
  }
  c.tell({whole, "path"}, path);
  for (const auto& [part, value] : *parameter.values) {
    if (!value.present()) continue;
    view::Object& object = c.emit(id, "terraform/parameter.tf");
    const Rope name = path + Rope("/" + part, value.mark.origin);
    object.fields.set("key", part);
    c.know(c.identity(id, "parameter", part), "aws_ssm_parameter", name);
    object.fields.set("name", Value(name, value.mark.origin));
    object.fields.set("value", text(value));
    object.fields.set("tags", c.tags(id, Rope(path.literal() + "/" + part)));
    object.origin = value.mark.origin;
  }
}

}  // namespace infragen::lower
