#include "infragen/support/trace.hpp"

#include <fmt/format.h>

#include <string_view>

#include "infragen/support/hash.hpp"

namespace infragen::support {
namespace {

constexpr std::string_view failed = "error ";

std::string answer(std::error_code error) { return fmt::format("{}{} {}", failed, error.category().name(), error.value()); }

char letter(bool folder, bool file, bool link) { return folder ? 'd' : file ? 'f' : link ? 'l' : 's'; }

std::string answer(const Status& status) {
  if (status.error) return answer(status.error);
  if (!status.exists) return "-";
  const std::string kind(1, letter(status.is_directory, status.is_regular, status.is_symlink));
  return status.is_regular ? fmt::format("{} {}", kind, status.size) : kind;
}

std::string answer(std::error_code error, const std::vector<DirEntry>& entries) {
  if (error) return answer(error);
  std::string names;
  for (const DirEntry& entry : entries) {
    names += entry.name;
    names += '/';  // in no name
    names += letter(entry.is_directory, entry.is_regular, entry.is_symlink);
  }
  return hash_of(names);
}

/// Only what the answer holds.
Status bare(const Status& status) {
  Status out;
  out.exists = status.exists;
  out.is_directory = status.is_directory;
  out.is_regular = status.is_regular;
  out.is_symlink = status.is_symlink;
  out.size = status.is_regular ? status.size : 0;
  out.error = status.error;
  return out;
}

std::string ask(FileSystem& disk, const Question& question, std::string& bytes) {
  switch (question.kind) {
    case Question::Kind::status:
      return answer(disk.status(question.path));
    case Question::Kind::canonical: {
      const std::error_code error = disk.canonical(question.path, bytes);
      return error ? answer(error) : bytes;
    }
    case Question::Kind::list: {
      std::vector<DirEntry> entries;
      const std::error_code error = disk.list(question.path, entries);
      return answer(error, entries);
    }
    case Question::Kind::read: {
      const std::error_code error = disk.read(question.path, bytes, question.limit);
      return error ? answer(error) : hash_of(bytes);
    }
  }
  return {};
}

std::error_code refused() { return std::make_error_code(std::errc::read_only_file_system); }

}  // namespace

void TracedFileSystem::note(Question question, std::string answer) {
  const std::lock_guard<std::mutex> guard(mutex_);
  const auto [at, added] = trace_.try_emplace(std::move(question), answer);
  if (!added && at->second != answer) consistent_ = false;
}

Status TracedFileSystem::status(const std::string& path) {
  const Status found = disk_.status(path);
  note({Question::Kind::status, path}, answer(found));
  return bare(found);
}

std::error_code TracedFileSystem::read(const std::string& path, std::string& out, std::uint64_t limit) {
  const std::error_code error = disk_.read(path, out, limit);
  note({Question::Kind::read, path, limit}, error ? answer(error) : hash_of(out));
  return error;
}

std::error_code TracedFileSystem::list(const std::string& path, std::vector<DirEntry>& out) {
  const std::error_code error = disk_.list(path, out);
  note({Question::Kind::list, path}, answer(error, out));
  return error;
}

std::error_code TracedFileSystem::canonical(const std::string& path, std::string& out) {
  const std::error_code error = disk_.canonical(path, out);
  note({Question::Kind::canonical, path}, error ? answer(error) : out);
  return error;
}

std::error_code TracedFileSystem::write(const std::string&, const std::string&, bool) { return refused(); }
std::error_code TracedFileSystem::set_mode(const std::string&, std::uint32_t) { return refused(); }
std::error_code TracedFileSystem::make_directory(const std::string&) { return refused(); }
std::error_code TracedFileSystem::remove_file(const std::string&) { return refused(); }
std::error_code TracedFileSystem::remove_directory(const std::string&) { return refused(); }
std::error_code TracedFileSystem::rename(const std::string&, const std::string&) { return refused(); }
std::error_code TracedFileSystem::exchange(const std::string&, const std::string&) { return refused(); }
std::error_code TracedFileSystem::hard_link(const std::string&, const std::string&) { return refused(); }
std::error_code TracedFileSystem::sync_directory(const std::string&) { return refused(); }
std::error_code TracedFileSystem::sync_all(const std::string&) { return refused(); }
std::error_code TracedFileSystem::lock(const std::string&, int, std::unique_ptr<Lock>&) { return refused(); }
std::string TracedFileSystem::lock_holder(const std::string&) { return {}; }

std::optional<Question> changed_since(FileSystem& disk, const Trace& trace, const std::set<std::string>& wanted, std::map<std::string, std::string>& texts) {
  std::string bytes;
  for (const auto& [question, before] : trace) {
    if (ask(disk, question, bytes) != before) return question;
    if (question.kind == Question::Kind::read && !before.starts_with(failed) && wanted.contains(question.path)) texts[question.path] = bytes;
  }
  return std::nullopt;
}

}  // namespace infragen::support
