#include "verify/kubernetes/spot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "infragen/support/text.hpp"

namespace infragen::verify {

using yaml::Node;

namespace {

bool plain(std::string_view key) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
  };
  return !key.empty() && std::all_of(key.begin(), key.end(), fits);
}

Spot below(const Spot& above, const Node* node, std::string path) {
  Spot out;
  out.path = std::move(path);
  out.origin = above.origin;
  if (node == nullptr || node->kind == Node::Kind::null) return out;
  out.node = node;
  if (node->origin != 0) out.origin = node->origin;
  return out;
}

}  // namespace

Spot Spot::root(const Node& object) {
  Spot out;
  out.node = &object;
  out.origin = object.origin;
  return out;
}

std::string Spot::path_of(std::string_view key) const {
  if (!plain(key)) return fmt::format("{}[\"{}\"]", path, key);
  return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
}

Spot Spot::operator[](std::string_view key) const {
  const Node* found = is(Node::Kind::map) ? node->find(key) : nullptr;
  return below(*this, found, path_of(key));
}

Spot Spot::at(std::initializer_list<std::string_view> keys) const {
  Spot out = *this;
  for (const std::string_view key : keys) out = out[key];
  return out;
}

std::vector<Spot> Spot::items() const {
  std::vector<Spot> out;
  if (!is(Node::Kind::list)) return out;
  out.reserve(node->items.size());
  for (std::size_t i = 0; i < node->items.size(); ++i) {
    out.push_back(below(*this, &node->items[i], fmt::format("{}[{}]", path, i)));
  }
  return out;
}

std::vector<Spot::Member> Spot::members() const {
  std::vector<Member> out;
  if (!is(Node::Kind::map)) return out;
  for (const auto& [key, value] : node->members) {
    if (value.kind != Node::Kind::null) out.push_back({key, below(*this, &value, path_of(key))});
  }
  return out;
}

std::string_view Spot::text() const { return is(Node::Kind::text) ? std::string_view(node->text) : std::string_view(); }

std::string_view Spot::scalar() const {
  if (node == nullptr || is(Node::Kind::list) || is(Node::Kind::map)) return {};
  return node->text;
}

std::optional<std::int64_t> Spot::integer() const {
  if (!is(Node::Kind::integer)) return std::nullopt;
  const char* end = node->text.data() + node->text.size();
  const char* begin = node->text.data() + (node->text.starts_with('+') ? 1 : 0);
  std::int64_t out = 0;
  const auto [stop, error] = std::from_chars(begin, end, out);
  if (error != std::errc() || stop != end) return std::nullopt;
  return out;
}

bool Spot::truth() const { return is(Node::Kind::boolean) && node->text == "true"; }

void Report::missing(const Spot& spot, std::string_view key, std::string help) const {
  add(spot, Kind::missing, fmt::format("`{}` is required", key), std::move(help));
}

void Report::join(std::vector<ObjectProblem> schema, std::vector<ObjectProblem> rules) const {
  const auto known = [&](const ObjectProblem& found) {
    return std::any_of(schema.begin(), schema.end(), [&](const ObjectProblem& p) {
      // A member that is missing is told at what lacks it, where other things may be wrong too.
      const bool missing = p.kind == Kind::missing || found.kind == Kind::missing;
      return p.path == found.path && (!missing || p.message == found.message);
    });
  };
  rules.erase(std::remove_if(rules.begin(), rules.end(), known), rules.end());
  for (auto* list : {&schema, &rules}) std::move(list->begin(), list->end(), std::back_inserter(*out_));
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  if (text.size() <= kLongest) return fmt::format("`{}`", text);
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return fmt::format("`{}…`", text.substr(0, end));
}

std::string did_you_mean(std::optional<std::string_view> near) {
  return near ? fmt::format("did you mean `{}`?", *near) : std::string();
}

}  // namespace infragen::verify
