#include "infragen/render/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "infragen/hcl/parse.hpp"
#include "infragen/render/diagnostics.hpp"
#include "render/hole.hpp"
#include "render/shared.hpp"
#include "render/values.hpp"

namespace infragen::render {
namespace {

using hcl::Body;
using hcl::Expr;
using hcl::Item;
using view::Value;

/// A template, read.
struct Template {
  std::string name;
  TemplateText source;
  Body body;
  bool broken = false;
};

void put_about(const std::string& about, Item& block) {
  const std::vector<std::string> lines = about_lines(about);
  block.comments.insert(block.comments.begin(), lines.begin(), lines.end());
}

class Instance {
 public:
  /// `taken`: the identities that exist, and by which template; `about`: whether this is the object's first template.
  Instance(const Template& t, const view::Object& object, Rendered& out, std::map<view::Identity, std::string>& taken, bool about)
      : template_(t), object_(object), out_(out), taken_(taken), about_(about) {}

  std::optional<Failure> run() {
    Scope root;
    root.value = &object_.fields;
    top_level(template_.body, 0, template_.body.size(), root);
    return failure_;
  }

 private:
  void fail(std::string problem, std::uint32_t at) {
    if (!failure_) failure_ = Failure{std::move(problem), at};
  }

  // ---- control flow: directives stand between items

  /// The end of the block that begins behind `i`, and its `else` if there is one.
  std::pair<std::size_t, std::size_t> block_end(const Body& items, std::size_t i, std::size_t end) {
    std::size_t depth = 0, otherwise = 0;
    for (std::size_t j = i + 1; j < end; ++j) {
      if (items[j].kind != Item::Kind::directive) continue;
      const Hole h = parse_hole(items[j].name);
      if (h.kind == Hole::Kind::if_ || h.kind == Hole::Kind::for_) ++depth;
      if (h.kind == Hole::Kind::else_ && depth == 0) otherwise = j;
      if (h.kind == Hole::Kind::end && depth-- == 0) return {j, otherwise};
    }
    fail("a block without `{{ end }}`", items[i].at);
    return {end, 0};
  }

  template <class See>
  void each_item(const Body& items, std::size_t begin, std::size_t end, const Scope& scope, See see) {
    for (std::size_t i = begin; i < end && !failure_; ++i) {
      const Item& item = items[i];
      if (item.kind != Item::Kind::directive) {
        see(item, scope);
        continue;
      }
      const Hole h = parse_hole(item.name);
      if (h.kind == Hole::Kind::if_) {
        const auto [close, otherwise] = block_end(items, i, end);
        const bool taken = truth(h, item.at, scope);
        Scope inner = scope;
        if (inner.often == Often::once) inner.often = Often::perhaps;
        if (taken) inner.condition = h.path;
        if (taken) each_item(items, i + 1, otherwise == 0 ? close : otherwise, inner, see);
        if (!taken && otherwise != 0) each_item(items, otherwise + 1, close, inner, see);
        i = close;
      } else if (h.kind == Hole::Kind::for_) {
        const auto [close, otherwise] = block_end(items, i, end);
        const Value* list = lookup(h.path, item.at, scope, false);
        if (list != nullptr && list->kind != Value::Kind::list) fail(fmt::format("`{}` is no list", h.path), item.at);
        if (failure_) return;
        for (const Value& element : list->list) each_item(items, i + 1, close, Scope{&scope, h.variable, &element, Often::many, h.path, {}}, see);
        i = close;
      } else if (h.kind == Hole::Kind::file) {
        file_ = h.path;
      } else if (h.kind == Hole::Kind::module) {
        (h.role.empty() ? module_ : modules_[h.role]) = std::pair(word_text(h.path), h.each);
      } else if (h.kind == Hole::Kind::input) {
        inputs_ = h.words;
      } else if (h.kind == Hole::Kind::labels && h.path == "kind") {
        labels_with_kind_ = true;
      } else {
        fail(h.kind == Hole::Kind::wrong ? h.problem : fmt::format("`{}` does not stand here", item.name), item.at);
      }
    }
  }

  bool truth(const Hole& h, std::uint32_t at, const Scope& scope) {
    const Value* v = lookup(h.path, at, scope, false);
    if (v == nullptr) return false;
    if (v->kind == Value::Kind::boolean) return v->flag;
    fail(fmt::format("`{}` is no boolean", h.path), at);
    return false;
  }

  // ---- values

  const Value* lookup(const std::string& path, std::uint32_t at, const Scope& scope, bool optional) {
    const Value* value = find_value(path, scope);
    if (value == nullptr && !optional) fail(fmt::format("`{}` has no `{}`", object_.address, path), at);
    return value;
  }

  // ---- instantiation

  std::string key_text(const Hole& h, std::uint32_t at, const Scope& scope) {
    if (h.key.empty() || h.literal_key) return h.key;
    const Value* v = lookup(h.key, at, scope, false);
    if (v == nullptr) return {};
    if (v->kind == Value::Kind::text && v->rope.is_literal()) return v->rope.literal();
    fail(fmt::format("`{}` is no literal text", h.key), at);
    return {};
  }

  /// Roles and modules are words of the template, or come from the object when a field has that name.
  std::string word_text(const std::string& word) {
    const Value* v = object_.fields.find(word);
    return v != nullptr && v->kind == Value::Kind::text && v->rope.is_literal() ? v->rope.literal() : word;
  }
  std::string role_text(const Hole& h) { return word_text(h.path); }

  Lot lot_of(const Hole& address, const view::Identity& id, const Scope& scope) {
    Lot lot;
    const auto own = modules_.find(id.role);
    const auto& [name, each] = own != modules_.end() ? own->second : module_;
    lot.module = name.empty() ? file_ : name;
    lot.each = each;
    lot.inputs = inputs_;
    lot.role = id.role;
    lot.with_kind = labels_with_kind_;
    lot.often = scope.often;
    lot.loop = scope.loop;
    lot.condition = scope.condition;
    if (address.literal_key) {
      lot.role += "-" + id.key;
    } else {
      lot.key = id.key;
      if (!id.key.empty()) lot.often = Often::many;
    }
    return lot;
  }

  /// Nothing: the hole is optional and its value absent.
  std::optional<Expr> fill(const Expr& hole, const Scope& scope) {
    const Hole h = parse_hole(hole.text);
    if (h.kind == Hole::Kind::value) {
      const Value* v = lookup(h.path, hole.at, scope, h.optional);
      if (v == nullptr) return std::nullopt;
      return expression(*v, out_);
    }
    if (h.kind == Hole::Kind::ref) {
      return slot({{object_.address, role_text(h), key_text(h, hole.at, scope)}, h.attribute}, object_.origin, out_);
    }
    fail(h.kind == Hole::Kind::wrong ? h.problem : fmt::format("`{}` does not stand here", hole.text), hole.at);
    return std::nullopt;
  }

  void string_part(const Expr& part, const Scope& scope, std::vector<Expr>& parts) {
    if (part.kind != Expr::Kind::hole) {
      if (auto e = instantiate(part, scope)) parts.push_back(std::move(*e));
      return;
    }
    const Hole h = parse_hole(part.text);
    if (h.kind == Hole::Kind::ref) {
      if (auto e = fill(part, scope)) parts.push_back(std::move(*e));
      return;
    }
    const Value* v = h.kind == Hole::Kind::value ? lookup(h.path, part.at, scope, false) : nullptr;
    if (v == nullptr) return fail(h.problem.empty() ? "a part of a string is a path or a `ref`" : h.problem, part.at);
    if (v->kind == Value::Kind::text || v->kind == Value::Kind::ref) {
      append_pieces(parts, v->rope, out_);
    } else if (v->kind == Value::Kind::integer) {
      append_pieces(parts, view::Rope(std::to_string(v->number), v->origin), out_);
    } else {
      fail(fmt::format("`{}` is no text", h.path), part.at);
    }
  }

  std::optional<Expr> instantiate(const Expr& e, const Scope& scope) {
    if (failure_) return std::nullopt;
    if (e.kind == Expr::Kind::hole) return fill(e, scope);
    Expr out = e;
    out.items.clear();
    if (e.kind == Expr::Kind::string || e.kind == Expr::Kind::heredoc) {
      for (const Expr& part : e.items) string_part(part, scope, out.items);
      return out;
    }
    if (e.kind == Expr::Kind::object) {
      for (std::size_t i = 0; i + 1 < e.items.size(); i += 2) {
        auto key = instantiate(e.items[i], scope);
        auto value = instantiate(e.items[i + 1], scope);
        if (!key || !value) continue;
        out.items.push_back(std::move(*key));
        out.items.push_back(std::move(*value));
      }
      return out;
    }
    for (const Expr& item : e.items) {
      if (auto child = instantiate(item, scope)) {
        out.items.push_back(std::move(*child));
      } else if (e.kind != Expr::Kind::tuple) {
        return std::nullopt;  // an absent operand takes the whole expression along
      }
    }
    return out;
  }

  std::optional<Item> item(const Item& in, const Scope& scope) {
    Item out = in;
    out.origin = object_.origin;
    if (in.kind == Item::Kind::attribute) {
      auto value = instantiate(in.value, scope);
      if (!value) return std::nullopt;
      out.value = std::move(*value);
      if (out.value.origin != source::no_origin) out.origin = out.value.origin;
      return out;
    }
    out.body.clear();
    each_item(in.body, 0, in.body.size(), scope, [&](const Item& below, const Scope& s) {
      const auto is_hole = [](const hcl::Label& label) { return label.text.kind == Expr::Kind::hole; };
      if (std::any_of(below.labels.begin(), below.labels.end(), is_hole)) return fail("only a block at the top has an address", below.at);
      if (auto made = item(below, s)) out.body.push_back(std::move(*made));
    });
    // Branches may name an attribute each; what stands there in the end names it once.
    std::set<std::string_view> names;
    for (const Item& below : out.body) {
      if (below.kind == Item::Kind::attribute && !names.insert(below.name).second) fail(fmt::format("`{}` is set twice", below.name), below.at);
    }
    return out;
  }

  void top_level(const Body& items, std::size_t begin, std::size_t end, const Scope& scope) {
    each_item(items, begin, end, scope, [&](const Item& in, const Scope& s) {
      if (in.kind != Item::Kind::block || in.labels.size() != 2) return fail("a template holds blocks with a type and an address", in.at);
      const std::string* type = hcl::constant_string(in.labels[0].text);
      const Expr& address = in.labels[1].text;
      const Hole h = address.kind == Expr::Kind::hole ? parse_hole(address.text) : Hole{};
      if (type == nullptr || h.kind != Hole::Kind::address) return fail("the label of a block is `{{ address role }}`", in.at);
      auto made = item(in, s);
      if (!made) return;
      Block block;
      block.id = {object_.address, role_text(h), key_text(h, address.at, s)};
      if (const auto [it, fresh] = taken_.emplace(block.id, template_.name); !fresh) {
        return fail(fmt::format("`{}` is rendered already, by template `{}`", view::print(block.id), it->second), address.at);
      }
      if (const auto former = object_.former_keys.find(block.id.key); former != object_.former_keys.end()) block.former_key = former->second;
      block.block_type = in.name;
      block.type = *type;
      block.label = label_of(block.id, *type, labels_with_kind_);
      block.file = file_;
      block.lot = lot_of(h, block.id, s);
      block.stack = object_.stack;
      block.near = object_.near;
      block.template_name = template_.name;
      block.origin = object_.origin;
      if (std::exchange(about_, false)) put_about(object_.about, *made);
      made->labels = {{hcl::string(block.type), true}, {hcl::string(block.label), true}};
      made->origin = object_.origin;
      block.item = std::move(*made);
      out_.blocks.push_back(std::move(block));
    });
  }

  const Template& template_;
  const view::Object& object_;
  Rendered& out_;
  std::map<view::Identity, std::string>& taken_;
  bool about_;
  std::optional<Failure> failure_;
  std::string file_ = "main";
  bool labels_with_kind_ = false;
  std::vector<std::string> inputs_;
  std::pair<std::string, bool> module_;                        ///< name, a call for each object
  std::map<std::string, std::pair<std::string, bool>> modules_;  ///< role -> the same
};

/// A block whose body is the object's fields.
void bare(const view::Object& object, Rendered& out) {
  const view::Bare& kind = *object.bare;
  Block block;
  block.id = {object.address, kind.role, {}};
  block.block_type = kind.block_type;
  block.type = kind.type;
  block.label = kind.label;
  block.file = kind.file;
  block.folder = kind.folder;
  block.stack = object.stack;
  block.near = object.near;
  block.origin = object.origin;
  std::vector<std::string> labels = {kind.label};
  if (!kind.type.empty()) labels.insert(labels.begin(), kind.type);
  block.item = hcl::block(kind.block_type, labels, body(object.fields, out));
  block.item.origin = object.origin;
  put_about(object.about, block.item);
  out.blocks.push_back(std::move(block));
}

}  // namespace

std::string label_of(const view::Identity& id, std::string_view type, bool with_kind) {
  const std::size_t dot = id.object.find('.');
  std::string label = with_kind ? id.object : id.object.substr(dot + 1);
  std::replace(label.begin(), label.end(), '-', '_');
  std::string role = id.role;
  std::replace(role.begin(), role.end(), '-', '_');
  if (!type.ends_with("_" + role)) label += "-" + role;
  if (!id.key.empty()) label += "_" + id.key;
  // Paths tell `/item-list` from `/item/list`; everything else has no slash, and `-` becomes `_`.
  // The slash of `198.51.100.0/24` makes no path.
  const std::size_t slash = id.key.find('/');
  const auto digit = [&](std::size_t at) { return at < id.key.size() && id.key[at] >= '0' && id.key[at] <= '9'; };
  const bool path = slash != std::string::npos && !(slash > 0 && digit(slash - 1) && digit(slash + 1));
  std::string out;
  char before = '_';
  for (const char c : label) {
    const bool upper = c >= 'A' && c <= 'Z', word = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool begins = upper && ((before >= 'a' && before <= 'z') || (before >= '0' && before <= '9'));
    before = c;
    if (begins) out += '_';
    if (c == '*') {
      out += "all";
    } else if (upper) {
      out += static_cast<char>(c - 'A' + 'a');   // Terraform's own style has no capitals
    } else if (word || (path && c == '-' && !out.empty() && out.back() != '_')) {
      out += c;
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out;
}

Rendered render(const std::vector<view::Object>& objects, const FindTemplate& find, const source::Origins& origins, diag::Sink& sink, const Additions& additions,
                const std::function<void(std::size_t)>& after) {
  Rendered out;
  std::map<std::string, Template> templates;
  std::map<view::Identity, std::string> taken;
  const auto read = [&](const std::string& name) -> const Template& {
    auto [it, fresh] = templates.emplace(name, Template{});
    Template& t = it->second;
    if (!fresh) return t;
    t.name = name;
    const auto found = find(name);
    t.broken = !found;
    if (!found) {
      sink.report(no_template, {}, name);
      return t;
    }
    t.source = *found;
    hcl::Parsed parsed = hcl::parse(found->text, {.holes = true});
    t.body = std::move(parsed.body);
    t.broken = parsed.error.has_value();
    if (parsed.error) report_failure(t.name, t.source, {parsed.error->message, parsed.error->at}, nullptr, origins, sink);
    return t;
  };
  const auto through_templates = [&](const view::Object& object) {
    for (const std::string& name : templates_of(object, additions)) {
      const Template& t = read(name);
      if (t.broken) continue;
      if (const auto failure = Instance(t, object, out, taken, name == object.template_name).run()) report_failure(t.name, t.source, *failure, &object, origins, sink);
    }
  };
  for (std::size_t i = 0; i < objects.size(); ++i) {
    objects[i].bare ? bare(objects[i], out) : through_templates(objects[i]);
    if (after) after(i);
  }
  return out;
}

}  // namespace infragen::render
