#include "infragen/driver/show.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "infragen/driver/units.hpp"
#include "infragen/model/documents.hpp"
#include "infragen/support/text.hpp"

namespace infragen::driver {
namespace {

using schema::ConstSlot;
using schema::FieldSchema;
using schema::ObjectSchema;
using schema::Shape;

/// A line of the specification, and where it comes from.
struct Line {
  std::string text;
  std::string from;
};

/// Comments stand in one column, but for lines that reach beyond it.
constexpr std::size_t widest = 56;

std::string aligned(const std::vector<Line>& lines) {
  std::size_t column = 0;
  for (const Line& line : lines) {
    const std::size_t width = support::code_points(line.text);
    if (!line.from.empty() && width <= widest) column = std::max(column, width);
  }
  std::string out;
  for (const Line& line : lines) {
    out += line.text;
    if (!line.from.empty()) {
      out.append(column - std::min(column, support::code_points(line.text)), ' ');
      out += "  # " + line.from;
    }
    out += '\n';
  }
  return out;
}

/// A key or value as YAML.
std::string word(const std::string& text) {
  const std::string printed = tree::print(tree::scalar(text));
  return printed.substr(0, printed.size() - 1);
}

class Writer {
 public:
  Writer(const Compilation& c, const model::Environment& env) : c_(c), env_(env) {}

  void line(std::size_t indent, const std::string& text, const std::string& from) { lines_.push_back({std::string(indent, ' ') + text, from}); }

  void fields(const ObjectSchema& schema, const void* object, std::size_t indent) {
    for (const FieldSchema& field : schema.fields) this->field(field, field.read(object), indent);
  }

  static bool has_fields(const ObjectSchema& schema, const void* object) {
    return std::any_of(schema.fields.begin(), schema.fields.end(), [&](const FieldSchema& f) { return is_there(*f.read(object).mark); });
  }

  void object(model::ObjectId id, std::size_t indent) {
    const model::Head& head = env_.objects.head(id);
    const ObjectSchema& schema = model::kind(id).schema();
    const void* value = env_.objects.object(id);
    line(indent, head.name + (has_fields(schema, value) ? ":" : ": {}"), head.at.known() ? place(c_, head.at) : std::string());
    fields(schema, value, indent + 2);
  }

  std::string from(source::OriginId id) const {
    const source::Origin& o = env_.origins.at(id);
    switch (o.kind) {
      case source::OriginKind::written:
        return o.span.known() ? place(c_, o.span) : std::string();
      case source::OriginKind::class_default:
        return fmt::format("class {}", o.note);
      case source::OriginKind::kind_default:
        return "default";
      case source::OriginKind::derived:
        return fmt::format("derived: {}", o.note);
      case source::OriginKind::none:
        break;
    }
    return {};
  }

  std::string text() const { return aligned(lines_); }

 private:
  static bool is_there(const schema::Mark& mark) { return mark.presence != schema::Presence::absent || mark.removed; }

  void field(const FieldSchema& field, ConstSlot slot, std::size_t indent) {
    if (!is_there(*slot.mark)) return;
    if (field.options.sensitive) return line(indent, fmt::format("# {}: (sensitive)", field.name), from(slot.mark->origin));
    if (field.options.file && slot.shape->form == Shape::Form::scalar && slot.mark->present()) return file(field, slot, indent);
    value(word(std::string(field.name)) + ":", slot, indent);
  }

  /// A file is named from the folder of the file that says it: here, from that of the unit.
  void file(const FieldSchema& field, ConstSlot slot, std::size_t indent) {
    const auto found = env_.files.find(env_.origins.span(slot.mark->origin));
    const std::string name = found == env_.files.end() ? slot.shape->print(slot.value) : (env_.shared ? "../" : "../../") + found->second.path;
    line(indent, fmt::format("{}: {}", field.name, word(name)), from(slot.mark->origin));
  }

  /// `lead` is the key, or the `-` of an entry.
  void value(const std::string& lead, ConstSlot slot, std::size_t indent) {
    const std::string origin = from(slot.mark->origin);
    if (slot.mark->removed) return line(indent, lead + " ~", origin);
    switch (slot.shape->form) {
      case Shape::Form::scalar:
        return line(indent, lead + " " + scalar(slot), origin);
      case Shape::Form::object:
        if (!has_fields(slot.shape->object(), slot.value)) return line(indent, lead + " {}", origin);
        line(indent, lead, origin);
        return fields(slot.shape->object(), slot.value, indent + 2);
      case Shape::Form::list:
      case Shape::Form::map:
        break;
    }
    const bool list = slot.shape->form == Shape::Form::list;
    if (slot.shape->size(slot.value) == 0) return line(indent, lead + (list ? " []" : " {}"), origin);
    line(indent, lead, origin);
    struct Inner {
      Writer* writer;
      std::size_t indent;
    } inner{this, indent + 2};
    slot.shape->visit(slot.value, &inner, [](void* context, std::string_view key, ConstSlot element) {
      auto& in = *static_cast<Inner*>(context);
      const bool entry = key.empty();
      in.writer->value(entry ? std::string("-") : word(std::string(key)) + ":", element, in.indent);
    });
  }

  static std::string scalar(ConstSlot slot) {
    const std::string text = slot.shape->print(slot.value);
    // An input is a map in the specification.
    if (slot.shape->takes_inputs && text.starts_with("{input: ")) return text;
    return word(text);
  }

  const Compilation& c_;
  const model::Environment& env_;
  std::vector<Line> lines_;
};

/// Kind -> objects, in the order of kinds.
using Group = std::map<std::uint16_t, std::vector<model::ObjectId>>;

void write_group(Writer& w, const Group& group, std::size_t indent) {
  for (const auto& [kind, ids] : group) {
    w.line(indent, std::string(model::kinds()[kind].name) + ":", {});
    for (const model::ObjectId id : ids) w.object(id, indent + 2);
  }
}

/// Where the class is written; of a shared stack it may be a default.
std::string class_place(const Compilation& c, const UnitState& state) {
  const load::Role role = state.shared ? load::Role::shared : load::Role::environment;
  for (const expand::Document& d : c.documents) {
    const tree::Value* written = d.role == role && d.unit == state.name ? d.tree.find("class") : nullptr;
    if (written != nullptr && written->span.known()) return place(c, written->span);
  }
  return "default";
}

void write_head(Writer& w, const Compilation& c, const UnitState& state) {
  const model::Environment& env = state.system.env();
  const std::string from = env.at.known() ? place(c, env.at) : std::string();
  w.line(0, fmt::format("{}: {}", state.shared ? "shared" : "environment", state.name), from);
  w.line(0, fmt::format("class: {}", schema::name(env.environment_class)), class_place(c, state));
  w.fields(model::settings_schema(), &env.settings, 0);
  const bool any = std::any_of(env.releases.begin(), env.releases.end(), [](const auto& r) { return r.second.present(); });
  if (any) w.line(0, "releases:", {});
  for (const auto& [address, version] : env.releases) {
    if (version.present()) w.line(2, fmt::format("{}: {}", word(address), word(version->text)), w.from(version.mark.origin));
  }
}

/// The unit's own objects at the top, those of domains below `domains`, and those of shared stacks only named.
void write_all(Writer& w, const Compilation& c, const UnitState& state) {
  const model::Environment& env = state.system.env();
  write_head(w, c, state);
  Group own;
  std::map<std::string, Group> domains;
  std::vector<const model::Head*> known;
  for (const model::ObjectId id : env.objects.ids()) {
    const model::Head& head = env.objects.head(id);
    if (!env.owns(id)) {
      known.push_back(&head);
    } else {
      (head.domain.empty() ? own : domains[head.domain])[id.kind].push_back(id);
    }
  }
  write_group(w, own, 0);
  if (!domains.empty()) w.line(0, "domains:", {});
  for (const auto& [name, group] : domains) {
    w.line(2, name + ":", {});
    write_group(w, group, 4);
  }
  for (const model::Head* head : known) w.line(0, fmt::format("# {} of shared/{}", head->address, head->shared), place(c, head->at));
}

/// What came of one object, as comments.
class Derived {
 public:
  Derived(const Compilation& c, const UnitState& state, model::ObjectId id)
      : c_(c), state_(state), env_(state.system.env()), id_(id), address_(env_.objects.head(id).address) {}

  std::string text() {
    placement();
    figures();
    subnets();
    edges();
    variables();
    rules();
    policies();
    resources();
    return std::move(out_);
  }

 private:
  void section(std::string_view title, const std::vector<Line>& lines) {
    if (lines.empty()) return;
    out_ += fmt::format("\n# {}:\n", title);
    std::vector<Line> shifted;
    for (const Line& line : lines) shifted.push_back({"#   " + line.text, line.from});
    out_ += aligned(shifted);
  }

  /// The place behind a derived thing, else the rule in words.
  std::string from(source::OriginId origin, const std::string& rule = {}) const {
    const source::Span span = env_.origins.span(origin);
    return span.known() ? place(c_, span) : rule.empty() ? std::string() : "derived: " + rule;
  }

  bool ours(const view::Identity& id) const { return id.object == address_; }

  void placement() {
    const auto it = state_.system.resolved.places.find(id_);
    if (it == state_.system.resolved.places.end() || it->second.network.empty()) return;
    section("place", {{fmt::format("{}{}", it->second.network, it->second.tier.empty() ? "" : ", tier " + it->second.tier), {}}});
  }

  /// What an object comes to at most.
  void figures() {
    const auto addresses = model::kind(id_).addresses;
    const auto place = state_.system.resolved.places.find(id_);
    if (addresses == nullptr || place == state_.system.resolved.places.end()) return;
    const std::uint64_t most = addresses(env_.objects.object(id_));
    section("figures", {{fmt::format("at most {} running, each with an address{}", most, place->second.tier.empty() ? "" : " in tier " + place->second.tier), {}}});
  }

  void subnets() {
    std::vector<Line> lines;
    for (const model::SubnetBlock& b : state_.system.derived.subnets) {
      if (b.network == id_) lines.push_back({fmt::format("{}-{} {}", b.tier, b.zone, schema::print(b.block)), std::string(env_.origins.at(b.origin).note)});
    }
    section("subnets", lines);
  }

  void edges() {
    std::vector<Line> lines;
    const model::Resolved& r = state_.system.resolved;
    for (const model::Edge& e : r.edges) {
      if (e.from == id_) lines.push_back({fmt::format("{} {}", e.role, e.target), from(e.origin)});
      if (e.to == id_) lines.push_back({fmt::format("{} by {}{}", e.role, env_.objects.head(e.from).address, e.target == address_ ? "" : " on " + e.target), from(e.origin)});
    }
    section("edges", lines);
  }

  void variables() {
    std::vector<Line> lines;
    const auto it = state_.system.derived.variables.find(id_);
    if (it == state_.system.derived.variables.end()) return;
    for (const model::Variable& v : it->second) {
      lines.push_back({fmt::format("{} {} {}", v.name, v.secret ? "injected from" : "=", view::print(v.value)), from(v.origin)});
    }
    section("variables", lines);
  }

  void rules() {
    std::vector<Line> lines;
    for (const model::SecurityRule& r : state_.system.derived.rules) {
      if (!ours(r.group)) continue;
      const std::string peer = r.peer.role.empty() ? r.block : view::print(r.peer);
      lines.push_back({fmt::format("{} {} {}, {}", view::print(r.group), r.inbound ? "from" : "to", peer, r.port == 0 ? "every port" : fmt::format("port {}", r.port)), from(r.origin, r.description)});
    }
    section("security rules", lines);
  }

  void policies() {
    std::vector<Line> lines;
    for (const model::RolePolicy& p : state_.system.derived.policies) {
      if (p.owner != id_) continue;
      for (const model::Statement& s : p.statements) {
        for (const view::Rope& resource : s.resources) {
          lines.push_back({fmt::format("{} may {} on {}", view::print(p.role), support::join(s.actions, ", "), view::print(resource)), from(s.origin)});
        }
      }
    }
    section("policies", lines);
  }

  /// The file that a resource stands in.
  std::string file_of(const render::Block& b) const {
    std::string path = fmt::format("{}/{}.tf", arrange::folder_of(env_, b.stack), b.file);
    return c_.arranged.files.contains(path) ? path : std::string();
  }

  void resources() {
    std::vector<Line> lines;
    for (const arrange::Unit& unit : c_.units) {
      if (unit.env != &env_) continue;
      for (const render::Block& b : unit.rendered.blocks) {
        if (!ours(b.id) || b.block_type != "resource") continue;
        lines.push_back({b.type + "." + b.label, file_of(b)});
      }
    }
    section("resources", lines);
  }

  const Compilation& c_;
  const UnitState& state_;
  const model::Environment& env_;
  model::ObjectId id_;
  std::string address_;
  std::string out_;
};

}  // namespace

std::string show(const Compilation& c, const UnitState& state, const std::string& address) {
  const model::Environment& env = state.system.env();
  Writer w(c, env);
  if (address.empty()) {
    write_all(w, c, state);
    return w.text();
  }
  const model::ObjectId id = env.objects.find(address);
  w.line(0, std::string(model::kind(id).name) + ":", {});
  w.object(id, 2);
  return w.text() + Derived(c, state, id).text();
}

}  // namespace infragen::driver
