#include "infragen/yaml/print.hpp"

#include <algorithm>

#include "infragen/support/text.hpp"
#include "yaml/scalar.hpp"

namespace infragen::yaml {
namespace {

/// Keys on a line with their value may be 1024 characters long, for all readers.
constexpr std::size_t longest_key = 1000;

/// The lines of people's text as comments: whatever could end a line starts a new comment, and what cannot be seen is
/// a blank.
std::vector<std::string> comment_lines(std::string_view text) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const support::CodePoint c = support::first_code_point(text);
    if (c.value == '\n') {
      lines.emplace_back();
    } else if (c.valid && is_visible(c.value)) {
      lines.back() += text.substr(0, c.bytes);
    } else {
      lines.back() += ' ';
    }
    text.remove_prefix(c.bytes);
  }
  for (std::string& line : lines) line.erase(line.find_last_not_of(' ') + 1);
  return lines;
}

bool has_lines_below(const Node& node) {
  return (node.kind == Node::Kind::map && !node.members.empty()) || (node.kind == Node::Kind::list && !node.items.empty());
}

/// What still has to be written. A stack of them stands in for recursion: values may be nested as deeply as memory
/// goes.
struct Task {
  enum class Place : std::uint8_t { root, member, item };
  Place place = Place::root;
  const Node* node = nullptr;
  const std::string* key = nullptr;  ///< of a member
  std::size_t column = 0;
  bool goes_on = false;              ///< behind a `- ` that stands already
};
using Place = Task::Place;

class Printer {
 public:
  void document(const Node& root) {
    tasks_.push_back({Place::root, &root, nullptr, 0, false});
    while (!tasks_.empty()) {
      const Task task = tasks_.back();
      tasks_.pop_back();
      entry(task);
    }
  }

  void line(std::string_view rest) {
    text_ += rest;
    text_ += '\n';
    ++line_;
  }

  Printed finish() {
    std::sort(origins_.begin(), origins_.end());
    origins_.erase(std::unique(origins_.begin(), origins_.end()), origins_.end());
    return {std::move(text_), std::move(origins_)};
  }

 private:
  void mark(std::uint32_t origin) {
    if (origin != 0) origins_.emplace_back(line_, origin);
  }

  void indent(std::size_t column) { text_.append(column, ' '); }

  void comments(const Node& node, std::size_t column) {
    for (const std::string& comment : node.comments) {
      for (const std::string& one : comment_lines(comment)) {
        indent(column);
        line(one.empty() ? "#" : "# " + one);
      }
    }
  }

  /// Comments of all that begins behind the `- ` of an item go above it.
  void comments_of_item(const Node& item, std::size_t column) {
    const Node* node = &item;
    comments(*node, column);
    while (node->kind == Node::Kind::list && !node->items.empty()) {
      node = &node->items.front();
      comments(*node, column);
    }
    if (node->kind == Node::Kind::map && !node->members.empty()) comments(node->members.front().second, column);
  }

  void entry(const Task& task) {
    const Node& node = *task.node;
    if (!task.goes_on) {
      task.place == Place::item ? comments_of_item(node, task.column) : comments(node, task.column);
      indent(task.column);
    }
    mark(node.origin);
    if (task.place == Place::item) text_ += "- ";
    if (task.place == Place::member) key(*task.key, task.column, node.origin);
    if (has_lines_below(node)) return below(task);
    if (task.place == Place::member) text_ += ' ';
    if (node.kind == Node::Kind::text && block(task)) return;
    line(one_line(node));
  }

  void key(const std::string& name, std::size_t column, std::uint32_t origin) {
    const std::string written = one_line(name);
    if (written.size() > longest_key) {
      line("? " + written);
      indent(column);
      mark(origin);
      text_ += ':';
    } else {
      text_ += written + ':';
    }
  }

  void below(const Task& task) {
    const Node& node = *task.node;
    const bool is_map = node.kind == Node::Kind::map, behind_dash = task.place == Place::item;
    if (task.place == Place::member) line("");
    const std::size_t column = task.column + (behind_dash || (is_map && task.place == Place::member) ? 2 : 0);
    for (std::size_t i = is_map ? node.members.size() : node.items.size(); i-- > 0;) {
      const bool goes_on = behind_dash && i == 0;
      if (is_map) {
        tasks_.push_back({Place::member, &node.members[i].second, &node.members[i].first, column, goes_on});
      } else {
        tasks_.push_back({Place::item, &node.items[i], nullptr, column, goes_on});
      }
    }
  }

  /// False, and nothing written, if the text is no block.
  bool block(const Task& task) {
    const std::optional<std::string> marks = block_marks(task.node->text);
    // How far the text of a document without a map is indented is counted differently by readers.
    if (!marks || (task.place == Place::root && marks->starts_with('2'))) return false;
    line("|" + *marks);
    std::string_view rest = task.node->text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      mark(task.node->origin);
      if (end > 0) indent(task.column + 2);
      line(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return true;
  }

  std::string text_;
  std::uint32_t line_ = 1;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> origins_;
  std::vector<Task> tasks_;
};

}  // namespace

Printed print(const Node& document) {
  Printer printer;
  printer.document(document);
  return printer.finish();
}

Printed print(const std::vector<Node>& documents) {
  Printer printer;
  for (const Node& document : documents) {
    if (&document != &documents.front()) printer.line("---");
    printer.document(document);
  }
  return printer.finish();
}

}  // namespace infragen::yaml
