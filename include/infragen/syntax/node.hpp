#pragma once
/// A YAML document as it was written: values keep their text, every key and value its place.
/// Nothing is interpreted here; the field that a scalar belongs to reads its text.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "infragen/source/files.hpp"

namespace infragen::syntax {

struct Entry;

struct Node {
  enum class Kind : std::uint8_t {
    empty,    ///< nothing was written: `key:`; an error for whoever reads it, never a removal
    removed,  ///< a written, plain `~`
    scalar,
    map,
    list,
  };
  enum class Quote : std::uint8_t { plain, single, double_, literal, folded };

  Kind kind = Kind::empty;
  Quote quote = Quote::plain;
  bool flow = false;           ///< map or list in `{}` or `[]`
  std::string text;            ///< of a scalar, unescaped
  source::Span span;           ///< the whole value, quotes included; for `empty` the place behind the key
  std::vector<Entry> entries;  ///< of maps and lists, in written order; list entries have no key

  const Node* find(std::string_view key) const;
};

struct Entry {
  std::string key;
  source::Span key_span;
  Node value;
};

struct Document {
  source::FileId file = source::no_file;
  Node root;             ///< kind `empty` for a file that says nothing
  bool poisoned = false; ///< has a syntax error: what it might define must not be reported missing
};

}  // namespace infragen::syntax
