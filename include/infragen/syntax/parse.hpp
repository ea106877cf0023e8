#pragma once
/// YAML text -> `Document`.
///
/// A reader of our own: yaml-cpp 0.7 knows where values begin but not where they end, accepts more than the language
/// does, explains less, and its events alone take several times as long as all of this. Values are those of YAML 1.2
/// with every scalar a text: what PyYAML's BaseLoader accepts too, it reads alike.
///
/// Strict: one document a file, string keys, no duplicate keys, no anchors, aliases, tags or merge keys;
/// UTF-8 without control characters, no tabs in indentation, lines of a value indented more than its key. Reports at
/// most one syntax error a file (duplicate keys: each, up to 256) and marks the document poisoned; the tree then holds
/// what was read before the error. Works in bounded time and memory on any input.

#include "infragen/diag/diagnostic.hpp"
#include "infragen/syntax/node.hpp"

namespace infragen::syntax {

struct Limits {
  std::size_t bytes = 4u << 20;  ///< of one file
  std::size_t depth = 64;        ///< of maps and lists in each other; never more than 512
  std::size_t nodes = 1u << 20;  ///< of one file
};

Document parse(source::FileId file, const source::Files& files, diag::Sink& sink, const Limits& limits = {});

}  // namespace infragen::syntax
