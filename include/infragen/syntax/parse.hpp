#pragma once
/// YAML text -> `Document`.
///
/// Read twice. Our reader goes first and is strict; it finds the places that yaml-cpp 0.7 does not tell (ends of keys
/// and values, quoting, flow or block), bounds size and depth, and explains mistakes. What it took for valid is then
/// read by yaml-cpp, and the events of both must agree in kind, number and text: no value of a document that is not
/// poisoned means something else to yaml-cpp. Where they part is one error, `read-two-ways`. One difference is meant:
/// `null` without quotes is a text here; only a value `~` is a removal.
///
/// Strict: one document a file, string keys, no duplicate keys, no anchors, aliases, tags or merge keys;
/// UTF-8 without control characters, no tabs in indentation, lines of a value indented more than its key. Reports at
/// most one syntax error a file (duplicate keys: each, up to 256) and marks the document poisoned; the tree then holds
/// what was read before the error (nothing of a file with too many values). Works in bounded time and memory on any input.

#include "infragen/diag/diagnostic.hpp"
#include "infragen/syntax/node.hpp"

namespace infragen::syntax {

struct Limits {
  std::size_t bytes = 4u << 20;  ///< of one file
  std::size_t depth = 64;        ///< of maps and lists in each other; never more than 256
  std::size_t nodes = 1u << 17;  ///< of one file; the largest specification by hand has a few thousand
};

Document parse(source::FileId file, const source::Files& files, diag::Sink& sink, const Limits& limits = {});

}  // namespace infragen::syntax
