#include "infragen/support/filesystem.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "support/filesystem_lock.hpp"
#include "support/posix.hpp"

namespace infragen::support {
namespace {

constexpr unsigned exchange_flag = 2;  // RENAME_EXCHANGE; <linux/fs.h> is not always installed

Status describe(const struct stat& s) {
  Status out;
  out.exists = true;
  out.is_directory = S_ISDIR(s.st_mode);
  out.is_regular = S_ISREG(s.st_mode);
  out.is_symlink = S_ISLNK(s.st_mode);
  out.size = static_cast<std::uint64_t>(s.st_size);
  out.inode = s.st_ino;
  out.device = s.st_dev;
  out.modified_ns =
      static_cast<std::uint64_t>(s.st_mtim.tv_sec) * 1'000'000'000U + static_cast<std::uint64_t>(s.st_mtim.tv_nsec);
  out.mode = s.st_mode & 07777U;
  out.owner = s.st_uid;
  out.group = s.st_gid;
  return out;
}

std::error_code write_all(int fd, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t n = ::write(fd, bytes.data() + done, bytes.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return last_error();
    if (n == 0) return std::make_error_code(std::errc::io_error);
    done += static_cast<std::size_t>(n);
  }
  return {};
}

/// Reads to the end, whatever size was promised: a file may grow or shrink meanwhile.
std::error_code read_all(int fd, std::string& out, std::uint64_t expected, std::uint64_t limit) {
  out.resize(static_cast<std::size_t>(std::min(expected, limit)) + 1);
  std::size_t done = 0;
  for (;;) {
    if (done > limit) return std::make_error_code(std::errc::file_too_large);
    if (done == out.size()) out.resize(out.size() + out.size() / 2 + 4096);
    const ssize_t n = ::read(fd, out.data() + done, out.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return last_error();
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  out.resize(done);
  return {};
}

/// The kind of a directory entry; file systems that do not say it in the listing are asked.
DirEntry entry_of(int folder, const dirent& e) {
  DirEntry out;
  out.name = e.d_name;
  out.is_directory = e.d_type == DT_DIR;
  out.is_symlink = e.d_type == DT_LNK;
  out.is_regular = e.d_type == DT_REG;
  struct stat s {};
  if (e.d_type == DT_UNKNOWN && ::fstatat(folder, e.d_name, &s, AT_SYMLINK_NOFOLLOW) == 0) {
    out.is_directory = S_ISDIR(s.st_mode);
    out.is_symlink = S_ISLNK(s.st_mode);
    out.is_regular = S_ISREG(s.st_mode);
  }
  return out;
}

class Disk final : public FileSystem {
 public:
  Status status(const std::string& path) override {
    struct stat s {};
    if (::lstat(path.c_str(), &s) == 0) return describe(s);
    Status out;
    if (errno != ENOENT && errno != ENOTDIR) out.error = last_error();
    return out;
  }

  std::error_code read(const std::string& path, std::string& out, std::uint64_t limit) override {
    out.clear();
    Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd) return last_error();
    struct stat s {};
    if (::fstat(fd.get(), &s) != 0) return last_error();
    if (S_ISDIR(s.st_mode)) return std::make_error_code(std::errc::is_a_directory);
    if (!S_ISREG(s.st_mode)) return std::make_error_code(std::errc::invalid_argument);
    const auto size = static_cast<std::uint64_t>(s.st_size);
    if (size > limit) return std::make_error_code(std::errc::file_too_large);
    const std::error_code error = read_all(fd.get(), out, size, limit);
    if (error) out.clear();
    return error;
  }

  std::error_code list(const std::string& path, std::vector<DirEntry>& out) override {
    out.clear();
    DIR* folder = ::opendir(path.c_str());
    if (folder == nullptr) return last_error();
    std::error_code error;
    for (;;) {
      errno = 0;
      const dirent* e = ::readdir(folder);
      if (e == nullptr) {
        if (errno != 0) error = last_error();
        break;
      }
      if (std::strcmp(e->d_name, ".") != 0 && std::strcmp(e->d_name, "..") != 0) {
        out.push_back(entry_of(::dirfd(folder), *e));
      }
    }
    ::closedir(folder);
    std::sort(out.begin(), out.end(), [](const DirEntry& a, const DirEntry& b) { return a.name < b.name; });
    if (error) out.clear();
    return error;
  }

  std::error_code canonical(const std::string& path, std::string& out) override {
    out.clear();
    char* real = ::realpath(path.c_str(), nullptr);
    if (real == nullptr) return last_error();
    out = real;
    std::free(real);
    return {};
  }

  std::error_code write(const std::string& path, const std::string& bytes, bool sync) override {
    Descriptor fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666));
    if (!fd) return last_error();
    if (const std::error_code error = write_all(fd.get(), bytes)) return error;
    if (sync && ::fsync(fd.get()) != 0) return last_error();
    return fd.close();
  }

  std::error_code set_mode(const std::string& path, std::uint32_t mode) override {
    return result(::chmod(path.c_str(), static_cast<mode_t>(mode)));
  }
  std::error_code make_directory(const std::string& path) override { return result(::mkdir(path.c_str(), 0777)); }
  std::error_code remove_file(const std::string& path) override { return result(::unlink(path.c_str())); }
  std::error_code remove_directory(const std::string& path) override { return result(::rmdir(path.c_str())); }
  std::error_code rename(const std::string& from, const std::string& to) override {
    return result(::rename(from.c_str(), to.c_str()));
  }
  std::error_code exchange(const std::string& a, const std::string& b) override {
    return result(static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), exchange_flag)));
  }
  std::error_code hard_link(const std::string& from, const std::string& to) override {
    return result(::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), 0));
  }

  std::error_code sync_directory(const std::string& path) override {
    Descriptor fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd) return last_error();
    if (::fsync(fd.get()) == 0) return {};
    // Some file systems have nothing to flush for a folder and say so.
    return errno == EINVAL ? std::error_code() : last_error();
  }

  std::error_code sync_all(const std::string& path) override {
    Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd) return last_error();
    return result(::syncfs(fd.get()));
  }

  std::error_code lock(const std::string& path, int wait_ms, std::unique_ptr<Lock>& out) override {
    return lock_path(path, wait_ms, out);
  }
  std::string lock_holder(const std::string& path) override { return holder_of(path); }
};

}  // namespace

std::unique_ptr<FileSystem> disk() { return std::make_unique<Disk>(); }

}  // namespace infragen::support
