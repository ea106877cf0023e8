#include "cli/commands.hpp"

#include <fmt/format.h>

#include "cli/report.hpp"

namespace infragen::cli {

std::string environment_of(std::string text) {
  while (text.ends_with('/')) text.pop_back();
  return text.starts_with("envs/") ? text.substr(5) : text;
}

std::string below(const std::string& directory, const std::string& path) {
  return directory.empty() || path.starts_with('/') ? path : directory + "/" + path;
}

driver::Options options_of(const Arguments& a) {
  driver::Options options;
  for (const std::string& name : a.names) options.only.push_back(environment_of(name));
  options.today = a.today;
  options.threads = a.threads;
  options.locked = a.locked;
  options.keep = !a.dump.empty();
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
