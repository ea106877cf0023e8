#pragma once
/// What the parts of this layer ask of YAML trees.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "infragen/yaml/node.hpp"
#include "kustomize/known.hpp"

namespace infragen::kustomize {

using Nodes = std::vector<const yaml::Node*>;  ///< the same place in several trees, none of them null

bool is_map(const yaml::Node& node);
bool is_list(const yaml::Node& node);
bool all_equal(const Nodes& nodes);
bool all_of_kind(const Nodes& nodes, yaml::Node::Kind kind);

/// Scalars, and maps and lists that are empty.
std::size_t count_leaves(const yaml::Node& node);
bool has_null(const yaml::Node& node);

/// The text at `metadata.name` and the like; empty: there is none.
std::string text_at(const yaml::Node& node, const Path& path);
const yaml::Node* node_at(const yaml::Node& node, const Path& path);
/// Takes the member at the end of the path away, and maps that are empty then.
void erase_at(yaml::Node& node, const Path& path);
void erase_member(yaml::Node& map, std::string_view key);

/// How the elements of lists are told apart.
enum class Keyed : std::uint8_t {
  no,     ///< not at all: members are missing, or two elements have the same
  first,  ///< by the first key; none has another one
  all,    ///< by all keys (one key: `first`)
};
Keyed keyed_by(const Nodes& lists, const std::vector<std::string>& keys);
/// What tells the element from others; only of lists that are keyed.
std::string key_of(const yaml::Node& element, const std::vector<std::string>& keys);

/// Pushes a key for as long as it lives.
class Step {
 public:
  Step(Path& path, std::string key) : path_(path) { path_.push_back(std::move(key)); }
  ~Step() { path_.pop_back(); }
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;

 private:
  Path& path_;
};

/// Pairs of a longest common subsequence of [0, left) and [0, right). Of lists that are too long for it, only what they
/// begin and end with.
template <typename Same>
std::vector<std::pair<std::size_t, std::size_t>> common_pairs(std::size_t left, std::size_t right, Same same) {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  std::size_t start = 0;
  while (start < left && start < right && same(start, start)) {
    out.emplace_back(start, start);
    ++start;
  }
  std::size_t tail = 0;
  while (tail < left - start && tail < right - start && same(left - 1 - tail, right - 1 - tail)) ++tail;
  const std::size_t rows = left - start - tail;
  const std::size_t columns = right - start - tail;
  constexpr std::size_t kMost = 1'000'000;
  if (rows > 0 && columns > 0 && rows <= kMost / columns) {
    // best[r][c]: of what lies behind r and c.
    std::vector<std::uint32_t> best((rows + 1) * (columns + 1));
    const auto at = [&](std::size_t r, std::size_t c) -> std::uint32_t& { return best[r * (columns + 1) + c]; };
    for (std::size_t r = rows; r-- > 0;) {
      for (std::size_t c = columns; c-- > 0;) {
        at(r, c) = same(start + r, start + c) ? at(r + 1, c + 1) + 1 : std::max(at(r + 1, c), at(r, c + 1));
      }
    }
    for (std::size_t r = 0, c = 0; r < rows && c < columns;) {
      if (same(start + r, start + c)) {
        out.emplace_back(start + r++, start + c++);
      } else if (at(r + 1, c) >= at(r, c + 1)) {
        ++r;
      } else {
        ++c;
      }
    }
  }
  for (std::size_t i = tail; i > 0; --i) out.emplace_back(left - i, right - i);
  return out;
}

/// Indices, one a list, of elements that all lists have in this order: a longest such row between the first two lists,
/// what of it the third has, and so on. `same(list, i, j)`: element i of the first list is element j of list `list`.
template <typename Same>
std::vector<std::vector<std::size_t>> common_rows(const std::vector<std::size_t>& sizes, Same same) {
  std::vector<std::vector<std::size_t>> rows;
  for (std::size_t i = 0; i < sizes.front(); ++i) rows.push_back({i});
  for (std::size_t list = 1; list < sizes.size(); ++list) {
    std::vector<std::vector<std::size_t>> kept;
    const auto is_same = [&](std::size_t row, std::size_t j) { return same(list, rows[row].front(), j); };
    for (const auto& pair : common_pairs(rows.size(), sizes[list], is_same)) {
      kept.push_back(std::move(rows[pair.first]));
      kept.back().push_back(pair.second);
    }
    rows = std::move(kept);
  }
  return rows;
}

}  // namespace infragen::kustomize
