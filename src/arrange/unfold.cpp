#include "arrange/unfold.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "arrange/evaluate.hpp"
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

/// `var.x` -> x; `module.a.b` -> a, b.
std::vector<std::string> path_of(const Expr& e) {
  if (e.kind == Kind::name) return {e.text};
  if (e.kind != Kind::attribute) return {};
  std::vector<std::string> out = path_of(e.items[0]);
  if (!out.empty()) out.push_back(e.text);
  return out;
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

  const Item* block(const Body& body, std::string_view type, std::string_view name) {
    for (const Item& item : body) {
      const std::string* found = label(item, 0);
      if (item.name == type && found != nullptr && *found == name) return &item;
    }
    return nullptr;
  }

  std::string module_file(const Call& call, const char* file) const { return folder_ + "/" + m_.modules[call.module].name + "/" + file; }

  /// The value of a root's variable; a reference where it is given at apply time.
  std::optional<Expr> root_variable(const Root& root, const std::string& name) {
    if (const Item* given = find(read(root.folder + "/terraform.tfvars"), name)) return given->value;
    const Item* declared = block(read(root.folder + "/variables.tf"), "variable", name);
    const Item* fallback = declared != nullptr ? find(declared->body, "default") : nullptr;
    return fallback != nullptr ? std::optional(fallback->value) : std::nullopt;
  }

  std::optional<Expr> output(const Root& root, const std::string& call, const std::string& name) {
    for (std::size_t c = 0; c < m_.calls.size(); ++c) {
      if (m_.calls[c].root != &root || m_.calls[c].label != call) continue;
      const Item* found = block(read(module_file(m_.calls[c], "outputs.tf")), "output", name);
      if (found == nullptr) return std::nullopt;
      Scope scope{nullptr, {}, {}, "module." + call + "."};
      return evaluate(find(found->body, "value")->value, scope);
    }
    return std::nullopt;
  }

  void prepare(std::size_t c) {
    const Call& call = m_.calls[c];
    Evaluated& e = calls_[c];
    e.root.resolve = [this, &call](const Expr& x) -> std::optional<Expr> {
      const std::vector<std::string> path = path_of(x);
      if (path.size() == 2 && path[0] == "var") {
        auto value = root_variable(*call.root, path[1]);
        return value ? std::optional(evaluate(*value, Scope{})) : std::optional(hcl::name("var." + path[1]));
      }
      if (path.size() == 3 && path[0] == "module") return output(*call.root, path[1], path[2]);
      return std::nullopt;
    };
    const Item* written = block(read(call.root->folder + "/main.tf"), "module", call.label);
    if (written == nullptr) return;
    for (const Item& argument : written->body) e.arguments[argument.name] = evaluate(argument.value, e.root);
    e.module.prefix = "module." + call.label + ".";
    e.module.resolve = [this, &call, &e](const Expr& x) -> std::optional<Expr> {
      const std::vector<std::string> path = path_of(x);
      if (path.size() != 2 || path[0] != "var") return std::nullopt;
      if (const auto given = e.arguments.find(path[1]); given != e.arguments.end()) return given->second;
      const Item* declared = block(read(module_file(call, "variables.tf")), "variable", path[1]);
      const Item* fallback = declared != nullptr ? find(declared->body, "default") : nullptr;
      return fallback != nullptr ? fallback->value : hcl::null();
    };
  }

  /// Keys of `for_each`: members of a map, or elements of a set.
  static std::vector<std::pair<std::string, Expr>> each_of(const Expr& over) {
    std::vector<std::pair<std::string, Expr>> out;
    if (over.kind == Kind::object) {
      for (std::size_t i = 0; i + 1 < over.items.size(); i += 2) {
        const std::string* key = over.items[i].kind == Kind::name ? &over.items[i].text : hcl::constant_string(over.items[i]);
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
    std::vector<std::string> after;
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
        if (const Item* depends = find(item.body, "depends_on")) {
          for (const Expr& e : evaluate(depends->value, scope).items) {
            if (e.kind == Kind::name) made.after.push_back(e.text);
            for (const Expr& below : e.items) made.after.push_back(below.text);
          }
        }
        if (g.many) {
          for (auto& [key, value] : each_of(evaluate(find(item.body, "for_each")->value, scope))) {
            Scope inner{&scope, {}, {}, {}};
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
    scope.resolve = [this, &e](const Expr& x) -> std::optional<Expr> {
      if (x.kind != Kind::slot) return std::nullopt;
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
      const bool waits = std::any_of(made.after.begin(), made.after.end(), [&](const std::string& a) { return one == a || one.starts_with(a + "[") || a.starts_with(one); });
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
  std::vector<Evaluated> calls_;
};

}  // namespace

void hold_unfolded(const Modular& m, const std::map<std::string, std::string>& files, const std::string& folder, diag::Sink& sink) {
  Unfolding(m, files, folder, sink).run();
}

}  // namespace infragen::arrange
