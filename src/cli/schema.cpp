#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "infragen/reference/json_schema.hpp"

namespace infragen::cli {
namespace {

constexpr std::uint64_t largest_schema = 16u << 20;

enum class State { same, differs, missing };

State state_of(support::FileSystem& fs, const std::string& path, const std::string& text) {
  std::string bytes;
  if (!fs.status(path).exists) return State::missing;
  return !fs.read(path, bytes, largest_schema) && bytes == text ? State::same : State::differs;
}

}  // namespace

int schema(const Arguments& a, const Host& host, Streams& s) {
  const std::string named = a.folder.empty() ? "specs/schema" : a.folder;
  const std::string folder = below(a.directory, named);
  int code = done;
  if (!a.check) {
    if (const std::error_code error = make_folders(*host.fs, folder)) {
      s.err += fmt::format("infragen: {} cannot be made: {}\n", named, error.message());
      return found;
    }
  }
  for (const auto& [name, text] : reference::json_schemas()) {
    const std::string shown = named + "/" + name;
    const State state = state_of(*host.fs, folder + "/" + name, text);
    if (state == State::same) continue;
    if (a.check) {
      s.err += fmt::format("{} {}: run `infragen schema`\n", shown, state == State::missing ? "is missing" : "is not what this infragen makes");
      code = found;
    } else if (const std::error_code error = replace_file(*host.fs, folder + "/" + name, text)) {
      s.err += fmt::format("infragen: {} cannot be written: {}\n", shown, error.message());
      return found;
    } else {
      s.out += fmt::format("wrote {}\n", shown);
    }
  }
  return code;
}

}  // namespace infragen::cli
