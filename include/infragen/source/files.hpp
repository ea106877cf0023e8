#pragma once
/// Texts that a compilation reads, addressed by file number and byte offset.
///
/// A `Span` is what every later value remembers of where it was written; lines and columns are
/// computed only when somebody asks (a message, a JSON report). Files are added before anything
/// points into them and never change afterwards, so a `Files` may be read from several threads.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace infragen::source {

using FileId = std::uint32_t;
inline constexpr FileId no_file = 0xffffffff;

/// Bytes `begin` (inclusive) to `end` (exclusive) of one file. `known()` is false for things that
/// nobody wrote.
struct Span {
  FileId file = no_file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool known() const { return file != no_file; }
  auto operator<=>(const Span&) const = default;
};

/// 1-based; the column counts code points, as editors do.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  auto operator<=>(const Position&) const = default;
};

class Files {
 public:
  /// `path` is relative to the project and uses `/`; `text` is shorter than 4 GiB. A byte order mark at the
  /// beginning belongs to no line.
  FileId add(std::string path, std::string text);

  std::size_t size() const { return files_.size(); }
  const std::string& path(FileId id) const { return files_[id].path; }
  std::string_view text(FileId id) const { return files_[id].text; }
  std::string_view slice(Span span) const;

  /// Lines end at LF or CR LF; a tab is one column. An offset behind the end is the end.
  Position position(FileId id, std::uint32_t offset) const;
  /// The text of a 1-based line, without its line break; empty if there is no such line.
  std::string_view line(FileId id, std::uint32_t line) const;
  /// Offset of the first byte of a 1-based line.
  std::uint32_t line_begin(FileId id, std::uint32_t line) const;
  /// At least 1: a text that ends with a line break has an empty last line.
  std::uint32_t line_count(FileId id) const { return static_cast<std::uint32_t>(files_[id].line_begins.size()); }

 private:
  struct File {
    std::string path;
    std::string text;
    std::vector<std::uint32_t> line_begins;
    bool ascii = true;  ///< bytes are columns
  };
  std::deque<File> files_;
};

}  // namespace infragen::source
