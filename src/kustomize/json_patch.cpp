#include "kustomize/json_patch.hpp"

#include <charconv>
#include <utility>

#include "kustomize/tree.hpp"

namespace infragen::kustomize {
namespace {

using yaml::Node;

// The keys of a pointer, read back.
Path steps_of(std::string_view pointer) {
  Path out;
  for (const char c : pointer) {
    if (c == '/') {
      out.emplace_back();
    } else if (!out.empty()) {
      std::string& key = out.back();
      if (key.ends_with('~') && (c == '0' || c == '1')) {
        key.back() = c == '1' ? '/' : '\1';  // so that a tilde that was read is not read again
      } else {
        key += c;
      }
    }
  }
  for (std::string& key : out) {
    for (char& c : key) c = c == '\1' ? '~' : c;
  }
  return out;
}

std::optional<std::size_t> index_of(const std::string& key) {
  std::size_t out = 0;
  const auto read = std::from_chars(key.data(), key.data() + key.size(), out);
  if (key.empty() || read.ec != std::errc() || read.ptr != key.data() + key.size()) return std::nullopt;
  return out;
}

Node* step_into(Node& at, const std::string& key) {
  if (is_map(at)) return at.find(key);
  const std::optional<std::size_t> index = index_of(key);
  return is_list(at) && index && *index < at.items.size() ? &at.items[*index] : nullptr;
}

bool put(Node& at, const std::string& key, bool is_add, const Node& value) {
  if (is_map(at)) {
    if (!is_add && at.find(key) == nullptr) return false;
    at.set(key, value);
    return true;
  }
  if (!is_list(at)) return false;
  if (is_add && key == "-") {
    at.items.push_back(value);
    return true;
  }
  const std::optional<std::size_t> index = index_of(key);
  if (!index || *index > at.items.size() || (!is_add && *index == at.items.size())) return false;
  if (is_add) {
    at.items.insert(at.items.begin() + static_cast<std::ptrdiff_t>(*index), value);
  } else {
    at.items[*index] = value;
  }
  return true;
}

}  // namespace

std::string pointer_to(std::string_view parent, std::string_view key) {
  std::string out(parent);
  out += '/';
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

Node operation(std::string_view op, std::string pointer, Node value) {
  const std::uint32_t origin = value.origin;
  return yaml::map({{"op", yaml::text(std::string(op), origin)},
                    {"path", yaml::text(std::move(pointer), origin)},
                    {"value", std::move(value)}});
}

std::optional<Node> apply_json(Node object, const Node& operations) {
  for (const Node& entry : operations.items) {
    const std::string op = text_at(entry, {"op"});
    const Node* value = entry.find("value");
    Path steps = steps_of(text_at(entry, {"path"}));
    if ((op != "add" && op != "replace") || value == nullptr || steps.empty()) return std::nullopt;
    const std::string last = std::move(steps.back());
    steps.pop_back();
    Node* at = &object;
    for (const std::string& key : steps) {
      at = step_into(*at, key);
      if (at == nullptr) return std::nullopt;
    }
    if (!put(*at, last, op == "add", *value)) return std::nullopt;
  }
  return object;
}

}  // namespace infragen::kustomize
