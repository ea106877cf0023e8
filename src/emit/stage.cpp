#include "emit/stage.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "emit/hash.hpp"
#include "emit/journal.hpp"
#include "emit/paths.hpp"
#include "infragen/emit/diagnostics.hpp"

namespace infragen::emit {
namespace {

using support::DirEntry;
using support::FileSystem;
using support::Status;

/// What a disk answers that cannot or may not do such a thing, as against one that is full or broken.
constexpr std::errc refusals[] = {
    std::errc::operation_not_permitted, std::errc::permission_denied,      std::errc::read_only_file_system,
    std::errc::cross_device_link,       std::errc::too_many_links,         std::errc::operation_not_supported,
    std::errc::not_supported,           std::errc::function_not_supported, std::errc::invalid_argument,
    std::errc::device_or_resource_busy, std::errc::filename_too_long,
};

bool is_refusal(std::error_code error) {
  return std::any_of(std::begin(refusals), std::end(refusals), [&](std::errc e) { return is_error(error, e); });
}

/// Few things are flushed one by one: to flush a whole disk takes as long as what others have just written to it.
constexpr std::size_t few = 32;

bool is_few(const Plan& plan) { return plan.puts.size() + plan.companions.size() <= few; }

bool has_vanished(std::error_code error) { return is_error(error, std::errc::no_such_file_or_directory); }

/// The contents of files as `1`, `2`, … in a journal folder, each with the permission bits of the file it replaces.
class Contents {
 public:
  Contents(FileSystem& fs, std::string folder, bool sync) : fs_(fs), folder_(std::move(folder)), sync_(sync) {}

  std::error_code add(Op::Kind kind, const Put& put, Journal& journal) {
    Op op{kind, put.path, std::to_string(++count_), hash_of(*put.bytes), put.old};
    const std::error_code error = write(folder_ + "/" + op.staged, put);
    if (!error) journal.ops.push_back(std::move(op));
    return error;
  }

  std::error_code write(const std::string& path, const Put& put) {
    if (const std::error_code error = fs_.write(path, *put.bytes, sync_)) return error;
    if (!put.old_mode) return {};
    if (!usual_mode_) {
      const Status status = fs_.status(path);
      if (status.error) return status.error;
      usual_mode_ = status.mode;
    }
    return *put.old_mode == *usual_mode_ ? std::error_code() : fs_.set_mode(path, *put.old_mode);
  }

 private:
  FileSystem& fs_;
  std::string folder_;
  bool sync_;
  std::size_t count_ = 0;
  std::optional<std::uint32_t> usual_mode_;  ///< of a file that was just written
};

class Stager {
 public:
  Stager(const Site& site, const Plan& plan)
      : site_(site), plan_(plan), contents_(site.fs, site.stage + "/" + std::string(journal_path), is_few(plan)) {
    for (const Put& put : plan.puts) replaced_.emplace(put.path, put.old);
    for (const Removal& removal : plan.removals) replaced_.emplace(removal.path, removal.old);
  }

  Staged run() {
    Staged out;
    if (!make_stage()) return finish(std::move(out), false);
    if (!write_files() || !carry({}) || !write_ops(out.journal) || !flush_and_lock(out))
      return finish(std::move(out), true);
    if (const std::error_code error = site_.fs.exchange(site_.root, site_.stage)) {
      fail("exchange", site_.shown, error);
      return finish(std::move(out), true);
    }
    out.reached = Reached::yes;
    if (const std::error_code error = site_.fs.sync_directory(site_.parent)) {
      site_.cannot("flush", site_.parent, error);
    }
    return out;
  }

 private:
  struct Failure {
    std::string step, what;
    std::error_code error;
  };

  bool fail(const char* step, const std::string& what, std::error_code error) {
    failure_ = {step, what, error};
    return false;
  }

  Staged finish(Staged out, bool discard) {
    if (discard) {
      if (const std::error_code error = remove_tree(site_.fs, site_.stage)) {
        site_.sink.report(leftover, {}, site_.stage, error.message()).file(site_.stage);
      }
    }
    out.lock.reset();
    out.why = failure_.error;
    out.reached = is_refusal(failure_.error) ? Reached::refused : Reached::no;
    if (out.reached == Reached::no) site_.cannot(failure_.step, failure_.what, failure_.error);
    return out;
  }

  std::string staged(std::string_view path) const { return site_.stage + "/" + std::string(path); }

  /// The journal's folder comes first: it tells a stage from a former tree.
  bool make_stage() {
    if (site_.stage.empty()) return fail("exchange", site_.shown, std::make_error_code(std::errc::invalid_argument));
    if (const std::error_code error = site_.fs.make_directory(site_.stage)) {
      return fail("make the folder", site_.stage, error);
    }
    if (make_marker()) return true;
    remove_tree(site_.fs, site_.stage);
    return false;
  }

  bool make_marker() {
    for (const std::string_view folder : {own_folder, journal_path}) {
      if (const std::error_code error = site_.fs.make_directory(staged(folder))) {
        return fail("make the folder", staged(folder), error);
      }
    }
    own_ = site_.fs.status(site_.stage);
    const Status root = site_.fs.status(site_.root);
    if (own_.error || root.error) return fail("look at", site_.shown, own_.error ? own_.error : root.error);
    made_.insert(std::string(own_folder));
    return is_carriable(site_.shown, root);
  }

  /// A folder made here has our user and group, and the stage's disk.
  bool is_carriable(const std::string& path, const Status& folder) {
    constexpr std::uint32_t needed = 0300;  // to be filled here, and emptied there
    if (folder.owner == own_.owner && folder.group == own_.group && folder.device == own_.device &&
        (folder.mode & needed) == needed) {
      return true;
    }
    return fail("carry over", path, std::make_error_code(std::errc::operation_not_permitted));
  }

  bool make_folder(std::string_view path) {
    if (path.empty() || made_.count(path) != 0) return true;
    if (!make_folder(folder_of(path))) return false;
    if (const std::error_code error = site_.fs.make_directory(staged(path))) {
      return fail("make the folder", staged(path), error);
    }
    made_.emplace(path);
    return true;
  }

  bool write_files() {
    for (const Put& put : plan_.puts) {
      if (!make_folder(folder_of(put.path))) return false;
      if (const std::error_code error = contents_.write(staged(put.path), put)) {
        return fail("write", site_.show(put.path), error);
      }
    }
    return true;
  }

  /// One folder of the old tree, and all below it. What vanishes meanwhile is not missed.
  bool carry(const std::string& folder) {
    std::vector<DirEntry> entries;
    if (const std::error_code error = site_.fs.list(site_.at(folder), entries)) {
      return (has_vanished(error) && !folder.empty()) || fail("list", site_.show(folder), error);
    }
    const Status status = site_.fs.status(site_.at(folder));
    if (status.error) return fail("look at", site_.show(folder), status.error);
    if (!status.exists) return true;
    if (!is_carriable(site_.show(folder), status)) return false;
    if (entries.empty() && !make_folder(folder)) return false;
    for (const DirEntry& entry : entries) {
      const std::string path = folder.empty() ? entry.name : folder + "/" + entry.name;
      if (!(entry.is_directory ? carry(path) : carry_file(folder, path))) return false;
    }
    return set_mode(folder, status);
  }

  bool carry_file(const std::string& folder, const std::string& path) {
    if (replaced_.count(path) != 0) return true;
    if (!make_folder(folder)) return false;
    const std::error_code error = site_.fs.hard_link(site_.at(path), staged(path));
    return !error || has_vanished(error) || fail("carry over", site_.show(path), error);
  }

  bool set_mode(const std::string& folder, const Status& status) {
    const bool made = folder.empty() || made_.count(folder) != 0;
    if (!made || status.mode == own_.mode) return true;
    const std::error_code error = site_.fs.set_mode(folder.empty() ? site_.stage : staged(folder), status.mode);
    return !error || fail("set the permissions of", site_.show(folder), error);
  }

  bool write_ops(Journal& journal) {
    journal.exchange = true;
    for (const auto& [path, old] : replaced_) journal.ops.push_back({Op::Kind::drop, path, {}, {}, old});
    for (const Put& companion : plan_.companions) {
      if (const std::error_code error = contents_.add(Op::Kind::companion, companion, journal)) {
        return fail("write", companion.path, error);
      }
    }
    const std::error_code error = site_.fs.write(staged(journal_path) + "/ops", print_journal(journal), is_few(plan_));
    return !error || fail("write", staged(journal_path), error);
  }

  bool flush_and_lock(Staged& out) {
    if (const std::error_code error = flush()) return fail("flush", site_.stage, error);
    const std::error_code error = site_.fs.lock(site_.stage, 0, out.lock);
    return !error || fail("lock", site_.stage, error);
  }

  std::error_code flush() {
    if (!is_few(plan_) || made_.size() > few) return site_.fs.sync_all(site_.stage);
    for (const std::string& folder : made_) {
      if (const std::error_code error = site_.fs.sync_directory(staged(folder))) return error;
    }
    if (const std::error_code error = site_.fs.sync_directory(staged(journal_path))) return error;
    return site_.fs.sync_directory(site_.stage);
  }

  const Site& site_;
  const Plan& plan_;
  Contents contents_;
  Status own_;  ///< the stage
  std::map<std::string, std::optional<Mark>> replaced_;
  std::set<std::string, std::less<>> made_;
  Failure failure_;
};

std::error_code make_if_absent(const Site& site, std::string_view folder) {
  const std::error_code error = site.fs.make_directory(site.at(folder));
  return is_error(error, std::errc::file_exists) ? std::error_code() : error;
}

/// Everything up to the rename that makes the journal count.
std::error_code write_steps(const Site& site, const Plan& plan, Journal& journal) {
  const std::string folder = site.at(journal_path);
  Contents contents(site.fs, folder, is_few(plan));
  for (const std::string& guard : plan.guards) journal.ops.push_back({Op::Kind::guard, guard, {}, {}, {}});
  for (const Removal& r : plan.removals) journal.ops.push_back({Op::Kind::remove, r.path, {}, {}, r.old});
  for (const Put& put : plan.puts) {
    if (const std::error_code error = contents.add(Op::Kind::put, put, journal)) return error;
  }
  for (const Put& put : plan.companions) {
    if (const std::error_code error = contents.add(Op::Kind::companion, put, journal)) return error;
  }
  const std::string ops = folder + "/ops.new";
  if (const std::error_code error = site.fs.write(ops, print_journal(journal), is_few(plan))) return error;
  const std::error_code error = is_few(plan) ? site.fs.sync_directory(folder) : site.fs.sync_all(folder);
  if (error) return error;
  return site.fs.rename(ops, folder + "/ops");
}

}  // namespace

Staged exchange_tree(const Site& site, const Plan& plan) { return Stager(site, plan).run(); }

Staged write_journal(const Site& site, const Plan& plan) {
  const std::string shown = site.show(journal_path);
  Staged out;
  out.why = make_if_absent(site, own_folder);
  if (!out.why) out.why = site.fs.make_directory(site.at(journal_path));
  if (out.why) {
    site.cannot("make the folder", shown, out.why);
    return out;
  }
  out.why = write_steps(site, plan, out.journal);
  if (out.why) {
    site.cannot("write", shown, out.why);
    if (const std::error_code other = erase_journal(site)) {
      site.sink.report(leftover, {}, shown, other.message()).file(shown);
    }
    return out;
  }
  out.reached = Reached::yes;
  for (const std::string_view folder : {journal_path, own_folder}) {
    if (const std::error_code error = site.fs.sync_directory(site.at(folder))) site.cannot("flush", shown, error);
  }
  return out;
}

}  // namespace infragen::emit
