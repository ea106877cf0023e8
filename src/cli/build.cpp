#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/report.hpp"
#include "infragen/diag/diagnostic.hpp"
#include "infragen/driver/foreign.hpp"
#include "infragen/emit/emit.hpp"
#include "infragen/lock/lock.hpp"

namespace infragen::cli {
namespace {

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

}  // namespace

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
  driver::hold_foreign(*host.fs, below(a.directory, a.out), c.arranged.files, sink);   // the request takes the texts along
  const emit::Request request = request_of(c, a, options);
  const emit::Outcome outcome = sink.has_errors() ? emit::Outcome{} : emit::commit(*host.fs, request, sink);
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

}  // namespace infragen::cli
