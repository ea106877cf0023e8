#include "support/filesystem_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string_view>
#include <thread>
#include <vector>

#include "support/posix.hpp"

namespace infragen::support {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto longest_pause = std::chrono::milliseconds(20);

struct HeldLock final : FileSystem::Lock {
  explicit HeldLock(Descriptor held) : fd(std::move(held)) {}
  Descriptor fd;
};

/// Network file systems lock a file only for somebody who may write it; a folder cannot be opened for writing.
Descriptor open_lock(const std::string& path) {
  constexpr int flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
  Descriptor file(::open(path.c_str(), O_RDWR | flags));
  return file || errno != EISDIR ? std::move(file) : Descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | flags));
}

/// False when what is locked no longer stands at the path: it was exchanged or removed before the lock was got.
bool still_there(const Descriptor& fd, const std::string& path) {
  struct stat locked {};
  struct stat standing {};
  return ::fstat(fd.get(), &locked) == 0 && ::lstat(path.c_str(), &standing) == 0 && locked.st_dev == standing.st_dev &&
         locked.st_ino == standing.st_ino;
}

std::vector<std::string_view> words(std::string_view line) {
  std::vector<std::string_view> out;
  while (!line.empty()) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(line.find(' ', begin), line.size());
    out.push_back(line.substr(begin, end - begin));
    line.remove_prefix(end);
  }
  return out;
}

/// Files of /proc have no size: read what comes.
std::string slurp(const std::string& path) {
  std::string out;
  Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  char buffer[4096];
  while (fd) {
    const ssize_t n = ::read(fd.get(), buffer, sizeof buffer);
    if (n <= 0) break;
    out.append(buffer, static_cast<std::size_t>(n));
  }
  return out;
}

/// A line of /proc/locks: `1: FLOCK  ADVISORY  WRITE 4711 08:01:131073 0 EOF`; a waiting process has `->` second.
/// The device is not compared: some file systems (btrfs) tell stat(2) another one.
std::string_view holder_in(std::string_view line, std::string_view inode) {
  const std::vector<std::string_view> w = words(line);
  if (w.size() < 6 || w[1] != "FLOCK") return {};
  const std::size_t colon = w[5].rfind(':');
  return colon != std::string_view::npos && w[5].substr(colon + 1) == inode ? w[4] : std::string_view();
}

}  // namespace

std::error_code lock_path(const std::string& path, int wait_ms, std::unique_ptr<FileSystem::Lock>& out) {
  out.reset();
  const Clock::time_point deadline = Clock::now() + std::chrono::milliseconds(std::max(wait_ms, 0));
  for (auto pause = std::chrono::milliseconds(1);; pause = std::min(pause * 2, longest_pause)) {
    Descriptor fd = open_lock(path);
    if (!fd) return last_error();
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) == 0) {
      if (still_there(fd, path)) {
        out = std::make_unique<HeldLock>(std::move(fd));
        return {};
      }
    } else if (errno != EWOULDBLOCK && errno != EINTR) {
      return last_error();
    }
    if (Clock::now() >= deadline) return std::make_error_code(std::errc::resource_unavailable_try_again);
    std::this_thread::sleep_for(pause);
  }
}

std::string holder_of(const std::string& path) {
  struct stat s {};
  if (::lstat(path.c_str(), &s) != 0) return {};
  char digits[24];
  const auto printed = std::to_chars(digits, digits + sizeof digits, static_cast<unsigned long long>(s.st_ino));
  const std::string_view inode(digits, static_cast<std::size_t>(printed.ptr - digits));
  const std::string locks = slurp("/proc/locks");
  for (std::string_view rest = locks; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size() - 1);
    const std::string pid(holder_in(rest.substr(0, end), inode));
    rest.remove_prefix(end + 1);
    if (pid.empty() || pid == "0") continue;
    std::string command = slurp("/proc/" + pid + "/comm");
    command.erase(std::remove(command.begin(), command.end(), '\n'), command.end());
    return "process " + pid + (command.empty() ? "" : " (" + command + ")");
  }
  return {};
}

}  // namespace infragen::support
