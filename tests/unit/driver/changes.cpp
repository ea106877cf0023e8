#include "changes.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace infragen::test {
namespace {

using schema::FieldOptions;
using schema::FieldSchema;
using schema::ObjectSchema;
using schema::Shape;
using tree::Value;

// Texts that some field takes; each field is asked which of them it takes.
constexpr std::string_view words[] = {
    "true", "false", "3", "2", "7", "16", "17.4", "60", "8081", "30s", "10s", "3d", "14d", "21d", "40d", "400d",
    "2Gi", "4Gi", "30Gi", "1", "0.5", "2..5", "55%", "150%", "10.9.0.0/16", "10.0.0.0/17", "/25", "30 images", "12 images",
    "2031-01-01", ">= 1.12", "5.99.0", "ap-northeast-1", "a", "c", "d", "production", "staging", "development",
    "internet", "203.0.113.0/24", "/changed", "db.t4g.small", "t3.large", "cache.t4g.small", "8443", "kafka.m7g.xlarge", "4.0.0", "3.9.x", "registry.example.com/changed:1.2.3", "service.user-service",
    "network.main", "network.other", "ecs.main", "ecs.other", "ELBSecurityPolicy-TLS13-1-3-2021-06", "changed.example", "changed@example.org", "https://example.org/changed", "5m", "1h", "vpc-0123456789abcdef1", "subnet-0123456789abcdef1", "Z0123456789CHANGED",
    "arn:aws:acm:ap-northeast-2:210987654321:certificate/changed", "arn:aws:secretsmanager:ap-northeast-2:210987654321:secret:changed-Ab3dEf",
    "arn:aws:sns:ap-northeast-2:210987654321:changed", "arn:aws:kms:ap-northeast-2:210987654321:key/changed", "changed", "CHANGED", "${env}-changed", "${env}/changed/${stack}", "v1.99.0-eksbuild.1"};

constexpr std::string_view keys[] = {"changed", "CHANGED", "work_mem", "/changed/*", "service.user-service", "service.other", "secret.jwt", "dynamodb"};

bool takes(const Shape& shape, const FieldOptions& options, std::string_view word, std::optional<double>& amount) {
  if (!shape.probe(tree::scalar(std::string(word)), amount).ok()) return false;
  if (options.accepts != nullptr && !options.accepts(word).ok()) return false;
  const auto [low, high] = options.range;
  return !amount || ((!low || *amount >= *low) && (!high || *amount <= *high));
}

/// Texts that the field takes and that say something else than `now`.
std::vector<std::string> others(const Shape& shape, const FieldOptions& options, std::string_view now) {
  std::optional<double> before;
  if (!now.empty()) shape.probe(tree::scalar(std::string(now)), before);
  std::vector<std::string> out;
  const auto offer = [&](std::string_view word) {
    std::optional<double> amount;
    if (word == now || !takes(shape, options, word, amount) || (before && amount == before)) return;
    if (std::find(out.begin(), out.end(), word) == out.end()) out.emplace_back(word);
  };
  for (const std::string_view word : shape.values) offer(word);
  if (!shape.values.empty()) return out;
  for (const std::string_view word : words) offer(word);
  if (out.size() > 3) out.resize(3);
  return out;
}

FieldOptions of_entries(FieldOptions options) {
  options.accepts_key = nullptr;
  return options;
}

std::optional<std::string> free_key(const FieldOptions& options, const Value* map) {
  for (const std::string_view key : keys) {
    if (map != nullptr && map->find(key) != nullptr) continue;
    if (options.accepts_key == nullptr || options.accepts_key(key).ok()) return std::string(key);
  }
  return std::nullopt;
}

/// The least that may stand in a place of that shape.
std::optional<Value> least(const Shape& shape, const FieldOptions& options, std::string_view not_this = {}) {
  switch (shape.form) {
    case Shape::Form::scalar: {
      const auto words_of_it = others(shape, options, not_this);
      if (words_of_it.empty()) return std::nullopt;
      return tree::scalar(words_of_it.front());
    }
    case Shape::Form::object: {
      Value out = tree::map();
      for (const FieldSchema& field : shape.object().fields) {
        if (!field.options.required) continue;
        auto value = least(*field.shape(), field.options);
        if (!value) return std::nullopt;
        out.at(field.name) = std::move(*value);
      }
      return out;
    }
    case Shape::Form::list:
    case Shape::Form::map:
      break;
  }
  auto element = least(*shape.element(), of_entries(options));
  if (!element) return std::nullopt;
  Value out = shape.form == Shape::Form::map ? tree::map() : tree::list();
  if (shape.form == Shape::Form::list) {
    out.items.push_back({{}, {}, std::move(*element)});
  } else {
    const auto key = free_key(options, nullptr);
    if (!key) return std::nullopt;
    out.at(*key) = std::move(*element);
  }
  return out;
}

class Walker {
 public:
  Walker(schema::Class c, std::vector<Change>& out) : class_(c), out_(out) {}

  void object(const ObjectSchema& schema, const Value& base) {
    for (const FieldSchema& field : schema.fields) {
      field_ = std::string(schema.name) + "." + std::string(field.name);
      const Value* written = base.find(field.name);
      if (written != nullptr && written->kind == Value::Kind::removed) written = nullptr;
      path_.emplace_back(field.name);
      place(*field.shape(), field.options, written, field.default_text(class_));
      if (written != nullptr && !field.options.required) push("removed", removed());
      path_.pop_back();
    }
  }

 private:
  static Value removed() {
    Value v = tree::map();
    v.kind = Value::Kind::removed;
    return v;
  }

  void push(std::string how, Value value) { out_.push_back({field_, within_, std::move(how), path_, false, std::move(value)}); }

  void place(const Shape& shape, const FieldOptions& options, const Value* written, std::string_view fallback) {
    if (shape.form == Shape::Form::scalar) {
      if (written != nullptr && written->kind != Value::Kind::scalar) written = nullptr;
      for (const std::string& word : others(shape, options, written != nullptr ? std::string_view(written->text) : fallback)) {
        push(shape.values.empty() && shape.name != "boolean" ? "value" : "= " + word, tree::scalar(word));
      }
      return;
    }
    if (written == nullptr) {
      if (shape.form == Shape::Form::object && !fallback.empty()) {
        below(shape.object(), tree::map());  // there by default: its fields can be written
      } else if (auto value = least(shape, options)) {
        push("added", std::move(*value));
      }
      return;
    }
    if (shape.form == Shape::Form::object) return below(shape.object(), *written);
    entries(shape, options, *written);
  }

  void below(const ObjectSchema& schema, const Value& base) {
    const std::string outer = field_;
    within_.push_back(outer);
    object(schema, base);
    within_.pop_back();
    field_ = outer;
  }

  void entries(const Shape& shape, const FieldOptions& options, const Value& written) {
    const bool map = shape.form == Shape::Form::map;
    const FieldOptions inner = of_entries(options);
    for (std::size_t i = 0; i < written.items.size(); ++i) {
      path_.push_back(map ? written.items[i].key : std::to_string(i));
      place(*shape.element(), inner, &written.items[i].value, {});
      if (!options.required || written.items.size() > 1) out_.push_back({field_, within_, "entry removed", path_, true, {}});
      path_.pop_back();
    }
    const auto key = map ? free_key(options, &written) : std::to_string(written.items.size());
    const bool scalars = shape.element()->form == Shape::Form::scalar && !written.items.empty();
    auto element = least(*shape.element(), inner, scalars ? std::string_view(written.items.back().value.text) : std::string_view());
    if (!key || !element) return;
    path_.push_back(*key);
    push("entry added", std::move(*element));
    path_.pop_back();
  }

  schema::Class class_;
  std::vector<Change>& out_;
  std::string field_;
  std::vector<std::string> within_;
  std::vector<std::string> path_;
};

Value* step(Value& at, const std::string& key) {
  if (at.kind == Value::Kind::map) return &at.at(key);
  const std::size_t place = std::stoul(key);
  if (place == at.items.size()) at.items.push_back({});
  return &at.items[place].value;
}

void collect(const ObjectSchema& schema, std::set<const ObjectSchema*>& seen, std::vector<std::string>& out);

void collect(const Shape& shape, std::set<const ObjectSchema*>& seen, std::vector<std::string>& out) {
  if (shape.form == Shape::Form::object) return collect(shape.object(), seen, out);
  if (shape.element != nullptr) collect(*shape.element(), seen, out);
}

void collect(const ObjectSchema& schema, std::set<const ObjectSchema*>& seen, std::vector<std::string>& out) {
  if (!seen.insert(&schema).second) return;
  for (const FieldSchema& field : schema.fields) {
    out.push_back(std::string(schema.name) + "." + std::string(field.name));
    collect(*field.shape(), seen, out);
  }
}

}  // namespace

std::string Change::name() const {
  std::string out;
  for (const std::string& key : path) out += (out.empty() ? "" : ".") + key;
  if (take_away) return out + " taken away";
  std::string text = tree::print(value);
  std::replace(text.begin(), text.end(), '\n', ' ');
  return out + " = " + text;
}

void Change::apply(Value& root) const {
  Value* at = &root;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) at = step(*at, path[i]);
  if (!take_away) {
    *step(*at, path.back()) = value;
  } else if (at->kind == Value::Kind::map) {
    at->erase(path.back());
  } else {
    at->items.erase(at->items.begin() + static_cast<std::ptrdiff_t>(std::stoul(path.back())));
  }
}

std::vector<Change> changes(const ObjectSchema& schema, const Value& base, schema::Class c) {
  std::vector<Change> out;
  Walker(c, out).object(schema, base);
  return out;
}

std::vector<std::string> all_fields(const std::vector<const ObjectSchema*>& roots) {
  std::set<const ObjectSchema*> seen;
  std::vector<std::string> out;
  for (const ObjectSchema* schema : roots) collect(*schema, seen, out);
  return out;
}

}  // namespace infragen::test
