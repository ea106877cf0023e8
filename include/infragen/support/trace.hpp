#pragma once
/// What was asked of a disk, and what it answered: enough to tell later whether somebody who asks the same again would
/// learn the same.

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "infragen/support/filesystem.hpp"

namespace infragen::support {

struct Question {
  enum class Kind : std::uint8_t { status, canonical, list, read };
  Kind kind = Kind::status;
  std::string path;
  std::uint64_t limit = 0;  ///< of a read
  auto operator<=>(const Question&) const = default;
};

/// Answers as short texts: the kind and size of a status, fingerprints of bytes and of listings, or the error.
using Trace = std::map<Question, std::string>;

/// A disk to look at: every question goes to the disk behind it and is noted with its answer. What the note does not
/// hold is not answered either: inodes, times, owners and permissions of a status are 0. Writing and locking is refused
/// (`std::errc::read_only_file_system`). May be asked by several threads.
class TracedFileSystem final : public FileSystem {
 public:
  explicit TracedFileSystem(FileSystem& disk) : disk_(disk) {}

  const Trace& trace() const { return trace_; }
  /// False when one question got two answers: the disk changed meanwhile, and the trace tells nothing.
  bool consistent() const { return consistent_; }

  Status status(const std::string& path) override;
  std::error_code read(const std::string& path, std::string& out, std::uint64_t limit) override;
  std::error_code list(const std::string& path, std::vector<DirEntry>& out) override;
  std::error_code canonical(const std::string& path, std::string& out) override;

  std::error_code write(const std::string& path, const std::string& bytes, bool sync) override;
  std::error_code set_mode(const std::string& path, std::uint32_t mode) override;
  std::error_code make_directory(const std::string& path) override;
  std::error_code remove_file(const std::string& path) override;
  std::error_code remove_directory(const std::string& path) override;
  std::error_code rename(const std::string& from, const std::string& to) override;
  std::error_code exchange(const std::string& a, const std::string& b) override;
  std::error_code hard_link(const std::string& from, const std::string& to) override;
  std::error_code sync_directory(const std::string& path) override;
  std::error_code sync_all(const std::string& path) override;
  std::error_code lock(const std::string& path, int wait_ms, std::unique_ptr<Lock>& out) override;
  std::string lock_holder(const std::string& path) override;

 private:
  void note(Question question, std::string answer);

  FileSystem& disk_;
  std::mutex mutex_;
  Trace trace_;
  bool consistent_ = true;
};

/// Asks everything again. The first question with another answer; nothing when all answers are the same. `texts` gets the
/// bytes of the files of `wanted` that the trace has read.
std::optional<Question> changed_since(FileSystem& disk, const Trace& trace, const std::set<std::string>& wanted, std::map<std::string, std::string>& texts);

}  // namespace infragen::support
