#include "arrange/fold.hpp"

#include <algorithm>

#include "arrange/make.hpp"
#include "arrange/merge_trees.hpp"
#include "infragen/arrange/diagnostics.hpp"

namespace infragen::arrange {
namespace {

using hcl::Body;
using hcl::Expr;
using hcl::Item;

const Item* find(const Body& body, std::string_view name) {
  const auto it = std::find_if(body.begin(), body.end(), [&](const Item& item) { return item.name == name; });
  return it == body.end() ? nullptr : &*it;
}

/// The comments that all blocks end with: those of the template. What people said about an object stands above them.
std::vector<std::string> comments_of(const Group& g) {
  std::vector<std::string> out = g.elements.front()->block->item.comments;
  for (const Element* e : g.elements) {
    const auto& other = e->block->item.comments;
    std::size_t same = 0;
    while (same < out.size() && same < other.size() && out[out.size() - 1 - same] == other[other.size() - 1 - same]) ++same;
    out.erase(out.begin(), out.end() - static_cast<std::ptrdiff_t>(same));
  }
  return out;
}

/// What the group needs to exist first: blocks of the module as a whole, and ids from elsewhere through a variable.
std::optional<Item> dependencies(Modular& m, Group& g, Lifts& lifts) {
  std::vector<std::string> own;
  std::vector<std::optional<Expr>> elsewhere;
  bool any = false;
  for (const Element* e : g.elements) {
    std::vector<Expr> list;
    const Item* item = find(e->block->item.body, "depends_on");
    for (const Expr& slot : item != nullptr ? item->value.items : std::vector<Expr>{}) {
      const Target& t = m.slots[e->unit][slot.slot];
      if (t.element->call == e->call && t.element->group != nowhere) {
        const std::string address = address_in_module(m.groups[t.element->group]);
        if (std::find(own.begin(), own.end(), address) == own.end()) own.push_back(address);
      } else {
        list.push_back(slot);
      }
    }
    any = any || !list.empty();
    elsewhere.push_back(hcl::tuple(std::move(list)));
  }
  if (own.empty() && !any) return std::nullopt;
  std::vector<Expr> all;
  std::sort(own.begin(), own.end());
  for (const std::string& address : own) all.push_back(hcl::traversal(address));
  if (any) {
    // One list a call: what one element waits for, all of its block wait for.
    std::map<std::size_t, std::vector<Expr>> by_call;
    std::set<std::pair<std::size_t, const Element*>> known;
    for (std::size_t i = 0; i < g.elements.size(); ++i) {
      const Element& e = *g.elements[i];
      std::vector<Expr>& list = by_call[e.call];
      for (Expr& slot : elsewhere[i]->items) {
        if (known.emplace(e.call, m.slots[e.unit][slot.slot].element).second) list.push_back(std::move(slot));
      }
    }
    std::vector<Value> values;
    for (auto& [call, list] : by_call) values.push_back({call, {}, hcl::tuple(std::move(list))});
    all.push_back(lifts.add_by_call(base_of(g) + "_dependencies", "depends_on", list_of(string_type()), std::move(values)));
  }
  Item out = hcl::attribute_item("depends_on", hcl::tuple(std::move(all)));
  const Item* first = nullptr;
  for (const Element* e : g.elements) {
    if (first == nullptr) first = find(e->block->item.body, "depends_on");
  }
  out.comments = first->comments;
  out.blank_before = true;
  return out;
}

/// What says where there is one: the word of the template's `if`, or the project's own.
std::string flag_of(const Modular& m, const Group& g, const std::string& prefix) {
  const auto& names = m.modules[g.module].input_names;
  for (const std::string& address : {g.type, address_in_module(g)}) {
    if (const auto own = names.find(address + ".count"); own != names.end()) return own->second;
  }
  const std::string& condition = g.elements.front()->block->lot.condition;
  const bool one = std::all_of(g.elements.begin(), g.elements.end(), [&](const Element* e) { return e->block->lot.condition == condition; });
  return condition.empty() || !one ? prefix + base_of(g) : snake(condition.substr(condition.rfind('.') + 1));
}

/// `for_each` or `count`, and what says where there is one.
std::optional<Item> repetition(Modular& m, Group& g, Lifts& lifts) {
  if (g.counted) {
    Lifted there{flag_of(m, g, "enable_"), "count", boolean_type(), {}, hcl::boolean(false)};
    for (std::size_t i = 0; i < g.elements.size(); ++i) there.values.push_back(hcl::boolean(true));
    return hcl::attribute_item("count", conditional(lifts.add(std::move(there)), hcl::number(1), hcl::number(0)));
  }
  if (!g.many) return std::nullopt;
  const Space& space = m.spaces[g.space];
  Expr over = hcl::attribute(hcl::name("var"), space.name);
  std::map<std::size_t, std::set<std::string>> here;
  for (const Element* e : g.elements) here[e->call].insert(e->key);
  const bool everywhere = std::all_of(space.keys.begin(), space.keys.end(), [&](const auto& entry) { return here[entry.first] == entry.second; });
  if (!everywhere) {
    g.flag = flag_of(m, g, "has_");
    // Another group's flag of that name may stand for other keys.
    const auto taken = [&] {
      return std::any_of(space.fields.begin(), space.fields.end(), [&](const Variable& f) { return f.name == g.flag; });
    };
    if (taken()) g.flag = "has_" + base_of(g);
    over = hcl::traversal("{ for key, value in var." + space.name + " : key => value if value." + g.flag + " }");
  }
  return hcl::attribute_item("for_each", std::move(over));
}

}  // namespace

bool fold_group(Modular& m, Group& g, const std::set<std::string>& forced, std::set<std::string>& lifted) {
  Lifts lifts(m, g);
  Side side;
  Bodies bodies;
  for (const Element* e : g.elements) {
    side.who.push_back(e);
    bodies.push_back(&e->block->item.body);
    if (g.many && find(e->block->item.body, "for_each") != nullptr) return false;
  }
  const auto schema = schema_of(g);
  Body body;
  auto repeat = repetition(m, g, lifts);
  try {
    body = Merge(m, g, lifts, forced, lifted).body(bodies, side, {}, schema);
  } catch (const CannotMerge&) {
    return false;
  }
  if (repeat) {
    if (!body.empty()) body.front().blank_before = true;
    body.insert(body.begin(), std::move(*repeat));
  }
  if (const Item* life = find(g.elements.front()->block->item.body, "lifecycle")) body.push_back(*life);
  if (auto depends = dependencies(m, g, lifts)) body.push_back(std::move(*depends));
  lifts.commit();
  const Element& first = *g.elements.front();
  g.item = hcl::block(g.block_type, {g.type, g.label}, std::move(body));
  g.item.comments = comments_of(g);
  g.item.origin = first.block->origin;
  g.text_unit = first.unit;
  return true;
}

namespace {

/// Where there is one of the group's blocks: a field of each key.
void add_flag(Modular& m, const Group& g) {
  Variable flag;
  flag.name = g.flag;
  flag.type = boolean_type();
  std::set<std::pair<std::size_t, std::string>> here;
  for (const Element* e : g.elements) here.emplace(e->call, e->key);
  for (const auto& [call, keys] : m.spaces[g.space].keys) {
    for (const std::string& key : keys) flag.values.push_back({call, key, hcl::boolean(here.contains({call, key}))});
  }
  m.spaces[g.space].fields.push_back(std::move(flag));
}

}  // namespace

void fold(Modular& m, const lock::Lock& lock, lock::Lock& keep, diag::Sink& sink) {
  std::map<std::string, std::set<std::string>> known;   // block of a module -> paths
  for (const lock::Fact& fact : lock.all("lifted", "modules")) known[fact.value.substr(0, fact.value.rfind(' '))].insert(fact.subject.substr(fact.subject.rfind('/') + 1));
  for (Group& g : m.groups) {
    const Module& module = m.modules[g.module];
    const std::string address = address_in_module(g), subject = module.name + "/" + address;
    std::set<std::string> forced = known[subject], lifted;
    for (const std::string& input : g.elements.front()->block->lot.inputs) forced.insert(input);
    for (const auto& [argument, name] : module.input_names) {
      for (const std::string& prefix : {g.type + ".", address + "."}) {
        if (argument.starts_with(prefix)) forced.insert(argument.substr(prefix.size()));
      }
    }
    if (!fold_group(m, g, forced, lifted)) {
      const Element& e = *g.elements.front();
      sink.report(cannot_fold, e.root->env->origins.span(e.block->origin), address, module.name).help("a module of its own: `layout: {modules: {…: {holds: [" + g.type + "]}}}`");
      continue;
    }
    for (const std::string& path : lifted) keep.add({"lifted", "modules", subject + "/" + path, subject + " variable"});
    if (g.many && !g.flag.empty()) add_flag(m, g);
  }
}

}  // namespace infragen::arrange
