#include "infragen/patch/patch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "infragen/patch/diagnostics.hpp"
#include "infragen/support/text.hpp"
#include "patch/merge.hpp"

namespace infragen::patch {
namespace {

using render::Block;

/// What tells a block from others of its type and object: role, key, or both.
std::vector<std::string> names_of(const Block& block) {
  std::vector<std::string> out = {block.id.role};
  if (!block.id.key.empty()) {
    out.push_back(block.id.key);
    out.push_back(block.id.role + "/" + block.id.key);
  }
  return out;
}

/// Which blocks of an object a key means: `aws_lb`, `aws_iam_role.task`, `aws_subnet.app-a`.
struct Hit {
  std::string type, name;            ///< as written; a name is what stands behind the dot
  std::vector<Block*> meant;
  std::vector<Block*> of_type;
  std::vector<std::string> types;    ///< that the object makes
};

Hit hit(render::Rendered& rendered, const std::string& address, const std::string& target) {
  const std::size_t dot = target.find('.');
  Hit out{target.substr(0, dot), dot == std::string::npos ? std::string() : target.substr(dot + 1), {}, {}, {}};
  for (Block& block : rendered.blocks) {
    if (block.id.object != address || block.block_type != "resource") continue;
    out.types.push_back(block.type);
    if (block.type != out.type) continue;
    out.of_type.push_back(&block);
    const auto names = names_of(block);
    if (out.name.empty() || std::find(names.begin(), names.end(), out.name) != names.end()) out.meant.push_back(&block);
  }
  return out;
}

/// Names that tell blocks of one type apart. `whole`: whether a role that all have may be said for all of them.
std::string choices(const Hit& hit, bool whole) {
  std::set<std::string> roles, keys;
  for (const Block* block : hit.of_type) {
    roles.insert(block->id.role);
    if (!block->id.key.empty()) keys.insert(block->id.key);
  }
  const std::set<std::string>& names = roles.size() > 1 ? roles : keys;
  std::vector<std::string> out;
  for (const std::string& name : names) out.push_back(fmt::format("`{}.{}`", hit.type, name));
  std::string text = support::join(out, ", ");
  if (whole && roles.size() == 1) text += fmt::format("; `{}.{}` is all of them", hit.type, *roles.begin());
  return text;
}

/// What the object makes instead of what the key says.
std::string made(Hit hit, bool whole) {
  if (!hit.of_type.empty()) return "it makes " + choices(hit, whole);
  std::sort(hit.types.begin(), hit.types.end());
  hit.types.erase(std::unique(hit.types.begin(), hit.types.end()), hit.types.end());
  const auto near = support::nearest(hit.type, hit.types);
  return near ? fmt::format("did you mean `{}`", *near) : "it makes " + support::join(hit.types, ", ");
}

/// A block with one: a resource for each element of something that is known only later.
bool has_instances(const Block& block) {
  return std::any_of(block.item.body.begin(), block.item.body.end(), [](const hcl::Item& item) { return item.name == "for_each"; });
}

class Patcher {
 public:
  Patcher(render::Rendered& rendered, const model::Environment& env, diag::Sink& sink) : rendered_(rendered), env_(env), sink_(sink) {}

  void apply(const std::string& address, const view::Patch& patch) {
    const Hit found = hit(rendered_, address, patch.target);
    const source::Span at = env_.origins.key(patch.origin);
    if (found.meant.empty()) {
      sink_.report(patches_nothing, at, address, patch.target).help(made(found, true));
    } else if (found.name.empty() && found.meant.size() > 1) {
      sink_.report(several_blocks, at, address, found.meant.size(), found.type).help("one of " + choices(found, true));
    } else {
      for (Block* block : found.meant) Merge(*block, rendered_, env_, sink_).run(patch);
    }
  }

  void apply(const std::string& address, const view::Import& import) {
    const std::size_t bracket = import.target.ends_with(']') ? import.target.find('[') : std::string::npos;
    const std::string target = import.target.substr(0, bracket);
    const std::string instance = bracket == std::string::npos ? std::string() : import.target.substr(bracket + 1, import.target.size() - bracket - 2);
    const Hit found = hit(rendered_, address, target);
    const source::Span at = env_.origins.key(import.origin);
    if (found.meant.empty()) {
      sink_.report(imports_nothing, at, address, target).help(made(found, false));
      return;
    }
    if (found.meant.size() > 1) {
      sink_.report(several_blocks, at, address, found.meant.size(), target).help("one of " + choices(found, false));
      return;
    }
    Block& block = *found.meant.front();
    if (has_instances(block) == instance.empty()) {
      const bool lacks = instance.empty();
      sink_.report(import_instance, at, target, lacks ? "has instances, and none is named" : "is one resource, without instances")
          .help(fmt::format("`{}{}`", target, lacks ? "[<key>]" : ""));
      return;
    }
    const auto same = [&](const render::Import& other) { return other.instance == instance; };
    if (const auto other = std::find_if(block.imports.begin(), block.imports.end(), same); other != block.imports.end()) {
      sink_.report(imported_twice, at, import.target, address).also(env_.origins.key(other->origin), "the other one").help("delete one of them");
      return;
    }
    block.imports.push_back({instance, render::expression(view::Value(import.id, import.origin), rendered_), import.origin});
  }

 private:

  render::Rendered& rendered_;
  const model::Environment& env_;
  diag::Sink& sink_;
};

}  // namespace

void patch(render::Rendered& rendered, const std::vector<view::Object>& objects, const model::Environment& env, diag::Sink& sink) {
  Patcher patcher(rendered, env, sink);
  for (const view::Object& object : objects) {
    for (const view::Patch& one : object.patches) patcher.apply(object.address, one);
    for (const view::Import& one : object.imports) patcher.apply(object.address, one);
  }
}

}  // namespace infragen::patch
