#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/memory.hpp"
#include "cli/report.hpp"
#include "cli/tell_times.hpp"
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
  // Modules belong to all roots: when there are some, all roots are written, so that none calls what has changed.
  const bool modules = !c.arranged.shared.empty();
  for (auto& [path, text] : c.arranged.files) {
    const std::string& unit = c.arranged.unit_of.at(path);
    const bool shared = modules || std::find(c.names.shared.begin(), c.names.shared.end(), unit) != c.names.shared.end();
    const bool asked = options.only.empty() || shared || std::find(options.only.begin(), options.only.end(), unit) != options.only.end();
    if (asked) r.files[path] = {std::move(text), c.arranged.by_key.contains(path), {}};
  }
  if (!options.only.empty() && !modules) {
    for (const arrange::Stack& stack : c.arranged.stacks) {
      const bool environment = std::find(c.names.environments.begin(), c.names.environments.end(), stack.unit) != c.names.environments.end();
      if (environment && std::find(options.only.begin(), options.only.end(), stack.unit) == options.only.end()) r.keep.push_back(stack.folder + "/");
    }
  }
  const std::string lock = lock::print(c.next_lock);
  if (lock != c.loaded.lock) r.companions.push_back({below(a.directory, "infragen.lock"), lock});
  for (const char* folder : {"envs", "domains", "shared", "templates"}) r.protect.push_back(below(a.directory, folder));
  for (const auto& [folder, module] : c.modules) r.protect.push_back(below(a.directory, folder));
  r.force = a.force;
  return r;
}

/// What the compilation made, wherever its texts are now.
std::map<std::string, std::string_view> files_of(const driver::Compilation& c, const emit::Request& request) {
  std::map<std::string, std::string_view> out;
  for (const auto& [path, text] : c.arranged.files) {
    const auto taken = request.files.find(path);
    out.emplace(path, taken == request.files.end() ? std::string_view(text) : taken->second.bytes);
  }
  return out;
}

/// Asks the disk what the next build would ask to see that nothing is to be written. True: nothing is.
bool is_settled(support::FileSystem& fs, const driver::Compilation& c, const emit::Request& request) {
  diag::Sink sink;
  driver::hold_foreign(fs, request.root, files_of(c, request), sink);
  return sink.items().empty() && emit::settled(fs, request);
}

int print_phase(const driver::Compilation& c, const Arguments& a, const Host& host, Streams& s) {
  const auto text = driver::dump(c, a.dump);
  if (!text) {
    s.err += fmt::format("infragen: there is no phase `{}`; phases are {}\n", a.dump, fmt::join(driver::dump_phases(), ", "));
    return usage;
  }
  print_findings(c, c.findings, a, host, s);
  s.out += *text;
  return c.ok ? done : found;
}

int nothing_written(const driver::Compilation& c, const std::vector<diag::Diagnostic>& items, const Arguments& a, const Host& host, Streams& s) {
  print_findings(c, items, a, host, s);
  if (a.format == Format::text) s.err += fmt::format("{}; nothing was written\n", counts(items));
  return found;
}

int same_again(const driver::Again& known, const Arguments& a, const Host& host, Streams& s) {
  print_findings(known.findings, known.files, a, host, s);
  if (a.format == Format::text) s.out += summary(known.summary, counts(known.findings), {}, a.out, false);
  return done;
}

}  // namespace

int build(const Arguments& a, const Host& host, Streams& s) {
  Memory memory(a, host);
  driver::Options options = options_of(a, memory.fs());
  const TellTimes tell(host, options);
  if (!a.dump.empty()) return print_phase(driver::compile(*host.fs, a.directory, options), a, host, s);
  if (const auto known = memory.again()) return same_again(*known, a, host, s);
  driver::Compilation c = driver::compile(memory.fs(), a.directory, options);
  if (!c.ok) return nothing_written(c, c.findings, a, host, s);
  diag::Sink sink;
  driver::hold_foreign(*host.fs, below(a.directory, a.out), files_of(c, {}), sink);
  const emit::Request request = request_of(c, a, options);
  const auto commit = [&] { return sink.has_errors() ? emit::Outcome{} : emit::commit(*host.fs, request, sink); };
  const emit::Outcome outcome = driver::timed(options.times, driver::Step::emit, commit);
  std::vector<diag::Diagnostic> all = c.findings;
  const bool refused = sink.has_errors();
  const bool silent = sink.items().empty();
  for (diag::Diagnostic& d : diag::sorted(sink.take(), c.loaded.files)) all.push_back(std::move(d));
  if (refused || !outcome.committed) return nothing_written(c, all, a, host, s);
  // That a build with the new lock comes to the same is what we mean, and not what we know.
  if (silent && request.companions.empty() && is_settled(memory.fs(), c, request)) memory.keep(c);
  print_findings(c, all, a, host, s);
  if (a.format == Format::text) s.out += summary(driver::summary_of(c), counts(c.findings), outcome, a.out, !request.companions.empty());
  return done;
}

}  // namespace infragen::cli
