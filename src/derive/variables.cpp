#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "derive/passes.hpp"
#include "infragen/derive/diagnostics.hpp"
#include "infragen/support/text.hpp"

namespace infragen::derive {
namespace {

using model::Edge;
using model::Endpoint;
using model::Map;
using model::ObjectId;
using model::Variable;
using schema::Text;
using schema::TextPiece;

/// `user-service` as `USER_SERVICE`.
std::string in_capitals(std::string_view name) {
  std::string out;
  for (const char c : name) out += c == '-' || c == '.' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return out;
}

bool is_variable(std::string_view text) {
  if (text.empty() || (text.front() >= '0' && text.front() <= '9')) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// What the texts of one workload take of one endpoint: facts that somebody needs a right for.
struct Need {
  std::map<std::string, const model::Fact*> runtime;   ///< the program asks for itself
  std::map<std::string, const model::Fact*> deliver;   ///< the host injects
};

class Pass {
 public:
  Pass(const model::Resolved& in, model::Derived& out, diag::Sink& sink) : in_(in), out_(out), sink_(sink) {}

  void run() {
    hold_keys(*in_.env.settings.variables);
    for (const model::Principal& p : in_.traits.principals) {
      if (in_.env.owns(p.owner)) principal(p);
    }
  }

 private:
  source::Span span(source::OriginId id) const { return in_.env.origins.span(id); }

  void principal(const model::Principal& p) {
    variables_.clear();
    needs_.clear();
    user_ = view::Rope(p.called);
    space_ = p.space;
    const auto& kind = model::kind(p.owner);
    const void* object = in_.env.objects.object(p.owner);
    static const Map<Map<Text>> none;
    const Map<Map<Text>>& own = kind.variables == nullptr ? none : *kind.variables(object);
    hold_keys(own);
    for (const Edge& edge : in_.from(p.owner)) {
      if (edge.why == Edge::Why::uses) edge_variables(edge, own);
    }
    if (kind.env != nullptr) env(p, *kind.env(object));
    std::vector<Variable> sorted;
    for (auto& [name, variable] : variables_) sorted.push_back(std::move(variable));
    out_.variables[p.owner] = std::move(sorted);
    policies(p);
  }

  // ---- which names

  struct Key {
    std::string target;   ///< a kind or an address
    std::string role;     ///< empty: any
  };
  static Key key_of(const std::string& text) {
    const std::size_t as = text.find(" as ");
    return as == std::string::npos ? Key{text, {}} : Key{text.substr(0, as), text.substr(as + 4)};
  }

  void hold_keys(const Map<Map<Text>>& sets) {
    for (const auto& [text, set] : sets) {
      const Key key = key_of(text);
      if (model::kind_named(key.target) != nullptr) continue;
      const std::string whole = key.target.substr(0, key.target.find('/'));
      if (whole.find('.') != std::string::npos && model::kind_named(whole.substr(0, whole.find('.'))) != nullptr) {
        hold_address(key.target, whole, set.mark.origin);
        continue;
      }
      std::vector<std::string> known;
      for (const auto& kind : model::kinds()) known.emplace_back(kind.name);
      auto d = sink_.report(unknown_variables_key, span(set.mark.origin), text);
      if (const auto near = support::nearest(key.target, known)) d.help(fmt::format("did you mean `{}`", *near));
    }
  }

  /// What is not here may be elsewhere; what is here has that part, and what nobody declares is a slip.
  void hold_address(const std::string& target, const std::string& whole, source::OriginId origin) {
    const model::Environment& env = in_.env;
    if (env.shared || env.absent.contains(whole) || env.elsewhere.contains(whole) || !env.poisoned.empty()) return;
    std::vector<std::string> known;
    for (const Endpoint& endpoint : in_.traits.endpoints) {
      const std::string& address = env.objects.head(endpoint.owner).address;
      known.push_back(endpoint.part.empty() ? address : address + "/" + endpoint.part);
    }
    if (std::find(known.begin(), known.end(), target) != known.end()) return;
    const ObjectId id = env.objects.find(whole);
    if (id.known() && (target == whole || env.objects.head(id).poisoned)) return;
    auto d = sink_.report(unknown_variables_key, env.origins.key(origin), target);
    if (const auto near = support::nearest(target, known)) d.help(fmt::format("did you mean `{}`", *near));
  }

  void edge_variables(const Edge& edge, const Map<Map<Text>>& own) {
    if (edge.options != nullptr && edge.options->variables.present()) {
      for (const auto& [name, text] : *edge.options->variables) give(edge, name, text);
      return;
    }
    bool any = false;
    for (const Map<Map<Text>>* sets : {&own, &*in_.env.settings.variables}) {
      for (const auto& [text, set] : *sets) {
        const Key key = key_of(text);
        if (!set.present() || key.target != edge.target || (!key.role.empty() && key.role != edge.role)) continue;
        for (const auto& [name, value] : *set) give(edge, name, value);
        any = true;
      }
      if (any) return;
    }
    const std::string_view kind = model::kind(edge.to).name;
    for (const Map<Map<Text>>* sets : {&*in_.env.settings.variables, &own}) {
      for (const auto& [text, set] : *sets) {
        const Key key = key_of(text);
        if (!set.present() || key.target != kind || (!key.role.empty() && key.role != edge.role)) continue;
        for (const auto& [name, value] : *set) give(edge, name, value);
      }
    }
  }

  std::string substitute_name(const Edge& edge, const std::string& pattern, source::Span at) {
    const std::size_t slash = edge.target.find('/');
    const std::size_t dot = edge.target.substr(0, slash).rfind('.');
    const std::string last = slash == std::string::npos ? edge.target.substr(dot + 1) : edge.target.substr(slash + 1);
    std::string name = support::replace_all(pattern, "${NAME}", in_capitals(last));
    if (is_variable(name)) return name;
    sink_.report(bad_variable, at, name).help("letters, digits and `_`; `${NAME}` is the name of the target in capitals");
    return {};
  }

  void give(const Edge& edge, const std::string& pattern, const model::Field<Text>& text) {
    if (text.mark.removed) return;
    const std::string name = substitute_name(edge, pattern, span(text.mark.origin));
    if (name.empty()) return;
    const Endpoint& endpoint = in_.traits.endpoints[edge.endpoint];
    Need& need = needs_[edge.endpoint * 16 + role_number(edge.role)];
    Variable variable{name, {}, false, text.mark.origin};
    for (const TextPiece& piece : text->pieces) {
      if (piece.kind == TextPiece::Kind::literal) {
        variable.value += view::Rope(piece.text, text.mark.origin);
      } else if (!add_fact(endpoint, piece.text, edge.target, text, variable, need)) {
        return;
      }
    }
    put(std::move(variable), span(text.mark.origin), span(edge.origin));
  }

  bool add_fact(const Endpoint& endpoint, const std::string& fact_name, const std::string& target, const model::Field<Text>& text, Variable& variable, Need& need) {
    const auto it = endpoint.facts.find(fact_name);
    if (it == endpoint.facts.end()) {
      std::vector<std::string> known;
      for (const auto& [name, fact] : endpoint.facts) known.push_back(name);
      auto d = sink_.report(unknown_fact, span(text.mark.origin), target, fact_name);
      const auto near = support::nearest(fact_name, known);
      d.help(near ? fmt::format("did you mean `{}`; facts are {}", *near, support::join(known, ", ")) : "facts are " + support::join(known, ", "));
      return false;
    }
    const model::Fact& fact = it->second;
    if (model::is_injected(fact.phase)) {
      if (text->pieces.size() != 1) {
        sink_.report(joined_secret, span(text.mark.origin), variable.name).help("a variable of its own for it; the program joins them");
        return false;
      }
      variable.secret = true;
      need.deliver.emplace(fact_name, &fact);
    } else if (!fact.needs.actions.empty()) {
      need.runtime.emplace(fact_name, &fact);
    }
    const bool abroad = fact.abroad && endpoint.space != space_;
    variable.value += fact.of_user ? user_ : abroad ? *fact.abroad : fact.value;
    return true;
  }

  void put(Variable variable, source::Span at, source::Span edge) {
    const auto [it, fresh] = variables_.emplace(variable.name, variable);
    if (fresh) {
      places_[variable.name] = edge;
      return;
    }
    if (view::print(it->second.value) == view::print(variable.value)) return;
    sink_.report(variable_twice, edge.known() ? edge : at, variable.name).also(places_[variable.name], "the other edge").help("`variables:` on one of the edges names its own");
  }

  // ---- env

  void env(const model::Principal& p, const Map<Text>& env) {
    for (const auto& [name, text] : env) {
      if (!text.present()) continue;
      if (const auto it = variables_.find(name); it != variables_.end()) {
        sink_.report(variable_in_env, span(text.mark.origin), name).also(places_[name], "this edge sets it").help("delete the line, or name the variables of the edge yourself");
        continue;
      }
      Variable variable{name, {}, false, text.mark.origin};
      bool ok = true;
      for (const TextPiece& piece : text->pieces) {
        if (piece.kind == TextPiece::Kind::literal) {
          variable.value += view::Rope(piece.text, text.mark.origin);
        } else {
          ok = ok && env_placeholder(p, piece.text, text, variable);
        }
      }
      if (ok) variables_.emplace(name, std::move(variable));
    }
  }

  bool env_placeholder(const model::Principal& p, const std::string& inside, const model::Field<Text>& text, Variable& variable) {
    if (inside == "env" || inside == "project") {
      variable.value += view::Rope(inside == "env" ? in_.env.name : in_.env.project_name(), text.mark.origin);
      return true;
    }
    const std::size_t dot = inside.rfind('.');
    const std::string target = inside.substr(0, dot == std::string::npos ? 0 : dot);
    for (const Edge& edge : in_.from(p.owner)) {
      if (edge.target != target) continue;
      return add_fact(in_.traits.endpoints[edge.endpoint], inside.substr(dot + 1), target, text, variable, needs_[edge.endpoint * 16 + role_number(edge.role)]);
    }
    if (target.find('.') != std::string::npos) {
      sink_.report(not_used, span(text.mark.origin), target).help(fmt::format("add it: `uses: {{{}: …}}`", target));
    } else {
      sink_.report(unknown_placeholder, span(text.mark.origin), inside).help("`${env}`, `${project}`, or a fact of what stands in `uses`: `${postgres.main/app.host}`");
    }
    return false;
  }

  // ---- permissions

  static std::size_t role_number(const std::string& role) {
    static constexpr std::string_view roles[] = {"call", "own", "write", "read", "produce", "consume", "send", "receive", "invoke", "admin", "view"};
    return static_cast<std::size_t>(std::find(std::begin(roles), std::end(roles), role) - std::begin(roles));
  }

  static void allow(model::RolePolicy& policy, const model::Right& right, const Edge& edge, const std::string& user) {
    policy.statements.push_back({right.sid, right.actions, right.resources_for(user), edge.origin});
  }

  void policies(const model::Principal& p) {
    if (p.runtime.role.empty()) return;   // it runs where nobody gives it one
    model::RolePolicy runtime{p.runtime, p.owner, {}};
    model::RolePolicy deliver{p.deliver, p.owner, {}};
    for (const Edge& edge : in_.from(p.owner)) {
      if (edge.why != Edge::Why::uses) continue;
      const Endpoint& endpoint = in_.traits.endpoints[edge.endpoint];
      const Need& need = needs_[edge.endpoint * 16 + role_number(edge.role)];
      for (const model::Grant& grant : endpoint.grants) {
        // What the host injects the program need not read itself.
        if (grant.role == edge.role && (need.deliver.empty() || !need.runtime.empty())) allow(runtime, grant.right, edge, p.called);
      }
      for (const auto& [name, fact] : need.runtime) allow(runtime, fact->needs, edge, p.called);
      for (const auto& [name, fact] : need.deliver) allow(deliver, fact->needs, edge, p.called);
    }
    if (p.runtime == p.deliver) {
      runtime.statements.insert(runtime.statements.end(), deliver.statements.begin(), deliver.statements.end());
      deliver.statements.clear();
    }
    if (!runtime.statements.empty()) out_.policies.push_back(std::move(runtime));
    if (!deliver.statements.empty()) out_.policies.push_back(std::move(deliver));
  }

  const model::Resolved& in_;
  model::Derived& out_;
  diag::Sink& sink_;
  std::map<std::string, Variable> variables_;
  std::map<std::string, source::Span> places_;
  std::map<std::size_t, Need> needs_;
  std::string space_;                   ///< its namespace
  view::Rope user_;                     ///< the name of the principal, for facts that are about who asks
};

}  // namespace

void name_variables(const model::Resolved& in, model::Derived& out, diag::Sink& sink) { Pass(in, out, sink).run(); }

}  // namespace infragen::derive
