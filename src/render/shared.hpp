#pragma once
// What rendering does alike, whatever the language of a template is.

#include <string>
#include <vector>

#include "infragen/render/render.hpp"

namespace infragen::render {

/// The values that a place of a template sees: the object's fields, and the variables of the loops around.
struct Scope {
  const Scope* outer = nullptr;
  std::string name;
  const view::Value* value = nullptr;
  Often often = Often::once;   ///< how often what stands here is written
  std::string loop;            ///< the path of the innermost `for`
  std::string condition;       ///< the path of the innermost `if`
};

/// What `a.b.c` stands for. Null: nothing, or nothing is there.
const view::Value* find_value(const std::string& path, const Scope& scope);

/// Why a template cannot be rendered.
struct Failure {
  std::string problem;
  std::uint32_t at = 0;   ///< byte of the template
};
/// `object`: for which it was rendered; null: it could not be read.
void report_failure(const std::string& name, const TemplateText& text, const Failure& failure, const view::Object* object, const source::Origins& origins, diag::Sink& sink);

/// The template of an object, and those that are added to it.
std::vector<std::string> templates_of(const view::Object& object, const Additions& additions);

/// Text of people as comment lines: whatever could end a line starts a new comment.
std::vector<std::string> about_lines(const std::string& about);

}  // namespace infragen::render
