#pragma once
/// The commands, one file each, and what they share. Each takes the arguments, does its work on the host's disk, adds what
/// it has to say to the streams, and answers the exit code.

#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "infragen/cli/run.hpp"
#include "infragen/driver/compile.hpp"

namespace infragen::cli {

enum Exit { done = 0, found = 1, usage = 2, fault = 3 };

int build(const Arguments& a, const Host& host, Streams& s);
int check(const Arguments& a, const Host& host, Streams& s);
int explain(const Arguments& a, const Host& host, Streams& s);
int kinds(const Arguments& a, const Host& host, Streams& s);
int schema(const Arguments& a, const Host& host, Streams& s);
int version(const Arguments& a, const Host& host, Streams& s);

/// `envs/prod/` and `prod` both mean the environment prod.
std::string environment_of(std::string text);
/// A path of the project as the process sees it.
std::string below(const std::string& directory, const std::string& path);
/// Options of a compilation for the environments that the arguments name; all without names.
driver::Options options_of(const Arguments& a);
/// To the stream of results in formats for programs, and beside it in the one for people.
void print_findings(const driver::Compilation& c, const std::vector<diag::Diagnostic>& items, const Arguments& a, const Host& host, Streams& s);

}  // namespace infragen::cli
