#include "emit/sweep.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "emit/paths.hpp"
#include "infragen/emit/diagnostics.hpp"

namespace infragen::emit {
namespace {

using support::DirEntry;
using support::Status;

constexpr int most_rounds = 5;  // something may be written into the former tree while it is taken away

class Sweeper {
 public:
  Sweeper(const Site& site, const Journal& journal) : site_(site) {
    for (const Op& op : journal.ops) {
      if (op.kind == Op::Kind::drop) drops_.emplace(op.path, op.old);
    }
  }

  bool run() {
    const Status status = site_.fs.status(site_.stage);
    if (status.error) return fail(site_.stage, status.error);
    if (!status.exists) return true;
    std::error_code error;
    for (int round = 0; round < most_rounds; ++round) {
      if (!clear({})) return false;
      error = site_.fs.remove_directory(site_.stage);
      if (!is_error(error, std::errc::directory_not_empty)) break;
    }
    return !error || fail(site_.stage, error);
  }

 private:
  bool fail(const std::string& path, std::error_code error) {
    site_.sink.report(leftover, {}, path, error.message())
        .file(path)
        .help("the new files stand; the next build tries again to remove what is left of the last ones");
    return false;
  }

  std::string former(const std::string& path) const { return path.empty() ? site_.stage : site_.stage + "/" + path; }

  bool clear(const std::string& folder) {
    std::vector<DirEntry> entries;
    if (const std::error_code error = site_.fs.list(former(folder), entries)) return fail(former(folder), error);
    for (const DirEntry& entry : entries) {
      const std::string path = folder.empty() ? entry.name : folder + "/" + entry.name;
      if (!(entry.is_directory ? clear_folder(path) : clear_file(path))) return false;
    }
    return true;
  }

  bool clear_folder(const std::string& path) {
    if (!clear(path)) return false;
    const std::error_code error = site_.fs.remove_directory(former(path));
    // Something came in since it was listed: the next round sees it.
    return !error || is_error(error, std::errc::directory_not_empty) || fail(former(path), error);
  }

  bool clear_file(const std::string& path) {
    const Status last = site_.fs.status(former(path));
    const Status next = site_.fs.status(site_.at(path));
    if (last.error || next.error) return fail(former(path), last.error ? last.error : next.error);
    if (!last.exists) return true;
    const bool carried = next.exists && next.inode == last.inode && next.device == last.device;
    const auto drop = drops_.find(path);
    const bool dropped = drop != drops_.end() && drop->second == mark_of(last);
    if (!carried && !dropped) return bring_over(path, last, next, drop != drops_.end());
    const std::error_code error = site_.fs.remove_file(former(path));
    return !error || fail(former(path), error);
  }

  /// `ours`: the new tree has a file of infragen there, or means to have none.
  bool bring_over(const std::string& path, const Status& last, const Status& next, bool ours) {
    const std::string target = site_.at(path);
    if (const std::error_code error = make_folders_below(site_.fs, site_.root, folder_of(path))) {
      return fail(former(path), error);
    }
    if (!next.exists && !ours) return move(former(path), target);
    const std::string aside = aside_of(site_.fs, target);
    const std::string shown = site_.show(path);
    // A person's file that was replaced while the new tree was made: the newer one is the one to go on with.
    const bool newer = !ours && last.modified_ns >= next.modified_ns;
    if (newer && !move(target, aside)) return false;
    if (!move(former(path), newer ? target : aside)) return false;
    site_.sink.report(saved_aside, {}, shown, shown + aside.substr(target.size()))
        .file(shown)
        .help("compare the two, then remove the saved one");
    return true;
  }

  bool move(const std::string& from, const std::string& to) {
    const std::error_code error = site_.fs.rename(from, to);
    return !error || fail(from, error);
  }

  const Site& site_;
  std::map<std::string, std::optional<Mark>> drops_;
};

}  // namespace

bool sweep(const Site& site, const Journal& journal) { return Sweeper(site, journal).run(); }

}  // namespace infragen::emit
