#include "infragen/arrange/arrange.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "arrange/objects.hpp"
#include "arrange/modular.hpp"
#include "arrange/root.hpp"
#include "arrange/unfold.hpp"
#include "infragen/arrange/diagnostics.hpp"
#include "infragen/hcl/print.hpp"
#include "infragen/model/state.hpp"
#include "infragen/support/text.hpp"

namespace infragen::arrange {
namespace {

using hcl::Expr;
using hcl::Item;
using render::Block;

/// Where a resource stands.
struct Symbol {
  std::size_t unit = 0;
  std::size_t block = 0;
};

void collect_slots(const Expr& e, std::vector<std::uint32_t>& out) {
  if (e.kind == Expr::Kind::slot) out.push_back(e.slot);
  for (const Expr& item : e.items) collect_slots(item, out);
}
void collect_slots(const Item& item, std::vector<std::uint32_t>& out) {
  collect_slots(item.value, out);
  for (const Item& below : item.body) collect_slots(below, out);
}
void collect_variables(const Expr& e, std::set<std::string>& out) {
  if (e.kind == Expr::Kind::attribute && !e.items.empty() && e.items[0].kind == Expr::Kind::name && e.items[0].text == "var") out.insert(e.text);
  for (const Expr& item : e.items) collect_variables(item, out);
}
void collect_variables(const Item& item, std::set<std::string>& out) {
  collect_variables(item.value, out);
  for (const Item& below : item.body) collect_variables(below, out);
}

std::string output_name(const Block& b, const std::string& attribute) {
  std::string name = (b.type.starts_with("aws_") ? b.type.substr(4) : b.type.empty() ? b.block_type : b.type) + "_" + b.label + "_" + attribute;
  std::string out;
  for (const char c : name) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    if (word) {
      out += c;
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out;
}

/// What Terraform keeps in the state: `moved` blocks may speak of it.
bool is_kept(const Block& b) { return b.block_type == "resource" || b.block_type == "module"; }

/// `source` of a module that is a folder of the project, as seen from the root.
void lead_to_folder(Block& b, const std::string& root, const std::string& project) {
  std::string up = "../";
  for (const char c : root) up += c == '/' ? "../" : "";
  for (Item& item : b.item.body) {
    if (item.name == "source" && !b.folder.empty()) item.value = hcl::string(up + project + "/" + b.folder, item.value.origin);
  }
}

class Arranger {
 public:
  Arranger(std::vector<Unit>& units, const lock::Lock& lock, lock::Lock& keep, diag::Sink& sink, const std::string& project)
      : units_(units), lock_(lock), keep_(keep), sink_(sink), project_(project) {}

  Arranged run() {
    index();
    bool ok = true;
    for (std::size_t u = 0; u < units_.size(); ++u) ok = place(u) && ok;
    if (!ok || sink_.has_errors()) return std::move(out_);
    if (units_.empty()) return std::move(out_);
    if (*units_.front().env->project.layout->terraform == model::Arrangement::modules) {
      build_modules();
    } else {
      build_roots();
    }
    hold_layout(modular_ ? &*modular_ : nullptr, units_, sink_);
    if (!sink_.has_errors()) print_roots();
    if (!sink_.has_errors()) lay_out_objects(units_, out_);
    if (modular_ && !sink_.has_errors()) hold_unfolded(*modular_, out_.files, *units_.front().env->project.layout->paths->modules, sink_);
    return std::move(out_);
  }

 private:
  Block& block(const Symbol& s) { return units_[s.unit].rendered.blocks[s.block]; }

  void index() {
    for (std::size_t u = 0; u < units_.size(); ++u) {
      const Unit& unit = units_[u];
      std::map<std::string, std::size_t> labels;
      for (std::size_t i = 0; i < unit.rendered.blocks.size(); ++i) {
        const Block& b = unit.rendered.blocks[i];
        symbols_[{unit.env->name, b.id}] = {u, i};
        const auto [it, fresh] = labels.emplace(address_in_root(b), i);
        if (fresh) continue;
        const Block& other = unit.rendered.blocks[it->second];
        sink_.report(address_twice, unit.env->origins.span(b.origin), view::print(other.id), view::print(b.id), address_in_root(b))
            .also(unit.env->origins.span(other.origin), "the other one")
            .help("rename one of them: `-` and `_` are the same in Terraform's names");
      }
    }
  }

  /// The resource that a reference means: of the same unit, or of the shared stack that owns the object.
  const Symbol* find(std::size_t unit, const view::Identity& id) {
    const model::Environment& env = *units_[unit].env;
    auto it = symbols_.find({env.name, id});
    if (it == symbols_.end()) {
      const model::ObjectId object = env.objects.find(id.object);
      if (object.known() && !env.objects.head(object).shared.empty()) it = symbols_.find({env.objects.head(object).shared, id});
    }
    return it == symbols_.end() ? nullptr : &it->second;
  }

  // ---- stacks

  /// Blocks of this unit that the block refers to.
  std::vector<std::size_t> neighbours(std::size_t u, std::size_t b) {
    std::vector<std::uint32_t> slots;
    collect_slots(units_[u].rendered.blocks[b].item, slots);
    std::vector<std::size_t> out;
    for (const std::uint32_t slot : slots) {
      const view::Ref& ref = units_[u].rendered.slots[slot];
      const Symbol* s = find(u, ref.target);
      if (s == nullptr) {
        sink_.report(unknown_resource, units_[u].env->origins.span(units_[u].rendered.blocks[b].origin), address_in_root(units_[u].rendered.blocks[b]), view::print(ref.target));
      } else if (s->unit == u) {
        out.push_back(s->block);
      }
    }
    return out;
  }

  /// The stacks that a block refers to, through blocks without a stack of their own too.
  static std::set<std::string> stacks_below(const std::vector<Block>& blocks, const std::vector<std::vector<std::size_t>>& refs, std::size_t block) {
    std::set<std::string> out;
    std::set<std::size_t> seen;
    std::vector<std::size_t> open = refs[block];
    while (!open.empty()) {
      const std::size_t next = open.back();
      open.pop_back();
      if (!seen.insert(next).second) continue;
      if (!blocks[next].stack.empty()) {
        out.insert(blocks[next].stack);
      } else {
        open.insert(open.end(), refs[next].begin(), refs[next].end());
      }
    }
    return out;
  }

  bool place(std::size_t u) {
    std::vector<Block>& blocks = units_[u].rendered.blocks;
    std::vector<std::vector<std::size_t>> refs(blocks.size());
    for (std::size_t b = 0; b < blocks.size(); ++b) refs[b] = neighbours(u, b);
    // A stack needs those that its blocks refer to.
    std::map<std::string, std::set<std::string>> needs;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      if (blocks[b].stack.empty()) continue;
      std::set<std::string> below = stacks_below(blocks, refs, b);
      below.erase(blocks[b].stack);
      needs[blocks[b].stack].merge(below);
    }
    std::map<std::string, std::size_t> order;
    if (needs.contains(std::string(model::bootstrap_stack))) order.emplace(model::bootstrap_stack, 0);
    while (order.size() < needs.size()) {
      std::string next;
      for (const auto& [stack, below] : needs) {
        if (order.contains(stack)) continue;
        if (std::all_of(below.begin(), below.end(), [&](const std::string& s) { return order.contains(s); })) {
          next = stack;
          break;
        }
      }
      if (next.empty()) {
        std::vector<std::string> stuck;
        for (const auto& [stack, below] : needs) {
          if (!order.contains(stack)) stuck.push_back(stack);
        }
        sink_.report(stack_cycle, units_[u].env->at, support::join(stuck, ", ")).help("`layout: {stacks: one}`, or move a resource to the domain that uses it");
        return false;
      }
      order.emplace(next, order.size());
    }
    std::map<std::size_t, std::string> floating;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      if (!blocks[b].stack.empty()) continue;
      std::string latest;
      std::set<std::string> before = stacks_below(blocks, refs, b);
      before.insert(blocks[b].near.begin(), blocks[b].near.end());
      for (const std::string& stack : before) {
        order.emplace(stack, order.size());  // what nothing else stands in comes last
        if (latest.empty() || order[stack] > order[latest]) latest = stack;
      }
      floating[b] = latest.empty() ? order.begin()->first : latest;
    }
    for (auto& [b, stack] : floating) blocks[b].stack = std::move(stack);
    for (std::size_t i = 0; i < order.size(); ++i) {
      for (const auto& [stack, at] : order) {
        if (at == i) out_.stacks.push_back({units_[u].env->name, stack, folder_of(*units_[u].env, stack), 0});
      }
    }
    return true;
  }

  // ---- roots

  Root& root(std::size_t u, const std::string& stack) {
    const model::Environment& env = *units_[u].env;
    Root& r = roots_[key_of(env.name, stack)];
    if (r.env == nullptr) {
      r.env = &env;
      r.stack = stack;
      r.folder = folder_of(env, stack);
    }
    return r;
  }

  void build_roots() {
    for (std::size_t u = 0; u < units_.size(); ++u) {
      Unit& unit = units_[u];
      slot_texts_.emplace_back(unit.rendered.slots.size());
      for (Block& b : unit.rendered.blocks) {
        Root& r = root(u, b.stack);
        std::vector<std::uint32_t> slots;
        collect_slots(b.item, slots);
        for (const std::uint32_t slot : slots) slot_texts_[u][slot] = reference(u, b, unit.rendered.slots[slot]);
        drop_foreign_dependencies(b.item, slot_texts_[u]);
        collect_variables(b.item, r.variables);
        lead_to_folder(b, r.folder, project_);
        if (b.block_type == "module") note_lookups(*unit.env, b, r);
        if (is_kept(b)) count(unit, b, r, address_in_root(b));
      }
    }
    // Files hold their blocks in the order in which templates made them.
    for (std::size_t u = 0; u < units_.size(); ++u) {
      for (Block& b : units_[u].rendered.blocks) root(u, b.stack).files[b.file].push_back(std::move(b.item));
    }
    finish_roots();
  }

  /// A resource that the root has, under the address that it has there.
  void count(const Unit& unit, Block& b, Root& r, const std::string& address) {
    r.resources += b.block_type == "resource";
    for (render::Import& import : b.imports) {
      collect_variables(import.id, r.variables);
      r.adopted.push_back({address, import.instance, std::move(import.id), import.origin});
    }
    remember(unit, b, r, address);
  }

  // ---- modules

  /// Roots that call modules which all of them share.
  void build_modules() {
    const std::string folder = *units_.front().env->project.layout->paths->modules;
    Places places;
    for (std::size_t u = 0; u < units_.size(); ++u) {
      Unit& unit = units_[u];
      places.roots.emplace_back();
      places.targets.emplace_back();
      for (const view::Ref& ref : unit.rendered.slots) {
        const Symbol* s = find(u, ref.target);
        places.targets[u].emplace_back(s->unit, s->block);
      }
      for (Block& b : unit.rendered.blocks) {
        Root& r = root(u, b.stack);
        r.modules = relative(r.folder, folder);
        places.roots[u].push_back(&r);
        lead_to_folder(b, r.folder, project_);
        drop_other_roots(b.item, u, b.stack, places);
      }
    }
    modular_ = assign(units_, places, lock_, keep_, sink_);
    Modular& m = *modular_;
    fold(m, lock_, keep_, sink_);
    if (sink_.has_errors()) return;
    // What other roots read is an output there, and a remote state here.
    for (std::size_t u = 0; u < units_.size(); ++u) {
      slot_texts_.emplace_back(units_[u].rendered.slots.size());
    }
    for (const Element& e : m.elements) {
      std::vector<std::uint32_t> slots;
      collect_slots(e.block->item, slots);
      for (const std::uint32_t slot : slots) {
        Target& t = m.slots[e.unit][slot];
        if (t.element->root != e.root && !t.attribute.empty()) t.text = remote(e, m, t);
        if (e.call == nowhere) slot_texts_[e.unit][slot] = t.text.empty() ? reference_from_root(m, t) : t.text;
      }
    }
    Called called = call_modules(m, units_);
    if (const std::vector<std::string> path = circle(m); !path.empty()) {
      sink_.report(module_cycle, {}, support::join(path, " -> "))
          .help("`holds` of `layout: modules:` puts the blocks of one of them into another module; `terraform: flat` has no modules");
      return;
    }
    for (Element& e : m.elements) {
      Root& r = *e.root;
      const std::string address = address_from_root(m, e);
      if (is_kept(*e.block)) count(units_[e.unit], *e.block, r, address);
      if (e.block->block_type == "module") note_lookups(*units_[e.unit].env, *e.block, r);
      if (e.block->block_type == "data" && e.call != nowhere) {
        std::vector<std::string>& lookups = r.lookups["module." + m.calls[e.call].label];
        const std::string lookup = e.block->type + "." + m.groups[e.group].label;
        if (std::find(lookups.begin(), lookups.end(), lookup) == lookups.end()) lookups.push_back(lookup);
      }
      if (e.call == nowhere) r.files[e.block->file].push_back(std::move(e.block->item));
    }
    for (auto& [key, r] : roots_) {
      std::set<std::string> used;
      for (const auto& [file, body] : r.files) {
        for (const Item& item : body) collect_variables(item, used);
      }
      for (const std::string& name : used) {
        if (r.env->settings.inputs->contains(name)) r.variables.insert(name);
      }
    }
    for (auto& [root, printed] : called.values) {
      const std::string path = root->folder + "/terraform.tfvars";
      add_lines(root->env->name, path, printed);
      out_.files[path] = std::move(printed.text);
      out_.unit_of[path] = root->env->name;
      out_.by_key.insert(path);
    }
    for (auto& [name, file] : called.files) {
      const std::string path = folder + "/" + name;
      out_.unit_of[path] = units_[file.lines.empty() ? 0 : file.lines.front().unit].env->name;
      for (const ModuleFile::Line& line : file.lines) out_.lines[units_[line.unit].env->name].push_back({path, line.line, line.origin, {}});
      out_.files[path] = std::move(file.text);
      out_.shared.insert(path);
    }
    finish_roots();
  }

  /// What `from` calls an attribute of another root.
  std::string remote(const Element& from, Modular& m, const Target& to) {
    Root& there = *to.element->root;
    const std::string name = output_name(*to.element->block, to.attribute);
    Target plain = to;
    plain.text.clear();
    const Block& b = *to.element->block;
    const Symbol symbol{to.element->unit, static_cast<std::size_t>(&b - units_[to.element->unit].rendered.blocks.data())};
    Output output{name, b.type.empty() ? b.block_type : b.type, b.label, to.attribute, reference_from_root(m, plain), is_list(symbol, to.attribute)};
    from.root->reads[key_of(there.env->name, there.stack)].emplace(name, std::move(output));
    return "data.terraform_remote_state." + there.stack + ".outputs." + name;
  }

  /// `depends_on` speaks of the same state only; an earlier stack has been applied anyway.
  void drop_other_roots(Item& item, std::size_t u, const std::string& stack, const Places& places) {
    const auto foreign = [&](const Expr& e) {
      if (e.kind != Expr::Kind::slot) return false;
      const auto& [unit, block] = places.targets[u][e.slot];
      return unit != u || units_[unit].rendered.blocks[block].stack != stack;
    };
    for (Item& field : item.body) {
      if (field.name == "depends_on" && field.value.kind == Expr::Kind::tuple) std::erase_if(field.value.items, foreign);
    }
    std::erase_if(item.body, [](const Item& field) { return field.name == "depends_on" && field.value.kind == Expr::Kind::tuple && field.value.items.empty(); });
  }

  /// `terraform/prod/core` to `terraform/modules`: `../../modules`.
  static std::string relative(const std::string& from, const std::string& to) {
    const auto a = support::split(from, '/'), b = support::split(to, '/');
    std::size_t same = 0;
    while (same < a.size() && same < b.size() && a[same] == b[same]) ++same;
    std::vector<std::string> parts(a.size() - same, "..");
    for (std::size_t i = same; i < b.size(); ++i) parts.emplace_back(b[i]);
    return support::join(parts, "/");
  }

  void finish_roots() {
    std::map<std::string, const Root*> by_key;
    for (const auto& [key, r] : roots_) by_key[key] = &r;
    for (auto& [key, r] : roots_) {
      for (const auto& [other, outputs] : r.reads) {
        for (const auto& [name, output] : outputs) roots_.at(other).outputs.emplace(name, output);
      }
    }
    for (std::size_t u = 0; u < units_.size(); ++u) hold_outputs(u);
    hold_states();
    for (auto& [key, r] : roots_) complete(r, by_key);
  }

  /// The plan test answers for data sources of called modules.
  static void note_lookups(const model::Environment& env, const Block& b, Root& r) {
    const model::ModuleInterface* module = interface_of(env, b.id.object);
    if (module == nullptr) return;
    for (const std::string& lookup : module->lookups) r.lookups[address_in_root(b)].push_back(lookup);
  }

  static const model::ModuleInterface* interface_of(const model::Environment& env, const std::string& address) {
    const model::ObjectId id = env.objects.find(address);
    return id.known() && id.kind == model::Objects::kind_of<model::ModuleCall>() ? env.module_of(env.objects.get<model::ModuleCall>(id).source) : nullptr;
  }

  /// Whether that output of a module is a list, as far as its text says.
  bool is_list(const Symbol& s, const std::string& attribute) {
    const model::ModuleInterface* module = interface_of(*units_[s.unit].env, block(s).id.object);
    const auto output = module == nullptr ? decltype(module->outputs.end()){} : module->outputs.find(attribute);
    return module != nullptr && output != module->outputs.end() && output->second.list;
  }

  /// No two roots keep their state in one object: the second apply would take the first one's resources for its own. One
  /// finding a pair of units.
  void hold_states() {
    std::map<std::pair<std::string, std::string>, const Root*> first;
    std::set<std::pair<std::string, std::string>> said;
    for (std::size_t u = 0; u < units_.size(); ++u) {
      for (const auto& [key, r] : roots_) {
        const model::S3State* s3 = r.stack == model::bootstrap_stack ? nullptr : model::s3_state(*r.env);
        if (r.env != units_[u].env || s3 == nullptr) continue;
        const std::string bucket = model::state_bucket(*s3, *r.env), object = model::expand(s3->key->text, *r.env, r.stack);
        const auto [it, fresh] = first.emplace(std::pair(bucket, object), &r);
        if (fresh || !said.insert({it->second->env->name, r.env->name}).second) continue;
        sink_.report(state_twice, r.env->origins.span(r.env->settings.state->s3.mark.origin), it->second->folder, r.folder, bucket + "/" + object)
            .help("`${env}` in `bucket`, or `key: ${env}/${stack}/terraform.tfstate`");
      }
    }
  }

  /// What other stacks read has names of ours.
  void hold_outputs(std::size_t u) {
    for (const Block& b : units_[u].rendered.blocks) {
      if (b.block_type != "output") continue;
      const auto& outputs = root(u, b.stack).outputs;
      const auto taken = outputs.find(b.label);
      if (taken == outputs.end()) continue;
      sink_.report(output_taken, units_[u].env->origins.key(b.origin), b.label, taken->second.attribute, taken->second.type + "." + taken->second.label).help("another name");
    }
  }

  std::string reference(std::size_t u, const Block& from, const view::Ref& ref) {
    const Symbol* s = find(u, ref.target);
    const Block& to = block(*s);
    const std::string dot = ref.attribute.empty() ? std::string() : "." + ref.attribute;
    const std::string& from_unit = units_[u].env->name;
    const std::string& to_unit = units_[s->unit].env->name;
    if (from_unit == to_unit && from.stack == to.stack) return address_in_root(to) + dot;
    if (ref.attribute.empty()) return {};
    const std::string name = output_name(to, ref.attribute);
    Root& reader = root(u, from.stack);
    root(s->unit, to.stack);
    Output output{name, to.type.empty() ? to.block_type : to.type, to.label, ref.attribute, address_in_root(to) + dot, is_list(*s, ref.attribute)};
    reader.reads[key_of(to_unit, to.stack)].emplace(name, std::move(output));
    return "data.terraform_remote_state." + to.stack + ".outputs." + name;
  }

  /// `depends_on` speaks of the same state only; an earlier stack has been applied anyway.
  static void drop_foreign_dependencies(Item& item, const std::vector<std::string>& texts) {
    for (Item& field : item.body) {
      if (field.name != "depends_on" || field.value.kind != Expr::Kind::tuple) continue;
      std::erase_if(field.value.items, [&](const Expr& e) { return e.kind == Expr::Kind::slot && texts[e.slot].empty(); });
    }
    std::erase_if(item.body, [](const Item& field) { return field.name == "depends_on" && field.value.kind == Expr::Kind::tuple && field.value.items.empty(); });
  }

  /// Addresses go into the lock; one that changed becomes a `moved` block.
  void remember(const Unit& unit, const Block& b, Root& r, const std::string& now) {
    const std::string& env = unit.env->name;
    const std::string subject = view::print(b.id);
    keep_.add({"address", env, subject, b.stack + " " + now});
    std::vector<std::string> former;
    const auto note = [&](const std::string& value) {
      const std::size_t blank = value.find(' ');
      if (blank == std::string::npos) return;
      const std::string stack = value.substr(0, blank), address = value.substr(blank + 1);
      if (stack != b.stack) {
        sink_.report(stack_changed, unit.env->origins.span(b.origin), now, stack, b.stack)
            .help(fmt::format("move it between the states before the next apply: `terraform state mv -state-out=…` for `{}`", address));
      } else if (address != now) {
        former.push_back(address);
      }
    };
    for (const lock::Fact& fact : lock_.all("moved", env)) {
      if (fact.subject == subject) note(fact.value);
    }
    if (const std::string before = lock_.get("address", env, subject); !before.empty()) note(before);
    if (const auto old = former_identity(unit, b)) {
      if (const std::string before = lock_.get("address", env, view::print(*old)); !before.empty()) note(before);
    }
    for (const std::string& address : former) {
      keep_.add({"moved", env, subject, b.stack + " " + address});
      const auto pair = std::pair(address, now);
      if (std::find(r.moved.begin(), r.moved.end(), pair) == r.moved.end()) r.moved.push_back(pair);
    }
  }

  /// The identity under which `was:` says that the resource was known.
  static std::optional<view::Identity> former_identity(const Unit& unit, const Block& b) {
    view::Identity old = b.id;
    const model::ObjectId object = unit.env->objects.find(b.id.object);
    const auto* was = object.known() ? &unit.env->objects.common(object).was : nullptr;
    if (was != nullptr && was->present()) old.object = unit.env->former_address(object);
    if (!b.former_key.empty()) old.key = b.former_key;
    return old != b.id ? std::optional(old) : std::nullopt;
  }

  // ---- text

  void print_roots() {
    for (auto& [key, r] : roots_) {
      const std::size_t u = unit_index(r.env->name);
      for (auto& [file, body] : r.files) {
        const std::string path = r.folder + "/" + file + ".tf";
        hcl::Printed printed = hcl::print(body, slot_texts_[u]);
        add_lines(r.env->name, path, printed);
        out_.files[path] = std::move(printed.text);
        out_.unit_of[path] = r.env->name;
      }
      // Where everybody looks first: Terraform's standard module structure.
      static constexpr std::pair<const char*, const char*> standard[] = {{"main", "What this root makes stands in files by concern."},
                                                                         {"outputs", "Nothing reads outputs of this root."},
                                                                         {"variables", "Everything is known: this root asks for no value."}};
      for (const auto& [file, text] : standard) {
        if (r.files.contains(file)) continue;
        const std::string path = r.folder + "/" + file + ".tf";
        out_.files[path] = std::string("# ") + text + "\n";
        out_.unit_of[path] = r.env->name;
      }
      const std::string test = r.folder + "/tests/plan.tftest.hcl";
      out_.files[test] = hcl::print(plan_test(r)).text;
      out_.unit_of[test] = r.env->name;
      r.files.clear();   // the texts are the larger part of what a build holds at once; the trees would double it
      for (Stack& stack : out_.stacks) {
        if (stack.unit == r.env->name && stack.name == r.stack) stack.resources = r.resources;
      }
    }
  }

  void add_lines(const std::string& unit, const std::string& path, const hcl::Printed& printed) {
    std::vector<LineOrigin>& lines = out_.lines[unit];
    for (const auto& [line, origin] : printed.origins) lines.push_back({path, line, origin, {}});
  }

  std::size_t unit_index(const std::string& name) const {
    for (std::size_t u = 0; u < units_.size(); ++u) {
      if (units_[u].env->name == name) return u;
    }
    return 0;
  }

  std::vector<Unit>& units_;
  const lock::Lock& lock_;
  lock::Lock& keep_;
  diag::Sink& sink_;
  const std::string& project_;
  Arranged out_;
  std::map<std::pair<std::string, view::Identity>, Symbol> symbols_;
  std::map<std::string, Root> roots_;
  std::vector<hcl::Slots> slot_texts_;
  std::optional<Modular> modular_;   ///< of the layout `modules`
};

}  // namespace

std::string folder_of(const model::Environment& env, const std::string& stack) {
  const bool only = (env.shared && stack == env.name) || (stack == "main" && *env.project.layout->stacks == model::Stacks::one);
  const std::string written = model::expand(env.project.layout->paths->root->text, env, only ? std::string_view() : std::string_view(stack));
  std::string out;
  for (const std::string_view part : support::split(written, '/')) {
    if (part.empty()) continue;   // of `${stack}`, where there is one only
    out += out.empty() ? "" : "/";
    out += part;
  }
  return out;
}

Arranged arrange(std::vector<Unit>& units, const lock::Lock& lock, lock::Lock& keep, diag::Sink& sink, const std::string& project) {
  return Arranger(units, lock, keep, sink, project).run();
}

}  // namespace infragen::arrange
