#pragma once
/// The description of the command line as plain values, for completion and the manual page.

#include <string>
#include <vector>

namespace infragen::cli {

struct OptionOutline {
  std::vector<std::string> names;    ///< `-h`, `--help`; of a word that stands alone its name
  std::string type;                  ///< `DIR`; empty: a flag
  std::vector<std::string> words;    ///< that it takes, if they are a closed list
  std::string about;
  bool positional = false;
};

struct CommandOutline {
  std::string name;
  std::string about;
  std::vector<OptionOutline> options;
};

struct Outline {
  std::string about;
  std::vector<OptionOutline> options;    ///< of every command
  std::vector<CommandOutline> commands;  ///< in the order of the help
};

/// Made of the same description that is parsed.
Outline outline();

/// A script for `bash`, `zsh` or `fish`.
std::string completion(const Outline& outline, const std::string& shell);
/// The manual page, as roff.
std::string manual(const Outline& outline, const std::string& version);

}  // namespace infragen::cli
