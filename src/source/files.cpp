#include "infragen/source/files.hpp"

#include <algorithm>
#include <utility>

#include "infragen/support/text.hpp"

namespace infragen::source {

FileId Files::add(std::string path, std::string text) {
  File file{std::move(path), std::move(text), {}, true};
  const std::string_view all = file.text;
  file.line_begins.push_back(all.starts_with("\xef\xbb\xbf") ? 3 : 0);
  for (std::size_t at = all.find('\n'); at != std::string_view::npos; at = all.find('\n', at + 1)) {
    file.line_begins.push_back(static_cast<std::uint32_t>(at + 1));
  }
  file.ascii = std::none_of(all.begin(), all.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  files_.push_back(std::move(file));
  return static_cast<FileId>(files_.size() - 1);
}

std::string_view Files::slice(Span span) const {
  if (!span.known() || span.file >= files_.size()) return {};
  const std::string_view all = files_[span.file].text;
  const std::size_t begin = std::min<std::size_t>(span.begin, all.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, all.size());
  return all.substr(begin, end - begin);
}

Position Files::position(FileId id, std::uint32_t offset) const {
  const File& file = files_[id];
  offset = std::min(offset, static_cast<std::uint32_t>(file.text.size()));
  const auto next = std::upper_bound(file.line_begins.begin() + 1, file.line_begins.end(), offset);
  const std::uint32_t begin = std::min(*(next - 1), offset);
  const std::uint32_t bytes = offset - begin;
  const std::string_view before = std::string_view(file.text).substr(begin, bytes);
  const auto columns = file.ascii ? bytes : static_cast<std::uint32_t>(support::code_points(before));
  return {static_cast<std::uint32_t>(next - file.line_begins.begin()), columns + 1};
}

std::string_view Files::line(FileId id, std::uint32_t line) const {
  const File& file = files_[id];
  if (line == 0 || line > file.line_begins.size()) return {};
  const std::uint32_t begin = file.line_begins[line - 1];
  std::string_view text = std::string_view(file.text).substr(begin);
  if (line < file.line_begins.size()) text = text.substr(0, file.line_begins[line] - begin - 1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::uint32_t Files::line_begin(FileId id, std::uint32_t line) const {
  const auto& begins = files_[id].line_begins;
  if (line == 0) return begins.front();
  if (line > begins.size()) return static_cast<std::uint32_t>(files_[id].text.size());
  return begins[line - 1];
}

}  // namespace infragen::source
