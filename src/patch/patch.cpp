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

class Patcher {
 public:
  Patcher(render::Rendered& rendered, const model::Environment& env, diag::Sink& sink) : rendered_(rendered), env_(env), sink_(sink) {}

  void apply(const std::string& address, const view::Patch& patch) {
    const std::size_t dot = patch.target.find('.');
    const std::string type = patch.target.substr(0, dot), name = dot == std::string::npos ? std::string() : patch.target.substr(dot + 1);
    std::vector<Block*> of_type, meant;
    std::vector<std::string> types;
    for (Block& block : rendered_.blocks) {
      if (block.id.object != address || block.block_type != "resource") continue;
      types.push_back(block.type);
      if (block.type != type) continue;
      of_type.push_back(&block);
      const auto names = names_of(block);
      if (name.empty() || std::find(names.begin(), names.end(), name) != names.end()) meant.push_back(&block);
    }
    const source::Span at = env_.origins.key(patch.origin);
    if (meant.empty()) return report_nothing(at, address, patch.target, type, of_type, types);
    if (name.empty() && meant.size() > 1) {
      sink_.report(several_blocks, at, address, meant.size(), type).help("one of " + choices(type, of_type));
      return;
    }
    for (Block* block : meant) Merge(*block, rendered_, env_, sink_).run(patch);
  }

 private:
  static std::string choices(const std::string& type, const std::vector<Block*>& blocks) {
    std::set<std::string> roles, keys;
    for (const Block* block : blocks) {
      roles.insert(block->id.role);
      if (!block->id.key.empty()) keys.insert(block->id.key);
    }
    // A role that all have is all of them.
    const std::set<std::string>& names = roles.size() > 1 ? roles : keys;
    std::vector<std::string> out;
    for (const std::string& name : names) out.push_back(fmt::format("`{}.{}`", type, name));
    std::string text = support::join(out, ", ");
    if (roles.size() == 1) text += fmt::format("; `{}.{}` is all of them", type, *roles.begin());
    return text;
  }

  void report_nothing(source::Span at, const std::string& address, const std::string& target, const std::string& type, const std::vector<Block*>& of_type, std::vector<std::string>& types) {
    auto d = sink_.report(patches_nothing, at, address, target);
    if (!of_type.empty()) {
      d.help("it makes " + choices(type, of_type));
      return;
    }
    std::sort(types.begin(), types.end());
    types.erase(std::unique(types.begin(), types.end()), types.end());
    const auto near = support::nearest(type, types);
    d.help(near ? fmt::format("did you mean `{}`", *near) : "it makes " + support::join(types, ", "));
  }

  render::Rendered& rendered_;
  const model::Environment& env_;
  diag::Sink& sink_;
};

}  // namespace

void patch(render::Rendered& rendered, const std::vector<view::Object>& objects, const model::Environment& env, diag::Sink& sink) {
  Patcher patcher(rendered, env, sink);
  for (const view::Object& object : objects) {
    for (const view::Patch& one : object.patches) patcher.apply(object.address, one);
  }
}

}  // namespace infragen::patch
