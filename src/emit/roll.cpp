#include "emit/roll.hpp"

#include <algorithm>

#include "emit/hash.hpp"
#include "emit/paths.hpp"
#include "emit/sweep.hpp"
#include "infragen/emit/diagnostics.hpp"

namespace infragen::emit {

using support::Status;

const std::string guard_text =
    "# infragen was stopped while it wrote the files of this folder: some are new, some are old. Nothing can be "
    "planned\n"
    "# or applied here until `infragen build` has run again; it finishes the work and removes this file.\n"
    "incomplete \"infragen was stopped while it wrote this folder: run `infragen build` again\" {}\n";

namespace {

class Roller {
 public:
  Roller(const Site& site, const Journal& journal, const std::set<std::string>& companions)
      : site_(site), journal_(journal), companions_(companions) {}

  bool run() {
    using Kind = Op::Kind;
    if (!each(Kind::guard, &Roller::raise_guard) || !each(Kind::remove, &Roller::remove)) return false;
    // A folder that becomes a file must be gone before; others keep their guard, and go at the end.
    if (!prune_folders()) return false;
    if (!each(Kind::put, &Roller::put) || !each(Kind::companion, &Roller::put_companion)) return false;
    if (journal_.exchange) {
      if (!sweep(site_, journal_)) return false;
    } else if (!flush()) {
      return false;
    }
    if (!each(Kind::guard, &Roller::lower_guard)) return false;
    return prune_folders() && erase();
  }

 private:
  bool each(Op::Kind kind, bool (Roller::*step)(const Op&)) {
    for (const Op& op : journal_.ops) {
      if (op.kind == kind && !(this->*step)(op)) return false;
    }
    return true;
  }

  bool fail(const char* step, const std::string& path, std::error_code error) {
    site_.cannot(step, site_.show(path), error);
    return false;
  }

  /// Status of a path below the root; false and a finding if it cannot be told.
  bool look(const std::string& target, const std::string& path, Status& status) {
    status = site_.fs.status(target);
    return !status.error || fail("look at", path, status.error);
  }

  bool raise_guard(const Op& op) {
    const std::string target = site_.at(op.path);
    const std::string folder(folder_of(op.path));
    if (const std::error_code error = make_folders_below(site_.fs, site_.root, folder)) {
      return fail("make the folder", folder, error);
    }
    Status status;
    if (!look(target, op.path, status)) return false;
    if (status.exists) {
      std::string text;
      const bool readable = status.is_regular && !site_.fs.read(target, text, guard_text.size());
      if (readable && text == guard_text) return true;
      const bool half_written = readable && guard_text.starts_with(text);
      if (!half_written && !move_aside(target, op.path)) return false;
    }
    if (const std::error_code error = site_.fs.write(target, guard_text, true)) return fail("write", op.path, error);
    if (const std::error_code error = site_.fs.sync_directory(site_.at(folder))) return fail("flush", folder, error);
    return true;
  }

  bool lower_guard(const Op& op) {
    const std::string target = site_.at(op.path);
    Status status;
    if (!look(target, op.path, status)) return false;
    if (!status.exists) return true;
    const std::error_code error = site_.fs.remove_file(target);
    return !error || fail("remove", op.path, error);
  }

  bool remove(const Op& op) {
    const std::string target = site_.at(op.path);
    Status status;
    if (!look(target, op.path, status)) return false;
    if (!status.exists) return true;
    if (mark_of(status) != op.old) {
      site_.sink.report(edit_kept, {}, site_.show(op.path))
          .file(site_.show(op.path))
          .help("infragen no longer knows this file; remove it if it is not needed");
      return true;
    }
    const std::error_code error = site_.fs.remove_file(target);
    return !error || fail("remove", op.path, error);
  }

  bool put(const Op& op) {
    const std::string folder(folder_of(op.path));
    if (const std::error_code error = make_folders_below(site_.fs, site_.root, folder)) {
      return fail("make the folder", folder, error);
    }
    return place(op, site_.at(op.path));
  }

  bool put_companion(const Op& op) {
    if (companions_.count(op.path) == 0) {
      site_.sink.report(bad_journal, {}, site_.show(journal_path), "it would write `" + op.path + "`")
          .file(site_.show(journal_path))
          .help("remove this folder if you do not know where it comes from, then build again");
      return false;
    }
    const std::string target = join_relative(site_.root, op.path);
    if (!place(op, target)) return false;
    const std::error_code error = site_.fs.sync_directory(std::string(folder_of(target)));
    return !error || fail("flush the folder of", op.path, error);
  }

  bool place(const Op& op, const std::string& target) {
    const std::string staged = site_.at(journal_path) + "/" + op.staged;
    Status ours;
    Status theirs;
    if (!look(staged, op.path, ours) || !look(target, op.path, theirs)) return false;
    if (!ours.exists) return true;  // this step was taken
    if (theirs.exists && mark_of(theirs) != op.old && !is_ours(op, target, ours, theirs) &&
        !move_aside(target, op.path)) {
      return false;
    }
    std::error_code error = site_.fs.rename(staged, target);
    if (is_error(error, std::errc::cross_device_link)) error = copy(staged, ours, target);
    return !error || fail("replace", op.path, error);
  }

  /// A kill behind `copy`'s rename leaves both.
  bool is_ours(const Op& op, const std::string& target, const Status& ours, const Status& theirs) {
    std::string bytes;
    return theirs.is_regular && theirs.size == ours.size && !site_.fs.read(target, bytes, ours.size) &&
           hash_of(bytes) == op.hash;
  }

  /// The folder of the target is another mount: write there, then rename.
  std::error_code copy(const std::string& staged, const Status& ours, const std::string& target) {
    const std::string near = target + ".infragen-new";
    std::string bytes;
    std::error_code error = site_.fs.read(staged, bytes, ours.size);
    if (!error) error = site_.fs.write(near, bytes, true);
    if (!error) error = site_.fs.set_mode(near, ours.mode);
    if (!error) error = site_.fs.rename(near, target);
    if (!error) error = site_.fs.remove_file(staged);
    return error;
  }

  bool move_aside(const std::string& target, const std::string& path) {
    const std::string aside = aside_of(site_.fs, target);
    if (const std::error_code error = site_.fs.rename(target, aside)) return fail("save", path, error);
    site_.sink.report(saved_aside, {}, site_.show(path), site_.show(path) + aside.substr(target.size()))
        .file(site_.show(path))
        .help("compare the two, then remove the saved one");
    return true;
  }

  /// Removes folders that the removed files left empty.
  bool prune_folders() {
    std::set<std::string> folders;
    for (const Op& op : journal_.ops) {
      if (op.kind != Op::Kind::remove && op.kind != Op::Kind::guard) continue;
      for (std::string_view folder = folder_of(op.path); !folder.empty(); folder = folder_of(folder)) {
        folders.emplace(folder);
      }
    }
    // Backwards, a folder comes behind those in it.
    return std::all_of(folders.rbegin(), folders.rend(), [&](const std::string& folder) { return prune(folder); });
  }

  bool prune(const std::string& folder) {
    constexpr std::errc usual[] = {std::errc::directory_not_empty, std::errc::file_exists, std::errc::not_a_directory,
                                   std::errc::no_such_file_or_directory, std::errc::device_or_resource_busy};
    const std::error_code error = site_.fs.remove_directory(site_.at(folder));
    const bool left = std::any_of(std::begin(usual), std::end(usual), [&](std::errc e) { return is_error(error, e); });
    return !error || left || fail("remove the folder", folder, error);
  }

  /// The renames, before the journal goes. Many folders are flushed as a whole.
  bool flush() {
    constexpr std::size_t few = 32;
    std::set<std::string> folders = {""};
    for (const Op& op : journal_.ops) {
      if (op.kind == Op::Kind::companion || op.kind == Op::Kind::drop) continue;
      for (std::string_view folder = folder_of(op.path); !folder.empty(); folder = folder_of(folder)) {
        folders.emplace(folder);
      }
    }
    std::error_code error = folders.size() > few ? site_.fs.sync_all(site_.root) : std::error_code();
    for (auto at = folders.begin(); folders.size() <= few && at != folders.end() && !error; ++at) {
      error = site_.fs.sync_directory(site_.at(*at));
      if (is_error(error, std::errc::no_such_file_or_directory)) error = {};  // all of it was removed
      if (is_error(error, std::errc::not_a_directory)) error = {};            // it became a file
    }
    return !error || fail("flush", {}, error);
  }

  bool erase() {
    const std::error_code error = erase_journal(site_);
    return !error || fail("remove", std::string(journal_path), error);
  }

  const Site& site_;
  const Journal& journal_;
  const std::set<std::string>& companions_;
};

}  // namespace

bool roll_forward(const Site& site, const Journal& journal, const std::set<std::string>& companions) {
  return Roller(site, journal, companions).run();
}

}  // namespace infragen::emit
