#pragma once
/// The description of the command line: what is parsed, and what help, completion and the manual page are made of.

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/arguments.hpp"

namespace infragen::cli {

/// Parsing fills `into`, and `format` with the word behind the global `--format`; both must outlive the description.
std::unique_ptr<CLI::App> describe(Arguments& into, std::string& format);

/// The words of the global `--format`, and what they stand for.
const std::map<std::string, Format>& formats();

}  // namespace infragen::cli
