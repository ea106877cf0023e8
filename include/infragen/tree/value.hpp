#pragma once
/// A specification between reading and typing: maps, lists and texts in long form, every leaf with where it
/// came from. `expand` makes these from YAML, `merge` lays them over one another, `decode` types them, and dumps
/// print them.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "infragen/source/origin.hpp"

namespace infragen::tree {

struct Item;

struct Value {
  enum class Kind : std::uint8_t {
    removed,  ///< a written `~`: known elsewhere, not here
    scalar,
    map,
    list,
  };
  Kind kind = Kind::map;
  bool quoted = false;        ///< the scalar stood in quotes or in a block
  bool invalid = false;       ///< already reported: later passes skip it in silence
  bool incomplete = false;    ///< of a map: a key of it was reported and left out, so nothing is missed in it
  std::string text;           ///< of a scalar
  source::Span span;          ///< the value as written; unknown for what a short form filled in
  source::OriginId origin = source::no_origin;  ///< set by `merge`, which knows the environment
  std::vector<Item> items;    ///< of maps (sorted by key, unique) and lists (in order, keys empty)

  const Value* find(std::string_view key) const;
  Value* find(std::string_view key);
  /// The entry of that key, made when absent; keeps the order.
  Value& at(std::string_view key, source::Span key_span = {});
  void erase(std::string_view key);
};

struct Item {
  std::string key;
  source::Span key_span;
  Value value;
};

Value scalar(std::string text, source::Span span = {});
Value map(source::Span span = {});
Value list(source::Span span = {});

/// Sorts a map's items by key; of equal keys the first stays.
void sort_items(Value& map);

/// The tree as YAML in a fixed style, for dumps: keys sorted, texts quoted where YAML would read them otherwise.
std::string print(const Value& value);
/// The same on one line: `{a: b, c: [d]}`.
std::string print_inline(const Value& value);

}  // namespace infragen::tree
