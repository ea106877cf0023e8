#include "infragen/tree/value.hpp"

#include <algorithm>

namespace infragen::tree {
namespace {

/// Not a lambda: clang 14 refuses `<` between texts in a lambda of a template.
bool before(const Item& item, std::string_view key) { return item.key < key; }

auto position(auto& items, std::string_view key) { return std::lower_bound(items.begin(), items.end(), key, before); }

bool reads_as_itself(std::string_view text) {
  if (text.empty() || text == "~" || text.front() == ' ' || text.back() == ' ') return false;
  if (std::string_view("-?:,[]{}#&*!|>'\"%@`").find(text.front()) != std::string_view::npos) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 || c == 0x7f || c == '{' || c == '}' || c == '[' || c == ']' || c == ',') return false;
    if (c == ':' && (i + 1 == text.size() || text[i + 1] == ' ')) return false;
    if (c == '#' && text[i - 1] == ' ') return false;
  }
  return true;
}

std::string quoted(std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char ch : text) {
    const auto c = static_cast<unsigned char>(ch);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += ch;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c < 0x20 || c == 0x7f) {
      out += "\\x";
      out += hex[c >> 4];
      out += hex[c & 15];
    } else {
      out += ch;
    }
  }
  out += '"';
  return out;
}

std::string word(std::string_view text) { return reads_as_itself(text) ? std::string(text) : quoted(text); }

void write(const Value& value, std::size_t indent, std::string& out);

void write_inline_or_below(const Value& value, std::size_t indent, std::string& out) {
  if (value.kind == Value::Kind::scalar || value.kind == Value::Kind::removed || value.items.empty()) {
    out += ' ';
    write(value, indent, out);
    return;
  }
  out += '\n';
  write(value, indent, out);
}

void write(const Value& value, std::size_t indent, std::string& out) {
  switch (value.kind) {
    case Value::Kind::removed:
      out += "~\n";
      return;
    case Value::Kind::scalar:
      out += value.quoted ? quoted(value.text) : word(value.text);
      out += '\n';
      return;
    case Value::Kind::map:
      if (value.items.empty()) out += "{}\n";
      for (const Item& item : value.items) {
        out.append(indent, ' ');
        out += word(item.key);
        out += ':';
        write_inline_or_below(item.value, indent + 2, out);
      }
      return;
    case Value::Kind::list:
      if (value.items.empty()) out += "[]\n";
      for (const Item& item : value.items) {
        out.append(indent, ' ');
        out += '-';
        write_inline_or_below(item.value, indent + 2, out);
      }
      return;
  }
}

void write_inline(const Value& value, std::string& out) {
  if (value.kind == Value::Kind::removed) {
    out += '~';
    return;
  }
  if (value.kind == Value::Kind::scalar) {
    out += value.quoted ? quoted(value.text) : word(value.text);
    return;
  }
  const bool is_map = value.kind == Value::Kind::map;
  out += is_map ? '{' : '[';
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    if (i > 0) out += ", ";
    if (is_map) out += word(value.items[i].key) + ": ";
    write_inline(value.items[i].value, out);
  }
  out += is_map ? '}' : ']';
}

}  // namespace

const Value* Value::find(std::string_view key) const {
  const auto it = position(items, key);
  return it != items.end() && it->key == key ? &it->value : nullptr;
}

Value* Value::find(std::string_view key) {
  const auto it = position(items, key);
  return it != items.end() && it->key == key ? &it->value : nullptr;
}

Value& Value::at(std::string_view key, source::Span key_span) {
  auto it = position(items, key);
  if (it == items.end() || it->key != key) it = items.insert(it, Item{std::string(key), key_span, {}});
  return it->value;
}

void Value::erase(std::string_view key) {
  const auto it = position(items, key);
  if (it != items.end() && it->key == key) items.erase(it);
}

Value scalar(std::string text, source::Span span) {
  Value value;
  value.kind = Value::Kind::scalar;
  value.text = std::move(text);
  value.span = span;
  return value;
}

Value map(source::Span span) {
  Value value;
  value.span = span;
  return value;
}

Value list(source::Span span) {
  Value value;
  value.kind = Value::Kind::list;
  value.span = span;
  return value;
}

void sort_items(Value& map) {
  std::stable_sort(map.items.begin(), map.items.end(), [](const Item& a, const Item& b) { return a.key < b.key; });
  // A key that was written twice is reported where the text is read; the first one stays.
  const auto same = [](const Item& a, const Item& b) { return a.key == b.key; };
  map.items.erase(std::unique(map.items.begin(), map.items.end(), same), map.items.end());
}

std::string print(const Value& value) {
  std::string out;
  write(value, 0, out);
  return out;
}

std::string print_inline(const Value& value) {
  std::string out;
  write_inline(value, out);
  return out;
}

}  // namespace infragen::tree
