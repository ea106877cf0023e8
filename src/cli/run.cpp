#include "infragen/cli/run.hpp"

#include <fmt/format.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>
#include <sstream>

#include "cli/arguments.hpp"
#include "cli/report.hpp"
#include "infragen/diag/diagnostic.hpp"
#include "infragen/driver/compile.hpp"
#include "infragen/driver/explain.hpp"
#include "infragen/emit/emit.hpp"
#include "infragen/lock/lock.hpp"

namespace infragen::cli {
namespace {

enum Exit { done = 0, found = 1, usage = 2, fault = 3 };

/// `envs/prod/` and `prod` both mean the environment prod.
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

/// Takes the texts out of `c`.
emit::Request request_of(driver::Compilation& c, const Arguments& a, const driver::Options& options) {
  emit::Request r;
  r.root = below(a.directory, a.out);
  for (auto& [path, text] : c.arranged.files) {
    const std::string& unit = c.arranged.unit_of.at(path);
    const bool shared = std::find(c.names.shared.begin(), c.names.shared.end(), unit) != c.names.shared.end();
    const bool asked = options.only.empty() || shared || std::find(options.only.begin(), options.only.end(), unit) != options.only.end();
    if (asked) r.files[path] = {std::move(text), false, {}};
  }
  if (!options.only.empty()) {
    for (const std::string& name : c.names.environments) {
      if (std::find(options.only.begin(), options.only.end(), name) == options.only.end()) r.keep.push_back("terraform/" + name + "/");
    }
  }
  const std::string lock = lock::print(c.next_lock);
  if (lock != c.loaded.lock) r.companions.push_back({below(a.directory, "infragen.lock"), lock});
  for (const char* folder : {"envs", "domains", "shared", "templates"}) r.protect.push_back(below(a.directory, folder));
  r.force = a.force;
  return r;
}

int build(const Arguments& a, const Host& host, Streams& s) {
  const driver::Options options = options_of(a);
  driver::Compilation c = driver::compile(*host.fs, a.directory, options);
  if (!a.dump.empty()) {
    const auto text = driver::dump(c, a.dump);
    if (!text) {
      s.err += fmt::format("infragen: there is no phase `{}`; phases are {}\n", a.dump, fmt::join(driver::dump_phases(), ", "));
      return usage;
    }
    print_findings(c, c.findings, a, host, s);
    s.out += *text;
    return c.ok ? done : found;
  }
  if (!c.ok) {
    print_findings(c, c.findings, a, host, s);
    if (a.format == Format::text) s.err += fmt::format("{}; nothing was written\n", counts(c.findings));
    return found;
  }
  diag::Sink sink;
  const emit::Request request = request_of(c, a, options);
  const emit::Outcome outcome = emit::commit(*host.fs, request, sink);
  std::vector<diag::Diagnostic> all = c.findings;
  const bool refused = sink.has_errors();
  for (diag::Diagnostic& d : diag::sorted(sink.take(), c.loaded.files)) all.push_back(std::move(d));
  print_findings(c, all, a, host, s);
  if (refused || !outcome.committed) {
    if (a.format == Format::text) s.err += fmt::format("{}; nothing was written\n", counts(all));
    return found;
  }
  if (a.format == Format::text) s.out += summary(c, outcome, a.out, !request.companions.empty());
  return done;
}

int check(const Arguments& a, const Host& host, Streams& s) {
  driver::Compilation c = driver::compile(*host.fs, a.directory, options_of(a));
  print_findings(c, c.findings, a, host, s);
  if (a.format == Format::text) s.out += fmt::format("{}\n", counts(c.findings));
  return c.ok ? done : found;
}

int explain(const Arguments& a, const Host& host, Streams& s) {
  driver::Options options;
  options.today = a.today;
  options.threads = a.threads;
  driver::Compilation c = driver::compile(*host.fs, a.directory, options);
  driver::Explanation e;
  if (a.names.size() == 2) {
    e = driver::explain_value(c, environment_of(a.names[0]), a.names[1]);
  } else {
    const std::size_t colon = a.names[0].rfind(':');
    std::uint32_t line = 0;
    if (colon != std::string::npos) std::from_chars(a.names[0].data() + colon + 1, a.names[0].data() + a.names[0].size(), line);
    if (line == 0) {
      s.err += "infragen: explain takes an environment and an address, or an output file with a line: `terraform/prod/core/database.tf:12`\n";
      return usage;
    }
    std::string path = a.names[0].substr(0, colon);
    if (path.starts_with(a.out + "/")) path = path.substr(a.out.size() + 1);
    e = driver::explain_line(c, path, line);
  }
  if (!c.ok) {
    print_findings(c, c.findings, a, host, s);
    s.err += "the specification has errors: output lines are not known\n";
  }
  (e.found ? s.out : s.err) += explanation(e);
  return e.found ? done : found;
}

}  // namespace

int run(const std::vector<std::string>& arguments, const Host& host, Streams& streams) {
  const Parsed parsed = parse(arguments);
  if (!parsed.arguments) {
    (parsed.code == 0 ? streams.out : streams.err) += parsed.message;
    return parsed.code;
  }
  const Arguments& a = *parsed.arguments;
  std::ostringstream traces;
  spdlog::logger log("infragen", std::make_shared<spdlog::sinks::ostream_sink_mt>(traces));
  log.set_pattern("%v");
  log.set_level(a.verbose > 0 ? spdlog::level::debug : spdlog::level::warn);
  log.debug("project: {}", a.directory.empty() ? "." : a.directory);
  int code = fault;
  try {
    switch (a.command) {
      case Command::build:
        code = build(a, host, streams);
        break;
      case Command::check:
        code = check(a, host, streams);
        break;
      case Command::explain:
        code = explain(a, host, streams);
        break;
      case Command::version:
        streams.out += fmt::format("infragen {}\n", INFRAGEN_VERSION);
        code = done;
        break;
    }
  } catch (const std::exception& e) {
    streams.err += fmt::format("infragen: {}. This is a bug in infragen.\n", e.what());
    code = fault;
  }
  log.debug("exit code: {}", code);
  streams.err += traces.str();
  return code;
}

}  // namespace infragen::cli
