#pragma once
// One patch into one block.

#include <optional>
#include <string>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/model/environment.hpp"
#include "infragen/render/render.hpp"

namespace infragen::patch {

class Merge {
 public:
  Merge(render::Block& block, render::Rendered& rendered, const model::Environment& env, diag::Sink& sink)
      : block_(block), rendered_(rendered), env_(env), sink_(sink) {}

  void run(const view::Patch& patch);

 private:
  void body(hcl::Body& items, const view::Value& arguments, const std::string& path);
  void nested(hcl::Body& items, const std::string& name, const view::Value& value, const std::string& path);
  /// An argument that the block has: grown where it is a map or a list of named maps, else replaced.
  void grow(hcl::Expr& old, const view::Value& value, const std::string& path);
  void grow_object(hcl::Expr& object, const view::Value& value, const std::string& path);
  void grow_elements(hcl::Expr& tuple, const view::Value& value, const std::string& path);
  void replace(hcl::Expr& old, const view::Value& value, const std::string& path);
  /// What a person or a class said behind that value; nothing: the template alone.
  source::OriginId said_by(const hcl::Expr& e) const;
  std::string field_of(source::OriginId origin) const;
  void report_set(const view::Value& value, source::OriginId origin, const std::string& path);
  void remember(const view::Value& value);

  render::Block& block_;
  render::Rendered& rendered_;
  const model::Environment& env_;
  diag::Sink& sink_;
};

}  // namespace infragen::patch
