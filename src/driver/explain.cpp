#include "infragen/check/reachability.hpp"
#include "infragen/driver/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "infragen/driver/units.hpp"
#include "infragen/support/text.hpp"

namespace infragen::driver {
namespace {

using source::Origin;
using source::OriginId;
using source::OriginKind;

/// One line of text: what stands at a place, cut to one line.
std::string written_text(const Compilation& c, source::Span span) {
  std::string text(c.loaded.files.slice(span));
  if (const std::size_t end = text.find('\n'); end != std::string::npos) text = text.substr(0, end) + " …";
  return text;
}

void add_says(const Compilation& c, const source::Origins& origins, OriginId id, bool hidden, std::set<OriginId>& seen, std::vector<Say>& out) {
  for (bool first = true; id != source::no_origin && seen.insert(id).second; id = origins.at(id).weaker, first = false) {
    const Origin& o = origins.at(id);
    Say say;
    say.wins = first && !hidden;
    switch (o.kind) {
      case OriginKind::none:
        continue;
      case OriginKind::written:
        if (!o.span.known()) continue;
        say.what = fmt::format("{} ({})", place(c, o.span), o.note);
        say.value = written_text(c, o.span);
        break;
      case OriginKind::class_default:
        say.what = fmt::format("default of class {}", o.note);
        say.value = o.value;
        break;
      case OriginKind::kind_default:
        say.what = "default of the kind";
        say.value = o.value;
        break;
      case OriginKind::derived:
        say.what = fmt::format("rule: {}", o.note);
        say.value = o.value;
        break;
    }
    out.push_back(std::move(say));
    for (const OriginId cause : o.causes) add_says(c, origins, cause, true, seen, out);
  }
}

/// Does the chain that begins at `from` lead to `to`?
bool leads_to(const source::Origins& origins, OriginId from, OriginId to, int depth = 0) {
  if (from == to) return true;
  if (from == source::no_origin || depth > 8) return false;
  for (const OriginId cause : origins.at(from).causes) {
    if (leads_to(origins, cause, to, depth + 1)) return true;
  }
  return false;
}

std::string file_line(const Compilation& c, const std::string& path, std::uint32_t number) {
  const auto it = c.arranged.files.find(path);
  if (it == c.arranged.files.end()) return {};
  std::string_view rest = it->second;
  for (std::uint32_t i = 1; i < number && !rest.empty(); ++i) rest.remove_prefix(std::min(rest.find('\n') + 1, rest.size()));
  return std::string(support::trim(rest.substr(0, rest.find('\n'))));
}

void add_lines(const Compilation& c, const UnitState& state, const std::vector<OriginId>& ids, std::vector<std::string>& out) {
  const auto lines = c.arranged.lines.find(state.name);
  if (lines == c.arranged.lines.end()) return;
  const source::Origins& origins = state.system.env().origins;
  std::string last;
  for (const arrange::LineOrigin& line : lines->second) {
    const bool ours = std::any_of(ids.begin(), ids.end(), [&](OriginId id) { return leads_to(origins, line.origin, id); });
    if (!ours) continue;
    std::string text = fmt::format("{}:{}  {}", line.path, line.line, file_line(c, line.path, line.line));
    if (text != last) out.push_back(text);
    last = std::move(text);
  }
}

struct Find {
  std::string wanted;
  schema::Slot slot{};
  const schema::FieldSchema* field = nullptr;
  std::vector<std::string> known;
};

std::string print_value(schema::Slot slot, const schema::FieldSchema& field) {
  if (field.options.sensitive) return "(sensitive)";
  if (slot.mark->removed) return "~";
  if (slot.mark->presence == schema::Presence::absent) return "(nothing)";
  if (slot.shape->form == schema::Shape::Form::scalar) return slot.shape->print(slot.value);
  if (slot.shape->form == schema::Shape::Form::object) return "\n" + tree::print(schema::encode(slot.shape->object(), slot.value));
  std::string out;
  slot.shape->visit(slot.value, &out, [](void* context, std::string_view key, schema::ConstSlot element) {
    std::string& text = *static_cast<std::string*>(context);
    if (!text.empty()) text += ", ";
    if (!key.empty()) text += std::string(key);
    if (element.shape->form == schema::Shape::Form::scalar) text += (key.empty() ? "" : ": ") + element.shape->print(element.value);
  });
  return out;
}

/// What holds the packets of an edge back, were it not there.
std::string held_by(const model::System& system, const model::Edge& edge) {
  bool policy = false, group = false;
  for (const check::Hop& hop : check::trace(system, edge)) {
    policy = policy || hop.layer == "NetworkPolicy";
    group = group || hop.layer == "security group";
  }
  if (!policy) return "security groups";
  return group ? "NetworkPolicy and security groups" : "NetworkPolicy";
}

void add_edges(const UnitState& state, model::ObjectId id, std::vector<std::string>& out) {
  const model::Resolved& r = state.system.resolved;
  for (const model::Edge& e : r.edges) {
    const model::Endpoint& endpoint = r.traits.endpoints[e.endpoint];
    const std::string layer = endpoint.port == 0 ? "IAM" : fmt::format("{}, port {}", held_by(state.system, e), endpoint.port);
    if (e.from == id) out.push_back(fmt::format("{} {} ({})", e.role, e.target, layer));
    if (e.to == id) out.push_back(fmt::format("{} by {} ({})", e.role, r.env.objects.head(e.from).address, layer));
  }
}

}  // namespace

Explanation explain_value(const Compilation& c, const std::string& environment, const std::string& address) {
  Explanation out;
  const UnitState* state = unit_named(c, environment);
  if (state == nullptr) {
    out.problem = no_environment(c, environment);
    return out;
  }
  const model::Environment& env = state->system.env();
  const std::size_t dot = address.find('.');
  std::size_t second = dot == std::string::npos ? dot : address.find('.', dot + 1);
  const model::KindSchema* kind = model::kind_named(address.substr(0, dot));
  if (kind != nullptr && kind->typed && second != std::string::npos) second = address.find('.', second + 1);
  const model::ObjectId id = env.objects.find(address.substr(0, second));
  if (!id.known()) {
    out.problem = no_object(*state, address.substr(0, second));
    return out;
  }
  out.subject = environment + " " + address;
  void* object = const_cast<void*>(env.objects.object(id));  // `walk` only visits
  Find find{address, {}, nullptr, {}};
  schema::walk(model::kind(id).schema(), object, env.objects.head(id).address, &find, [](void* context, const std::string& path, const schema::FieldSchema& field, schema::Slot slot) {
    Find& f = *static_cast<Find*>(context);
    f.known.push_back(path);
    if (path == f.wanted) {
      f.slot = slot;
      f.field = &field;
    }
  });
  if (second == std::string::npos) {
    out.found = true;
    out.value = "\n" + tree::print(schema::encode(model::kind(id).schema(), object));
    out.says.push_back({fmt::format("{} (declared)", place(c, env.objects.head(id).at)), env.objects.head(id).name, true});
    add_edges(*state, id, out.edges);
    return out;
  }
  if (find.field == nullptr) {
    const auto near = support::nearest(address, find.known);
    out.problem = fmt::format("`{}` says nothing about `{}`{}", env.objects.head(id).address, address.substr(second + 1), near ? fmt::format("; did you mean `{}`?", *near) : "");
    return out;
  }
  out.found = true;
  out.value = print_value(find.slot, *find.field);
  std::set<OriginId> seen;
  add_says(c, env.origins, find.slot.mark->origin, false, seen, out.says);
  if (find.field->options.sensitive) {
    for (Say& say : out.says) say.value = "(sensitive)";
  }
  add_lines(c, *state, {find.slot.mark->origin}, out.lines);
  return out;
}

Explanation explain_line(const Compilation& c, const std::string& path, std::uint32_t line) {
  Explanation out;
  const auto unit = c.arranged.unit_of.find(path);
  if (unit == c.arranged.unit_of.end()) {
    std::vector<std::string> known;
    for (const auto& [name, text] : c.arranged.files) known.push_back(name);
    const auto near = support::nearest(path, known);
    out.problem = fmt::format("no build makes `{}`{}", path, near ? fmt::format("; did you mean `{}`?", *near) : "");
    return out;
  }
  out.value = file_line(c, path, line);
  out.subject = fmt::format("{}:{}", path, line);
  const std::string& text = c.arranged.files.at(path);
  if (const auto count = std::count(text.begin(), text.end(), '\n'); line > count) {
    out.problem = fmt::format("`{}` has {} lines", path, count);
    return out;
  }
  const UnitState* state = unit_named(c, unit->second);
  const auto lines = c.arranged.lines.find(unit->second);
  std::set<OriginId> seen;
  if (state != nullptr && lines != c.arranged.lines.end()) {
    for (const arrange::LineOrigin& l : lines->second) {
      if (l.path == path && l.line == line) add_says(c, state->system.env().origins, l.origin, false, seen, out.says);
    }
  }
  out.found = !out.says.empty();
  if (!out.found) out.problem = fmt::format("{}: the template alone decides this line: `{}`", out.subject, out.value);
  return out;
}

}  // namespace infragen::driver
