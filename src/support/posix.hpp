#pragma once
/// The few POSIX habits that the disk and its locks share.

#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace infragen::support {

inline std::error_code last_error() { return {errno, std::generic_category()}; }

/// A system call's -1 as an error code.
inline std::error_code result(int returned) { return returned == 0 ? std::error_code() : last_error(); }

/// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }

  explicit operator bool() const { return fd_ >= 0; }
  int get() const { return fd_; }
  /// Closes now and says whether that worked: network file systems report a full disk only here.
  std::error_code close() { return result(::close(std::exchange(fd_, -1))); }

 private:
  int fd_;
};

}  // namespace infragen::support
