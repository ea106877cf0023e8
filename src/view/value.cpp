#include "infragen/view/value.hpp"

#include <algorithm>

namespace infragen::view {

std::string print(const Identity& id) {
  std::string out = id.object + "/" + id.role;
  if (!id.key.empty()) out += "[" + id.key + "]";
  return out;
}

Rope::Rope(std::string text, source::OriginId origin) {
  if (!text.empty()) pieces.push_back({Piece::Kind::literal, std::move(text), {}, origin});
}

Rope::Rope(Ref ref, source::OriginId origin) { pieces.push_back({Piece::Kind::ref, {}, std::move(ref), origin}); }

Rope Rope::variable(std::string name, source::OriginId origin) {
  Rope rope;
  rope.pieces.push_back({Piece::Kind::variable, std::move(name), {}, origin});
  return rope;
}

Rope& Rope::operator+=(const Rope& other) {
  pieces.insert(pieces.end(), other.pieces.begin(), other.pieces.end());
  return *this;
}

bool Rope::is_literal() const {
  return std::all_of(pieces.begin(), pieces.end(), [](const Piece& p) { return p.kind == Piece::Kind::literal; });
}

std::string Rope::literal() const {
  std::string out;
  for (const Piece& piece : pieces) {
    if (piece.kind == Piece::Kind::literal) out += piece.text;
  }
  return out;
}

std::string print(const Rope& rope) {
  std::string out;
  for (const Piece& piece : rope.pieces) {
    switch (piece.kind) {
      case Piece::Kind::literal:
        out += piece.text;
        break;
      case Piece::Kind::ref:
        out += "<" + print(piece.ref.target) + "." + piece.ref.attribute + ">";
        break;
      case Piece::Kind::variable:
        out += "<var." + piece.text + ">";
        break;
    }
  }
  return out;
}

Value::Value(Rope r, source::OriginId o) : kind(Kind::text), rope(std::move(r)), origin(o) {
  if (origin == source::no_origin && rope.pieces.size() == 1) origin = rope.pieces.front().origin;
}

Value::Value(Ref r, source::OriginId o) : kind(Kind::ref), rope(std::move(r), o), origin(o) {}

Value& Value::set(std::string key, Value value) {
  kind = Kind::map;
  for (auto& [name, old] : map) {
    if (name == key) {
      old = std::move(value);
      return *this;
    }
  }
  map.emplace_back(std::move(key), std::move(value));
  return *this;
}

const Value* Value::find(std::string_view key) const {
  for (const auto& [name, value] : map) {
    if (name == key) return &value;
  }
  return nullptr;
}

std::string print(const Value& value, std::size_t indent) {
  const std::string pad(indent, ' ');
  switch (value.kind) {
    case Value::Kind::absent:
      return " -\n";
    case Value::Kind::boolean:
      return value.flag ? " true\n" : " false\n";
    case Value::Kind::integer:
      return " " + std::to_string(value.number) + "\n";
    case Value::Kind::text:
      return " \"" + print(value.rope) + "\"\n";
    case Value::Kind::ref:
      return " " + print(value.rope) + "\n";
    case Value::Kind::list: {
      std::string out = value.list.empty() ? " []\n" : "\n";
      for (const Value& item : value.list) out += pad + "-" + print(item, indent + 2);
      return out;
    }
    case Value::Kind::map: {
      std::string out = value.map.empty() ? " {}\n" : "\n";
      for (const auto& [key, item] : value.map) out += pad + key + ":" + print(item, indent + 2);
      return out;
    }
  }
  return {};
}

}  // namespace infragen::view
