#include <algorithm>
#include <memory>
#include <optional>

#include "emit/journal.hpp"
#include "emit/paths.hpp"
#include "emit/plan.hpp"
#include "emit/roll.hpp"
#include "emit/site.hpp"
#include "emit/stage.hpp"
#include "emit/sweep.hpp"
#include "infragen/emit/diagnostics.hpp"
#include "infragen/emit/emit.hpp"

namespace infragen::emit {
namespace {

using support::FileSystem;
using support::Status;
using Lock = std::unique_ptr<FileSystem::Lock>;

struct Locked {
  Lock lock;
  bool of_folder = true;  ///< false: a file stands for it, which an exchange would not carry the lock of
};

/// "cannot be locked because somebody holds it" for people.
void report_locked(const Site& site, const std::string& path) {
  const std::string holder = site.fs.lock_holder(path);
  site.sink.report(locked, {}, site.shown, holder.empty() ? std::string() : ": " + holder)
      .file(site.shown)
      .help("wait until it has finished, then run the build again");
}

/// Folders of some network file systems cannot be locked: a file does.
std::error_code lock_file(const Site& site, int wait_ms, Locked& out, std::string& path) {
  out.of_folder = false;
  path = site.at(own_folder) + "/lock";
  if (const std::error_code error = make_folders_below(site.fs, site.root, own_folder)) return error;
  if (!site.fs.status(path).exists) {
    if (const std::error_code error = site.fs.write(path, {}, false)) return error;
  }
  return site.fs.lock(path, wait_ms, out.lock);
}

bool is_busy(std::error_code error) { return is_error(error, std::errc::resource_unavailable_try_again); }

bool cannot_lock_folders(std::error_code error) {
  return is_error(error, std::errc::bad_file_descriptor) || is_error(error, std::errc::invalid_argument) ||
         is_error(error, std::errc::operation_not_supported) || is_error(error, std::errc::not_supported);
}

bool make_root(const Site& site) {
  const std::error_code error = make_folders(site.fs, site.root);
  if (!error) return true;
  if (is_error(error, std::errc::not_a_directory)) {
    site.sink.report(in_the_way, {}, site.shown, "it, or what it lies in, is no folder")
        .file(site.shown)
        .help("move it elsewhere");
  } else {
    site.cannot("make the folder", site.shown, error);
  }
  return false;
}

/// Makes the root where there is none.
bool lock_root(const Site& site, int wait_ms, Locked& out) {
  constexpr int most_tries = 100;  // a build that failed removes the empty root again while others wait for it
  std::error_code error;
  std::string path = site.root;
  for (int i = 0; i < most_tries; ++i) {
    if (!make_root(site)) return false;
    error = site.fs.lock(site.root, wait_ms, out.lock);
    if (!is_error(error, std::errc::no_such_file_or_directory)) break;
  }
  if (cannot_lock_folders(error)) error = lock_file(site, wait_ms, out, path);
  if (!error) return true;
  if (is_busy(error)) {
    report_locked(site, path);
  } else {
    site.cannot("lock", site.shown, error);
  }
  return false;
}

/// Of the findings from number `first` on, one is an error.
bool has_errors_since(const Site& site, std::size_t first) {
  const auto& items = site.sink.items();
  return std::any_of(items.begin() + static_cast<std::ptrdiff_t>(first), items.end(),
                     [](const diag::Diagnostic& d) { return d.severity == diag::Severity::error; });
}

bool is_left_behind(const Site& site, const std::string& path) {
  const Status status = site.fs.status(path);
  return status.exists || status.error;
}

/// By an interrupted build, beside the root or in it.
bool is_anything_left(const Site& site) {
  return is_left_behind(site, site.at(journal_path)) || (!site.stage.empty() && is_left_behind(site, site.stage));
}

void report_recovered(const Site& site, const char* what) {
  site.sink.report(recovered, {}, site.shown, what).file(site.shown);
}

/// A tree at the stage's place that no journal speaks of: unfinished, or the former one.
bool recover_stage(const Site& site) {
  if (site.stage.empty() || !is_left_behind(site, site.stage)) return true;
  const Status marker = site.fs.status(site.stage + "/" + std::string(journal_path));
  if (marker.error) {
    site.cannot("look at", site.stage, marker.error);
    return false;
  }
  if (!marker.exists) {
    if (!sweep(site, {})) return false;
    report_recovered(site, "what was left of the former files is removed");
    return true;
  }
  if (const std::error_code error = remove_tree(site.fs, site.stage)) {
    site.cannot("remove", site.stage, error);
    return false;
  }
  report_recovered(site, "it had changed nothing, and its unfinished files are removed");
  return true;
}

bool recover_journal(const Site& site, const std::set<std::string>& companions) {
  using State = FoundJournal::State;
  const FoundJournal found = find_journal(site);
  const std::string shown = site.show(journal_path);
  if (found.state == State::none) return true;
  if (found.state == State::unusable) {
    site.sink.report(bad_journal, {}, shown, found.why)
        .file(shown)
        .help(
            "finish with the version of infragen that was interrupted; or remove the folder and restore the files from "
            "git");
    return false;
  }
  if (found.state == State::complete) {
    if (!roll_forward(site, found.journal, companions)) return false;
    report_recovered(site, "it is finished now");
    return true;
  }
  if (const std::error_code error = erase_journal(site)) {
    site.cannot("remove", shown, error);
    return false;
  }
  report_recovered(site, "it had changed nothing, and its unfinished files are removed");
  return true;
}

void report_interrupted(const Site& site) {
  site.sink.report(interrupted, {}, site.shown)
      .file(site.shown)
      .help("remove the cause, then run the build again: it finishes what is left");
}

/// Whether the findings from number `first` on say already what is left behind and what to do about it.
bool says_what_is_left(const Site& site, std::size_t first) {
  const auto& items = site.sink.items();
  return std::any_of(items.begin() + static_cast<std::ptrdiff_t>(first), items.end(),
                     [](const diag::Diagnostic& d) { return d.code == bad_journal.code; });
}

/// With the lock held. False, and an error, when something is still left behind.
bool recover_locked(const Site& site, const std::set<std::string>& companions) {
  const std::size_t before = site.sink.items().size();
  if (recover_journal(site, companions) && recover_stage(site)) return true;
  if (!says_what_is_left(site, before)) report_interrupted(site);
  return false;
}

/// Nothing, and a finding, when the root's place cannot be told.
std::optional<Site> site_of(FileSystem& fs, diag::Sink& sink, const std::string& root) {
  std::string real;
  if (const std::error_code error = resolve(fs, root, real)) {
    Site{fs, sink, root, {}, {}, {}}.cannot("find", root, error);
    return {};
  }
  return make_site(fs, sink, root, real);
}

/// Up to the point of no return. The lock of a tree that took the root's place is in the answer.
Staged reach(const Site& site, const Request& request, const Plan& plan, bool may_exchange, Outcome& outcome) {
  if (may_exchange && request.mode != Mode::journal) {
    outcome.mode = Mode::exchange;
    Staged staged = exchange_tree(site, plan);
    if (staged.reached != Reached::refused) return staged;
    if (request.mode == Mode::exchange) {
      site.sink.report(exchange_refused, {}, site.shown, staged.why.message())
          .file(site.shown)
          .help("let infragen choose how it writes, or choose the journal");
      return staged;
    }
  }
  outcome.mode = Mode::journal;
  return write_journal(site, plan);
}

Outcome write(const Site& site, const Request& request, bool may_exchange) {
  Plan plan = make_plan(site, request);
  Outcome outcome = std::move(plan.outcome);
  if (site.sink.has_errors()) return outcome;
  if (plan.is_nothing()) {
    outcome.committed = true;
    return outcome;
  }
  may_exchange = may_exchange && plan.may_exchange;
  if (request.mode == Mode::exchange && !may_exchange) {
    site.sink
        .report(exchange_refused, {}, site.shown, "folders of specs lie in it or around it, or it cannot be locked")
        .file(site.shown)
        .help("let infragen choose how it writes, or choose the journal");
    return outcome;
  }
  const Staged staged = reach(site, request, plan, may_exchange, outcome);
  if (staged.reached != Reached::yes) return outcome;
  const std::size_t before = site.sink.items().size();
  outcome.committed = roll_forward(site, staged.journal, plan.companion_paths) || !has_errors_since(site, before);
  if (!outcome.committed) report_interrupted(site);
  return outcome;
}

/// A build that wrote nothing leaves no empty root behind.
void remove_if_empty(const Site& site) {
  site.fs.remove_directory(site.at(own_folder));
  site.fs.remove_directory(site.root);
}

std::vector<std::string> paths_of(const std::vector<Companion>& companions) {
  std::vector<std::string> out;
  for (const Companion& companion : companions) out.push_back(companion.path);
  return out;
}

}  // namespace

Outcome commit(FileSystem& fs, const Request& request, diag::Sink& sink) {
  diag::Sink findings;
  Outcome outcome;
  if (const std::optional<Site> site = site_of(fs, findings, request.root)) {
    Locked held;
    const Status before = fs.status(site->root);
    if (before.error) site->cannot("look at", site->shown, before.error);
    if (!before.error && lock_root(*site, request.wait_ms, held)) {
      const std::set<std::string> companions = companion_paths(*site, paths_of(request.companions));
      if (!findings.has_errors() && recover_locked(*site, companions)) {
        outcome = write(*site, request, held.of_folder);
      }
      if (!before.exists && !outcome.committed) remove_if_empty(*site);
    }
  }
  sink.append(std::move(findings));
  return outcome;
}

bool settled(FileSystem& fs, const Request& request) {
  diag::Sink findings;
  const std::optional<Site> site = site_of(fs, findings, request.root);
  if (!site || !fs.status(site->root).is_directory || is_anything_left(*site)) return false;
  const Plan plan = make_plan(*site, request);
  return plan.is_nothing() && plan.outcome.adopted.empty() && findings.items().empty();
}

void recover(FileSystem& fs, const std::string& root, const std::vector<std::string>& companions, diag::Sink& sink,
             int wait_ms) {
  diag::Sink findings;
  if (const std::optional<Site> site = site_of(fs, findings, root)) {
    Locked held;
    if (is_anything_left(*site) && lock_root(*site, wait_ms, held)) recover_locked(*site, companion_paths(*site, companions));
  }
  sink.append(std::move(findings));
}

}  // namespace infragen::emit
