#pragma once
/// The templates that were compiled in: every file of `templates/`, by its path below that folder.

#include <optional>
#include <string_view>
#include <vector>

namespace infragen::facts {

/// The text of `path` (`aws/vpc.tf`); it lives as long as the program.
std::optional<std::string_view> builtin_template(std::string_view path);

/// All paths, sorted bytewise.
std::vector<std::string_view> builtin_templates();

}  // namespace infragen::facts
