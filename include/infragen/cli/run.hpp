#pragma once
/// The command line: arguments to a struct, a command to a value, a report to text. The only place that knows CLI11 and
/// spdlog. Streams and disk are handed in, so that all of it runs inside a test.

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
};

/// 0: done. 1: findings or differences. 2: wrong usage. 3: an internal fault.
int run(const std::vector<std::string>& arguments, const Host& host, Streams& streams);

}  // namespace infragen::cli
