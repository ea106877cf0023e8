#pragma once
#include <optional>
#include <string>
#include <vector>

namespace infragen::cli {

enum class Format { text, json, sarif, github };

struct Arguments {
  std::string command;                  ///< `build`
  std::string directory;                ///< `-C`
  std::vector<std::string> names;       ///< `envs/prod`, what `explain` is asked, the kind that `kinds` shows
  std::string out = "out";
  std::string folder;                   ///< where a command writes files of its own
  std::string dump;
  std::string today;
  Format format = Format::text;         ///< of findings
  std::string form;                     ///< of a result, where a command has several; empty: for people
  std::string name, region;             ///< of a new project
  std::vector<std::string> services;    ///< of a new project
  std::string environment;              ///< whose addresses completion asks for
  bool check = false;                   ///< say what would change, and write nothing
  bool locked = false;
  bool force = false;
  bool no_cache = false;
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
