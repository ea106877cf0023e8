#include "cli/commands.hpp"

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
  return options;
}

void print_findings(const driver::Compilation& c, const std::vector<diag::Diagnostic>& items, const Arguments& a, const Host& host, Streams& s) {
  std::string text = findings(items, c.loaded.files, a.format, host.colour && a.format == Format::text);
  // A report for machines is the result; text for people accompanies it.
  (a.format == Format::text ? s.err : s.out) += text;
}

}  // namespace infragen::cli
