#include "lower/typed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "infragen/lower/diagnostics.hpp"
#include "infragen/support/text.hpp"

namespace infragen::lower {
namespace {

using facts::Type;
using Kind = tree::Value::Kind;

/// By what people tell nested blocks of one name apart, the likeliest first.
constexpr std::string_view naming[] = {"name", "sid", "rule_id", "id", "key", "device_name"};

std::optional<std::string> naming_argument(const facts::Block& schema) {
  for (const std::string_view name : naming) {
    const auto attribute = schema.attribute(name);
    if (attribute && attribute->settable() && attribute->type().kind == Type::Kind::string) return std::string(name);
  }
  return std::nullopt;
}

std::optional<std::int64_t> whole_number(const std::string& text) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  const bool padded = text.size() > 1 && (text.front() == '0' || text.starts_with("-0"));
  return error == std::errc() && end == text.data() + text.size() && !padded ? std::optional(out) : std::nullopt;
}

bool skipped(const tree::Value& value) { return value.invalid || value.kind == Kind::removed; }

bool all_maps(const tree::Value& map) {
  return std::all_of(map.items.begin(), map.items.end(), [](const tree::Item& item) { return skipped(item.value) || item.value.kind == Kind::map; });
}

bool holds_member(const facts::Block& schema, const tree::Value& map) {
  return std::any_of(map.items.begin(), map.items.end(), [&](const tree::Item& item) { return schema.attribute(item.key) || schema.block(item.key); });
}

}  // namespace

Value Typed::body(const facts::Block& schema, const tree::Value& written, const std::string& path) {
  Value out = Value::make_map();
  out.origin = written.origin;
  for (const tree::Item& item : written.items) {
    if (skipped(item.value)) continue;
    const std::string below = path + schema::path_step(item.key);
    Value value;
    if (const auto attribute = schema.attribute(item.key)) {
      if (attribute->sensitive() && item.value.kind == Kind::scalar && item.value.text.find("${") == std::string::npos) {
        context_.sink().report(secret_argument, context_.env().origins.span(item.value.origin), item.key, what_).help("`${input.<name>}` is given at apply time");
        continue;
      }
      value = this->attribute(attribute->type(), item.value, below);
    } else if (const auto block = schema.block(item.key)) {
      value = nested(*block, item.value, below);
    } else {
      unknown(schema, item);
      continue;
    }
    if (value.kind != Value::Kind::absent) out.map.emplace_back(item.key, std::move(value));
  }
  return out;
}

void Typed::unknown(const facts::Block& schema, const tree::Item& item) {
  std::vector<std::string> known;
  for (const facts::Attribute& attribute : schema.attributes()) {
    if (attribute.settable()) known.emplace_back(attribute.name());
  }
  for (const facts::Block::Nested& nested : schema.blocks()) known.emplace_back(nested.name);
  auto d = context_.sink().report(unknown_argument, item.key_span, what_, item.key);
  if (const auto near = support::nearest(item.key, known)) {
    d.help(fmt::format("did you mean `{}`", *near));
  } else {
    d.help("arguments are those of the AWS provider: " + support::join(known, ", "));
  }
}

Value Typed::attribute(const Type& type, const tree::Value& written, const std::string& path) {
  switch (type.kind) {
    case Type::Kind::dynamic:
    case Type::Kind::tuple:
      return free(written, path);
    case Type::Kind::string:
    case Type::Kind::number:
    case Type::Kind::boolean: {
      if (written.kind == Kind::scalar) return scalar(type.kind, written, path);
      Value document = free(written, path);
      if (type.kind == Type::Kind::string) document.form = Value::Form::json;  // a policy, say
      return document;
    }
    case Type::Kind::list:
    case Type::Kind::set: {
      if (written.kind == Kind::list) return elements(type, written, path);
      Value one = attribute(type.elements[0], written, path);
      if (one.kind == Value::Kind::absent) return one;
      Value out = Value::make_list({std::move(one)});
      out.origin = written.origin;
      return out;
    }
    case Type::Kind::map:
    case Type::Kind::object:
      break;
  }
  return elements(type, written, path);
}

Value Typed::elements(const Type& type, const tree::Value& written, const std::string& path) {
  if (written.kind == Kind::scalar) return scalar(Type::Kind::string, written, path);  // verify says what is needed
  const bool list = written.kind == Kind::list;
  Value out = list ? Value::make_list() : Value::make_map();
  out.origin = written.origin;
  for (std::size_t i = 0; i < written.items.size(); ++i) {
    const tree::Item& item = written.items[i];
    if (skipped(item.value)) continue;
    const std::string below = path + (list ? fmt::format("[{}]", i) : schema::path_step(item.key));
    const Type* element = type.elements.empty() ? nullptr : &type.elements[0];
    if (type.kind == Type::Kind::object) {
      const auto at = std::find(type.names.begin(), type.names.end(), item.key);
      element = at == type.names.end() ? nullptr : &type.elements[static_cast<std::size_t>(at - type.names.begin())];
    }
    Value value = element == nullptr ? free(item.value, below) : attribute(*element, item.value, below);
    if (value.kind == Value::Kind::absent) continue;
    if (list) {
      out.list.push_back(std::move(value));
    } else {
      out.map.emplace_back(item.key, std::move(value));
    }
  }
  return out;
}

Value Typed::nested(const facts::Block::Nested& schema, const tree::Value& written, const std::string& path) {
  const bool one = schema.nesting == facts::Nesting::single || schema.nesting == facts::Nesting::group || schema.max_items == 1;
  Value out;
  if (written.kind == Kind::list && std::all_of(written.items.begin(), written.items.end(), [](const tree::Item& i) { return i.value.kind == Kind::map; })) {
    out = Value::make_list();
    for (std::size_t i = 0; i < written.items.size(); ++i) out.list.push_back(body(schema.body, written.items[i].value, fmt::format("{}[{}]", path, i)));
    out.form = Value::Form::block;
  } else if (written.kind == Kind::map && (one || written.items.empty() || holds_member(schema.body, written))) {
    out = body(schema.body, written, path);
    out.form = Value::Form::block;
  } else if (const auto by = naming_argument(schema.body); written.kind == Kind::map && by && all_maps(written)) {
    out = Value::make_map();
    for (const tree::Item& item : written.items) {
      if (!skipped(item.value)) out.map.emplace_back(item.key, body(schema.body, item.value, path + schema::path_step(item.key)));
    }
    out.form = Value::Form::named;
    out.named_by = *by;
  } else if (written.kind == Kind::map && !by) {
    for (const tree::Item& item : written.items) unknown(schema.body, item);
    return {};
  } else {
    context_.sink().report(no_block, context_.env().origins.span(written.origin), std::string(schema.name), what_)
        .help(fmt::format("`{}: {{…}}`{}", schema.name, one ? "" : ", or a list of such maps"));
    return {};
  }
  out.origin = written.origin;
  return out;
}

Value Typed::scalar(Type::Kind kind, const tree::Value& written, const std::string& path) const {
  const Rope* rope = context_.text(path);
  if (rope == nullptr) return {};
  const std::string literal = rope->is_literal() ? rope->literal() : std::string();
  if (kind == Type::Kind::boolean && (literal == "true" || literal == "false")) return {literal == "true", written.origin};
  if (kind == Type::Kind::number) {
    if (const auto number = whole_number(literal)) return {*number, written.origin};
  }
  return {*rope, written.origin};
}

Value Typed::free(const tree::Value& written, const std::string& path) const {
  if (skipped(written)) return {};
  if (written.kind == Kind::scalar) {
    if (written.quoted) return scalar(Type::Kind::string, written, path);
    const Rope* rope = context_.text(path);
    const std::string literal = rope != nullptr && rope->is_literal() ? rope->literal() : std::string();
    return scalar(whole_number(literal) ? Type::Kind::number : Type::Kind::boolean, written, path);
  }
  const bool list = written.kind == Kind::list;
  Value out = list ? Value::make_list() : Value::make_map();
  out.origin = written.origin;
  for (std::size_t i = 0; i < written.items.size(); ++i) {
    const tree::Item& item = written.items[i];
    Value value = free(item.value, path + (list ? fmt::format("[{}]", i) : schema::path_step(item.key)));
    if (value.kind == Value::Kind::absent) continue;
    if (list) {
      out.list.push_back(std::move(value));
    } else {
      out.map.emplace_back(item.key, std::move(value));
    }
  }
  return out;
}

}  // namespace infragen::lower
