#include "emit/manifest.hpp"

#include <algorithm>
#include <charconv>

#include "emit/hash.hpp"
#include "emit/paths.hpp"
#include "infragen/support/text.hpp"

namespace infragen::emit {
namespace {

constexpr std::string_view title = "infragen-manifest ";
constexpr std::string_view version = "1";

/// Where a file came from is for people to read: a line break or tab in a file's name must not end the line.
std::string one_line(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return out;
}

void print_line(std::string& out, std::string_view hash, std::string_view kind, std::string_view path,
                std::string_view more) {
  out.append(hash).append(" ").append(kind).append(" ").append(path);
  if (!more.empty()) out.append("\t").append(more);
  out += '\n';
}

struct Line {
  std::string_view hash, kind, path, more;
};

std::optional<Line> split_line(std::string_view text) {
  Line line;
  const std::size_t first = text.find(' ');
  const std::size_t second = first == std::string_view::npos ? first : text.find(' ', first + 1);
  if (second == std::string_view::npos) return {};
  line.hash = text.substr(0, first);
  line.kind = text.substr(first + 1, second - first - 1);
  line.path = text.substr(second + 1);
  const std::size_t tab = line.path.find('\t');
  if (tab != std::string_view::npos) {
    line.more = line.path.substr(tab + 1);
    line.path = line.path.substr(0, tab);
  }
  return is_hash(line.hash) ? std::optional(line) : std::nullopt;
}

bool read_size(std::string_view text, std::int64_t& size) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  return error == std::errc() && end == text.data() + text.size() && size >= 0;
}

/// What is wrong with the line; empty if nothing.
std::string add_line(std::string_view text, Manifest& manifest) {
  if (text.starts_with("<<<<<<<") || text.starts_with(">>>>>>>") || text.starts_with("=======")) {
    return "it has the marks of an unresolved merge";
  }
  const std::optional<Line> line = split_line(text);
  if (!line) return "it is no fingerprint, size and path";
  if (const std::string why = why_bad(line->path); !why.empty()) return why;
  Entry& entry = manifest[std::string(line->path)];
  if (line->kind == "key") {
    if (line->more.empty()) return "the key's name is missing";
    entry.by_key = true;
    entry.keys[std::string(line->more)].emplace(line->hash);
    return {};
  }
  std::int64_t size = -1;
  if (line->kind == "keys") {
    entry.by_key = true;
  } else if (!read_size(line->kind, size)) {
    return "the size is no number";
  }
  entry.hashes.emplace(line->hash, size);
  entry.from = line->more;
  return {};
}

}  // namespace

std::string print_manifest(const Manifest& manifest) {
  std::string out = std::string(title) + std::string(version) + "\n";
  for (const auto& [path, entry] : manifest) {
    const std::string from = one_line(entry.from);
    for (const auto& [hash, size] : entry.hashes) {
      print_line(out, hash, entry.by_key ? "keys" : std::to_string(size), path, from);
    }
    for (const auto& [key, hashes] : entry.keys) {
      for (const std::string& hash : hashes) print_line(out, hash, "key", path, key);
    }
  }
  return out;
}

ParsedManifest parse_manifest(std::string_view text) {
  ParsedManifest out;
  std::size_t number = 0;
  while (!text.empty() && out.error.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (++number == 1) {
      const std::optional<std::string_view> named = support::after(line, title);
      out.newer = named && *named != version && !named->empty() &&
                  named->find_first_not_of("0123456789") == std::string_view::npos;
      if (out.newer) return out;
      if (!named || *named != version) out.error = "it does not begin with `infragen-manifest 1`";
    } else if (!line.empty()) {
      if (const std::string why = add_line(line, out.manifest); !why.empty()) {
        out.error = "line " + std::to_string(number) + ": " + why;
      }
    }
  }
  if (number == 0) out.error = "it is empty";
  if (!out.error.empty()) out.manifest.clear();
  return out;
}

}  // namespace infragen::emit
