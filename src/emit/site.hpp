#pragma once
/// One output root during one commit or recovery, and the few steps that everything else is made of.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/support/filesystem.hpp"

namespace infragen::emit {

struct Site {
  support::FileSystem& fs;
  diag::Sink& sink;
  std::string shown;   ///< the root as the person wrote it
  std::string root;    ///< absolute, without links
  std::string parent;  ///< of the root; empty when the root is `/`
  std::string stage;   ///< beside the root: the next tree, or after the exchange the last one

  std::string at(std::string_view path) const;    ///< a path below the root, absolute
  std::string show(std::string_view path) const;  ///< the same for messages
  /// Reports that a step failed.
  void cannot(const std::string& step, const std::string& what, std::error_code error) const;
};

Site make_site(support::FileSystem& fs, diag::Sink& sink, const std::string& shown, const std::string& root);

/// The absolute path without links of something that need not exist; a link that leads nowhere is kept as it is.
std::error_code resolve(support::FileSystem& fs, const std::string& path, std::string& out);

/// Makes the folder and those above it. `path` is absolute; nothing is made through a link.
std::error_code make_folders(support::FileSystem& fs, const std::string& path);

/// Makes `path` below `base`, which exists; a link or a file on the way is `std::errc::not_a_directory`.
std::error_code make_folders_below(support::FileSystem& fs, const std::string& base, std::string_view path);

/// Removes everything, following nothing. What marks a stage as one goes last, so that half a removal can be told from
/// a former tree.
std::error_code remove_tree(support::FileSystem& fs, const std::string& path);

/// Tells whether a file is still the one that was looked at.
struct Mark {
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  std::uint64_t modified_ns = 0;
  bool operator==(const Mark&) const = default;
};
/// Nothing for what is not there.
std::optional<Mark> mark_of(const support::Status& status);

/// A free name beside `path` for bytes that nobody may lose: `main.tf.infragen-saved`, `…-saved-2`.
std::string aside_of(support::FileSystem& fs, const std::string& path);

bool is_error(std::error_code error, std::errc condition);

}  // namespace infragen::emit
