#include "arrange/unfold.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>
#include <tuple>

#include "arrange/evaluate.hpp"
#include "arrange/make.hpp"
#include "infragen/arrange/diagnostics.hpp"
#include "infragen/hcl/parse.hpp"
#include "infragen/hcl/print.hpp"

namespace infragen::arrange {
namespace {

using hcl::Body;
using hcl::Expr;
using hcl::Item;
using Kind = Expr::Kind;

const std::string* label(const Item& item, std::size_t i) { return i < item.labels.size() ? hcl::constant_string(item.labels[i].text) : nullptr; }

const Item* find(const Body& body, std::string_view name) {
  const auto it = std::find_if(body.begin(), body.end(), [&](const Item& item) { return item.name == name; });
  return it == body.end() ? nullptr : &*it;
}

/// `var.x`: x.
const std::string* variable_of(const Expr& e) {
  return e.kind == Kind::attribute && e.items[0].kind == Kind::name && e.items[0].text == "var" ? &e.text : nullptr;
}
/// `module.a.b`: a, and `e.text` is b.
const std::string* module_of(const Expr& e) {
  if (e.kind != Kind::attribute || e.items[0].kind != Kind::attribute) return nullptr;
  const Expr& base = e.items[0].items[0];
  return base.kind == Kind::name && base.text == "module" ? &e.items[0].text : nullptr;
}

class Unfolding {
 public:
  Unfolding(const Modular& m, const std::map<std::string, std::string>& files, const std::string& folder, diag::Sink& sink)
      : m_(m), files_(files), folder_(folder), sink_(sink) {}

  void run() {
    for (const Module& module : m_.modules) {
      for (const char* file : {"main.tf", "outputs.tf", "variables.tf"}) read(folder_ + "/" + module.name + "/" + file);
    }
    std::map<std::size_t, std::vector<const Element*>> by_call;
    for (const Element& e : m_.elements) {
      if (e.call != nowhere) by_call[e.call].push_back(&e);
    }
    calls_.resize(m_.calls.size());
    for (std::size_t c = 0; c < m_.calls.size(); ++c) by_label_[{m_.calls[c].root, m_.calls[c].label}] = c;
    for (std::size_t c = 0; c < m_.calls.size(); ++c) prepare(c);
    for (std::size_t c = 0; c < m_.calls.size(); ++c) hold(c, by_call[c]);
  }

 private:
  struct Evaluated {
    Scope root, module;
    std::map<std::string, Expr> arguments;
  };

  const Body& read(const std::string& path) {
    const auto [it, fresh] = parsed_.try_emplace(path);
    const auto text = files_.find(path);
    if (fresh && text != files_.end()) it->second = hcl::parse(text->second).body;
    return it->second;
  }

  /// Name -> the field `value` of each block `variable`, `output` of a file; what has no such field is null.
  const std::map<std::string, const Expr*>& index(const std::string& path, const char* value) {
    const auto [it, fresh] = indexed_.try_emplace(path);
    if (!fresh) return it->second;
    for (const Item& item : read(path)) {
      const Item* field = item.kind == Item::Kind::attribute ? &item : find(item.body, value);
      const std::string* name = item.kind == Item::Kind::attribute ? &item.name : label(item, 0);
      if (name != nullptr) it->second.emplace(*name, field != nullptr ? &field->value : nullptr);
    }
    return it->second;
  }
  const Expr* value_in(const std::string& path, const char* value, const std::string& name) {
    const auto& all = index(path, value);
    const auto it = all.find(name);
    return it == all.end() ? nullptr : it->second;
  }

  std::string module_file(const Call& call, const char* file) const { return folder_ + "/" + m_.modules[call.module].name + "/" + file; }

  /// The value of a root's variable; null where it is given at apply time.
  const Expr* root_variable(const Root& root, const std::string& name) {
    const auto [known, fresh] = variables_.try_emplace({&root, name});
    if (!fresh) return &known->second;
    const Expr* given = value_in(root.folder + "/terraform.tfvars", "", name);
    if (given == nullptr) given = value_in(root.folder + "/variables.tf", "default", name);
    known->second = given != nullptr ? evaluate(*given, Scope{}) : hcl::name("var." + name);
    return &known->second;
  }

  const Expr* output(const Root& root, const std::string& call, const std::string& name) {
    const auto [known, fresh] = outputs_.try_emplace({&root, call, name});
    if (!fresh) return known->second ? &*known->second : nullptr;
    const auto c = by_label_.find({&root, call});
    const Expr* value = c == by_label_.end() ? nullptr : value_in(module_file(m_.calls[c->second], "outputs.tf"), "value", name);
    if (value == nullptr) return nullptr;
    Scope scope;
    scope.prefix = "module." + call + ".";
    known->second = evaluate(*value, scope);
    return &*known->second;
  }

  void prepare(std::size_t c) {
    const Call& call = m_.calls[c];
    Evaluated& e = calls_[c];
    e.root.known = [this, &call](const Expr& x) {
      if (const std::string* name = variable_of(x)) return root_variable(*call.root, *name);
      const std::string* module = module_of(x);
      return module != nullptr ? output(*call.root, *module, x.text) : nullptr;
    };
    const Item* written = call_in(*call.root, call.label);
    if (written == nullptr) return;
    for (const Item& argument : written->body) e.arguments[argument.name] = evaluate(argument.value, e.root);
    e.module.prefix = "module." + call.label + ".";
    e.module.known = [this, &call, &e](const Expr& x) -> const Expr* {
      static const Expr nothing = hcl::null();
      const std::string* name = variable_of(x);
      if (name == nullptr) return nullptr;
      if (const auto given = e.arguments.find(*name); given != e.arguments.end()) return &given->second;
      const Expr* fallback = value_in(module_file(call, "variables.tf"), "default", *name);
      return fallback != nullptr ? fallback : &nothing;
    };
  }

  const Item* call_in(const Root& root, const std::string& name) {
    const auto [it, fresh] = calls_in_.try_emplace(&root);
    if (fresh) {
      for (const Item& item : read(root.folder + "/main.tf")) {
        if (const std::string* found = label(item, 0); item.name == "module" && found != nullptr) it->second.emplace(*found, &item);
      }
    }
    const auto found = it->second.find(name);
    return found == it->second.end() ? nullptr : found->second;
  }

  /// Keys of `for_each`: members of a map, or elements of a set.
  static std::vector<std::pair<std::string, Expr>> each_of(const Expr& over) {
    std::vector<std::pair<std::string, Expr>> out;
    if (over.kind == Kind::object) {
      for (std::size_t i = 0; i + 1 < over.items.size(); i += 2) {
        const std::string* key = key_text(over.items[i]);
        if (key != nullptr) out.emplace_back(*key, over.items[i + 1]);
      }
    } else {
      for (const Expr& item : over.items) {
        if (const std::string* key = hcl::constant_string(item)) out.emplace_back(*key, item);
      }
    }
    return out;
  }

  /// The blocks that a call makes: address in the module -> arguments, and what they wait for.
  struct Made {
    Body body;
    std::shared_ptr<const std::set<std::string>> after;
  };
  std::map<std::string, Made> expand(std::size_t c) {
    std::map<std::string, Made> out;
    const Scope& scope = calls_[c].module;
    for (const std::size_t index : m_.modules[m_.calls[c].module].groups) {
      const Group& g = m_.groups[index];
      const std::string address = address_in_module(g);
      for (const Item& item : read(module_file(m_.calls[c], "main.tf"))) {
        if (item.name != g.block_type || *label(item, 0) != g.type || *label(item, 1) != g.label) continue;
        Made made;
        std::set<std::string> after;
        if (const Item* depends = find(item.body, "depends_on")) {
          for (const Expr& e : evaluate(depends->value, scope).items) {
            if (e.kind == Kind::name) after.insert(e.text);
            for (const Expr& below : e.items) after.insert(below.text.substr(0, below.text.rfind('.')));   // an attribute of it
          }
        }
        made.after = std::make_shared<const std::set<std::string>>(std::move(after));
        if (g.many) {
          for (auto& [key, value] : each_of(evaluate(find(item.body, "for_each")->value, scope))) {
            Scope inner;
            inner.outer = &scope;
            Expr each;
            each.kind = Kind::object;
            each.items = {hcl::name("key"), hcl::string(key), hcl::name("value"), value};
            inner.names["each"] = std::move(each);
            made.body = evaluate(item.body, inner, {"for_each"});
            out[address + "[" + hcl::quoted(key) + "]"] = made;
          }
          continue;
        }
        if (g.counted) {
          const Expr count = evaluate(find(item.body, "count")->value, scope);
          if (count.text != "1") continue;
        }
        made.body = evaluate(item.body, scope, {"count"});
        out[address + (g.counted ? "[0]" : "")] = std::move(made);
      }
    }
    return out;
  }

  /// What the compiled block says, in the words of the unfolded one.
  Scope compiled(const Element& e) const {
    Scope scope;
    scope.slot = [this, &e](const Expr& x) {
      const Target& t = m_.slots[e.unit][x.slot];
      if (!t.text.empty()) return hcl::name(t.text);
      return hcl::name(address_from_root(m_, *t.element) + (t.attribute.empty() ? "" : "." + t.attribute));
    };
    return scope;
  }

  /// Blocks of a body in the order of their types: a merged body may have moved one type before another.
  static void settle(Body& body) {
    std::stable_sort(body.begin(), body.end(), [](const Item& a, const Item& b) { return a.name < b.name; });
    for (Item& item : body) settle(item.body);
  }

  void hold(std::size_t c, const std::vector<const Element*>& elements) {
    std::map<std::string, Made> made = expand(c);
    const std::string prefix = "module." + m_.calls[c].label + ".";
    for (const Element* e : elements) {
      const std::string address = address_from_root(m_, *e);
      const auto found = made.find(address.substr(prefix.size()));
      if (found == made.end()) {
        report(*e, fmt::format("`{}` is missing", address));
        continue;
      }
      Body wanted = evaluate(e->block->item.body, compiled(*e), {});
      settle(wanted);
      settle(found->second.body);
      if (!hcl::equal(wanted, found->second.body)) report(*e, fmt::format("`{}` differs{}", address, where(wanted, found->second.body)));
      hold_order(*e, found->second);
      made.erase(found);
    }
    for (const auto& [address, body] : made) {
      sink_.report(unfold_differs, {}, m_.modules[m_.calls[c].module].name, fmt::format("`{}{}` was not compiled", prefix, address)).help("this is a mistake of infragen: please report it");
    }
  }

  /// What a block waits for is at least what was compiled.
  void hold_order(const Element& e, const Made& made) {
    const Item* depends = find(e.block->item.body, "depends_on");
    if (depends == nullptr) return;
    for (const Expr& slot : depends->value.items) {
      const std::string one = address_from_root(m_, *m_.slots[e.unit][slot.slot].element);
      const bool waits = made.after->contains(one) || made.after->contains(one.substr(0, one.rfind('[')));   // or for all of its block
      if (!waits) report(e, fmt::format("`{}` does not wait for `{}`", address_from_root(m_, e), one));
    }
  }

  static std::string where(const Body& wanted, const Body& found) {
    for (const Item& item : wanted) {
      const Item* other = find(found, item.name);
      if (other == nullptr) return fmt::format(" in `{}`, which is missing", item.name);
      if (item.kind == Item::Kind::attribute && !hcl::equal(item.value, other->value)) return fmt::format(" in `{}`: {} is not {}", item.name, hcl::print(other->value), hcl::print(item.value));
    }
    for (const Item& item : found) {
      if (find(wanted, item.name) == nullptr) return fmt::format(" in `{}`, which was not compiled", item.name);
    }
    return {};
  }

  void report(const Element& e, const std::string& what) {
    sink_.report(unfold_differs, e.root->env->origins.span(e.block->origin), m_.modules[m_.calls[e.call].module].name, what)
        .help("this is a mistake of infragen: please report it, and use `layout: {terraform: flat}` meanwhile");
  }

  const Modular& m_;
  const std::map<std::string, std::string>& files_;
  const std::string& folder_;
  diag::Sink& sink_;
  std::map<std::string, Body> parsed_;
  std::map<std::string, std::map<std::string, const Expr*>> indexed_;
  std::map<std::tuple<const Root*, std::string, std::string>, std::optional<Expr>> outputs_;
  std::map<std::pair<const Root*, std::string>, Expr> variables_;
  std::map<std::pair<const Root*, std::string>, std::size_t> by_label_;
  std::map<const Root*, std::map<std::string, const Item*>> calls_in_;
  std::vector<Evaluated> calls_;
};

}  // namespace

void hold_unfolded(const Modular& m, const std::map<std::string, std::string>& files, const std::string& folder, diag::Sink& sink) {
  Unfolding(m, files, folder, sink).run();
}

}  // namespace infragen::arrange
