#pragma once
// What holds for every document that the reader returns, whatever the text.

#include <cstdint>
#include <string>
#include <string_view>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/syntax/parse.hpp"

namespace infragen::syntax::testing {

/// Collects the first broken promise; empty if all are kept.
class Invariants {
 public:
  Invariants(const Document& document, const source::Files& files)
      : document_(document), files_(files), text_(files.text(document.file)) {}

  std::string check() {
    const Node& root = document_.root;
    const auto size = static_cast<std::uint32_t>(text_.size());
    node(root, {document_.file, 0, size});
    return problem_;
  }

 private:
  void require(bool holds, std::string_view what, const source::Span& at) {
    if (holds || !problem_.empty()) return;
    problem_ = std::string(what) + " at " + std::to_string(at.begin) + ".." + std::to_string(at.end);
  }

  static bool inside(const source::Span& inner, const source::Span& outer) {
    return inner.file == outer.file && inner.begin <= inner.end && inner.begin >= outer.begin && inner.end <= outer.end;
  }

  void node(const Node& n, const source::Span& around) {
    require(inside(n.span, around), "a value lies outside of what holds it", n.span);
    const bool collection = n.kind == Node::Kind::map || n.kind == Node::Kind::list;
    require(collection || n.entries.empty(), "a scalar has entries", n.span);
    require(n.kind == Node::Kind::scalar || n.text.empty(), "something other than a scalar has text", n.span);
    if (n.kind == Node::Kind::empty) require(n.span.begin == n.span.end, "nothing has a width", n.span);
    if (n.kind == Node::Kind::removed) require(files_.slice(n.span) == "~", "a removal is not `~`", n.span);
    if (n.kind == Node::Kind::scalar) scalar(n);
    if (collection) entries(n);
  }

  void entries(const Node& n) {
    const std::string_view written = files_.slice(n.span);
    if (n.flow && !document_.poisoned && !pair_of_list(n)) {
      const bool map = n.kind == Node::Kind::map;
      require(written.size() >= 2 && written.front() == (map ? '{' : '[') && written.back() == (map ? '}' : ']'),
              "brackets are missing", n.span);
    }
    std::uint32_t last = n.span.begin;
    for (const Entry& entry : n.entries) {
      require(entry.value.span.begin >= last, "entries are out of order", entry.value.span);
      if (n.kind == Node::Kind::map) {
        require(inside(entry.key_span, n.span) && entry.key_span.begin >= last, "a key lies outside", entry.key_span);
        require(entry.key_span.end <= entry.value.span.begin, "a key lies behind its value", entry.key_span);
        key(entry);
      }
      node(entry.value, n.span);
      last = entry.value.span.end;
    }
    const bool ends_with_entry = !n.flow && !n.entries.empty() && !document_.poisoned;
    if (ends_with_entry) require(last == n.span.end, "a collection does not end with its last entry", n.span);
  }

  /// `[a: b]`
  bool pair_of_list(const Node& n) const {
    return n.entries.size() == 1 && n.kind == Node::Kind::map && n.entries[0].key_span.begin == n.span.begin;
  }

  void key(const Entry& entry) {
    const std::string_view written = files_.slice(entry.key_span);
    const bool quoted = !written.empty() && (written.front() == '"' || written.front() == '\'');
    require(written.find('\n') == std::string_view::npos, "a key spans lines", entry.key_span);
    require((quoted ? reread(written) : std::string(written)) == entry.key, "a key differs from its text",
            entry.key_span);
  }

  void scalar(const Node& n) {
    const std::string_view written = files_.slice(n.span);
    const bool one_line = written.find('\n') == std::string_view::npos;
    switch (n.quote) {
      case Node::Quote::plain:
        if (one_line) require(written == n.text, "text differs from what is written", n.span);
        if (!one_line) require(reread(written) == n.text, "text of several lines differs from what is written", n.span);
        break;
      case Node::Quote::single:
      case Node::Quote::double_: {
        const char quote = n.quote == Node::Quote::single ? '\'' : '"';
        require(written.size() >= 2 && written.front() == quote && written.back() == quote, "quotes are missing",
                n.span);
        require(reread(written) == n.text, "quoted text differs from what is written", n.span);
        break;
      }
      case Node::Quote::literal:
      case Node::Quote::folded:
        block(n, written);
        break;
    }
  }

  /// Reads the written form again, by itself; not in the first column, where `---` would mean something else.
  std::string reread(std::string_view written) const {
    source::Files files;
    const source::FileId file = files.add("again", " " + std::string(written));
    diag::Sink sink;
    const Document again = parse(file, files, sink);
    // What yaml-cpp makes of it is another question: the tree is whole, and alone a text may stand in another context.
    const bool ours = sink.items().empty() || sink.items().front().slug == "read-two-ways";
    if (!ours) return "(does not parse: " + sink.items().front().message + ")";
    return again.root.kind == Node::Kind::scalar ? again.root.text : "(is no scalar)";
  }

  void block(const Node& n, std::string_view written) {
    const std::string_view header = written.substr(0, written.find('\n'));
    require(!header.empty() && header.front() == (n.quote == Node::Quote::literal ? '|' : '>'), "no block", n.span);
    const std::string_view indicators = header.substr(0, header.find_first_of(" \t\r#"));
    // An indentation in the header counts from the column of what is around, which is not in the span.
    if (indicators.find_first_of("123456789") != std::string_view::npos) return;
    const auto without_breaks = [](std::string text) {
      while (!text.empty() && text.back() == '\n') text.pop_back();
      return text;
    };
    if (without_breaks(n.text).empty()) return;
    require(without_breaks(reread(written)) == without_breaks(n.text), "a block differs from what is written", n.span);
  }

  const Document& document_;
  const source::Files& files_;
  std::string_view text_;
  std::string problem_;
};

}  // namespace infragen::syntax::testing
