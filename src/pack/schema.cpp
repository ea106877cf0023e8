#include "pack/schema.hpp"

#include <array>

#include "infragen/facts/provider.hpp"

namespace infragen::pack {

using nlohmann::json;

namespace {

template <class T>
struct Named {
  std::string_view key;
  T value;
};

constexpr std::array kFlags = {
    Named<std::uint16_t>{"required", facts::image::flag::kRequired},
    Named<std::uint16_t>{"optional", facts::image::flag::kOptional},
    Named<std::uint16_t>{"computed", facts::image::flag::kComputed},
    Named<std::uint16_t>{"sensitive", facts::image::flag::kSensitive},
    Named<std::uint16_t>{"write_only", facts::image::flag::kWriteOnly},
    Named<std::uint16_t>{"deprecated", facts::image::flag::kDeprecated},
};

constexpr std::array kTypes = {
    Named<facts::Type::Kind>{"dynamic", facts::Type::Kind::dynamic}, Named<facts::Type::Kind>{"string", facts::Type::Kind::string},
    Named<facts::Type::Kind>{"number", facts::Type::Kind::number},   Named<facts::Type::Kind>{"bool", facts::Type::Kind::boolean},
    Named<facts::Type::Kind>{"list", facts::Type::Kind::list},       Named<facts::Type::Kind>{"set", facts::Type::Kind::set},
    Named<facts::Type::Kind>{"map", facts::Type::Kind::map},         Named<facts::Type::Kind>{"object", facts::Type::Kind::object},
    Named<facts::Type::Kind>{"tuple", facts::Type::Kind::tuple},
};

constexpr std::array kNestings = {
    Named<facts::Nesting>{"single", facts::Nesting::single}, Named<facts::Nesting>{"list", facts::Nesting::list},
    Named<facts::Nesting>{"set", facts::Nesting::set},       Named<facts::Nesting>{"map", facts::Nesting::map},
    Named<facts::Nesting>{"group", facts::Nesting::group},
};

template <class T, std::size_t N>
T look_up(const std::array<Named<T>, N>& table, const std::string& key, const std::string& place) {
  for (const Named<T>& row : table) {
    if (row.key == key) return row.value;
  }
  throw Error(place + ": unknown word " + key);
}

bool flag(const json& value, const std::string& place) {
  if (!value.is_boolean()) throw Error(place + ": not true or false");
  return value.get<bool>();
}

std::uint16_t count(const json& object, const char* key, const std::string& place) {
  if (!object.contains(key)) return 0;
  if (!object[key].is_number_unsigned()) throw Error(place + ": " + key + " is no count");
  return narrow<std::uint16_t>(object[key].get<std::uint64_t>(), key);
}

const json& member(const json& object, const char* key) {
  static const json nothing = json::object();
  return object.contains(key) ? object[key] : nothing;
}

}  // namespace

std::uint16_t Schema::type(const json& value, const std::string& place) {
  Bytes bytes;
  if (value.is_string()) {
    const auto kind = look_up(kTypes, value.get<std::string>(), place);
    if (kind > facts::Type::Kind::boolean) throw Error(place + ": a type without its element");
    bytes.byte(static_cast<std::uint8_t>(kind));
  } else {
    if (!value.is_array() || value.size() != 2 || !value[0].is_string()) throw Error(place + ": not a type");
    const auto kind = look_up(kTypes, value[0].get<std::string>(), place);
    bytes.byte(static_cast<std::uint8_t>(kind));
    if (kind == facts::Type::Kind::object) {
      bytes.number(narrow<std::uint32_t>(value[1].size(), "members"));
      for (const auto& [name, element] : value[1].items()) {
        bytes.number(strings_->add(name));
        bytes.number(type(element, place));
      }
    } else if (kind == facts::Type::Kind::tuple) {
      bytes.number(narrow<std::uint32_t>(value[1].size(), "elements"));
      for (const json& element : value[1]) bytes.number(type(element, place));
    } else if (kind > facts::Type::Kind::boolean) {
      bytes.number(type(value[1], place));
    } else {
      throw Error(place + ": a plain type with an element");
    }
  }
  const auto [at, fresh] = known_types_.emplace(bytes.str(), narrow<std::uint16_t>(types_.size(), "types"));
  if (fresh) types_.push_back(bytes.str());
  return at->second;
}

Bytes Schema::types() const {
  Bytes out;
  auto offset = static_cast<std::uint32_t>(types_.size() * sizeof(std::uint32_t));
  for (const std::string& t : types_) {
    out.raw(offset);
    offset += static_cast<std::uint32_t>(t.size());
  }
  for (const std::string& t : types_) out.append(t);
  return out;
}

std::uint16_t Schema::attribute(const std::string& name, const json& value, const std::string& place) {
  facts::image::Attribute out;
  if (!value.is_object() || !value.contains("type")) throw Error(place + ": an attribute without a type");
  out.name = strings_->add(name);
  out.type = type(value["type"], place);
  for (const auto& [key, content] : value.items()) {
    if (key == "type" || !flag(content, place)) continue;
    out.flags = static_cast<std::uint16_t>(out.flags | look_up(kFlags, key, place));
  }
  return narrow<std::uint16_t>(attributes_.add(out), "attributes");
}

std::uint16_t Schema::nested_block(const std::string& name, const json& value, const std::string& place) {
  require_keys(value, {"nesting_mode", "min_items", "max_items", "block"}, place);
  facts::image::Nested out;
  out.name = strings_->add(name);
  out.nesting = static_cast<std::uint8_t>(look_up(kNestings, value.at("nesting_mode").get<std::string>(), place));
  out.min_items = count(value, "min_items", place);
  out.max_items = count(value, "max_items", place);
  out.block = block(value.at("block"), place);
  return narrow<std::uint16_t>(nested_.add(out), "nested blocks");
}

std::uint16_t Schema::block(const json& body, const std::string& place) {
  require_keys(body, {"attributes", "block_types", "deprecated"}, place);
  facts::image::Block out;
  Bytes parts;
  for (const auto& [name, value] : member(body, "attributes").items()) {
    parts.raw(attribute(name, value, place + "." + name));
    ++out.attributes;
  }
  for (const auto& [name, value] : member(body, "block_types").items()) {
    parts.raw(nested_block(name, value, place + "." + name));
    ++out.nested;
  }
  if (body.contains("deprecated") && flag(body["deprecated"], place)) out.flags = facts::image::flag::kDeprecated;
  const auto first = parts_.size() / static_cast<std::uint32_t>(sizeof(std::uint16_t));
  const auto [at, fresh] = known_parts_.emplace(parts.str(), first);
  if (fresh) parts_.append(parts.str());
  out.first = at->second;
  return narrow<std::uint16_t>(blocks_.add(out), "blocks");
}

}  // namespace infragen::pack
