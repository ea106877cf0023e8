#pragma once
/// Which paths a generated file may have, and where things stand that belong to infragen itself.

#include <string>
#include <string_view>
#include <vector>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/emit/emit.hpp"

namespace infragen::emit {

inline constexpr std::string_view own_folder = ".infragen";
inline constexpr std::string_view manifest_path = ".infragen/manifest";
inline constexpr std::string_view journal_path = ".infragen/journal";
/// Stands in a folder of Terraform while its files are replaced one by one.
inline constexpr std::string_view guard_name = "infragen-incomplete.tf";

/// Why a path cannot be one of ours, in words that follow a colon; empty if it can. Paths are relative, without empty
/// parts, `.` and `..`, of printable bytes; nothing is generated into `.git` or `.infragen`.
std::string why_bad(std::string_view path);

/// `a/b` of `a/b/c`; empty of `a`.
std::string_view folder_of(std::string_view path);

/// `path` is `folder` or lies below it. Both absolute or both relative; `/` has everything below it.
bool is_within(std::string_view path, std::string_view folder);

/// How to get from one absolute path without links, `.` and `..` to another: `../infragen.lock`.
std::string relative_to(std::string_view path, std::string_view folder);

/// The reverse of `relative_to`.
std::string join_relative(std::string_view folder, std::string_view relative);

/// Reports paths that are bad, that differ only in the case of ASCII letters (they are one file on many laptops), and
/// a file that is a folder of another. `shown` is the root as the person wrote it.
void check_paths(const std::vector<std::string>& paths, const std::string& shown, diag::Sink& sink);

}  // namespace infragen::emit
