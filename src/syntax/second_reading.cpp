#include "syntax/second_reading.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cstdint>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "infragen/syntax/diagnostics.hpp"

namespace infragen::syntax {

namespace {

/// One event of a document. A map gives its keys and values in turn, each key as a text.
struct Step {
  enum class What : std::uint8_t { nothing, text, map, list, end, done };
  What what = What::done;
  std::string_view text;
  source::Span at;
};
using What = Step::What;

/// Our tree as events.
class Steps {
 public:
  explicit Steps(const Node& root) : root_(&root), end_(root.span) { end_.begin = end_.end; }

  Step next() {
    if (levels_.empty()) {
      if (root_ == nullptr) return {What::done, {}, end_};
      return begin(*std::exchange(root_, nullptr));
    }
    Level& in = levels_.back();
    if (in.entry == in.node->entries.size()) {
      source::Span at = in.node->span;
      at.begin = at.end;
      levels_.pop_back();
      return {What::end, {}, at};
    }
    const Entry& entry = in.node->entries[in.entry];
    in.behind_key = in.node->kind == Node::Kind::map && !in.behind_key;
    if (in.behind_key) return {What::text, entry.key, entry.key_span};
    ++in.entry;
    return begin(entry.value);
  }

 private:
  struct Level {
    const Node* node;
    std::size_t entry = 0;
    bool behind_key = false;
  };

  Step begin(const Node& node) {
    if (node.kind == Node::Kind::scalar) return {What::text, node.text, node.span};
    if (node.kind != Node::Kind::map && node.kind != Node::Kind::list) return {What::nothing, {}, node.span};
    levels_.push_back({&node});
    source::Span first = node.span;
    first.end = std::min(first.begin + 1, first.end);
    return {node.kind == Node::Kind::map ? What::map : What::list, {}, first};
  }

  const Node* root_;  ///< until it was handed out
  source::Span end_;
  std::vector<Level> levels_;
};

/// Texts that yaml-cpp takes for a null if they stand without quotes. In our language only a value `~` is more than
/// its text.
bool null_word(std::string_view text) { return text == "null" || text == "Null" || text == "NULL" || text == "~"; }

/// Takes yaml-cpp's events and stops at the first that is not our next one.
class Comparison final : public YAML::EventHandler {
 public:
  explicit Comparison(const Node& root) : ours_(root) {}

  bool alike() const { return alike_; }
  const source::Span& at() const { return at_; }
  /// No document comes any more. A file that says nothing has none.
  void finish() {
    if (!any_) expect(What::nothing);
    expect(What::done);
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t anchor) override { expect(What::nothing, {}, bare(anchor)); }
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override { expect(What::nothing, {}, false); }
  void OnScalar(const YAML::Mark&, const std::string& tag, YAML::anchor_t anchor, const std::string& text) override {
    expect(What::text, text, bare(anchor, tag));
  }
  void OnSequenceStart(const YAML::Mark&, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    expect(What::list, {}, bare(anchor, tag));
  }
  void OnSequenceEnd() override { expect(What::end); }
  void OnMapStart(const YAML::Mark&, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    expect(What::map, {}, bare(anchor, tag));
  }
  void OnMapEnd() override { expect(What::end); }

 private:
  /// No anchor, and no tag but those that yaml-cpp itself gives: `?`, and `!` to what is quoted.
  static bool bare(YAML::anchor_t anchor, std::string_view tag = {}) {
    return anchor == 0 && (tag.empty() || tag == "?" || tag == "!");
  }

  void expect(What theirs, std::string_view text = {}, bool bare = true) {
    any_ = true;
    if (!alike_) return;
    const Step ours = ours_.next();
    const bool same = ours.what == theirs && ours.text == text;
    const bool kept_text = theirs == What::nothing && ours.what == What::text && null_word(ours.text);
    alike_ = bare && (same || kept_text);
    at_ = ours.at;
  }

  Steps ours_;
  bool any_ = false;
  bool alike_ = true;
  source::Span at_;
};

/// The byte where yaml-cpp gave up. It counts lines and bytes of a line from 0, and does not count a byte order mark.
std::uint32_t offset(const YAML::Mark& mark, std::string_view text) {
  std::size_t begin = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
  for (int line = 0; line < mark.line; ++line) {
    const std::size_t next = text.find('\n', begin);
    if (next == std::string_view::npos) break;
    begin = next + 1;
  }
  const std::size_t line_end = std::min(text.find('\n', begin), text.size());
  return static_cast<std::uint32_t>(std::min(begin + static_cast<std::size_t>(std::max(mark.column, 0)), line_end));
}

/// The key or text at an offset; the offset itself if something else stands there.
source::Span text_at(const Node& root, std::uint32_t offset) {
  Steps steps(root);
  for (Step step = steps.next(); step.what != What::done; step = steps.next()) {
    if (step.what == What::text && step.at.begin <= offset && offset <= step.at.end) return step.at;
  }
  return {root.span.file, offset, offset};
}

/// How to write what begins with `sign` so that everybody reads it alike.
std::string_view help(char sign) {
  switch (sign) {
    case '"':
      return "write characters as themselves, or with the escapes `\\n`, `\\t`, `\\\"`, `\\\\`, `\\u` and `\\U`";
    case '|':
    case '>':
      return "put the text in double quotes, with `\\n` for a line break";
    default:
      return "put the text in quotes, or write it as a block that begins with `|`";
  }
}

}  // namespace

bool reads_alike(const Node& root, std::string_view text, diag::Sink& sink) {
  Comparison comparison(root);
  source::Span at;
  try {
    std::istringstream in{std::string(text)};
    YAML::Parser parser(in);
    // A second document is one too many; asking for more could go on for ever.
    if (parser.HandleNextDocument(comparison)) parser.HandleNextDocument(comparison);
    comparison.finish();
    if (comparison.alike()) return true;
    at = comparison.at();
  } catch (const YAML::Exception& refusal) {
    at = comparison.alike() ? text_at(root, offset(refusal.mark, text)) : comparison.at();
  }
  const char sign = at.begin < text.size() ? text[at.begin] : '\n';
  sink.report(read_two_ways, at).help(std::string(help(sign)));
  return false;
}

}  // namespace infragen::syntax
