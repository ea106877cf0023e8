#include "emit/tfvars.hpp"

#include <algorithm>

#include "emit/hash.hpp"
#include "infragen/support/text.hpp"

namespace infragen::emit {
namespace {

constexpr std::size_t deepest = 200;  // brackets and templates within each other

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_name(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  KeyFile run() {
    KeyFile out;
    std::set<std::string> seen;
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    for (skip_space(true); error_.empty() && at_ < text_.size(); skip_space(true)) {
      KeyItem item = read_item();
      if (error_.empty() && !seen.insert(item.name).second) fail("`" + item.name + "` is given twice");
      out.items.push_back(std::move(item));
    }
    out.error = error_;
    if (!out.error.empty()) out.items.clear();
    return out;
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool starts(std::string_view with) const { return text_.substr(at_).starts_with(with); }

  void fail(const std::string& why) {
    if (!error_.empty()) return;
    const std::string_view before = text_.substr(0, std::min(at_, text_.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    error_ = "line " + std::to_string(line) + ": " + why;
  }

  /// Moves behind the next `end`.
  void skip_past(std::string_view end, const char* missing) {
    const std::size_t found = text_.find(end, at_);
    if (found == std::string_view::npos) {
      fail(missing);
      at_ = text_.size();
    } else {
      at_ = found + end.size();
    }
  }

  bool skip_comment() {
    if (peek() == '#' || starts("//")) {
      at_ = std::min(text_.find('\n', at_), text_.size());
      return true;
    }
    if (!starts("/*")) return false;
    skip_past("*/", "a comment is not closed");
    return true;
  }

  void skip_space(bool lines) {
    while (at_ < text_.size() && error_.empty()) {
      if (is_blank(peek()) || (lines && peek() == '\n')) {
        ++at_;
      } else if (!lines || !skip_comment()) {
        return;
      }
    }
  }

  KeyItem read_item() {
    KeyItem item;
    item.key = at_;
    if (!is_letter(peek())) fail("a key was expected");
    while (is_name(peek())) ++at_;
    item.name = text_.substr(item.key, at_ - item.key);
    skip_space(false);
    if (peek() != '=' || peek(1) == '=') fail("`=` was expected behind `" + item.name + "`");
    ++at_;
    skip_space(false);
    item.value = at_;
    item.end = read_value();
    if (error_.empty() && item.end == item.value) fail("`" + item.name + "` has no value");
    return item;
  }

  /// Up to the line break that ends the value; returns the end of the value itself.
  std::size_t read_value() {
    std::size_t end = at_;
    std::string open;
    while (at_ < text_.size() && error_.empty()) {
      const char c = peek();
      if (c == '\n' && open.empty()) break;
      if (is_blank(c) || c == '\n') {
        ++at_;
        continue;
      }
      if (skip_comment()) continue;
      read_token(open);
      end = std::min(at_, text_.size());
    }
    if (!open.empty()) fail("a bracket is not closed");
    return end;
  }

  void read_token(std::string& open) {
    const char c = peek();
    if (c == '"') return read_string(0);
    if (starts("<<") && read_heredoc()) return;
    if (c == '(' || c == '[' || c == '{') {
      open += c == '(' ? ')' : c == '[' ? ']' : '}';
      if (open.size() > deepest) fail("the brackets are nested too deeply");
    } else if (c == ')' || c == ']' || c == '}') {
      if (open.empty() || open.back() != c) return fail("a bracket is closed that was not opened");
      open.pop_back();
    }
    ++at_;
  }

  void read_string(std::size_t depth) {
    if (depth > deepest) return fail("templates are nested too deeply");
    ++at_;
    while (at_ < text_.size() && error_.empty()) {
      const char c = peek();
      if (c == '\\') {
        at_ = std::min(at_ + 2, text_.size());
      } else if (c == '"') {
        ++at_;
        return;
      } else if (c == '\n') {
        return fail("a string is not closed");
      } else if (starts("$${") || starts("%%{")) {
        at_ += 3;
      } else if (starts("${") || starts("%{")) {
        at_ += 2;
        read_template(depth + 1);
      } else {
        ++at_;
      }
    }
    fail("a string is not closed");
  }

  /// Behind `${`: up to its `}`.
  void read_template(std::size_t depth) {
    std::size_t braces = 1;
    while (at_ < text_.size() && error_.empty()) {
      const char c = peek();
      if (c == '"') {
        read_string(depth);
        continue;
      }
      ++at_;
      if (c == '{') ++braces;
      if (c == '}' && --braces == 0) return;
    }
    fail("a template is not closed");
  }

  /// `<<EOT` or `<<-EOT` up to the end of the line that says `EOT`; false when this is no heredoc.
  bool read_heredoc() {
    std::size_t name = at_ + 2;
    if (name < text_.size() && text_[name] == '-') ++name;
    std::size_t end = name;
    while (end < text_.size() && is_name(text_[end])) ++end;
    if (end == name || !is_letter(text_[name])) return false;
    const std::string_view word = text_.substr(name, end - name);
    for (std::size_t line = text_.find('\n', end); line != std::string_view::npos; line = text_.find('\n', line + 1)) {
      const std::size_t stop = std::min(text_.find('\n', line + 1), text_.size());
      if (support::trim(text_.substr(line + 1, stop - line - 1)) == word) {
        at_ = text_.find(word, line + 1) + word.size();
        return true;
      }
    }
    fail("a heredoc is not closed");
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string error_;
};

/// A piece of the text that is replaced.
struct Edit {
  std::size_t begin, end;
  std::string text;
};

/// Cuts the item out, with its line when nothing else stands there. A comment behind the value is a person's: it stays.
Edit removal_of(std::string_view text, const KeyItem& item) {
  std::size_t begin = item.key;
  while (begin > 0 && is_blank(text[begin - 1])) --begin;
  const bool own_line = begin == 0 || text[begin - 1] == '\n';
  std::size_t end = item.end;
  while (end < text.size() && is_blank(text[end])) ++end;
  if (!own_line || (end < text.size() && text[end] != '\n')) return {item.key, end, {}};
  return {begin, std::min(end + 1, text.size()), {}};
}

std::string with_edits(std::string_view text, const std::vector<Edit>& edits) {
  std::string out;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    out += text.substr(at, edit.begin - at);
    out += edit.text;
    at = edit.end;
  }
  return out + std::string(text.substr(at));
}

using Index = std::map<std::string_view, const KeyItem*>;

Index index_of(const KeyFile& keys) {
  Index out;
  for (const KeyItem& item : keys.items) out.emplace(item.name, &item);
  return out;
}

}  // namespace

KeyFile scan_keys(std::string_view text) { return Scanner(text).run(); }

std::string_view value_of(std::string_view text, const KeyItem& item) {
  return text.substr(item.value, item.end - item.value);
}

std::map<std::string, std::string> key_hashes(std::string_view text, const KeyFile& keys) {
  std::map<std::string, std::string> out;
  for (const KeyItem& item : keys.items) out[item.name] = hash_of(value_of(text, item));
  return out;
}

KeyMerge merge_keys(std::string_view theirs, const KeyFile& their_keys, std::string_view ours, const KeyFile& our_keys,
                    const std::map<std::string, std::set<std::string>>& owned) {
  KeyMerge out;
  const Index wanted_keys = index_of(our_keys);
  const Index present = index_of(their_keys);
  std::vector<Edit> edits;
  for (const KeyItem& item : their_keys.items) {
    const auto found = wanted_keys.find(item.name);
    const KeyItem* wanted = found == wanted_keys.end() ? nullptr : found->second;
    const auto known = owned.find(item.name);
    if (wanted == nullptr && known == owned.end()) continue;
    const std::string_view value = value_of(theirs, item);
    if (wanted != nullptr && value == value_of(ours, *wanted)) continue;
    if (known == owned.end() || known->second.count(hash_of(value)) == 0) out.foreign.push_back(item.name);
    edits.push_back(wanted == nullptr ? removal_of(theirs, item)
                                      : Edit{item.value, item.end, std::string(value_of(ours, *wanted))});
  }
  out.bytes = with_edits(theirs, edits);
  for (const KeyItem& item : our_keys.items) {
    if (present.count(item.name) != 0) continue;
    if (!out.bytes.empty() && out.bytes.back() != '\n') out.bytes += '\n';
    out.bytes.append(ours.substr(item.key, item.end - item.key)).append("\n");
  }
  return out;
}

}  // namespace infragen::emit
