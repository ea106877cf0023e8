#include "infragen/format/format.hpp"

#include <algorithm>
#include <vector>

#include "infragen/support/text.hpp"

namespace infragen::format {
namespace {

using syntax::Entry;
using syntax::Node;

constexpr std::size_t step = 2;

/// A line of the result.
struct Line {
  std::string text;            ///< with its indentation
  std::string comment;         ///< behind the text, with `#`; empty: none
  std::size_t column = 0;      ///< where that stood
  bool verbatim = false;       ///< of a text over several lines: nothing is taken from its end
};

/// Where a block map or list stands now, and where it stood.
struct Level {
  std::size_t old_column, column;
};

class Formatter {
 public:
  explicit Formatter(std::string_view source) : source_(source) {}

  std::string run(const Node& root) {
    if (root.kind == Node::Kind::map || root.kind == Node::Kind::list || root.kind == Node::Kind::scalar || root.kind == Node::Kind::removed) {
      before(root.span.begin, 0);
      value(root, 0, 0);
    }
    end();
    return text();
  }

 private:
  std::size_t column_of(std::size_t at) const {
    const std::size_t before = at == 0 ? std::string_view::npos : source_.rfind('\n', at - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t mark = begin == 0 && source_.starts_with("\xef\xbb\xbf") ? 3 : 0;
    return support::code_points(source_.substr(begin + mark, at - begin - mark));
  }

  // ---- what stands between two tokens ----

  struct Comment {
    std::string text;
    std::size_t column;
    bool behind;         ///< on the line of the token before
    bool blank_before;
  };
  struct Gap {
    std::vector<Comment> comments;
    bool blank = false;  ///< an empty line stands before what follows
    bool crossed = false;
  };

  /// The comments and line breaks from where we are up to `end`.
  Gap gap(std::size_t end) {
    Gap out;
    std::size_t breaks = 0;
    while (at_ < end) {
      if (source_[at_] == '#') {
        const std::size_t stop = std::min(source_.find('\n', at_), source_.size());
        out.comments.push_back({std::string(support::trim(source_.substr(at_, stop - at_))), column_of(at_), !out.crossed, breaks > 1});
        at_ = stop;
        breaks = 0;
        continue;
      }
      if (source_[at_] == '\n') {
        ++breaks;
        out.crossed = true;
      }
      ++at_;
    }
    out.blank = breaks > 1;
    return out;
  }

  void blank_line() {
    if (!lines_.empty() && !lines_.back().text.empty() && !opened_) lines_.push_back({});
  }

  /// A comment below a block may still belong to it: that tells its column.
  std::size_t comment_column(std::size_t old_column, std::size_t next) const {
    std::size_t out = next;
    for (const Level& level : closed_) {
      if (level.column >= next && level.old_column <= old_column) out = std::max(out, level.column);
    }
    return out;
  }

  /// Writes the comments of a gap; own lines of them stand in `column`, or in that of a block which ends here.
  Gap comments(std::size_t end, std::size_t column) {
    Gap found = gap(end);
    for (Comment& c : found.comments) {
      if (c.behind && !lines_.empty()) {
        lines_.back().comment = std::move(c.text);
        lines_.back().column = c.column;
        continue;
      }
      if (c.blank_before) blank_line();
      lines_.push_back({std::string(comment_column(c.column, column), ' ') + c.text, {}, 0, false});
      opened_ = false;
    }
    return found;
  }

  /// What stands before a token that begins a line of its own.
  void before(std::size_t begin, std::size_t column) {
    const Gap found = comments(begin, column);
    if (found.blank) blank_line();
    lines_.push_back({std::string(column, ' '), {}, 0, false});
    opened_ = false;
    at_ = begin;
  }

  void end() {
    comments(source_.size(), 0);
    while (!lines_.empty() && lines_.back().text.empty() && !lines_.back().verbatim) lines_.pop_back();
  }

  // ---- tokens ----

  void append(std::string_view text) { lines_.back().text += text; }

  /// A scalar or key as it shall be written.
  std::string token(source::Span span, bool plain, std::string_view text) const {
    const std::string_view slice = source_.substr(span.begin, span.end - span.begin);
    if (plain) return needs_quotes(slice) ? "\"" + std::string(slice) + "\"" : std::string(slice);
    const bool simple = slice.front() == '\'' && slice.find('\n') == std::string_view::npos && text.find_first_of("'\"\\") == std::string_view::npos;
    return simple ? "\"" + std::string(text) + "\"" : std::string(slice);
  }
  std::string token(const Node& node) const { return token(node.span, node.kind == Node::Kind::removed || node.quote == Node::Quote::plain, node.text); }
  std::string token(const Entry& entry) const {
    const char first = source_[entry.key_span.begin];
    return token(entry.key_span, first != '"' && first != '\'', entry.key);
  }

  bool on_one_line(const Node& node) const { return source_.substr(node.span.begin, node.span.end - node.span.begin).find('\n') == std::string_view::npos; }

  std::string flow(const Node& node) const {
    if (node.kind != Node::Kind::map && node.kind != Node::Kind::list) return node.kind == Node::Kind::empty ? std::string() : token(node);
    const bool map = node.kind == Node::Kind::map;
    std::string out = map ? "{" : "[";
    for (const Entry& entry : node.entries) {
      if (out.size() > 1) out += ", ";
      const std::string value = flow(entry.value);
      if (map) out += token(entry) + (value.empty() ? ":" : ": ");
      out += value;
    }
    return out + (map ? "}" : "]");
  }

  /// The scalars below a flow collection, in order, with what shall stand in their places.
  void replacements(const Node& node, std::vector<std::pair<source::Span, std::string>>& out) const {
    for (const Entry& entry : node.entries) {
      if (node.kind == Node::Kind::map) out.emplace_back(entry.key_span, token(entry));
      if (entry.value.kind == Node::Kind::map || entry.value.kind == Node::Kind::list) {
        replacements(entry.value, out);
      } else if (entry.value.kind == Node::Kind::scalar && on_one_line(entry.value)) {
        out.emplace_back(entry.value.span, token(entry.value));
      }
    }
  }

  /// A value over several lines: the lines stay and move with the key that they belong to.
  void over_lines(const Node& node, const Level& owner) {
    std::vector<std::pair<source::Span, std::string>> replaced;
    replacements(node, replaced);
    std::string text;
    std::size_t at = node.span.begin;
    for (const auto& [span, token] : replaced) {
      text += source_.substr(at, span.begin - at);
      text += token;
      at = span.end;
    }
    text += source_.substr(at, node.span.end - at);
    const bool block = node.quote == Node::Quote::literal || node.quote == Node::Quote::folded;
    lines_over(text, owner, block);
    at_ = node.span.end;
  }

  void lines_over(std::string_view text, const Level& owner, bool block) {
    bool first = true;
    for (std::string_view line : support::split(text, '\n')) {
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (first) {
        append(block ? line.substr(0, line.find_last_not_of(" \t") + 1) : line);
        first = false;
        continue;
      }
      const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
      const std::size_t shifted = blanks + owner.column > owner.old_column ? blanks + owner.column - owner.old_column : 0;
      const bool empty = line.empty() || (blanks == line.size() && !block);
      lines_.push_back({empty ? std::string() : std::string(shifted, ' ') + std::string(line.substr(blanks)), {}, 0, block});
    }
    opened_ = false;
  }

  // ---- values ----

  /// Behind `key:` or `-`, on the line that is open.
  void value(const Node& node, std::size_t column, std::size_t old_column) {
    const Level owner{old_column, column};
    switch (node.kind) {
      case Node::Kind::empty:
        return;
      case Node::Kind::removed:
        append(token(node));
        at_ = node.span.end;
        return;
      case Node::Kind::scalar:
        if (!on_one_line(node)) return over_lines(node, owner);
        append(token(node));
        at_ = node.span.end;
        return;
      case Node::Kind::map:
      case Node::Kind::list:
        break;
    }
    if (!node.flow) return node.kind == Node::Kind::map ? map(node, column) : list(node, column);
    if (!on_one_line(node)) return over_lines(node, owner);
    append(flow(node));
    at_ = node.span.end;
  }

  /// The first entry stands on the line that is open.
  void map(const Node& node, std::size_t column) {
    const std::size_t old_column = column_of(node.entries.front().key_span.begin);
    levels_.push_back({old_column, column});
    bool first = true;
    for (const Entry& entry : node.entries) {
      if (!first) before(entry.key_span.begin, column);
      first = false;
      append(token(entry) + ":");
      at_ = entry.key_span.end;
      closed_ = levels_;
      behind_lead(entry.value, column, old_column, true);
    }
    levels_.pop_back();
  }

  /// The first `-` stands on the line that is open.
  void list(const Node& node, std::size_t column) {
    const std::size_t old_column = column_of(node.span.begin);
    levels_.push_back({old_column, column});
    bool first = true;
    for (const Entry& entry : node.entries) {
      const std::size_t dash = next_dash();
      if (!first) before(dash, column);
      first = false;
      append("-");
      at_ = dash + 1;
      closed_ = levels_;
      behind_lead(entry.value, column, old_column, false);
    }
    levels_.pop_back();
  }

  /// The `-` of the next entry, behind comments.
  std::size_t next_dash() const {
    for (std::size_t at = at_; at < source_.size(); ++at) {
      if (source_[at] == '#') {
        at = std::min(source_.find('\n', at), source_.size());
      } else if (source_[at] == '-') {
        return at;
      }
    }
    return source_.size();
  }

  void behind_lead(const Node& node, std::size_t column, std::size_t old_column, bool key) {
    if (node.kind == Node::Kind::empty) return;
    const bool block = (node.kind == Node::Kind::map || node.kind == Node::Kind::list) && !node.flow;
    const std::string_view between = source_.substr(at_, node.span.begin - at_);
    const bool own_line = between.find('#') != std::string_view::npos || (key && block);
    if (!own_line) {
      append(" ");
      at_ = node.span.begin;
      return value(node, block ? column + step : column, old_column);
    }
    opened_ = true;
    closed_ = levels_;
    before(node.span.begin, column + step);
    value(node, column + step, old_column);
  }

  std::string text() const {
    std::string out;
    for (const Line& line : lines_) {
      out += line.verbatim ? std::string_view(line.text) : std::string_view(line.text).substr(0, line.text.find_last_not_of(" \t") + 1);
      if (!line.comment.empty()) {
        const std::size_t width = support::code_points(line.text);
        out.append(line.column > width ? line.column - width : step, ' ');
        out += line.comment;
      }
      out += '\n';
    }
    // A line end would become a part of the text.
    const bool open = !source_.empty() && source_.back() != '\n' && !lines_.empty() && lines_.back().verbatim;
    if (open) out.pop_back();
    return out;
  }

  std::string_view source_;
  std::size_t at_ = 0;             ///< up to here everything is written
  std::vector<Line> lines_;
  std::vector<Level> levels_;      ///< open blocks
  std::vector<Level> closed_;      ///< those that were open at the last token
  bool opened_ = false;            ///< the last line opened a block: no empty line below it
};

}  // namespace

std::string format(const syntax::Document& document, const source::Files& files) { return Formatter(files.text(document.file)).run(document.root); }

bool same_values(const Node& a, const Node& b) {
  if (a.kind != b.kind || a.text != b.text || a.entries.size() != b.entries.size()) return false;
  return std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), [](const Entry& x, const Entry& y) { return x.key == y.key && same_values(x.value, y.value); });
}

}  // namespace infragen::format
