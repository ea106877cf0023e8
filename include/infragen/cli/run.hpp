#pragma once
/// The command line: arguments to a struct, a command to a value, a report to text. The only place that knows CLI11 and
/// spdlog. Streams and disk are handed in, so that all of it runs inside a test.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "infragen/support/filesystem.hpp"

namespace infragen::cli {

struct Streams {
  std::string out;   ///< results
  std::string err;   ///< everything else
};

struct Host {
  support::FileSystem* fs = nullptr;
  bool colour = false;   ///< standard error is a terminal and nobody asked for plain text
  /// Asks a person and waits for a line; nothing at the end of the input. Not there: nobody can be asked.
  std::function<std::optional<std::string>(const std::string& question)> ask = {};
  /// Says something at once, between two questions. There if `ask` is.
  std::function<void(const std::string& text)> tell = {};
  /// Absolute: where builds are remembered, outside of every project; empty: nowhere.
  std::string cache = {};
  std::uint32_t user = 0;   ///< who builds, as the disk knows owners
  /// Tells this program from every other one; asked when it matters. Not there, or nothing: no build is remembered.
  std::function<std::string()> program = {};
  /// A line about what is done, for `-v`. Not there: nobody wants to know.
  std::function<void(const std::string& line)> trace = {};
};

/// 0: done. 1: findings or differences. 2: wrong usage. 3: an internal fault.
int run(const std::vector<std::string>& arguments, const Host& host, Streams& streams);

}  // namespace infragen::cli
