#include <fmt/format.h>

#include "infragen/driver/compile.hpp"
#include "infragen/hcl/print.hpp"
#include "infragen/yaml/print.hpp"

namespace infragen::driver {
namespace {

tree::Value tree_of(const syntax::Node& node) {
  using Kind = syntax::Node::Kind;
  if (node.kind == Kind::removed || node.kind == Kind::empty) {
    tree::Value v;
    v.kind = tree::Value::Kind::removed;
    return v;
  }
  if (node.kind == Kind::scalar) {
    tree::Value v = tree::scalar(node.text);
    v.quoted = node.quote != syntax::Node::Quote::plain;
    return v;
  }
  tree::Value out = node.kind == Kind::map ? tree::map() : tree::list();
  for (const syntax::Entry& e : node.entries) out.items.push_back({e.key, {}, tree_of(e.value)});
  return out;
}

std::string title(const std::string& name) { return "# " + name + "\n"; }

std::string syntax_dump(const Compilation& c) {
  std::string out;
  for (const load::Source& s : c.loaded.sources) out += title(s.path) + tree::print(tree_of(s.document.root)) + "\n";
  return out;
}

std::string expand_dump(const Compilation& c) {
  std::string out;
  for (const expand::Document& d : c.documents) out += title(d.path) + tree::print(d.tree) + "\n";
  return out;
}

std::string merge_dump(const Compilation& c) {
  std::string out;
  for (const UnitState& s : c.states) out += title(s.name) + tree::print(s.merged) + "\n";
  return out;
}

/// After derive the model holds the same objects with proposals filled in, so decode, resolve and derive differ in what
/// they show beside them.
std::string model_dump(const Compilation& c) {
  std::string out;
  for (const UnitState& s : c.states) {
    out += title(s.name);
    tree::Value all = tree::map();
    for (const model::ObjectId id : s.system.env().objects.ids()) {
      all.at(s.system.env().objects.head(id).address) = schema::encode(model::kind(id).schema(), s.system.env().objects.object(id));
    }
    out += tree::print(all) + "\n";
  }
  return out;
}

std::string edges_dump(const Compilation& c) {
  std::string out;
  for (const UnitState& s : c.states) {
    out += title(s.name);
    for (const model::Edge& e : s.system.resolved.edges) {
      const model::Endpoint& endpoint = s.system.resolved.traits.endpoints[e.endpoint];
      out += fmt::format("{} {} {} port {} by {}\n", s.system.env().objects.head(e.from).address, e.role, e.target, endpoint.port,
                         e.why == model::Edge::Why::uses ? "uses" : "route");
    }
    for (const auto& [id, place] : s.system.resolved.places) {
      out += fmt::format("{} in {} {}\n", s.system.env().objects.head(id).address, place.network, place.tier);
    }
    out += "\n";
  }
  return out;
}

std::string derive_dump(const Compilation& c) {
  std::string out;
  for (const UnitState& s : c.states) {
    out += title(s.name);
    const model::Derived& d = s.system.derived;
    for (const auto& b : d.subnets) out += fmt::format("subnet {}-{} {}\n", b.tier, b.zone, schema::print(b.block));
    for (const auto& g : d.groups) out += fmt::format("group {} in {}\n", view::print(g.id), g.network);
    for (const auto& r : d.rules) {
      out += fmt::format("rule {} {} port {} {}\n", view::print(r.group), r.inbound ? "from" : "to", r.port, r.peer.role.empty() ? r.block : view::print(r.peer));
    }
    for (const auto& p : d.policies) {
      for (const auto& statement : p.statements) {
        for (const auto& resource : statement.resources) out += fmt::format("allow {} {} on {}\n", view::print(p.role), fmt::join(statement.actions, ","), view::print(resource));
      }
    }
    for (const auto& [id, variables] : d.variables) {
      for (const auto& v : variables) {
        out += fmt::format("{} {} {} = {}\n", v.secret ? "secret" : "variable", s.system.env().objects.head(id).address, v.name, view::print(v.value));
      }
    }
    out += "\n";
  }
  return out;
}

std::string lower_dump(const Compilation& c) {
  std::string out;
  for (const UnitState& s : c.states) {
    out += title(s.name);
    for (const view::Object& o : s.objects) out += fmt::format("{} by {} in {}:{}\n", o.address, o.template_name, o.stack.empty() ? "its references' stack" : o.stack, view::print(o.fields, 2));
  }
  return out;
}

std::string render_dump(const Compilation& c) {
  std::string out;
  for (const arrange::Unit& u : c.units) {
    out += title(u.env->name);
    hcl::Slots slots;
    for (const view::Ref& ref : u.rendered.slots) slots.push_back("<" + view::print(ref.target) + (ref.attribute.empty() ? "" : "." + ref.attribute) + ">");
    for (const render::Block& b : u.rendered.blocks) out += hcl::print(hcl::Body{b.item}, slots).text + "\n";
  }
  return out;
}

/// Objects of Kubernetes as they shall be, each below a line with its environment, folder and file.
std::string objects_dump(const Compilation& c) {
  std::string out;
  for (const arrange::Unit& u : c.units) {
    for (const render::Manifest& m : u.manifests) out += fmt::format("---\n# {} {}/{}\n", u.env->name, m.folder, m.file) + yaml::print(m.root).text;
  }
  return out;
}

std::string arrange_dump(const Compilation& c) {
  std::string out;
  for (const auto& [path, text] : c.arranged.files) out += title(path) + text + "\n";
  return out;
}

struct Phase {
  std::string_view name;
  std::string (*print)(const Compilation&);
};
constexpr Phase phases[] = {{"syntax", syntax_dump}, {"expand", expand_dump}, {"merge", merge_dump},   {"decode", model_dump}, {"resolve", edges_dump},
                            {"derive", derive_dump}, {"lower", lower_dump},   {"render", render_dump}, {"objects", objects_dump},
                            {"arrange", arrange_dump}};

}  // namespace

std::optional<std::string> dump(const Compilation& compilation, std::string_view phase) {
  for (const Phase& p : phases) {
    if (p.name == phase) return p.print(compilation);
  }
  return std::nullopt;
}

std::vector<std::string_view> dump_phases() {
  std::vector<std::string_view> out;
  for (const Phase& p : phases) out.push_back(p.name);
  return out;
}

}  // namespace infragen::driver
