#pragma once
#include <optional>
#include <string>
#include <vector>

namespace infragen::cli {

enum class Command { build, check, explain, version };
enum class Format { text, json, sarif, github };

struct Arguments {
  Command command = Command::build;
  std::string directory;                ///< `-C`
  std::vector<std::string> names;       ///< `envs/prod`, or what `explain` is asked
  std::string out = "out";
  std::string dump;
  std::string today;
  Format format = Format::text;
  bool locked = false;
  bool force = false;
  std::size_t threads = 0;
  int verbose = 0;
};

/// Nothing: `code` is the exit code, and the text to print stands in `message`.
struct Parsed {
  std::optional<Arguments> arguments;
  int code = 0;
  std::string message;
};
Parsed parse(const std::vector<std::string>& arguments);

}  // namespace infragen::cli
