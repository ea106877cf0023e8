#include <algorithm>

#include "arrange/modular.hpp"
#include "infragen/arrange/diagnostics.hpp"
#include "infragen/support/text.hpp"

namespace infragen::arrange {
namespace {

/// Everything that `holds` may name.
std::set<std::string> holdable(const std::vector<Unit>& units) {
  std::set<std::string> out;
  for (const Unit& unit : units) {
    for (const render::Block& b : unit.rendered.blocks) {
      if (b.lot.module.empty()) continue;
      out.insert({b.id.object, b.id.object.substr(0, b.id.object.find('.')), b.type, b.lot.module});
    }
  }
  return out;
}

/// What an argument or attribute of a module is called: `aws_db_instance`, `aws_iam_role.task`.
bool is_about(const Modular& m, const Module& module, const std::string& path) {
  return std::any_of(module.groups.begin(), module.groups.end(), [&](std::size_t g) {
    return path.starts_with(m.groups[g].type + ".") || path.starts_with(address_in_module(m.groups[g]) + ".");
  });
}

/// The blocks that an attribute may be of.
std::vector<std::string> blocks_of(const Modular& m, const Module& module, const std::string& path) {
  std::vector<std::string> out;
  for (const std::size_t g : module.groups) {
    const Group& group = m.groups[g];
    const std::string address = address_in_module(group);
    if (path.starts_with(address + ".") && is_of(group, path.substr(address.size() + 1))) return {address};
    if (path.starts_with(group.type + ".") && is_of(group, path.substr(group.type.size() + 1))) out.push_back(address);
  }
  return out;
}

bool has_variable(const Modular& m, const Module& module, const std::string& name) {
  const auto named = [&](const Variable& v) { return v.name == name; };
  return std::any_of(module.variables.begin(), module.variables.end(), named) || std::any_of(module.spaces.begin(), module.spaces.end(), [&](std::size_t s) {
           return std::any_of(m.spaces[s].fields.begin(), m.spaces[s].fields.end(), named);
         });
}

}  // namespace

void hold_layout(const Modular* m, const std::vector<Unit>& units, diag::Sink& sink) {
  const model::Environment& env = *units.front().env;
  const auto& wanted = *env.project.layout->modules;
  const std::set<std::string> known = holdable(units);
  std::map<std::string, std::pair<std::string, source::OriginId>> holders;
  const auto unused = [&](source::OriginId origin, const std::string& word, const std::string& module, const std::string& help) {
    sink.report(layout_unused, env.origins.span(origin), word, module.empty() ? std::string("paths") : "modules." + module).help(help);
  };
  const auto& folder = env.project.layout->paths->modules;
  if (m == nullptr && folder.mark.presence == schema::Presence::written) unused(folder.mark.origin, *folder, {}, "`terraform: modules` has modules; the layout `flat` has none");
  for (const auto& entry : wanted) {
    const std::string& name = entry.first;
    const auto& module = entry.second;
    if (module->holds.present()) {
      for (const auto& held : *module->holds) {
        const auto [it, fresh] = holders.emplace(*held, std::pair(name, held.mark.origin));
        if (!fresh) sink.report(held_twice, env.origins.span(held.mark.origin), it->second.first, name, *held).also(env.origins.span(it->second.second), "the other one").help("take it out of one of them");
        if (known.contains(*held)) continue;
        const auto near = support::nearest(*held, known);
        unused(held.mark.origin, *held, name, near ? "did you mean `" + std::string(*near) + "`" : "an AWS type, an address, a kind, or the module that a template names");
      }
    }
    const Module* made = nullptr;
    if (m != nullptr) {
      const auto it = std::find_if(m->modules.begin(), m->modules.end(), [&](const Module& x) { return x.name == name; });
      if (it != m->modules.end()) made = &*it;
    }
    if (made == nullptr && module->inputs->empty() && module->outputs->empty() && (!module->holds.present() || module->holds->empty())) {
      sink.report(layout_unused, env.origins.key(module.mark.origin), name, std::string("modules")).help("`holds` says what lies there");
    }
    for (const auto& [input, argument] : *module->inputs) {
      if (made == nullptr || !is_about(*m, *made, *argument) || !has_variable(*m, *made, input)) unused(argument.mark.origin, *argument, name, "an argument that the module gives: `aws_db_instance.instance_class`");
    }
    for (const auto& [output, attribute] : *module->outputs) {
      const std::vector<std::string> blocks = made == nullptr ? std::vector<std::string>{} : blocks_of(*m, *made, *attribute);
      if (blocks.size() > 1) {
        sink.report(ambiguous_output, env.origins.span(attribute.mark.origin), *attribute, name, support::join(blocks, ", ")).help("with its label: `" + blocks.front() + attribute->substr(attribute->find('.')) + "`");
      }
      if (blocks.empty()) unused(attribute.mark.origin, *attribute, name, "an attribute of what the module makes: `aws_db_instance.address`");
    }
  }
}

}  // namespace infragen::arrange
