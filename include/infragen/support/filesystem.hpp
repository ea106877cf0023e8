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
  bool is_regular = false;  ///< all three false: a pipe, a socket or a device
};

/// What stands at a path. A symbolic link is described itself, not what it points to.
struct Status {
  bool exists = false;
  bool is_directory = false;
  bool is_regular = false;
  bool is_symlink = false;
  std::uint64_t size = 0;
  std::uint64_t inode = 0;
  std::uint64_t device = 0;
  std::uint64_t modified_ns = 0;  ///< since 1970; to see that a file changed, never to be printed
  std::uint32_t mode = 0;         ///< permission bits only, 07777
  std::uint32_t owner = 0;
  std::uint32_t group = 0;
  /// Set when it could not be told whether something is there (a folder above may not be searched, a disk error).
  /// "Nothing is there" is no error.
  std::error_code error;
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  virtual Status status(const std::string& path) = 0;
  /// At most `limit` bytes; a larger file is `std::errc::file_too_large`, read no further. Follows a link; what is no
  /// file (a pipe would block for ever) is `std::errc::invalid_argument` or `std::errc::is_a_directory`.
  virtual std::error_code read(const std::string& path, std::string& out, std::uint64_t limit) = 0;
  /// Sorted by bytes, without `.` and `..`.
  virtual std::error_code list(const std::string& path, std::vector<DirEntry>& out) = 0;
  /// The absolute path without links, `.` and `..` of something that exists.
  virtual std::error_code canonical(const std::string& path, std::string& out) = 0;

  /// Creates or truncates, writes all of `bytes`, flushes to the disk when `sync` is set. Never writes through a link
  /// (`std::errc::too_many_symbolic_link_levels`).
  virtual std::error_code write(const std::string& path, const std::string& bytes, bool sync) = 0;
  virtual std::error_code set_mode(const std::string& path, std::uint32_t mode) = 0;
  virtual std::error_code make_directory(const std::string& path) = 0;    ///< one level; exists already: error
  virtual std::error_code remove_file(const std::string& path) = 0;       ///< whatever is no folder; a link itself
  virtual std::error_code remove_directory(const std::string& path) = 0;  ///< must be empty
  virtual std::error_code rename(const std::string& from, const std::string& to) = 0;  ///< replaces a file
  virtual std::error_code exchange(const std::string& a, const std::string& b) = 0;    ///< renameat2(RENAME_EXCHANGE)
  /// A second name for whatever is no folder; a link gets the second name itself.
  virtual std::error_code hard_link(const std::string& from, const std::string& to) = 0;
  virtual std::error_code sync_directory(const std::string& path) = 0;
  /// Flushes everything on the file system that holds `path`: one call where many files were written.
  virtual std::error_code sync_all(const std::string& path) = 0;

  /// An exclusive advisory lock, released by the handle or the end of the process.
  struct Lock {
    virtual ~Lock() = default;
  };
  /// Locks a folder or file that exists. Whoever gets the lock holds it on what stands at `path` now, even if that was
  /// exchanged while it waited. Waits up to `wait_ms`; `std::errc::resource_unavailable_try_again` when somebody else
  /// holds it, `no_such_file_or_directory` when nothing is there (any more). Some network file systems do not lock
  /// folders: any other error.
  virtual std::error_code lock(const std::string& path, int wait_ms, std::unique_ptr<Lock>& out) = 0;
  /// Who holds the lock on `path`, for a message: "process 4711 (infragen)"; empty when unknown.
  virtual std::string lock_holder(const std::string& path) = 0;
};

std::unique_ptr<FileSystem> disk();

}  // namespace infragen::support
