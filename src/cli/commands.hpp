#pragma once
/// The commands, one file each, and what they share. Each takes the arguments, does its work on the host's disk, adds what
/// it has to say to the streams, and answers the exit code.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "infragen/cli/run.hpp"
#include "infragen/driver/compile.hpp"
#include "infragen/driver/units.hpp"

namespace infragen::cli {

enum Exit { done = 0, found = 1, usage = 2, fault = 3 };

int build(const Arguments& a, const Host& host, Streams& s);
int check(const Arguments& a, const Host& host, Streams& s);
int explain(const Arguments& a, const Host& host, Streams& s);
int kinds(const Arguments& a, const Host& host, Streams& s);
int reference_pages(const Arguments& a, const Host& host, Streams& s);
int schema(const Arguments& a, const Host& host, Streams& s);
int format_specifications(const Arguments& a, const Host& host, Streams& s);
int init(const Arguments& a, const Host& host, Streams& s);
int completion(const Arguments& a, const Host& host, Streams& s);
int man(const Arguments& a, const Host& host, Streams& s);
int show(const Arguments& a, const Host& host, Streams& s);
int graph(const Arguments& a, const Host& host, Streams& s);
int secrets(const Arguments& a, const Host& host, Streams& s);
int version(const Arguments& a, const Host& host, Streams& s);

/// `envs/prod/` and `prod` both mean the environment prod.
std::string environment_of(std::string text);
/// A path of the project as the process sees it.
std::string below(const std::string& directory, const std::string& path);
/// Options of a compilation for the environments that the arguments name; all without names.
driver::Options options_of(const Arguments& a, support::FileSystem& fs);
/// To the stream of results in formats for programs, and beside it in the one for people.
void print_findings(const driver::Compilation& c, const std::vector<diag::Diagnostic>& items, const Arguments& a, const Host& host, Streams& s);

void print_findings(const std::vector<diag::Diagnostic>& items, const source::Files& files, const Arguments& a, const Host& host, Streams& s);

/// Compiles all; nothing when the specification has errors, which are printed then.
std::optional<driver::Compilation> finished(const Arguments& a, const Host& host, Streams& s);
/// Compiles, finds the environment and the object that the arguments name, and prints what `text` says of them.
int about_unit(const Arguments& a, const Host& host, Streams& s, const std::function<std::string(const driver::Compilation&, const driver::Asked&)>& text);

}  // namespace infragen::cli
