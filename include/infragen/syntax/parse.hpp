#pragma once
/// YAML text -> `Document`. The only place that knows yaml-cpp.
///
/// Strict: one document a file, string keys, no duplicate keys, no anchors, aliases, tags or merge keys;
/// UTF-8 without NUL, no tabs in indentation. Reports at most one syntax error a file (duplicate keys:
/// each) and marks the document poisoned. Works in bounded time and memory on any input.

#include "infragen/diag/diagnostic.hpp"
#include "infragen/syntax/node.hpp"

namespace infragen::syntax {

struct Limits {
  std::size_t bytes = 4u << 20;  ///< of one file
  std::size_t depth = 64;
  std::size_t nodes = 1u << 20;
};

Document parse(source::FileId file, const source::Files& files, diag::Sink& sink, const Limits& limits = {});

}  // namespace infragen::syntax
