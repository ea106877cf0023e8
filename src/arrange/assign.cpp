#include <fmt/format.h>

#include <algorithm>

#include "arrange/modular.hpp"
#include "infragen/arrange/diagnostics.hpp"
#include "infragen/hcl/print.hpp"
#include "infragen/model/state.hpp"

namespace infragen::arrange {
namespace {

std::string kind_of(const std::string& object) { return object.substr(0, object.find('.')); }
std::string name_of(const std::string& object) { return object.substr(object.find('.') + 1); }

/// Blocks with different life cycles cannot be one: Terraform reads `lifecycle` before any variable.
std::string life_cycle(const hcl::Item& item) {
  for (const hcl::Item& below : item.body) {
    if (below.name != "lifecycle") continue;
    std::string out;
    for (const hcl::Item& field : below.body) out += "_" + snake(field.name + " " + hcl::print(field.value));
    return out;
  }
  return {};
}

class Assigner {
 public:
  Assigner(std::vector<Unit>& units, const Places& places, const lock::Lock& lock, lock::Lock& keep, diag::Sink& sink)
      : units_(units), places_(places), lock_(lock), keep_(keep), sink_(sink), layout_(*units.front().env->project.layout) {}

  Modular run() {
    words();
    elements();
    calls();
    groups();
    spaces();
    slots();
    return std::move(m_);
  }

 private:
  void words() {
    std::set<std::string> names;
    for (const Unit& unit : units_) {
      const model::Environment& env = *unit.env;
      std::string name;
      for (const schema::TextPiece& piece : env.project.names->fallback->text.pieces) {
        if (piece.kind == schema::TextPiece::Kind::literal) name += piece.text;
        if (piece.kind != schema::TextPiece::Kind::placeholder) continue;
        if (piece.text == "name") break;
        if (piece.text == "project") name += env.project_name();
        if (piece.text == "env" && !env.shared) name += env.name;
      }
      while (!name.empty() && (name.back() == '-' || name.back() == '_' || name.back() == '/' || name.back() == '.')) name.pop_back();
      m_.words.push_back({name, env.shared ? std::string() : env.name, env.region()});
      if (!env.shared) names.insert(env.name);
    }
    m_.several_units = names.size();
  }

  /// The project's own word for the module of a block: an address beats a type, a type what the template says, that a kind.
  std::string module_of(const render::Block& b) const {
    if (b.lot.module.empty() || b.stack == model::bootstrap_stack) return {};
    for (const std::string& word : {b.id.object, b.type, b.lot.module, kind_of(b.id.object)}) {
      for (const auto& [name, module] : *layout_.modules) {
        if (!module->holds.present()) continue;
        for (const auto& held : *module->holds) {
          if (*held == word) return name;
        }
      }
    }
    return b.lot.module;
  }

  std::size_t module_named(const std::string& name) {
    const auto [it, fresh] = by_name_.emplace(name, m_.modules.size());
    if (fresh) {
      Module module;
      module.name = name;
      if (const auto own = layout_.modules->find(name); own != layout_.modules->end()) {
        for (const auto& [input, argument] : *own->second->inputs) module.input_names.emplace(*argument, input);
        for (const auto& [output, attribute] : *own->second->outputs) module.output_names.emplace(*attribute, output);
      }
      m_.modules.push_back(std::move(module));
    }
    return it->second;
  }

  void elements() {
    std::map<std::size_t, bool> each;
    for (std::size_t u = 0; u < units_.size(); ++u) {
      at_.emplace_back();
      std::vector<render::Block>& blocks = units_[u].rendered.blocks;
      for (std::size_t b = 0; b < blocks.size(); ++b) {
        Element e;
        e.unit = u;
        e.block = &blocks[b];
        e.root = places_.roots[u][b];
        if (blocks[b].block_type == "module") called_[e.root].insert(blocks[b].label);
        at_[u].push_back(m_.elements.size());
        modules_.push_back(nowhere);
        if (const std::string name = module_of(blocks[b]); !name.empty()) {
          const std::size_t module = module_named(name);
          modules_.back() = module;
          each.emplace(module, true).first->second &= blocks[b].lot.each;
        }
        m_.elements.push_back(std::move(e));
      }
    }
    for (const auto& [module, value] : each) m_.modules[module].each = value;
  }

  // ---- calls

  /// The first object of a root has the module's own name, for good: the lock remembers which.
  void calls() {
    std::map<std::pair<Root*, std::size_t>, std::vector<std::string>> wanted;
    std::vector<std::pair<Root*, std::size_t>> order;
    for (std::size_t i = 0; i < m_.elements.size(); ++i) {
      if (modules_[i] == nowhere) continue;
      const auto key = std::pair(m_.elements[i].root, modules_[i]);
      const auto [it, fresh] = wanted.try_emplace(key);
      if (fresh) order.push_back(key);
      const std::string object = m_.modules[modules_[i]].each ? m_.elements[i].block->id.object : std::string();
      if (std::find(it->second.begin(), it->second.end(), object) == it->second.end()) it->second.push_back(object);
    }
    std::map<std::pair<std::pair<Root*, std::size_t>, std::string>, std::size_t> made;
    for (const auto& key : order) {
      std::vector<std::string>& objects = wanted[key];
      std::sort(objects.begin(), objects.end(), [](const std::string& a, const std::string& b) {
        const bool x = name_of(a) == "main", y = name_of(b) == "main";
        return x != y ? x : a < b;
      });
      const Module& module = m_.modules[key.second];
      const std::string& unit = key.first->env->name;
      std::map<std::string, std::string> labels;   // object -> label
      // A person's own modules keep their names.
      std::set<std::string> taken = called_[key.first];
      for (const std::string& object : objects) {
        const std::string known = module.each ? lock_.get("call", unit, subject(object, module, *key.first)) : std::string();
        if (!known.empty() && taken.insert(known).second) labels[object] = known;
      }
      for (const std::string& object : objects) {
        if (labels.contains(object)) continue;
        std::string label = snake(module.name);
        if (!taken.insert(label).second) {
          label += "_" + (object.empty() ? std::string("module") : snake(name_of(object)));
          while (!taken.insert(label).second) label += "_";
        }
        labels[object] = label;
      }
      for (const std::string& object : objects) {
        if (module.each) keep_.add({"call", unit, subject(object, module, *key.first), labels[object]});
        made[{key, object}] = m_.calls.size();
        m_.modules[key.second].calls.push_back(m_.calls.size());
        m_.calls.push_back({key.first, 0, key.second, labels[object], object, {}});
      }
    }
    for (std::size_t i = 0; i < m_.elements.size(); ++i) {
      if (modules_[i] == nowhere) continue;
      Element& e = m_.elements[i];
      const bool each = m_.modules[modules_[i]].each;
      e.call = made.at({{e.root, modules_[i]}, each ? e.block->id.object : std::string()});
      m_.calls[e.call].unit = e.unit;
      const render::Lot& lot = e.block->lot;
      e.key = each ? lot.key : name_of(e.block->id.object) + (lot.key.empty() ? "" : "-" + lot.key);
    }
  }

  static std::string subject(const std::string& object, const Module& module, const Root& root) { return root.stack + "/" + module.name + "/" + object; }

  // ---- groups

  /// Templates that many kinds share make blocks that refer to blocks of different kinds, a rule for instance to the group of
  /// a database or a cache. Each is a block of its own, named after the kind that it is about.
  std::string about(const Element& e) const {
    const render::Block& b = *e.block;
    if (!b.lot.with_kind) return {};
    std::vector<std::string> words;
    for (const hcl::Item& field : b.item.body) {
      if (field.value.kind != hcl::Expr::Kind::slot) continue;
      const auto& [unit, block] = places_.targets[e.unit][field.value.slot];
      const Element& to = m_.elements[at_[unit][block]];
      if (to.call == nowhere || to.call != e.call) continue;
      const std::string kind = kind_of(to.block->id.object), role = snake(to.block->lot.role);
      std::string word = kind == kind_of(b.id.object) ? std::string() : snake(kind);
      if (!to.block->type.ends_with("_" + role)) word += (word.empty() ? "" : "_") + role;
      if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
    }
    std::string out;
    for (const std::string& word : words) out += "_" + word;
    return out;
  }

  void groups() {
    std::map<std::string, std::size_t> known;                       // what blocks have in common -> group
    std::map<std::string, std::set<std::string>> variants;          // the same without the life cycle -> life cycles
    const auto common = [&](const Element& e, std::size_t module) {
      const render::Block& b = *e.block;
      return fmt::format("{} {} {} {} {}{}", module, b.block_type, b.type, b.lot.with_kind ? kind_of(b.id.object) : b.template_name, b.lot.role, about(e));
    };
    // A template may be about an object and about its parts: a queue's policy, and that of its dead letters.
    const auto keyed = [&](const Element& e, std::size_t module) { return m_.modules[module].each && !e.block->lot.key.empty(); };
    std::map<std::string, std::set<bool>> parts;
    for (std::size_t i = 0; i < m_.elements.size(); ++i) {
      if (modules_[i] == nowhere) continue;
      variants[common(m_.elements[i], modules_[i])].insert(life_cycle(m_.elements[i].block->item));
      parts[common(m_.elements[i], modules_[i])].insert(keyed(m_.elements[i], modules_[i]));
    }
    std::set<std::string> labels;
    for (std::size_t i = 0; i < m_.elements.size(); ++i) {
      if (modules_[i] == nowhere) continue;
      Element& e = m_.elements[i];
      const render::Block& b = *e.block;
      const std::string base = common(e, modules_[i]), life = life_cycle(b.item);
      const bool part = keyed(e, modules_[i]);
      const auto [it, fresh] = known.emplace(fmt::format("{} {} {}", base, life, part), m_.groups.size());
      e.group = it->second;
      if (fresh) {
        Group g;
        g.module = modules_[i];
        g.block_type = b.block_type;
        g.type = b.type;
        g.label = label_of(b, about(e) + (variants[base].size() > 1 ? life : std::string()));
        if (part && parts[base].size() > 1) g.label = g.label.starts_with("this") ? "part" + g.label.substr(4) : "part_" + g.label;
        const std::string kind = snake(kind_of(b.id.object));
        while (!labels.insert(fmt::format("{} {} {}", modules_[i], b.block_type + "." + b.type, g.label)).second) g.label = kind + "_" + g.label;
        g.many = !m_.modules[g.module].each || b.lot.often == render::Often::many;
        m_.modules[g.module].groups.push_back(m_.groups.size());
        m_.groups.push_back(std::move(g));
      }
    }
    for (const Element& e : m_.elements) {
      if (e.group != nowhere) m_.groups[e.group].elements.push_back(&e);
    }
    for (Group& g : m_.groups) {
      std::set<std::size_t> here;
      for (const Element* e : g.elements) here.insert(e->call);
      const Module& module = m_.modules[g.module];
      // An input may ask whether there is one, where the template may leave it out.
      const bool asked = g.elements.front()->block->lot.often == render::Often::perhaps &&
                         (module.input_names.contains(g.type + ".count") || module.input_names.contains(address_in_module(g) + ".count"));
      g.counted = !g.many && (asked || here.size() < module.calls.size());
    }
  }

  static std::string label_of(const render::Block& b, const std::string& variant) {
    const std::string role = snake(b.lot.role);
    const bool said = b.type.ends_with("_" + role);
    std::string label = b.lot.with_kind ? snake(kind_of(b.id.object)) + (said ? "" : "_" + role) : said ? std::string("this") : role;
    return label + variant;
  }

  // ---- spaces of keys

  void spaces() {
    std::map<std::string, std::size_t> known;
    std::set<std::string> names;
    for (std::size_t i = 0; i < m_.groups.size(); ++i) {
      Group& g = m_.groups[i];
      if (!g.many) continue;
      const render::Block& b = *g.elements.front()->block;
      const std::string kind = snake(kind_of(b.id.object));
      const std::string loop = b.lot.loop.substr(b.lot.loop.rfind('.') + 1);
      std::string name, one, which;
      if (b.lot.key.empty()) {
        name = kind.ends_with("s") ? kind + "_names" : plural(kind), one = kind, which = kind;
      } else if (!loop.empty()) {
        name = plural(snake(loop)), one = loop.ends_with("s") ? snake(loop.substr(0, loop.size() - 1)) : snake(loop), which = kind + " " + loop;
      } else {
        const std::string tail = tail_of(g.type), base = base_of(g);
        const std::string last = tail.substr(tail.rfind('_') + 1);
        one = base.ends_with(last) ? base : base + "_" + last;
        name = plural(one), which = "own " + std::to_string(i);
      }
      const auto [it, fresh] = known.emplace(fmt::format("{} {}", g.module, which), m_.spaces.size());
      if (fresh) {
        while (!names.insert(fmt::format("{} {}", g.module, name)).second) name = kind + "_" + name;
        m_.modules[g.module].spaces.push_back(m_.spaces.size());
        m_.spaces.push_back({g.module, name, one, {}, {}});
      }
      g.space = it->second;
      for (const Element* e : g.elements) m_.spaces[g.space].keys[e->call].insert(e->key);
    }
  }

  void slots() {
    for (std::size_t u = 0; u < units_.size(); ++u) {
      m_.slots.emplace_back();
      for (std::size_t s = 0; s < units_[u].rendered.slots.size(); ++s) {
        const auto& [unit, block] = places_.targets[u][s];
        m_.slots[u].push_back({&m_.elements[at_[unit][block]], units_[u].rendered.slots[s].attribute, {}});
      }
    }
  }

  std::vector<Unit>& units_;
  const Places& places_;
  const lock::Lock& lock_;
  lock::Lock& keep_;
  [[maybe_unused]] diag::Sink& sink_;
  const model::Layout& layout_;
  Modular m_;
  std::map<std::string, std::size_t> by_name_;
  std::map<Root*, std::set<std::string>> called_;    ///< labels of modules that people wrote
  std::vector<std::size_t> modules_;                 ///< by element
  std::vector<std::vector<std::size_t>> at_;         ///< by unit and block: the element
};

}  // namespace

Modular assign(std::vector<Unit>& units, const Places& places, const lock::Lock& lock, lock::Lock& keep, diag::Sink& sink) {
  return Assigner(units, places, lock, keep, sink).run();
}

}  // namespace infragen::arrange
