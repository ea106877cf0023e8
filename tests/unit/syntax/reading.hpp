#pragma once
// One text read, with what was found.

#include <string>
#include <utility>
#include <vector>

#include "infragen/syntax/parse.hpp"

namespace infragen::syntax::testing {

struct Reading {
  source::Files files;
  diag::Sink sink;
  Document document;

  explicit Reading(std::string text, const Limits& limits = {}) {
    const source::FileId file = files.add("spec.yaml", std::move(text));
    document = parse(file, files, sink, limits);
  }

  const Node& root() const { return document.root; }
  std::string_view slice(const source::Span& span) const { return files.slice(span); }
  /// The value below keys of maps and numbers of lists; must be there.
  const Node& at(const std::vector<std::string>& path) const {
    const Node* node = &document.root;
    for (const std::string& step : path) {
      const Node* next = node->find(step);
      if (next == nullptr && node->kind == Node::Kind::list) next = &node->entries.at(std::stoul(step)).value;
      if (next == nullptr) throw std::out_of_range("no " + step);
      node = next;
    }
    return *node;
  }
  /// `slug line:column`, or nothing.
  std::string error() const {
    if (sink.items().empty()) return "";
    const diag::Diagnostic& d = sink.items().front();
    const source::Position at = files.position(d.at.file, d.at.begin);
    return std::string(d.slug) + " " + std::to_string(at.line) + ":" + std::to_string(at.column);
  }
  const diag::Diagnostic& finding() const { return sink.items().at(0); }
  std::string help() const { return finding().help.empty() ? "" : finding().help[0]; }
};

/// The tree in short: `{a: 'x', b: [~, (empty)]}`.
inline std::string outline(const Node& node) {
  std::string out;
  switch (node.kind) {
    case Node::Kind::empty:
      return "(empty)";
    case Node::Kind::removed:
      return "~";
    case Node::Kind::scalar:
      return "'" + node.text + "'";
    case Node::Kind::map:
    case Node::Kind::list:
      break;
  }
  const bool map = node.kind == Node::Kind::map;
  for (const Entry& entry : node.entries) {
    if (!out.empty()) out += ", ";
    if (map) out += entry.key + ": ";
    out += outline(entry.value);
  }
  return map ? "{" + out + "}" : "[" + out + "]";
}

}  // namespace infragen::syntax::testing
