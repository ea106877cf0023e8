#pragma once
// How single texts are written.

#include <optional>
#include <string>
#include <string_view>

#include "infragen/yaml/node.hpp"

namespace infragen::yaml {

/// Can be seen and told from others, so it may stand as it is.
bool is_visible(char32_t c);

/// Of a text as a `|` block: what stands behind the `|`, as ``, `-`, `2+` (indentation, then line breaks at the end).
/// Nothing: a block cannot hold it, or it has one line only.
std::optional<std::string> block_marks(std::string_view text);

/// `-3`, `0.5`, `1.0e+3`: what JSON calls a number, in the form that YAML 1.1 takes for one too. Nothing: it is none, or
/// not a whole one.
std::optional<std::string> number_of(std::string_view text, bool whole);

/// A node without items and members on one line.
std::string one_line(const Node& node);

}  // namespace infragen::yaml
