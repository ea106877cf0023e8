#include "cli/commands.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "cli/report.hpp"
#include "cli/tell_times.hpp"

namespace infragen::cli {

std::string environment_of(std::string text) {
  while (text.ends_with('/')) text.pop_back();
  return text.starts_with("envs/") ? text.substr(5) : text;
}

std::string below(const std::string& directory, const std::string& path) {
  return directory.empty() || path.starts_with('/') ? path : directory + "/" + path;
}

namespace {

/// The real path of what stands there, or will: of the part that exists without links, and the rest. Empty: nobody can tell.
std::string real_path(support::FileSystem& fs, std::string path) {
  std::string rest, real;
  while (fs.canonical(path.empty() ? "." : path, real)) {
    const std::size_t slash = path.rfind('/');
    if (path.empty() || path == "/") return {};
    rest = path.substr(slash == std::string::npos ? 0 : slash + 1) + (rest.empty() ? "" : "/" + rest);
    path = slash == std::string::npos ? std::string() : slash == 0 ? "/" : path.substr(0, slash);
  }
  return rest.empty() ? real : real + (real.ends_with('/') ? "" : "/") + rest;
}

/// How the project's folder is reached from the output: `..`. What the output itself is does not matter, and not asking
/// about it keeps a build the same before and after the first.
std::string way_to_project(support::FileSystem& fs, const std::string& directory, const std::string& out) {
  const std::filesystem::path plain = std::filesystem::path(out).lexically_normal();
  if (!out.starts_with('/') && *plain.begin() != "..") {
    std::string up;
    for (const std::filesystem::path& part : plain) up += part.empty() || part == "." ? "" : up.empty() ? ".." : "/..";
    return up.empty() ? "." : up;
  }
  const std::filesystem::path whole = below(directory, plain.generic_string());
  const std::string project = real_path(fs, directory), above = real_path(fs, whole.parent_path().generic_string());
  if (project.empty() || above.empty()) return driver::Options().project;
  return std::filesystem::path(project).lexically_relative(std::filesystem::path(above) / whole.filename()).generic_string();
}

}  // namespace

driver::Options options_of(const Arguments& a, support::FileSystem& fs) {
  driver::Options options;
  for (const std::string& name : a.names) options.only.push_back(environment_of(name));
  options.today = a.today;
  options.threads = a.threads;
  options.locked = a.locked;
  options.keep = !a.dump.empty();
  options.project = way_to_project(fs, a.directory, a.out);
  return options;
}

void print_findings(const driver::Compilation& c, const std::vector<diag::Diagnostic>& items, const Arguments& a, const Host& host, Streams& s) {
  print_findings(items, c.loaded.files, a, host, s);
}

void print_findings(const std::vector<diag::Diagnostic>& items, const source::Files& files, const Arguments& a, const Host& host, Streams& s) {
  const std::string text = findings(items, files, a.format, host.colour && a.format == Format::text);
  // A report for machines is the result; text for people accompanies it.
  (a.format == Format::text ? s.err : s.out) += text;
}

std::optional<driver::Compilation> finished(const Arguments& a, const Host& host, Streams& s) {
  driver::Options options;
  options.today = a.today;
  options.threads = a.threads;
  options.keep = true;
  const TellTimes tell(host, options);
  driver::Compilation c = driver::compile(*host.fs, a.directory, options);
  if (c.ok) return c;
  print_findings(c, c.findings, a, host, s);
  if (a.format == Format::text) s.err += fmt::format("{}; nothing is finished\n", counts(c.findings));
  return std::nullopt;
}

int about_unit(const Arguments& a, const Host& host, Streams& s, const std::function<std::string(const driver::Compilation&, const driver::Asked&)>& text) {
  const auto c = finished(a, host, s);
  if (!c) return found;
  const driver::Asked asked = driver::asked(*c, a.names);
  if (asked.state == nullptr) {
    s.err += asked.problem + "\n";
    return found;
  }
  s.out += text(*c, asked);
  return done;
}

}  // namespace infragen::cli
