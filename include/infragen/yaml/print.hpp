#pragma once
/// `Node` -> YAML in block style that every reader of YAML 1.1 and 1.2 reads back as the same values.
///
/// Two columns a level; the items of a list stand below the first letter of its key (`- name: x` under `containers:`),
/// which is how the Kubernetes documentation writes manifests and how kubectl and kustomize print them, so that ours can
/// be held against theirs line by line.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "infragen/yaml/node.hpp"

namespace infragen::yaml {

struct Printed {
  std::string text;
  /// (1-based line, origin), sorted, without repeats; origin 0 is left out. A line carries the origin of each value
  /// that begins or goes on there.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> origins;
};

/// One document. A text stands plain where every reader takes it for that text, as a `|` block where it has line breaks
/// and a block can hold it, else in quotes. Characters that cannot be seen (controls, marks of direction, joiners, private
/// use) are written as escapes; bytes that are no UTF-8 become U+FFFD. A number whose text is none is written as a text.
Printed print(const Node& document);

/// Several, with `---` between them.
Printed print(const std::vector<Node>& documents);

/// The text as it stands on one line, as a value or a key: plain, or in quotes.
std::string one_line(std::string_view text);

/// Some reader takes the plain text for something else: `yes`, `012`, `1e3`, `1:30`, `2026-11-22`, `~`, nothing at all.
bool is_taken_for_other(std::string_view text);

}  // namespace infragen::yaml
