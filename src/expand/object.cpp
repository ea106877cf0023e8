#include "expand/object.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "infragen/expand/diagnostics.hpp"
#include "infragen/schema/scalars.hpp"
#include "infragen/support/text.hpp"

namespace infragen::expand {
namespace {

using syntax::Node;
using tree::Value;

Value invalid(source::Span span) {
  Value v = tree::scalar({}, span);
  v.invalid = true;
  return v;
}

std::string shown(const FieldOptions& options, const Value& written, const std::string& key) {
  if (options.sensitive) return key;
  return written.kind == Value::Kind::scalar ? written.text : key;
}

bool in_range(const Value& written, const Shape& shape, const FieldOptions& options, double amount, diag::Sink& sink) {
  const auto [low, high] = options.range;
  if ((!low || amount >= *low) && (!high || amount <= *high)) return true;
  const auto say = [&](double v) { return schema::amount_text(shape, v); };
  const std::string bounds = low && high ? fmt::format("{} to {}", say(*low), say(*high)) : low ? fmt::format("{} and more", say(*low)) : "0 to " + say(*high);
  sink.report(out_of_range, written.span, written.text, bounds);
  return false;
}

/// A value in the provider's words: any form, but nothing without a value.
bool holds_values(const Node& node, const std::string& key, diag::Sink& sink) {
  if (node.kind == Node::Kind::empty) {
    sink.report(empty_value, node.span, key).help("write a value, or `~` to have none here, or delete the line");
    return false;
  }
  bool ok = true;
  for (const syntax::Entry& entry : node.entries) ok = holds_values(entry.value, entry.key.empty() ? key : entry.key, sink) && ok;
  return ok;
}

Value expand_scalar(const Node& node, const Shape& shape, const FieldOptions& options, const std::string& key, diag::Sink& sink) {
  if (shape.name == schema::ScalarOf<schema::Raw>::name && !holds_values(node, key, sink)) return invalid(node.span);
  Value written = plain(node);
  std::optional<double> amount;
  schema::Reading reading = shape.probe(written, amount);
  if (reading.ok() && options.accepts != nullptr && written.kind == Value::Kind::scalar) reading = options.accepts(written.text);
  if (!reading.ok()) {
    const bool form = written.kind != Value::Kind::scalar;
    const std::string text = shown(options, written, key);
    (form ? sink.report(wrong_form, node.span, key, reading.problem) : sink.report(invalid_value, node.span, text, reading.problem))
        .help(reading.help);
    return invalid(node.span);
  }
  if (amount && !in_range(written, shape, options, *amount, sink)) return invalid(node.span);
  return written;
}

Value expand_list(const Node& node, const Shape& shape, const FieldOptions& options, const std::string& key, diag::Sink& sink) {
  Value out = tree::list(node.span);
  const Shape& element = *shape.element();
  if (node.kind == Node::Kind::scalar && element.form == Shape::Form::scalar) {  // one value is a list of one
    out.items.push_back({{}, {}, expand_scalar(node, element, options, key, sink)});
    return out;
  }
  if (node.kind != Node::Kind::list) {
    sink.report(wrong_form, node.span, key, "is no list").help(fmt::format("`{}: [{}]`", key, element.example));
    return invalid(node.span);
  }
  if (node.entries.empty() && options.required) {  // what must be there is not there when it is empty
    sink.report(wrong_form, node.span, key, "is empty and needs at least one entry");
    return invalid(node.span);
  }
  for (const syntax::Entry& entry : node.entries) {
    if (entry.value.kind == Node::Kind::removed) {
      sink.report(removed_key, entry.value.span, key);
      continue;
    }
    out.items.push_back({{}, {}, expand_shape(entry.value, element, options, key, sink)});
  }
  return out;
}

Value expand_map(const Node& node, const Shape& shape, const FieldOptions& options, const std::string& key, diag::Sink& sink) {
  const std::string_view key_name = options.key_name.empty() ? "name" : options.key_name;
  if (node.kind != Node::Kind::map) {
    sink.report(wrong_form, node.span, key, fmt::format("is a map of {}{}", key_name, key_name.ends_with('s') ? "es" : "s")).help(fmt::format("`{}: {{<{}>: …}}`", key, key_name));
    return invalid(node.span);
  }
  if (node.entries.empty() && options.required) {
    sink.report(wrong_form, node.span, key, "is empty and needs at least one entry").help(fmt::format("`{}: {{<{}>: …}}`", key, key_name));
    return invalid(node.span);
  }
  Value out = tree::map(node.span);
  FieldOptions below = options;  // rules on values hold for elements; rules on keys for this map alone
  below.accepts_key = nullptr;
  below.key_name = "name";
  for (const syntax::Entry& entry : node.entries) {
    if (options.accepts_key != nullptr) {
      if (const schema::Reading r = options.accepts_key(entry.key); !r.ok()) {
        sink.report(invalid_key, entry.key_span, entry.key, r.problem).help(r.help);
        out.incomplete = true;
        continue;
      }
    }
    out.items.push_back({entry.key, entry.key_span, expand_shape(entry.value, *shape.element(), below, entry.key, sink)});
  }
  tree::sort_items(out);
  return out;
}

}  // namespace

Value plain(const Node& node) {
  switch (node.kind) {
    case Node::Kind::empty:
      return invalid(node.span);
    case Node::Kind::removed: {
      Value v = tree::map(node.span);
      v.kind = Value::Kind::removed;
      return v;
    }
    case Node::Kind::scalar: {
      Value v = tree::scalar(node.text, node.span);
      v.quoted = node.quote != Node::Quote::plain;
      return v;
    }
    case Node::Kind::map:
    case Node::Kind::list:
      break;
  }
  Value out = node.kind == Node::Kind::map ? tree::map(node.span) : tree::list(node.span);
  for (const syntax::Entry& entry : node.entries) out.items.push_back({entry.key, entry.key_span, plain(entry.value)});
  if (node.kind == Node::Kind::map) tree::sort_items(out);
  return out;
}

void report_unknown(const syntax::Entry& entry, const std::string& what, const std::vector<std::string>& known, diag::Sink& sink) {
  auto d = sink.report(unknown_key, entry.key_span, entry.key, what);
  if (const auto near = support::nearest(entry.key, known)) {
    d.help(fmt::format("did you mean `{}`", *near));
  } else if (!known.empty()) {
    d.help("known here: " + support::join(known, ", "));
  }
}

Value expand_shape(const Node& node, const Shape& shape, const FieldOptions& options, const std::string& key, diag::Sink& sink) {
  if (node.kind == Node::Kind::empty) {
    const std::string form = shape.form == Shape::Form::scalar ? fmt::format("a value such as `{}`", shape.example) : "`{}`";
    sink.report(empty_value, node.span, key).help(fmt::format("write {}, or `~` to have none here, or delete the line to inherit it", form));
    return invalid(node.span);
  }
  if (node.kind == Node::Kind::removed) return plain(node);
  switch (shape.form) {
    case Shape::Form::scalar:
      return expand_scalar(node, shape, options, key, sink);
    case Shape::Form::list:
      return expand_list(node, shape, options, key, sink);
    case Shape::Form::map:
      return expand_map(node, shape, options, key, sink);
    case Shape::Form::object:
      return expand_object(node, shape.object(), key, sink);
  }
  return invalid(node.span);
}

namespace {

/// Keys that a short form made.
void hold_keys(Value& map, const FieldOptions& options, diag::Sink& sink) {
  std::erase_if(map.items, [&](const tree::Item& item) {
    const schema::Reading r = options.accepts_key(item.key);
    if (!r.ok()) sink.report(invalid_key, item.key_span, item.key, r.problem).help(r.help);
    map.incomplete = map.incomplete || !r.ok();
    return !r.ok();
  });
}

std::string key_of(const ObjectSchema& schema) { return schema.key.empty() ? fmt::format("field of {}", schema.name) : std::string(schema.key); }

/// A short form yields a tree of scalars that still have to be held against the fields they landed in.
Value hold_short_form(Value expanded, const ObjectSchema& schema, diag::Sink& sink) {
  // `replicas: 2000` is both bounds, and one mistake.
  const auto said = [&](const tree::Item& item) {
    return std::any_of(expanded.items.begin(), expanded.items.end(), [&](const tree::Item& other) {
      return &other < &item && other.value.invalid && other.value.span == item.value.span;
    });
  };
  for (tree::Item& item : expanded.items) {
    const schema::FieldSchema* field = schema.find(item.key);
    if (field == nullptr) {
      std::vector<std::string> known;
      for (const auto& f : schema.fields) known.emplace_back(f.name);
      auto d = sink.report(unknown_key, item.key_span, item.key, key_of(schema));
      if (const auto near = support::nearest(item.key, known)) {
        d.help(fmt::format("did you mean `{}`", *near));
      } else {
        d.help("known here: " + support::join(known, ", "));
      }
      item.value = invalid(item.value.span);
      continue;
    }
    if (item.value.kind == Value::Kind::map && field->options.accepts_key != nullptr) hold_keys(item.value, field->options, sink);
    if (item.value.kind != Value::Kind::scalar) continue;
    if (said(item)) {
      item.value = invalid(item.value.span);
      continue;
    }
    std::optional<double> amount;
    schema::Reading reading = field->shape()->form == Shape::Form::scalar ? field->shape()->probe(item.value, amount) : schema::Reading{};
    if (reading.ok() && field->options.accepts != nullptr) reading = field->options.accepts(item.value.text);
    if (!reading.ok()) {
      sink.report(invalid_value, item.value.span, item.value.text, reading.problem).help(reading.help);
      item.value = invalid(item.value.span);
    } else if (amount && !in_range(item.value, *field->shape(), field->options, *amount, sink)) {
      item.value = invalid(item.value.span);
    }
  }
  for (const tree::Item& item : expanded.items) expanded.incomplete |= item.value.invalid && schema.find(item.key) == nullptr;
  std::erase_if(expanded.items, [&](const tree::Item& item) { return item.value.invalid && schema.find(item.key) == nullptr; });
  return expanded;
}

/// A field of one of the object's sections is named with the sections that have it.
void report_unknown_field(const syntax::Entry& entry, const ObjectSchema& schema, diag::Sink& sink) {
  const std::string what = key_of(schema);
  const std::string_view why = schema.refuses == nullptr ? std::string_view() : schema.refuses(entry.key);
  if (!why.empty()) {
    sink.report(unknown_key, entry.key_span, entry.key, what).help(std::string(why));
    return;
  }
  std::vector<std::string> known, sections;
  for (const schema::FieldSchema& field : schema.fields) {
    known.emplace_back(field.name);
    const Shape& shape = *field.shape();
    if (shape.form == Shape::Form::object && shape.object().find(entry.key) != nullptr) sections.push_back(fmt::format("`{}: {{{}: …}}`", field.name, entry.key));
  }
  if (sections.empty() || support::nearest(entry.key, known)) return report_unknown(entry, what, known, sink);
  sink.report(unknown_key, entry.key_span, entry.key, what).help("it stands in a section: " + support::join(sections, " or "));
}

}  // namespace

Value expand_object(const Node& node, const ObjectSchema& schema, const std::string& what, diag::Sink& sink, const OtherKey& other) {
  if (node.kind != Node::Kind::map) {
    if (schema.short_form != nullptr) {
      schema::Expansion expansion = schema.short_form(plain(node));
      if (expansion.value) return hold_short_form(std::move(*expansion.value), schema, sink);
      sink.report(invalid_value, node.span, node.kind == Node::Kind::scalar ? node.text : what, expansion.problem.problem)
          .help(expansion.problem.help);
    } else {
      sink.report(wrong_form, node.span, what, "is a map of fields").help(fmt::format("`{}: {{…}}`", what));
    }
    return invalid(node.span);
  }
  Value out = tree::map(node.span);
  const schema::FieldSchema* rest = schema.rest.empty() ? nullptr : schema.find(schema.rest);
  Node others = node;
  others.entries.clear();
  for (const syntax::Entry& entry : node.entries) {
    if (const schema::FieldSchema* field = schema.find(entry.key); field != nullptr && field != rest) {
      out.items.push_back({entry.key, entry.key_span, expand_shape(entry.value, *field->shape(), field->options, entry.key, sink)});
    } else if (other && other(entry, out)) {
      continue;
    } else if (rest != nullptr) {
      others.entries.push_back(entry);
    } else {
      report_unknown_field(entry, schema, sink);
      out.incomplete = true;
    }
  }
  if (!others.entries.empty()) {
    out.items.push_back({std::string(rest->name), others.entries.front().key_span, expand_map(others, *rest->shape(), rest->options, what, sink)});
  }
  tree::sort_items(out);
  return out;
}

}  // namespace infragen::expand
