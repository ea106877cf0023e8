#pragma once
/// A file system that counts its calls, and at a chosen one stops for good or fails once.

#include <cstddef>
#include <functional>
#include <string>
#include <system_error>
#include <vector>

#include "infragen/support/filesystem.hpp"

namespace infragen::test {

class FaultyFileSystem final : public support::FileSystem {
 public:
  enum class Fault {
    none,
    kill,       ///< from call `at` on nothing has any effect; a write is cut in half, as a kill may leave it
    fail_once,  ///< call `at` fails with `error`, the others work
  };

  explicit FaultyFileSystem(support::FileSystem& under) : under_(under) {}
  FaultyFileSystem(support::FileSystem& under, Fault fault, std::size_t at, std::errc error = std::errc::io_error)
      : under_(under), fault_(fault), at_(at), error_(std::make_error_code(error)) {}

  /// Exchanges are refused, as some disks do.
  void refuse_exchange(std::errc why) { refusal_ = std::make_error_code(why); }
  /// Folders cannot be locked, as on some network disks.
  void refuse_folder_locks() { folder_locks_ = false; }
  /// Behaves as if another disk were mounted at `folder`.
  void mount(std::string folder) { mount_ = std::move(folder) + "/"; }

  /// Somebody else does something right before call `at`.
  void interrupt(std::size_t at, std::function<void()> what) {
    interrupt_at_ = at;
    interruption_ = std::move(what);
  }

  std::size_t calls() const { return calls_; }
  /// What matters to a power cut, in order: `write P`, `write+flush P`, `flush P`, `flush all`, `exchange P`, `rename
  /// P`.
  const std::vector<std::string>& log() const { return log_; }
  std::size_t reads() const { return reads_; }

  support::Status status(const std::string& path) override {
    if (const std::error_code error = next()) {
      support::Status out;
      out.error = error;
      return out;
    }
    support::Status out = under_.status(path);
    if (is_mounted(path)) out.device += 1;
    return out;
  }
  std::error_code read(const std::string& path, std::string& out, std::uint64_t limit) override {
    ++reads_;
    out.clear();
    const std::error_code error = next();
    return error ? error : under_.read(path, out, limit);
  }
  std::error_code list(const std::string& path, std::vector<support::DirEntry>& out) override {
    out.clear();
    const std::error_code error = next();
    return error ? error : under_.list(path, out);
  }
  std::error_code canonical(const std::string& path, std::string& out) override {
    const std::error_code error = next();
    return error ? error : under_.canonical(path, out);
  }
  std::error_code write(const std::string& path, const std::string& bytes, bool sync) override {
    log_.push_back((sync ? "write+flush " : "write ") + path);
    const std::error_code error = next();
    if (error && calls_ == at_ + 1) under_.write(path, bytes.substr(0, bytes.size() / 2), false);
    return error ? error : under_.write(path, bytes, false);
  }
  std::error_code set_mode(const std::string& path, std::uint32_t mode) override {
    const std::error_code error = next();
    return error ? error : under_.set_mode(path, mode);
  }
  std::error_code make_directory(const std::string& path) override {
    const std::error_code error = next();
    return error ? error : under_.make_directory(path);
  }
  std::error_code remove_file(const std::string& path) override {
    const std::error_code error = next();
    return error ? error : under_.remove_file(path);
  }
  std::error_code remove_directory(const std::string& path) override {
    const std::error_code error = next();
    return error ? error : under_.remove_directory(path);
  }
  std::error_code rename(const std::string& from, const std::string& to) override {
    log_.push_back("rename " + to);
    const std::error_code error = next();
    if (is_mounted(from) != is_mounted(to)) return std::make_error_code(std::errc::cross_device_link);
    return error ? error : under_.rename(from, to);
  }
  std::error_code exchange(const std::string& a, const std::string& b) override {
    log_.push_back("exchange " + a);
    const std::error_code error = next();
    if (error || refusal_) return error ? error : refusal_;
    return under_.exchange(a, b);
  }
  std::error_code hard_link(const std::string& from, const std::string& to) override {
    const std::error_code error = next();
    if (is_mounted(from) != is_mounted(to)) return std::make_error_code(std::errc::cross_device_link);
    return error ? error : under_.hard_link(from, to);
  }
  // What is flushed does not matter to a process that is stopped; not to flush makes thousands of runs quick.
  std::error_code sync_directory(const std::string& path) override {
    log_.push_back("flush " + path);
    return next();
  }
  std::error_code sync_all(const std::string&) override {
    log_.push_back("flush all");
    return next();
  }
  std::error_code lock(const std::string& path, int wait_ms, std::unique_ptr<Lock>& out) override {
    const std::error_code error = next();
    if (!folder_locks_ && under_.status(path).is_directory) return std::make_error_code(std::errc::bad_file_descriptor);
    return error ? error : under_.lock(path, wait_ms, out);
  }
  std::string lock_holder(const std::string& path) override { return under_.lock_holder(path); }

 private:
  std::error_code next() {
    const std::size_t call = calls_++;
    if (interruption_ && call == interrupt_at_) interruption_();
    const bool hit = (fault_ == Fault::kill && call >= at_) || (fault_ == Fault::fail_once && call == at_);
    return hit ? error_ : std::error_code();
  }

  bool is_mounted(const std::string& path) const { return !mount_.empty() && (path + "/").starts_with(mount_); }

  support::FileSystem& under_;
  Fault fault_ = Fault::none;
  std::size_t at_ = 0;
  std::error_code error_;
  std::error_code refusal_;
  std::string mount_;
  bool folder_locks_ = true;
  std::vector<std::string> log_;
  std::size_t interrupt_at_ = 0;
  std::function<void()> interruption_;
  std::size_t calls_ = 0;
  std::size_t reads_ = 0;
};

}  // namespace infragen::test
