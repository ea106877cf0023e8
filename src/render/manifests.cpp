#include "infragen/render/manifests.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "infragen/render/diagnostics.hpp"
#include "infragen/yaml/template.hpp"
#include "render/hole.hpp"
#include "render/shared.hpp"

namespace infragen::render {
namespace {

using view::Value;
using yaml::Entry;
using yaml::Node;
using yaml::Part;
using yaml::Pattern;

/// What is written already.
struct Taken {
  std::map<view::Identity, std::string> identities;   ///< -> template
  std::map<std::string, view::Identity> files;        ///< folder/file
};

/// A file name that is none of another folder, on any system.
bool makes_file_name(const std::string& text) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'; };
  return !text.empty() && text.front() != '.' && std::all_of(text.begin(), text.end(), plain);
}

std::string known_later(const std::string& what) { return fmt::format("`{}` is known only after an apply, and a manifest is written before", what); }

/// Values as nodes. One that says nothing of its own origin has `origin`.
class Converter {
 public:
  std::optional<std::string> problem;

  Node node(const Value& value, source::OriginId origin, const std::string& path) {
    Node out;
    const source::OriginId own = value.origin != source::no_origin ? value.origin : origin;
    switch (value.kind) {
      case Value::Kind::absent: break;
      case Value::Kind::boolean: out = yaml::boolean(value.flag); break;
      case Value::Kind::integer: out = yaml::integer(value.number); break;
      case Value::Kind::text:
      case Value::Kind::ref:
        if (!value.rope.is_literal() && !problem) problem = known_later(path);
        out = yaml::text(value.rope.literal());
        break;
      case Value::Kind::list:
        out = yaml::list();
        for (std::size_t i = 0; i < value.list.size(); ++i) {
          if (value.list[i].kind != Value::Kind::absent) out.items.push_back(node(value.list[i], own, fmt::format("{}[{}]", path, i)));
        }
        break;
      case Value::Kind::map:
        out = yaml::map();
        for (const auto& [key, item] : value.map) {
          if (item.kind != Value::Kind::absent) out.set(key, node(item, own, path + "." + key));
        }
        break;
    }
    out.origin = own;
    if (value.origin == source::no_origin && !value.rope.pieces.empty() && value.rope.pieces.front().origin != source::no_origin) out.origin = value.rope.pieces.front().origin;
    return out;
  }
};

class ManifestInstance {
 public:
  /// `about`: whether this is the object's first template.
  ManifestInstance(const std::string& name, const yaml::Template& t, const view::Object& object, Manifests& out, Taken& taken, bool about)
      : name_(name), template_(t), object_(object), out_(out), taken_(taken), about_(about) {}

  std::optional<Failure> run() {
    Scope root;
    root.value = &object_.fields;
    each(template_.documents, root, [&](const Entry& entry, const Scope& scope) { document(entry, scope); });
    return failure_;
  }

 private:
  void fail(std::string problem, std::uint32_t at) {
    if (!failure_) failure_ = Failure{std::move(problem), at};
  }
  void misplaced(const Hole& h, const std::string& text, std::uint32_t at) {
    fail(h.kind == Hole::Kind::wrong ? h.problem : fmt::format("`{}` does not stand here", text), at);
  }

  // ---- control flow

  template <class See>
  void each(const std::vector<Entry>& entries, const Scope& scope, const See& see) {
    for (const Entry& entry : entries) {
      if (failure_) return;
      entry.kind == Entry::Kind::value ? see(entry, scope) : block(entry, scope, see);
    }
  }

  template <class See>
  void block(const Entry& entry, const Scope& scope, const See& see) {
    const Hole h = parse_hole(entry.head);
    if (h.kind == Hole::Kind::if_) {
      const Value* v = lookup(h.path, entry.at, scope, false);
      if (v != nullptr && v->kind != Value::Kind::boolean) fail(fmt::format("`{}` is no boolean", h.path), entry.at);
      if (!failure_) each(v->flag ? entry.body : entry.otherwise, scope, see);
    } else if (h.kind == Hole::Kind::for_) {
      const Value* list = lookup(h.path, entry.at, scope, false);
      if (list != nullptr && list->kind != Value::Kind::list) fail(fmt::format("`{}` is no list", h.path), entry.at);
      if (failure_) return;
      for (const Value& element : list->list) each(entry.body, Scope{&scope, h.variable, &element, Often::many, h.path, {}}, see);
    } else {
      misplaced(h, entry.head, entry.at);
    }
  }

  // ---- values

  const Value* lookup(const std::string& path, std::uint32_t at, const Scope& scope, bool optional) {
    const Value* value = find_value(path, scope);
    if (value == nullptr && !optional) fail(fmt::format("`{}` has no `{}`", object_.address, path), at);
    return value;
  }

  /// The value of a hole. Null: it is absent and may be, or there is a failure.
  const Value* fill(const std::string& text, std::uint32_t at, const Scope& scope) {
    const Hole h = parse_hole(text);
    if (h.kind == Hole::Kind::value) return lookup(h.path, at, scope, h.optional);
    misplaced(h, text, at);
    return nullptr;
  }

  /// Parts as one text; nothing if one is absent. `origin` becomes that of the first hole.
  std::optional<std::string> text(const std::vector<Part>& parts, const Scope& scope, source::OriginId& origin) {
    std::string out;
    bool first = true;
    for (const Part& part : parts) {
      if (!part.hole) {
        out += part.text;
        continue;
      }
      const Value* v = fill(part.text, part.at, scope);
      if (v == nullptr) return std::nullopt;
      if (v->kind == Value::Kind::list || v->kind == Value::Kind::map) {
        fail(fmt::format("`{}` is no text", part.text), part.at);
        return std::nullopt;
      }
      const Node node = converted(*v, part.text, part.at);
      out += node.text;
      if (std::exchange(first, false)) origin = node.origin;
    }
    return out;
  }

  Node converted(const Value& value, const std::string& path, std::uint32_t at) {
    Converter converter;
    Node out = converter.node(value, object_.origin, path);
    if (converter.problem) fail(*converter.problem, at);
    return out;
  }

  /// Nothing: it is absent, and takes along what it is the value of.
  std::optional<Node> instantiate(const Pattern& pattern, const Scope& scope) {
    std::optional<Node> out = Node();
    out->origin = object_.origin;
    switch (pattern.kind) {
      case Pattern::Kind::null: break;
      case Pattern::Kind::boolean: literal(pattern, Node::Kind::boolean, *out); break;
      case Pattern::Kind::integer: literal(pattern, Node::Kind::integer, *out); break;
      case Pattern::Kind::number: literal(pattern, Node::Kind::number, *out); break;
      case Pattern::Kind::text: {
        auto made = text(pattern.parts, scope, out->origin);
        if (!made) return std::nullopt;
        out->kind = Node::Kind::text;
        out->text = std::move(*made);
        break;
      }
      case Pattern::Kind::hole: {
        const Value* value = fill(pattern.text, pattern.at, scope);
        if (value == nullptr) return std::nullopt;
        out = converted(*value, pattern.text, pattern.at);
        break;
      }
      case Pattern::Kind::list: list(pattern, scope, *out); break;
      case Pattern::Kind::map: map(pattern, scope, *out); break;
    }
    if (!pattern.entries.empty() && out->items.empty() && out->members.empty()) return std::nullopt;
    out->comments = pattern.comments;
    return out;
  }

  static void literal(const Pattern& pattern, Node::Kind kind, Node& out) {
    out.kind = kind;
    out.text = pattern.text;
  }

  void list(const Pattern& pattern, const Scope& scope, Node& out) {
    out.kind = Node::Kind::list;
    each(pattern.entries, scope, [&](const Entry& entry, const Scope& inner) {
      if (auto item = instantiate(entry.value, inner)) out.items.push_back(std::move(*item));
    });
  }

  void map(const Pattern& pattern, const Scope& scope, Node& out) {
    out.kind = Node::Kind::map;
    std::set<std::string> keys;
    each(pattern.entries, scope, [&](const Entry& entry, const Scope& inner) {
      auto value = instantiate(entry.value, inner);
      source::OriginId ignored = source::no_origin;
      const auto key = text(entry.key, inner, ignored);
      if (!key && !failure_) fail("a key is never absent", entry.at);
      if (!value || failure_) return;
      // Branches may name a member each; what stands there in the end names it once.
      if (!keys.insert(*key).second) return fail(fmt::format("`{}` is set twice", *key), entry.at);
      out.members.emplace_back(*key, std::move(*value));
    });
  }

  // ---- documents

  std::string key_text(const Hole& h, std::uint32_t at, const Scope& scope) {
    if (h.key.empty() || h.literal_key) return h.key;
    const Value* v = lookup(h.key, at, scope, false);
    if (v == nullptr) return {};
    if (v->kind == Value::Kind::text && v->rope.is_literal()) return v->rope.literal();
    fail(fmt::format("`{}` is no literal text", h.key), at);
    return {};
  }

  /// A role is a word of the template, or comes from the object when a field has that name.
  std::string role_text(const Hole& h) const {
    const Value* v = object_.fields.find(h.path);
    return v != nullptr && v->kind == Value::Kind::text && v->rope.is_literal() ? v->rope.literal() : h.path;
  }

  void document(const Entry& entry, const Scope& scope) {
    if (entry.heads.empty()) return fail("a document begins with `{{ object role }}`", entry.at);
    const Part& head = entry.heads.front();
    const Hole h = parse_hole(head.text);
    if (h.kind != Hole::Kind::object) return misplaced(h, head.text, head.at);
    if (entry.heads.size() > 1) return misplaced(parse_hole(entry.heads[1].text), entry.heads[1].text, entry.heads[1].at);
    if (entry.value.kind != Pattern::Kind::map) return fail("an object is a map: `apiVersion`, `kind`, `metadata`", head.at);
    Manifest made;
    made.id = {object_.address, role_text(h), key_text(h, head.at, scope)};
    if (failure_) return;
    made.file = made.id.key.empty() ? made.id.role : made.id.role + "-" + made.id.key;
    if (!makes_file_name(made.file)) return fail(fmt::format("`{}` makes no file name", made.file), head.at);
    auto root = instantiate(entry.value, scope);
    if (failure_) return;
    if (!root) return fail("an object is a map: `apiVersion`, `kind`, `metadata`", head.at);
    made.root = std::move(*root);
    made.folder = object_.folder;
    made.template_name = name_;
    made.origin = object_.origin;
    if (auto problem = take(made)) return fail(std::move(*problem), head.at);
    if (std::exchange(about_, false)) put_about(made.root);
    out_.objects.push_back(std::move(made));
  }

  std::optional<std::string> take(const Manifest& made) {
    if (const auto [it, fresh] = taken_.identities.emplace(made.id, name_); !fresh) return fmt::format("`{}` is rendered already, by template `{}`", view::print(made.id), it->second);
    const std::string path = made.folder.empty() ? made.file : made.folder + "/" + made.file;
    const auto [it, fresh] = taken_.files.emplace(path, made.id);
    return fresh ? std::nullopt : std::optional(fmt::format("`{}.yaml` is the file of `{}` already", path, view::print(it->second)));
  }

  void put_about(Node& root) {
    const std::vector<std::string> lines = about_lines(object_.about);
    root.comments.insert(root.comments.begin(), lines.begin(), lines.end());
  }

  const std::string& name_;
  const yaml::Template& template_;
  const view::Object& object_;
  Manifests& out_;
  Taken& taken_;
  bool about_;
  std::optional<Failure> failure_;
};

/// An object whose body is its fields.
std::optional<Failure> bare(const view::Object& object, Manifests& out) {
  Converter converter;
  Manifest made;
  made.root = converter.node(object.fields, object.origin, object.address);
  if (converter.problem) return Failure{*converter.problem, 0};
  made.root.comments = about_lines(object.about);
  made.id = {object.address, object.bare->role, {}};
  made.folder = object.folder;
  made.file = object.bare->file;
  made.origin = object.origin;
  out.objects.push_back(std::move(made));
  return std::nullopt;
}

/// A template, read.
struct Read {
  TemplateText source;
  yaml::Template parsed;
  bool broken = false;
};

}  // namespace

Manifests render_manifests(const std::vector<view::Object>& objects, const FindTemplate& find, const source::Origins& origins, diag::Sink& sink, const Additions& additions) {
  Manifests out;
  Taken taken;
  std::map<std::string, Read> templates;
  const auto read = [&](const std::string& name) -> const Read& {
    auto [it, fresh] = templates.emplace(name, Read{});
    Read& t = it->second;
    if (!fresh) return t;
    const auto found = find(name);
    t.broken = !found;
    if (!found) {
      sink.report(no_template, {}, name);
      return t;
    }
    t.source = *found;
    t.parsed = yaml::parse(found->text);
    t.broken = t.parsed.error.has_value();
    if (t.broken) report_failure(name, t.source, {t.parsed.error->message, t.parsed.error->at}, nullptr, origins, sink);
    return t;
  };
  for (const view::Object& object : objects) {
    if (object.bare) {
      if (const auto failure = bare(object, out)) report_failure(object.address, {}, *failure, &object, origins, sink);
      continue;
    }
    for (const std::string& name : templates_of(object, additions)) {
      const Read& t = read(name);
      if (t.broken) continue;
      if (const auto failure = ManifestInstance(name, t.parsed, object, out, taken, name == object.template_name).run()) report_failure(name, t.source, *failure, &object, origins, sink);
    }
  }
  return out;
}

}  // namespace infragen::render
