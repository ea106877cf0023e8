#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "arrange/fold.hpp"
#include "arrange/make.hpp"
#include "infragen/hcl/print.hpp"

namespace infragen::arrange {
namespace {

using hcl::Body;
using hcl::Expr;
using hcl::Item;

/// `subnets` -> `Subnets, by key.`
std::string about_space(const Space& space) {
  std::string text = space.name;
  std::replace(text.begin(), text.end(), '_', ' ');
  if (!text.empty()) text[0] = static_cast<char>(text[0] >= 'a' && text[0] <= 'z' ? text[0] - 'a' + 'A' : text[0]);
  return text + ", by key.";
}

void collect_words(const Expr& e, std::set<std::string>& out) {
  if (e.kind == Expr::Kind::attribute && e.items[0].kind == Expr::Kind::name && e.items[0].text == "var") out.insert(e.text);
  for (const Expr& item : e.items) collect_words(item, out);
}
void collect_words(const Item& item, std::set<std::string>& out) {
  collect_words(item.value, out);
  for (const Item& below : item.body) collect_words(below, out);
}

/// A variable as the module declares it.
struct Declared {
  std::string name, about;
  Type type;
  std::optional<Expr> fallback;
};

Item variable(const Declared& d) {
  Body body = {hcl::attribute_item("description", hcl::string(d.about)), hcl::attribute_item("type", expression_of(d.type))};
  if (d.fallback) body.push_back(hcl::attribute_item("default", *d.fallback));
  return hcl::block("variable", {d.name}, std::move(body));
}

class Caller {
 public:
  Caller(Modular& m, const std::vector<Unit>& units) : m_(m), units_(units) {}

  Called run() {
    arguments_.resize(m_.calls.size());
    for (Module& module : m_.modules) declare(module);
    for (std::size_t c = 0; c < m_.calls.size(); ++c) {
      for (auto& [name, value] : arguments_[c]) value = in_root(m_.calls[c].unit, std::move(value));
    }
    own_outputs();
    roots();
    for (const Module& module : m_.modules) write(module);
    for (std::size_t c = 0; c < m_.calls.size(); ++c) m_.calls[c].arguments = std::move(arguments_[c]);
    return std::move(out_);
  }

 private:
  using Arguments = decltype(Call::arguments);

  // ---- what modules take

  void declare(Module& module) {
    std::vector<Declared> all;
    std::set<std::string> used;
    for (const std::size_t g : module.groups) collect_words(m_.groups[g].item, used);
    for (const auto& [word, about] : {std::pair("name", "What names of resources begin with."), std::pair("environment", "The environment."), std::pair("region", "The AWS region.")}) {
      if (!used.contains(word)) continue;
      all.push_back({word, about, string_type(), std::nullopt});
      for (const std::size_t c : module.calls) {
        const Words& words = m_.words[m_.calls[c].unit];
        arguments_[c].emplace_back(word, hcl::string(std::string_view(word) == "name" ? words.name : std::string_view(word) == "region" ? words.region : words.environment));
      }
    }
    for (const std::size_t s : module.spaces) all.push_back(declare(module, m_.spaces[s]));
    for (Variable& v : module.variables) {
      if (v.keyed) std::stable_sort(v.values.begin(), v.values.end(), [](const Value& a, const Value& b) { return a.key < b.key; });
      all.push_back(declare(module, v));
    }
    declared_[&module - m_.modules.data()] = std::move(all);
  }

  Declared declare(const Module& module, const Variable& v) {
    Declared d{v.name, v.about + ".", v.keyed ? map_of(v.type) : v.type, std::nullopt};
    bool everywhere = true;
    std::map<std::size_t, std::vector<std::pair<std::string, Expr>>> by_call;
    for (const Value& value : v.values) by_call[value.call].emplace_back(value.key, value.expr);
    for (const std::size_t c : module.calls) {
      const auto entries = by_call.find(c);
      everywhere = everywhere && entries != by_call.end();
      if (entries == by_call.end()) continue;
      arguments_[c].emplace_back(v.name, v.keyed ? object_of(std::move(entries->second)) : std::move(entries->second.front().second));
    }
    if (!everywhere) d.fallback = v.keyed ? object_of({}) : hcl::null();
    // Elements without a value read null.
    if (v.keyed && v.optional) {
      for (const std::size_t c : module.calls) complete_keys(v, c);
    }
    return d;
  }

  /// A map by key says `null` for the keys that have no value.
  void complete_keys(const Variable& v, std::size_t c) {
    Arguments& all = arguments_[c];
    const auto it = std::find_if(all.begin(), all.end(), [&](const auto& a) { return a.first == v.name; });
    std::set<std::string> keys;
    for (const Group& g : m_.groups) {
      if (!g.many || g.module != m_.calls[c].module) continue;
      std::set<std::string> words;
      collect_words(g.item, words);
      if (!words.contains(v.name)) continue;
      for (const Element* e : g.elements) {
        if (e->call == c) keys.insert(e->key);
      }
    }
    if (keys.empty()) return;
    std::map<std::string, const Expr*> values;
    for (const Value& value : v.values) {
      if (value.call == c) values.emplace(value.key, &value.expr);
    }
    std::vector<std::pair<std::string, Expr>> entries;
    for (const std::string& key : keys) {
      const auto value = values.find(key);
      entries.emplace_back(key, value != values.end() ? *value->second : hcl::null());
    }
    if (it != all.end()) {
      it->second = object_of(std::move(entries));
    } else {
      all.emplace_back(v.name, object_of(std::move(entries)));
    }
  }

  Declared declare(const Module& module, const Space& space) {
    Declared d{space.name, about_space(space), {}, std::nullopt};
    if (space.fields.empty()) {
      d.type = list_of(string_type());
      d.type.kind = Type::Kind::set;
    } else {
      Type object;
      object.kind = Type::Kind::object;
      std::size_t keys = 0;
      for (const auto& [call, set] : space.keys) keys += set.size();
      for (const Variable& field : space.fields) {
        object.names.push_back(field.name);
        object.elements.push_back(field.type);
        object.optional.push_back(field.values.size() < keys);
      }
      d.type = map_of(std::move(object));
    }
    for (const std::size_t c : module.calls) {
      const auto keys = space.keys.find(c);
      if (keys == space.keys.end()) {
        d.fallback = space.fields.empty() ? hcl::tuple({}) : object_of({});
        continue;
      }
      arguments_[c].emplace_back(space.name, space.fields.empty() ? keys_of(keys->second) : objects_of(space, c, keys->second));
    }
    return d;
  }

  static Expr keys_of(const std::set<std::string>& keys) {
    std::vector<Expr> list;
    for (const std::string& key : keys) list.push_back(hcl::string(key));
    return hcl::tuple(std::move(list));
  }

  static Expr objects_of(const Space& space, std::size_t call, const std::set<std::string>& keys) {
    std::map<std::string, std::vector<std::pair<std::string, Expr>>> by_key;
    for (const Variable& field : space.fields) {
      for (const Value& value : field.values) {
        if (value.call == call) by_key[value.key].emplace_back(field.name, value.expr);
      }
    }
    std::vector<std::pair<std::string, Expr>> out;
    for (const std::string& key : keys) out.emplace_back(key, object_of(std::move(by_key[key])));
    return object_of(std::move(out));
  }

  /// Slots become what the root calls them.
  Expr in_root(std::size_t unit, Expr e) {
    if (e.kind == Expr::Kind::slot) {
      const std::uint32_t origin = e.origin;
      const Target& to = m_.slots[unit][e.slot];
      e = hcl::traversal(to.text.empty() ? reference_from_root(m_, to) : to.text);
      e.origin = origin;
      return e;
    }
    for (Expr& item : e.items) item = in_root(unit, std::move(item));
    return e;
  }

  /// Outputs that the project names are there whether anything reads them or not.
  void own_outputs() {
    for (std::size_t i = 0; i < m_.modules.size(); ++i) {
      Module& module = m_.modules[i];
      for (const auto& [attribute, name] : module.output_names) {
        for (const std::size_t g : module.groups) {
          for (const std::string& prefix : {address_in_module(m_.groups[g]) + ".", m_.groups[g].type + "."}) {
            if (!attribute.starts_with(prefix) || module.outputs.contains(name) || !is_of(m_.groups[g], attribute.substr(prefix.size()))) continue;
            module.outputs.emplace(name, ModuleOutput{g, attribute.substr(prefix.size())});
          }
        }
      }
    }
  }

  // ---- roots

  /// Literals of a call are variables of the root, so that an environment is a file of values.
  void roots() {
    // What all calls of that label say is the variable's default.
    std::map<std::string, std::vector<const Expr*>> literals;
    for (std::size_t c = 0; c < m_.calls.size(); ++c) {
      for (const auto& [name, value] : arguments_[c]) {
        if (!is_reference_in_root(value)) literals[variable_of(c, name)].push_back(&value);
      }
    }
    std::map<const Root*, Body> values;
    std::map<const Root*, std::set<std::string>> declared;
    std::vector<Body> calls(m_.calls.size());
    for (std::size_t c = 0; c < m_.calls.size(); ++c) {
      Call& call = m_.calls[c];
      Body& body = calls[c];
      body.push_back(hcl::attribute_item("source", hcl::string(call.root->modules + "/" + m_.modules[call.module].name)));
      bool first = true;
      for (auto& [name, value] : arguments_[c]) {
        Expr given = value;
        const std::string root_name = variable_of(c, name);
        if (!is_reference_in_root(value)) {
          given = hcl::attribute(hcl::name("var"), root_name);
          const auto& all = literals[root_name];
          const bool same = std::all_of(all.begin(), all.end(), [&](const Expr* e) { return hcl::equal(*e, *all.front()); });
          if (declared[call.root].insert(root_name).second) {
            Declared d = declaration(call.module, name);
            d.name = root_name;
            d.fallback.reset();
            if (same) d.fallback = value;
            call.root->files["variables"].push_back(variable(d));
            if (!same) values[call.root].push_back(hcl::attribute_item(root_name, value));
          }
        }
        Item item = hcl::attribute_item(name, std::move(given));
        item.blank_before = std::exchange(first, false);
        body.push_back(std::move(item));
      }
    }
    for (std::size_t c = 0; c < m_.calls.size(); ++c) m_.calls[c].root->files["main"].push_back(hcl::block("module", {m_.calls[c].label}, std::move(calls[c])));
    for (auto& [root, body] : values) out_.values[root] = hcl::print(body);
  }

  static bool is_reference_in_root(const Expr& e) {
    if (e.kind == Expr::Kind::attribute || e.kind == Expr::Kind::index || e.kind == Expr::Kind::call) return true;
    return std::any_of(e.items.begin(), e.items.end(), is_reference_in_root);
  }

  std::string variable_of(std::size_t c, const std::string& name) const {
    const Call& call = m_.calls[c];
    const auto& inputs = *call.root->env->settings.inputs;
    if ((name == "environment" || name == "region") && !inputs.contains(name)) return name;
    std::string out = call.label + "_" + name;
    while (inputs.contains(out)) out += "_";
    return out;
  }

  const Declared& declaration(std::size_t module, const std::string& name) const {
    const auto& all = declared_.at(static_cast<std::ptrdiff_t>(module));
    return *std::find_if(all.begin(), all.end(), [&](const Declared& d) { return d.name == name; });
  }

  // ---- modules

  void write(const Module& module) {
    ModuleFile main;
    for (const std::size_t g : module.groups) {
      const Group& group = m_.groups[g];
      const hcl::Printed printed = hcl::print(Body{group.item});
      const auto before = static_cast<std::uint32_t>(std::count(main.text.begin(), main.text.end(), '\n')) + (main.text.empty() ? 0 : 1);
      if (!main.text.empty()) main.text += "\n";
      for (const auto& [line, origin] : printed.origins) main.lines.push_back({before + line, group.text_unit, origin});
      main.text += printed.text;
    }
    out_.files[module.name + "/main.tf"] = std::move(main);
    Body variables;
    for (const Declared& d : declared_.at(&module - m_.modules.data())) variables.push_back(variable(d));
    out_.files[module.name + "/variables.tf"].text = variables.empty() ? "# The module asks for no value.\n" : hcl::print(variables).text;
    Body outputs;
    for (const auto& [name, output] : module.outputs) outputs.push_back(output_item(name, output));
    out_.files[module.name + "/outputs.tf"].text = outputs.empty() ? "# Nothing reads outputs of this module.\n" : hcl::print(outputs).text;
    const model::Targets& targets = *units_.front().env->project.targets;
    Body aws = {hcl::attribute_item("aws", object_of({{"source", hcl::string("hashicorp/aws")}, {"version", hcl::string("~> " + targets.aws->text.substr(0, targets.aws->text.rfind('.')))}}))};
    Body terraform = {hcl::attribute_item("required_version", hcl::string(*targets.terraform)), hcl::block("required_providers", {}, std::move(aws))};
    terraform.back().blank_before = true;
    out_.files[module.name + "/versions.tf"].text = hcl::print(Body{hcl::block("terraform", {}, std::move(terraform))}).text;
  }

  Item output_item(const std::string& name, const ModuleOutput& output) {
    const Group& g = m_.groups[output.group];
    const std::string address = address_in_module(g);
    std::string value = address + "." + output.attribute;
    if (g.counted) value = fmt::format("one({}[*].{})", address, output.attribute);
    if (g.many) value = fmt::format("{{ for key, {} in {} : key => {}.{} }}", "block", address, "block", output.attribute);
    Body body = {hcl::attribute_item("description", hcl::string(fmt::format("`{}` of `{}`{}.", output.attribute, address, g.many ? ", by key" : ""))),
                 hcl::attribute_item("value", hcl::traversal(value))};
    if (sensitive(g, output.attribute)) body.push_back(hcl::attribute_item("sensitive", hcl::boolean(true)));
    return hcl::block("output", {name}, std::move(body));
  }

  static bool sensitive(const Group& g, const std::string& attribute) {
    const auto schema = schema_of(g);
    const auto found = schema ? schema->attribute(attribute.substr(0, attribute.find_first_of(".["))) : std::nullopt;
    return found && found->sensitive();
  }

  Modular& m_;
  const std::vector<Unit>& units_;
  std::vector<Arguments> arguments_;
  std::map<std::ptrdiff_t, std::vector<Declared>> declared_;   ///< by module
  Called out_;
};

}  // namespace

Called call_modules(Modular& m, const std::vector<Unit>& units) { return Caller(m, units).run(); }

std::optional<facts::Block> schema_of(const Group& g) {
  const facts::Provider& provider = facts::Provider::aws();
  if (g.block_type == "data") return provider.data_source(g.type);
  return g.block_type == "ephemeral" ? provider.ephemeral(g.type) : provider.resource(g.type);
}

bool is_of(const Group& g, const std::string& path) {
  const auto schema = schema_of(g);
  const std::string head = path.substr(0, path.find_first_of(".["));
  return !schema || schema->attribute(head) || schema->block(head);
}

std::string address_in_root(const render::Block& b) {
  const std::string label = b.type.empty() ? b.label : b.type + "." + b.label;
  return b.block_type == "resource" ? label : b.block_type + "." + label;
}

std::string reference_from_root(Modular& m, const Target& to) {
  const Element& e = *to.element;
  const std::string dot = to.attribute.empty() ? std::string() : "." + to.attribute;
  if (e.call == nowhere) return address_in_root(*e.block) + dot;
  const Group& g = m.groups[e.group];
  Module& module = m.modules[g.module];
  const std::string attribute = to.attribute.empty() ? "id" : to.attribute;
  std::string name;
  for (const std::string& prefix : {address_in_module(g), g.type}) {
    const auto own = module.output_names.find(prefix + "." + attribute);
    if (name.empty() && own != module.output_names.end()) name = own->second;
  }
  if (name.empty()) {
    name = joined(base_of(g), attribute);
    if (g.many) name = plural(name);
    // The project may have taken the name for something else.
    const auto taken = [&] {
      return std::any_of(module.output_names.begin(), module.output_names.end(), [&](const auto& own) { return own.second == name; });
    };
    while (taken()) name += "_of_" + snake(g.type);
    // The same words for another block.
    for (auto it = module.outputs.find(name); it != module.outputs.end() && (it->second.group != e.group || it->second.attribute != attribute); it = module.outputs.find(name)) name += "_of_" + snake(g.type);
  }
  module.outputs.emplace(name, ModuleOutput{e.group, attribute});
  const std::string out = "module." + m.calls[e.call].label + "." + name;
  return g.many ? out + "[" + hcl::quoted(e.key) + "]" : out;
}

std::string address_from_root(const Modular& m, const Element& e) {
  if (e.call == nowhere) return address_in_root(*e.block);
  const Group& g = m.groups[e.group];
  std::string out = "module." + m.calls[e.call].label + "." + address_in_module(g);
  if (g.many) out += "[" + hcl::quoted(e.key) + "]";
  if (g.counted) out += "[0]";
  return out;
}

}  // namespace infragen::arrange
