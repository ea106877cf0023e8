#pragma once
/// YAML values as a tree, in the order in which they are written. The library knows YAML and nothing of Kubernetes.
///
/// `origin` is an opaque number that a producer may attach to any node; the printer reports which output lines carry it.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace infragen::yaml {

struct Node {
  enum class Kind : std::uint8_t {
    null,
    boolean,  ///< text is `true` or `false`
    integer,  ///< text is the literal: `-3`
    number,   ///< text is the literal: `0.5`
    text,     ///< text is the value, whatever is in it
    list,     ///< items
    map,      ///< members, in the order in which they are written; a key stands once
  };

  Kind kind = Kind::null;
  std::uint32_t origin = 0;
  std::string text;
  std::vector<Node> items;
  std::vector<std::pair<std::string, Node>> members;
  std::vector<std::string> comments;  ///< whole-line comments directly above, without `#`

  Node() = default;   // no aggregate: clang 14 cannot make a pair of one that holds pairs of itself

  /// Of a map; null: it has no such key.
  const Node* find(std::string_view key) const;
  Node* find(std::string_view key);
  /// Of a map: replaces the value or appends the member.
  Node& set(std::string key, Node value);

  /// Equal values: kinds and texts, lists in order, maps whatever their order. Origins and comments do not count.
  friend bool operator==(const Node& a, const Node& b);
};

Node text(std::string value, std::uint32_t origin = 0);
Node integer(std::int64_t value, std::uint32_t origin = 0);
Node boolean(bool value, std::uint32_t origin = 0);
Node list(std::vector<Node> items = {});
Node map(std::vector<std::pair<std::string, Node>> members = {});

}  // namespace infragen::yaml
