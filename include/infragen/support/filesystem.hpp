#pragma once
/// The disk as a value that is handed in. `disk()` is the real one; tests hand in one in memory, or one that fails or
/// stops at a chosen call. Paths are used as given; errors are `std::error_code`s, never exceptions.

#include <cstdint>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

namespace infragen::support {

struct DirEntry {
  std::string name;
  bool is_directory = false;
  bool is_symlink = false;
};

struct Status {
  bool exists = false;
  bool is_directory = false;
  bool is_regular = false;
  bool is_symlink = false;   ///< the path itself; the other flags speak of the link too, not of its target
  std::uint64_t size = 0;
  std::uint64_t inode = 0;
  std::uint64_t device = 0;
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  virtual Status status(const std::string& path) = 0;
  /// At most `limit` bytes; a larger file is `std::errc::file_too_large`, read no further.
  virtual std::error_code read(const std::string& path, std::string& out, std::uint64_t limit) = 0;
  /// Names only, sorted, without `.` and `..`.
  virtual std::error_code list(const std::string& path, std::vector<DirEntry>& out) = 0;

  /// Creates or truncates, writes all of `bytes`, flushes to the disk when `sync` is set.
  virtual std::error_code write(const std::string& path, const std::string& bytes, bool sync) = 0;
  virtual std::error_code make_directory(const std::string& path) = 0;  ///< one level; exists already: error
  virtual std::error_code remove_file(const std::string& path) = 0;
  virtual std::error_code remove_directory(const std::string& path) = 0;  ///< must be empty
  virtual std::error_code rename(const std::string& from, const std::string& to) = 0;  ///< replaces a file
  virtual std::error_code exchange(const std::string& a, const std::string& b) = 0;  ///< renameat2(RENAME_EXCHANGE)
  virtual std::error_code hard_link(const std::string& from, const std::string& to) = 0;
  virtual std::error_code sync_directory(const std::string& path) = 0;

  /// An exclusive advisory lock on a file that is created when absent; released by the handle.
  struct Lock {
    virtual ~Lock() = default;
  };
  /// Waits up to `wait_ms`; `std::errc::resource_unavailable_try_again` when somebody else holds it.
  virtual std::error_code lock(const std::string& path, int wait_ms, std::unique_ptr<Lock>& out) = 0;
};

std::unique_ptr<FileSystem> disk();

}  // namespace infragen::support
