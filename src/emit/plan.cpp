#include "emit/plan.hpp"

#include <algorithm>

#include "emit/hash.hpp"
#include "emit/lookup.hpp"
#include "emit/manifest.hpp"
#include "emit/paths.hpp"
#include "emit/tfvars.hpp"
#include "infragen/emit/diagnostics.hpp"

namespace infragen::emit {
namespace {

using support::DirEntry;
using support::FileSystem;
using support::Status;
using Kind = Place::Kind;

constexpr std::uint64_t longest_manifest = std::uint64_t{1} << 28U;
constexpr std::uint64_t longest_keys = std::uint64_t{1}
                                       << 24U;  // a file by key is read whole, whatever a person put there

constexpr const char* force_help = "keep what is there by moving it elsewhere, or overwrite it with `--force`";
constexpr const char* edit_help =
    "put the change into the specs and restore the file from git, or overwrite it with `--force`";

Entry entry_of(const OutFile& file, const std::string& written) {
  Entry entry;
  entry.by_key = file.by_key;
  entry.from = file.from;
  if (file.by_key) {
    entry.hashes.emplace(written == file.bytes ? hash_of(written) : std::string(no_hash), -1);
    for (const auto& [key, hash] : key_hashes(file.bytes, scan_keys(file.bytes))) entry.keys[key].insert(hash);
  } else {
    entry.hashes.emplace(hash_of(file.bytes), static_cast<std::int64_t>(file.bytes.size()));
  }
  return entry;
}

bool is_under(const std::string& path, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string& p) { return is_within(path, p); });
}

class Planner {
 public:
  Planner(const Site& site, const Request& request) : site_(site), request_(request), lookup_(site) {}

  Plan run() {
    read_manifest();
    if (site_.sink.has_errors()) return std::move(plan_);
    sort_entries();
    check_targets();
    if (site_.sink.has_errors()) return std::move(plan_);
    for (const std::string& path : leaving_) plan_removal(path, before_.at(path));
    for (const auto& [path, file] : request_.files) plan_file(path, file);
    std::sort(plan_.puts.begin(), plan_.puts.end(), [](const Put& a, const Put& b) { return a.path < b.path; });
    plan_manifest();
    plan_companions();
    plan_guards();
    std::sort(plan_.outcome.overridden.begin(), plan_.outcome.overridden.end());
    return std::move(plan_);
  }

 private:
  // --- what the manifest says -------------------------------------------------------------------------------------

  void read_manifest() {
    manifest_place_ = lookup_.find(manifest_path);
    const std::string shown = site_.show(manifest_path);
    if (manifest_place_.kind == Kind::absent || manifest_place_.kind == Kind::unknown) return;
    if (manifest_place_.kind != Kind::file) {
      const Kind kind = manifest_place_.kind == Kind::blocked ? manifest_place_.blocker_kind : manifest_place_.kind;
      site_.sink.report(in_the_way, {}, shown, describe(kind)).file(shown).help("move it elsewhere");
      return;
    }
    if (const std::error_code error = site_.fs.read(site_.at(manifest_path), manifest_bytes_, longest_manifest)) {
      return site_.cannot("read", shown, error);
    }
    ParsedManifest parsed = parse_manifest(manifest_bytes_);
    if (parsed.newer) {
      site_.sink.report(newer_manifest, {}, shown)
          .file(shown)
          .help("build with the version of infragen that wrote it, or a newer one");
    } else if (!parsed.error.empty()) {
      site_.sink.report(bad_manifest, {}, shown, parsed.error)
          .file(shown)
          .help(
              "restore it from git; without one, remove it: files that are as they should be count as written by "
              "infragen");
    }
    before_ = std::move(parsed.manifest);
  }

  void sort_entries() {
    for (const auto& [path, entry] : before_) {
      if (request_.files.count(path) != 0) continue;
      if (is_under(path, request_.keep)) {
        after_.emplace(path, entry);
      } else {
        leaving_.insert(path);
      }
    }
  }

  void check_targets() {
    std::vector<std::string> paths;
    for (const auto& [path, entry] : after_) paths.push_back(path);
    for (const auto& [path, file] : request_.files) paths.push_back(path);
    std::sort(paths.begin(), paths.end());
    check_paths(paths, request_.root, site_.sink);
    for (const std::string& folder : request_.protect) check_protected(folder);
  }

  void check_protected(const std::string& folder) {
    std::string real;
    if (const std::error_code error = resolve(site_.fs, folder, real)) return site_.cannot("find", folder, error);
    const bool below = is_within(real, site_.root);
    if (below || is_within(site_.root, real)) plan_.may_exchange = false;
    if (real == site_.root || is_within(site_.root, real)) {
      site_.sink.report(in_specs, {}, site_.show({}), folder)
          .file(site_.show({}))
          .help("name another output root: specs and output do not share a folder");
      return;
    }
    if (!below) return;
    for (const auto& [path, file] : request_.files) {
      if (!is_within(site_.at(path), real)) continue;
      site_.sink.report(in_specs, {}, site_.show(path), folder)
          .file(site_.show(path))
          .help("change the path pattern in the project file: specs and output do not share a folder");
    }
  }

  // --- files ------------------------------------------------------------------------------------------------------

  const Entry* known(const std::string& path) const {
    const auto at = before_.find(path);
    return at == before_.end() ? nullptr : &at->second;
  }

  void put(const std::string& path, const std::string& bytes, const Status& there) {
    Put change{path, &bytes, mark_of(there), {}};
    if (there.is_regular) change.old_mode = there.mode;
    plan_.puts.push_back(std::move(change));
    (there.exists ? plan_.outcome.changed : plan_.outcome.added).push_back(path);
  }

  /// True when the person's version may be replaced all the same.
  bool forced(const std::string& path, const char* done) {
    if (!request_.force) return false;
    const auto& list = plan_.outcome.overridden;
    if (list.empty() || list.back() != path) {
      plan_.outcome.overridden.push_back(path);
      site_.sink.report(overridden, {}, site_.show(path), done).file(site_.show(path));
    }
    return true;
  }

  void refuse_edit(const std::string& path, const char* step) {
    site_.sink.report(edited, {}, step, site_.show(path)).file(site_.show(path)).help(edit_help);
  }

  /// Reports what cannot be overwritten; true when the path is free or holds a file (or, forced, a link).
  bool is_writable(const std::string& path, Place& place) {
    if (place.kind == Kind::absent || place.kind == Kind::file) return true;
    if (place.kind == Kind::unknown) return false;
    const std::string shown = site_.show(path);
    if (place.kind == Kind::blocked) {
      if (place.blocker_kind == Kind::file && leaving_.count(place.blocker) != 0) {
        place = {};
        return true;
      }
      site_.sink.report(in_the_way, {}, shown, describe(place.blocker_kind) + ": `" + site_.show(place.blocker) + "`")
          .file(shown)
          .help("infragen makes its folders itself and follows no link; move it elsewhere");
      return false;
    }
    if (place.kind == Kind::link && forced(path, "overwritten")) return true;
    if (place.kind == Kind::folder && holds_only_leaving(path)) {
      place = {};
      return true;
    }
    site_.sink.report(in_the_way, {}, shown, describe(place.kind)).file(shown).help("move it elsewhere");
    return false;
  }

  /// A folder may become a file when everything in it is ours and goes away.
  bool holds_only_leaving(const std::string& folder) {
    std::vector<DirEntry> entries;
    if (site_.fs.list(site_.at(folder), entries) || entries.empty()) return false;
    return std::all_of(entries.begin(), entries.end(), [&](const DirEntry& entry) {
      const std::string path = folder + "/" + entry.name;
      return entry.is_directory ? holds_only_leaving(path) : leaving_.count(path) != 0;
    });
  }

  void plan_file(const std::string& path, const OutFile& file) {
    Place place = lookup_.find(path);
    if (!is_writable(path, place)) return;
    if (file.by_key) return plan_keys(path, file, place);
    after_[path] = entry_of(file, file.bytes);
    if (place.kind == Kind::file && !compare(path, file, place.status)) return;
    put(path, file.bytes, place.status);
  }

  /// Reads the file once, and only if its size says that it may be ours. False: nothing (more) is to be done with it.
  bool compare(const std::string& path, const OutFile& file, const Status& there) {
    const Entry* entry = known(path);
    const bool same_size = there.size == file.bytes.size();
    std::string bytes;
    bool unedited = false;
    if (same_size || (entry != nullptr && may_match(*entry, there.size))) {
      if (!read(path, there.size, bytes)) return false;
      if (bytes == file.bytes) {
        if (entry == nullptr) plan_.outcome.adopted.push_back(path);
        if (entry != nullptr) ++plan_.outcome.unchanged;
        return false;
      }
      unedited = entry != nullptr && entry->hashes.count(hash_of(bytes)) != 0;
    }
    if (unedited || forced(path, "overwritten")) return true;
    if (entry != nullptr) {
      refuse_edit(path, "overwrite");
    } else {
      site_.sink.report(not_ours, {}, site_.show(path)).file(site_.show(path)).help(force_help);
    }
    return false;
  }

  static bool may_match(const Entry& entry, std::uint64_t size) {
    return std::any_of(entry.hashes.begin(), entry.hashes.end(), [&](const auto& known) {
      return known.second == static_cast<std::int64_t>(size) || (known.second < 0 && size <= longest_keys);
    });
  }

  bool read(const std::string& path, std::uint64_t limit, std::string& bytes) {
    const std::error_code error = site_.fs.read(site_.at(path), bytes, limit);
    if (!error) return true;
    site_.cannot("read", site_.show(path), error);
    return false;
  }

  void plan_removal(const std::string& path, const Entry& entry) {
    const Place place = lookup_.find(path);
    if (place.kind == Kind::absent || place.kind == Kind::unknown) return;
    if (place.kind == Kind::file && entry.by_key) return plan_key_removal(path, entry, place.status);
    // A folder, or a link or file in the place of one: what we wrote there is gone, and this is none of ours.
    if (place.kind != Kind::file && place.kind != Kind::link) return;
    const std::size_t before = site_.sink.items().size();
    const bool unedited = place.kind == Kind::file && is_unedited(path, entry, place.status);
    if (site_.sink.items().size() != before) return;  // it could not be read
    if (unedited || forced(path, "removed")) return remove(path, place.status);
    refuse_edit(path, "remove");
  }

  void remove(const std::string& path, const Status& there) {
    plan_.removals.push_back({path, mark_of(there)});
    plan_.outcome.removed.push_back(path);
  }

  bool is_unedited(const std::string& path, const Entry& entry, const Status& there) {
    std::string bytes;
    return may_match(entry, there.size) && read(path, there.size, bytes) && entry.hashes.count(hash_of(bytes)) != 0;
  }

  // --- files that are owned by key
  // ------------------------------------------------------------------------------------

  bool scan(const std::string& path, const std::string& bytes, KeyFile& keys) {
    keys = scan_keys(bytes);
    if (keys.error.empty()) return true;
    site_.sink.report(bad_keys, {}, site_.show(path), keys.error)
        .file(site_.show(path))
        .help("correct the file: infragen sets its own keys in it and leaves yours as they are");
    return false;
  }

  bool allow_foreign(const std::string& path, const KeyMerge& merge) {
    if (merge.foreign.empty() || forced(path, "overwritten in part")) return true;
    for (const std::string& key : merge.foreign) {
      site_.sink.report(key_edited, {}, site_.show(path), key)
          .file(site_.show(path))
          .help("set it in the specs and remove it here, or overwrite it with `--force`");
    }
    return false;
  }

  void plan_keys(const std::string& path, const OutFile& file, const Place& place) {
    KeyFile ours;
    if (!scan(path, file.bytes, ours)) return;
    if (place.kind != Kind::file) {
      after_[path] = entry_of(file, file.bytes);
      return put(path, file.bytes, place.status);
    }
    const Entry* entry = known(path);
    std::string there;
    KeyFile theirs;
    if (!read(path, longest_keys, there)) return;
    const bool all_ours = entry != nullptr && entry->hashes.count(hash_of(there)) != 0;
    KeyMerge merge{file.bytes, {}};
    if (!all_ours && there != file.bytes) {
      if (!scan(path, there, theirs)) return;
      static const std::map<std::string, std::set<std::string>> none;
      merge = merge_keys(there, theirs, file.bytes, ours, entry != nullptr ? entry->keys : none);
      if (!allow_foreign(path, merge)) return;
    }
    after_[path] = entry_of(file, merge.bytes);
    if (merge.bytes != there) return put(path, plan_.texts.emplace_back(std::move(merge.bytes)), place.status);
    if (entry == nullptr) plan_.outcome.adopted.push_back(path);
    if (entry != nullptr) ++plan_.outcome.unchanged;
  }

  /// Our keys go, a person's stay, and with nothing of a person the file goes.
  void plan_key_removal(const std::string& path, const Entry& entry, const Status& there) {
    std::string bytes;
    KeyFile theirs;
    if (!read(path, longest_keys, bytes)) return;
    if (entry.hashes.count(hash_of(bytes)) != 0) return remove(path, there);
    if (!scan(path, bytes, theirs)) return;
    KeyMerge merge = merge_keys(bytes, theirs, {}, {}, entry.keys);
    if (!allow_foreign(path, merge)) return;
    if (merge.bytes.find_first_not_of(" \t\r\n") == std::string::npos) return remove(path, there);
    if (merge.bytes != bytes) put(path, plan_.texts.emplace_back(std::move(merge.bytes)), there);
  }

  // --- the manifest, companions, guards -----------------------------------------------------------------------------

  void plan_manifest() {
    if (manifest_place_.kind == Kind::absent && after_.empty()) return;
    std::string text = print_manifest(after_);
    if (manifest_place_.kind == Kind::file && text == manifest_bytes_) return;
    Put change{
        std::string(manifest_path), &plan_.texts.emplace_back(std::move(text)), mark_of(manifest_place_.status), {}};
    if (manifest_place_.kind == Kind::file) change.old_mode = manifest_place_.status.mode;
    plan_.puts.push_back(std::move(change));
  }

  void plan_companions() {
    for (const Companion& companion : request_.companions) {
      std::string real;
      if (const std::error_code error = resolve(site_.fs, companion.path, real)) {
        site_.cannot("find", companion.path, error);
        continue;
      }
      const std::string path = relative_to(real, site_.root);
      plan_.companion_paths.insert(path);
      plan_companion(companion, real, path);
    }
  }

  void plan_companion(const Companion& companion, const std::string& real, const std::string& path) {
    const Status there = site_.fs.status(real);
    const std::string folder(folder_of(real));
    const Status above = site_.fs.status(folder.empty() ? "/" : folder);
    if (there.error || above.error) {
      return site_.cannot("look at", companion.path, there.error ? there.error : above.error);
    }
    if (path.find('\n') != std::string::npos || !above.is_directory || (there.exists && !there.is_regular)) {
      site_.sink.report(in_the_way, {}, companion.path, "it must be a plain file in a folder that exists")
          .file(companion.path)
          .help("move elsewhere what stands there");
      return;
    }
    std::string bytes;
    if (there.exists && there.size == companion.bytes.size()) {
      if (const std::error_code error = site_.fs.read(real, bytes, there.size)) {
        return site_.cannot("read", companion.path, error);
      }
      if (bytes == companion.bytes) return;
    }
    Put change{path, &companion.bytes, mark_of(there), {}};
    if (there.exists) change.old_mode = there.mode;
    plan_.companions.push_back(std::move(change));
  }

  void plan_guards() {
    std::set<std::string, std::less<>> terraform;  // folders with files of Terraform, before or after
    std::set<std::string, std::less<>> changing;   // paths that get or lose a file
    const auto note = [&](const std::string& path) {
      if (path.ends_with(".tf") || path.ends_with(".tf.json")) terraform.emplace(folder_of(path));
    };
    for (const auto& [path, entry] : before_) note(path);
    for (const auto& [path, entry] : after_) note(path);
    for (const Put& change : plan_.puts) changing.insert(change.path);
    for (const Removal& removal : plan_.removals) changing.insert(removal.path);
    std::set<std::string> guards;
    for (const std::string& path : changing) {
      for (std::string_view folder = folder_of(path);; folder = folder_of(folder)) {
        if (terraform.count(folder) != 0 && !is_swapped(folder, changing)) {
          guards.insert((folder.empty() ? "" : std::string(folder) + "/") + std::string(guard_name));
          break;
        }
        if (folder.empty()) break;
      }
    }
    plan_.guards.assign(guards.begin(), guards.end());
  }

  /// The folder, or one above it, is a file before or after: no guard can stand in it all the time.
  static bool is_swapped(std::string_view folder, const std::set<std::string, std::less<>>& changing) {
    for (; !folder.empty(); folder = folder_of(folder)) {
      if (changing.count(folder) != 0) return true;
    }
    return false;
  }

  const Site& site_;
  const Request& request_;
  Lookup lookup_;
  Plan plan_;
  Place manifest_place_;
  std::string manifest_bytes_;
  Manifest before_;
  Manifest after_;
  std::set<std::string> leaving_;  ///< in the manifest, no longer asked for
};

}  // namespace

Plan make_plan(const Site& site, const Request& request) { return Planner(site, request).run(); }

std::set<std::string> companion_paths(const Site& site, const std::vector<std::string>& companions) {
  std::set<std::string> out;
  for (const std::string& companion : companions) {
    std::string real;
    if (const std::error_code error = resolve(site.fs, companion, real)) {
      site.cannot("find", companion, error);
    } else {
      out.insert(relative_to(real, site.root));
    }
  }
  return out;
}

}  // namespace infragen::emit
