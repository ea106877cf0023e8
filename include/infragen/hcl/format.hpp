#pragma once
/// `terraform fmt` as a function: token based, keeps comments and all that a person wrote.

#include <optional>
#include <string>
#include <string_view>

namespace infragen::hcl {

/// Nothing when the text does not parse. Equal to the output of `terraform fmt -` (1.11): indentation, spaces,
/// alignment of `=` and of trailing comments, `"${x}"` to `x`, quoted types of variables to bare ones. Unlike the
/// tool it never breaks a file: the key of `a[true]` and labels with `$` or `%` stay, and `"${x}"` over several lines
/// is only unwrapped where the result parses.
std::optional<std::string> format(std::string_view text);

}  // namespace infragen::hcl
