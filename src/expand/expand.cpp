#include "infragen/expand/expand.hpp"

#include <fmt/format.h>

#include "expand/object.hpp"
#include "infragen/expand/diagnostics.hpp"
#include "infragen/model/documents.hpp"
#include "infragen/model/kind.hpp"
#include "infragen/support/text.hpp"

namespace infragen::expand {
namespace {

using load::Role;
using model::Grammar;
using model::KindSchema;
using model::Scope;
using syntax::Entry;
using syntax::Node;
using tree::Value;

const Grammar& grammar_of(Role role) {
  switch (role) {
    case Role::project:
      return model::grammar_named("project");
    case Role::shared:
      return model::grammar_named("shared");
    case Role::domain:
      return model::grammar_named("domain");
    case Role::layer:
    case Role::environment:
      break;
  }
  return model::grammar_named("environment");
}

class Expander {
 public:
  explicit Expander(diag::Sink& sink) : sink_(sink) {}

  Value document(const Node& root, const Grammar& grammar) {
    Value out = tree::map(root.span);
    if (root.kind == Node::Kind::empty) return out;
    if (root.kind != Node::Kind::map) {
      sink_.report(wrong_form, root.span, std::string(grammar.called), "is a map of keys");
      return out;
    }
    for (const Entry& entry : root.entries) {
      Value value;
      if (top_level(entry, grammar, value)) out.items.push_back({entry.key, entry.key_span, std::move(value)});
    }
    tree::sort_items(out);
    return out;
  }

 private:
  bool top_level(const Entry& entry, const Grammar& grammar, Value& value) {
    for (const ObjectSchema* header : grammar.headers) {
      if (const schema::FieldSchema* field = header->find(entry.key)) {
        value = expand_shape(entry.value, *field->shape(), field->options, entry.key, sink_);
        return true;
      }
    }
    if (const KindSchema* kind = model::kind_named(entry.key)) {
      if (!grammar.takes(*kind)) {
        sink_.report(misplaced_key, entry.key_span, entry.key, std::string(grammar.called))
            .help(kind->scope == Scope::domain ? std::string("declare it in `domains/<name>/*.yaml`") : std::string("declare it in an environment, a layer or a domain"));
        return false;
      }
      value = objects(entry, *kind, true);
      return true;
    }
    if (grammar.layers && entry.key == "defaults") {
      value = defaults(entry);
      return true;
    }
    if (grammar.layers && entry.key == "domains") {
      value = domains(entry);
      return true;
    }
    if (grammar.profiles && entry.key == "profiles") {
      value = profiles(entry);
      return true;
    }
    unknown(entry, grammar);
    return false;
  }

  void unknown(const Entry& entry, const Grammar& grammar) {
    std::vector<std::string> known;
    for (const ObjectSchema* header : grammar.headers) {
      for (const auto& f : header->fields) known.emplace_back(f.name);
    }
    for (const KindSchema& kind : model::kinds()) {
      if (grammar.takes(kind)) known.emplace_back(kind.name);
    }
    if (grammar.layers) known.insert(known.end(), {"defaults", "domains"});
    if (grammar.profiles) known.emplace_back("profiles");
    report_unknown(entry, fmt::format("key of {}", grammar.called), known, sink_);
  }

  /// `postgres: {main: {…}}`, or for kinds of which there is usually one `network: {…}`.
  Value objects(const Entry& entry, const KindSchema& kind, bool with_meta) {
    const Node& node = entry.value;
    if (node.kind == Node::Kind::removed) return plain(node);
    if (node.kind != Node::Kind::map) {
      if (node.kind == Node::Kind::empty) {
        sink_.report(empty_value, node.span, entry.key)
            .help(fmt::format("delete the line to inherit it, or write `{}: ~` to have none here", entry.key));
      } else {
        sink_.report(wrong_form, node.span, entry.key, "is a map of names").help(fmt::format("`{}: {{main: {{…}}}}`", entry.key));
      }
      Value reported = tree::map(node.span);
      reported.invalid = true;
      return reported;
    }
    if (kind.typed) return typed_objects(node, kind, with_meta);
    Value out = tree::map(node.span);
    if (kind.single && is_one(node, kind)) {
      out.items.push_back({"main", entry.key_span, object(node, kind, with_meta)});
      return out;
    }
    for (const Entry& item : node.entries) {
      if (!valid_name(item, kind.name)) {
        out.incomplete = true;
        continue;
      }
      out.items.push_back({item.key, item.key_span, named_object(item, kind, with_meta)});
    }
    tree::sort_items(out);
    return out;
  }

  /// `resource: {aws_mq_broker: {main: {…}}}`: the object `aws_mq_broker.main`.
  Value typed_objects(const Node& node, const KindSchema& kind, bool with_meta) {
    Value out = tree::map(node.span);
    for (const Entry& type : node.entries) {
      if (!valid_type(type)) {
        out.incomplete = true;
        continue;
      }
      if (type.value.kind != Node::Kind::map) {
        sink_.report(wrong_form, type.value.span, type.key, "is a map of names").help(fmt::format("`{}: {{{}: {{main: {{…}}}}}}`", kind.name, type.key));
        out.incomplete = true;
        continue;
      }
      for (const Entry& item : type.value.entries) {
        if (!valid_name(item, type.key)) {
          out.incomplete = true;
          continue;
        }
        out.items.push_back({type.key + "." + item.key, item.key_span, named_object(item, kind, with_meta)});
      }
    }
    tree::sort_items(out);
    return out;
  }

  bool valid_type(const Entry& type) {
    bool ok = type.key.starts_with("aws_") && type.key.size() > 4;
    for (const char c : type.key) ok = ok && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
    if (!ok) sink_.report(invalid_key, type.key_span, type.key, "is no type of the AWS provider").help("`aws_…`, in the provider's words");
    return ok;
  }

  static bool is_one(const Node& node, const KindSchema& kind) {
    for (const Entry& entry : node.entries) {
      if (kind.schema().find(entry.key) != nullptr) return true;
    }
    return false;
  }

  bool valid_name(const Entry& item, std::string_view what) {
    bool ok = !item.key.empty() && item.key.size() <= 63 && item.key.front() >= 'a' && item.key.front() <= 'z' && item.key.back() != '-';
    for (const char c : item.key) ok = ok && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    if (ok) return true;
    auto d = sink_.report(invalid_key, item.key_span, item.key, fmt::format("is no name of a {}", what));
    d.help("a lower-case letter, then letters, digits and `-`, at most 63");
    return false;
  }

  Value named_object(const Entry& item, const KindSchema& kind, bool with_meta) {
    if (item.value.kind == Node::Kind::removed) return plain(item.value);
    if (item.value.kind == Node::Kind::empty) {
      sink_.report(empty_value, item.value.span, item.key)
          .help(fmt::format("`{}: {{}}` takes every default, `{}: ~` has none here, no line inherits it", item.key, item.key));
      Value v = tree::map(item.value.span);
      v.invalid = true;
      return v;
    }
    return object(item.value, kind, with_meta);
  }

  Value object(const Node& node, const KindSchema& kind, bool with_meta) {
    return expand_object(node, kind.schema(), std::string(kind.name), sink_, [&](const Entry& entry, Value& out) {
      if (!with_meta) return false;
      if (entry.key == "in") {
        out.items.push_back({"in", entry.key_span, variants(entry, kind)});
        return true;
      }
      if (entry.key == "only") {
        out.items.push_back({"only", entry.key_span, names_list(entry)});
        return true;
      }
      return false;
    });
  }

  /// `in: {prod: {…}, production: {…}}`: what the object is there.
  Value variants(const Entry& entry, const KindSchema& kind) {
    Value out = tree::map(entry.value.span);
    if (entry.value.kind != Node::Kind::map) {
      sink_.report(wrong_form, entry.value.span, "in", "is a map of environments or classes").help("`in: {prod: {…}}`");
      return out;
    }
    for (const Entry& item : entry.value.entries) out.items.push_back({item.key, item.key_span, named_object(item, kind, false)});
    tree::sort_items(out);
    return out;
  }

  Value names_list(const Entry& entry) {
    Value out = plain(entry.value);
    bool ok = out.kind == Value::Kind::list;
    for (const tree::Item& item : out.items) ok = ok && item.value.kind == Value::Kind::scalar && !item.value.invalid;
    if (ok) return out;
    sink_.report(wrong_form, entry.value.span, "only", "is no list of environments or classes").help("`only: [prod]`");
    return tree::list(entry.value.span);
  }

  Value defaults(const Entry& entry) {
    Value out = tree::map(entry.value.span);
    if (entry.value.kind != Node::Kind::map) {
      sink_.report(wrong_form, entry.value.span, "defaults", "is a map of kinds").help("`defaults: {service: {…}}`");
      return out;
    }
    for (const Entry& item : entry.value.entries) {
      const KindSchema* kind = model::kind_named(item.key);
      if (kind == nullptr) {
        unknown_kind(item);
        continue;
      }
      if (kind->typed) {
        sink_.report(misplaced_key, item.key_span, item.key, "`defaults`").help("resources of the provider share no defaults");
        continue;
      }
      out.items.push_back({item.key, item.key_span, named_object(item, *kind, false)});
    }
    tree::sort_items(out);
    return out;
  }

  /// `profiles: {spring: {…}}`: parts of services, each with an `in` of its own.
  Value profiles(const Entry& entry) {
    const KindSchema& kind = *model::kind_named("service");
    Value out = tree::map(entry.value.span);
    if (entry.value.kind != Node::Kind::map) {
      sink_.report(wrong_form, entry.value.span, "profiles", "is a map of profiles").help("`profiles: {spring: {…}}`");
      return out;
    }
    for (const Entry& item : entry.value.entries) {
      if (!valid_name(item, "profile")) continue;
      if (item.value.kind != Node::Kind::map) {
        sink_.report(wrong_form, item.value.span, item.key, "is a map of fields of a service").help(fmt::format("`{}: {{…}}`", item.key));
        continue;
      }
      const Entry* outer = nullptr;
      for (const Entry& field : item.value.entries) outer = field.key == "profile" ? &field : outer;
      if (outer != nullptr) sink_.report(misplaced_key, outer->key_span, "profile", "a profile").help("a service has one profile, and profiles inherit nothing");
      Value body = expand_object(item.value, kind.schema(), item.key, sink_, [&](const Entry& field, Value& fields) {
        if (field.key == "in") fields.items.push_back({"in", field.key_span, variants(field, kind)});
        return field.key == "in";
      });
      body.erase("profile");
      out.items.push_back({item.key, item.key_span, std::move(body)});
    }
    tree::sort_items(out);
    return out;
  }

  Value domains(const Entry& entry) {
    Value out = tree::map(entry.value.span);
    if (entry.value.kind != Node::Kind::map) {
      sink_.report(wrong_form, entry.value.span, "domains", "is a map of domains").help("`domains: {orders: {…}}`");
      return out;
    }
    for (const Entry& domain : entry.value.entries) {
      if (domain.value.kind == Node::Kind::removed) {
        out.items.push_back({domain.key, domain.key_span, plain(domain.value)});
        continue;
      }
      if (domain.value.kind != Node::Kind::map) {
        sink_.report(wrong_form, domain.value.span, domain.key, "is a map of kinds");
        continue;
      }
      Value kinds = tree::map(domain.value.span);
      for (const Entry& item : domain.value.entries) {
        if (const KindSchema* kind = model::kind_named(item.key)) {
          kinds.items.push_back({item.key, item.key_span, objects(item, *kind, false)});
        } else {
          unknown_kind(item);
        }
      }
      tree::sort_items(kinds);
      out.items.push_back({domain.key, domain.key_span, std::move(kinds)});
    }
    tree::sort_items(out);
    return out;
  }

  void unknown_kind(const Entry& item) {
    std::vector<std::string> known;
    for (const KindSchema& kind : model::kinds()) known.emplace_back(kind.name);
    report_unknown(item, "kind", known, sink_);
  }

  diag::Sink& sink_;
};

}  // namespace

Document expand(const load::Source& source, diag::Sink& sink) {
  Document out{source.role, source.path, source.unit, source.document.poisoned, {}};
  out.tree = Expander(sink).document(source.document.root, grammar_of(source.role));
  return out;
}

}  // namespace infragen::expand
