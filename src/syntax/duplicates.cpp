#include <algorithm>
#include <numeric>
#include <vector>

#include "syntax/parser.hpp"

namespace infragen::syntax {

namespace {

/// A file that repeats more keys than this was not written by a person.
constexpr std::size_t most_reports = 256;

struct Pair {
  std::size_t second, first;
};

/// Keys that stand before already, in written order. Near-linear and without hashing, which somebody could aim at.
std::vector<Pair> repeated(const std::vector<Entry>& entries) {
  std::vector<std::size_t> order(entries.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return entries[a].key < entries[b].key; });
  std::vector<Pair> pairs;
  std::size_t first = 0;
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (entries[order[i]].key == entries[order[first]].key) {
      pairs.push_back({order[i], order[first]});
    } else {
      first = i;
    }
  }
  std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.second < b.second; });
  return pairs;
}

bool all_distinct(const std::vector<Entry>& entries) {
  for (std::size_t i = 1; i < entries.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (entries[i].key == entries[j].key) return false;
    }
  }
  return true;
}

}  // namespace

void Parser::check_duplicates(const Node& map) {
  constexpr std::size_t few = 12;  // comparing all of them is faster than sorting
  if (map.entries.size() <= few && all_distinct(map.entries)) return;
  for (const auto& [second, first] : repeated(map.entries)) {
    if (++duplicates_ > most_reports) return;
    cursor_.sink()
        .report(duplicate_key, map.entries[second].key_span, map.entries[second].key)
        .label("second")
        .also(map.entries[first].key_span, "first")
        .help("keep one of them");
  }
}

}  // namespace infragen::syntax
