#pragma once
/// A file system in memory, for tests that need none of the real one's company: no process, no clock, no disk.
/// Absolute paths, or paths that count from `/`. Flushing does nothing; locks hold within the object.

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "infragen/support/filesystem.hpp"

namespace infragen::test {

class MemoryFileSystem final : public support::FileSystem {
 public:
  MemoryFileSystem() : root_(node(Kind::folder)) {}

  /// Makes the file and the folders above it.
  void put(const std::string& path, const std::string& bytes) {
    std::string folder;
    for (std::size_t at = path.find('/', 1); at != std::string::npos; at = path.find('/', at + 1)) {
      make_directory(path.substr(0, at));
    }
    write(path, bytes, false);
  }
  void put_link(const std::string& path, const std::string& target) {
    const auto made = node(Kind::link);
    made->bytes = target;
    place(path, made);
  }
  void put_special(const std::string& path) { place(path, node(Kind::special)); }

  support::Status status(const std::string& path) override {
    support::Status out;
    const NodePtr found = find(path, false, out.error);
    if (out.error == std::errc::no_such_file_or_directory || out.error == std::errc::not_a_directory) out.error = {};
    if (!found) return out;
    out.exists = true;
    out.is_directory = found->kind == Kind::folder;
    out.is_regular = found->kind == Kind::file;
    out.is_symlink = found->kind == Kind::link;
    out.size = found->bytes.size();
    out.inode = found->inode;
    out.device = 1;
    out.modified_ns = found->modified;
    out.mode = found->mode;
    return out;
  }

  std::error_code read(const std::string& path, std::string& out, std::uint64_t limit) override {
    out.clear();
    std::error_code error;
    const NodePtr found = find(path, true, error);
    if (!found) return error;
    if (found->kind == Kind::folder) return make(std::errc::is_a_directory);
    if (found->kind != Kind::file) return make(std::errc::invalid_argument);
    if (found->bytes.size() > limit) return make(std::errc::file_too_large);
    out = found->bytes;
    return {};
  }

  std::error_code list(const std::string& path, std::vector<support::DirEntry>& out) override {
    out.clear();
    std::error_code error;
    const NodePtr found = find(path, true, error);
    if (!found) return error;
    if (found->kind != Kind::folder) return make(std::errc::not_a_directory);
    for (const auto& [name, child] : found->children) {
      out.push_back({name, child->kind == Kind::folder, child->kind == Kind::link, child->kind == Kind::file});
    }
    return {};
  }

  std::error_code canonical(const std::string& path, std::string& out) override {
    std::error_code error;
    find(path, true, error, &out);
    return error;
  }

  std::error_code write(const std::string& path, const std::string& bytes, bool) override {
    std::error_code error;
    NodePtr found = find(path, false, error);
    if (error && error != std::errc::no_such_file_or_directory) return error;
    if (found && found->kind == Kind::link) return make(std::errc::too_many_symbolic_link_levels);
    if (found && found->kind == Kind::folder) return make(std::errc::is_a_directory);
    if (!found) {
      found = node(Kind::file);
      if (const std::error_code failed = place(path, found)) return failed;
    }
    found->bytes = bytes;
    found->modified = ++clock_;
    return {};
  }

  std::error_code set_mode(const std::string& path, std::uint32_t mode) override {
    std::error_code error;
    if (const NodePtr found = find(path, true, error)) found->mode = mode;
    return error;
  }

  std::error_code make_directory(const std::string& path) override {
    return status(path).exists ? make(std::errc::file_exists) : place(path, node(Kind::folder));
  }

  std::error_code remove_file(const std::string& path) override {
    std::error_code error;
    const NodePtr found = find(path, false, error);
    if (!found) return error;
    if (found->kind == Kind::folder) return make(std::errc::is_a_directory);
    return take(path);
  }

  std::error_code remove_directory(const std::string& path) override {
    std::error_code error;
    const NodePtr found = find(path, false, error);
    if (!found) return error;
    if (found->kind != Kind::folder) return make(std::errc::not_a_directory);
    if (!found->children.empty()) return make(std::errc::directory_not_empty);
    return found == root_ ? make(std::errc::device_or_resource_busy) : take(path);
  }

  std::error_code rename(const std::string& from, const std::string& to) override {
    std::error_code error;
    const NodePtr moved = find(from, false, error);
    if (!moved) return error;
    const NodePtr there = find(to, false, error);
    if (there == moved) return {};
    if (is_inside(to, from)) return make(std::errc::invalid_argument);
    if (there && there->kind == Kind::folder && moved->kind != Kind::folder) return make(std::errc::is_a_directory);
    if (there && there->kind != Kind::folder && moved->kind == Kind::folder) return make(std::errc::not_a_directory);
    if (there && !there->children.empty()) return make(std::errc::directory_not_empty);
    if (const std::error_code failed = place(to, moved)) return failed;
    return take(from);
  }

  std::error_code exchange(const std::string& a, const std::string& b) override {
    std::error_code error;
    const NodePtr first = find(a, false, error);
    if (!first) return error;
    const NodePtr second = find(b, false, error);
    if (!second) return error;
    if (first == second) return {};
    if (is_inside(a, b) || is_inside(b, a)) return make(std::errc::invalid_argument);
    place(a, second);
    return place(b, first);
  }

  std::error_code hard_link(const std::string& from, const std::string& to) override {
    std::error_code error;
    const NodePtr found = find(from, false, error);
    if (!found) return error;
    if (found->kind == Kind::folder) return make(std::errc::operation_not_permitted);
    return status(to).exists ? make(std::errc::file_exists) : place(to, found);
  }

  std::error_code sync_directory(const std::string& path) override { return existing(path); }
  std::error_code sync_all(const std::string& path) override { return existing(path); }

  std::error_code lock(const std::string& path, int, std::unique_ptr<Lock>& out) override {
    out.reset();
    std::error_code error;
    const NodePtr found = find(path, false, error);
    if (!found) return error;
    if (!locks_->insert(found->inode).second) return make(std::errc::resource_unavailable_try_again);
    out = std::make_unique<Held>(locks_, found->inode);
    return {};
  }
  std::string lock_holder(const std::string&) override { return {}; }

 private:
  enum class Kind { file, folder, link, special };
  struct Node {
    Kind kind = Kind::file;
    std::string bytes;  ///< of a link its target
    std::map<std::string, std::shared_ptr<Node>> children;
    std::uint64_t inode = 0;
    std::uint64_t modified = 0;
    std::uint32_t mode = 0644;
  };
  using NodePtr = std::shared_ptr<Node>;
  using Locks = std::set<std::uint64_t>;

  struct Held final : Lock {
    Held(std::shared_ptr<Locks> all, std::uint64_t mine) : locks(std::move(all)), inode(mine) {}
    ~Held() override { locks->erase(inode); }
    std::shared_ptr<Locks> locks;
    std::uint64_t inode;
  };

  static std::error_code make(std::errc error) { return std::make_error_code(error); }

  NodePtr node(Kind kind) {
    auto out = std::make_shared<Node>();
    out->kind = kind;
    out->inode = ++clock_;
    out->modified = clock_;
    if (kind == Kind::folder) out->mode = 0755;
    return out;
  }

  static std::vector<std::string> names_of(const std::string& path) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < path.size();) {
      const std::size_t end = std::min(path.find('/', at), path.size());
      if (end > at && path.substr(at, end - at) != ".") out.push_back(path.substr(at, end - at));
      at = end + 1;
    }
    return out;
  }

  static bool is_inside(const std::string& path, const std::string& folder) {
    return path.size() > folder.size() && path.compare(0, folder.size(), folder) == 0 && path[folder.size()] == '/';
  }

  std::error_code existing(const std::string& path) {
    std::error_code error;
    find(path, true, error);
    return error;
  }

  /// Walks the path, through links; the last name's own link only when `follow` is set. `real`: the path without links.
  NodePtr find(const std::string& path, bool follow, std::error_code& error, std::string* real = nullptr) {
    std::vector<std::string> todo = names_of(path);
    std::reverse(todo.begin(), todo.end());
    std::vector<std::pair<std::string, NodePtr>> walked = {{"", root_}};
    error = {};
    for (int links = 0; !todo.empty();) {
      const std::string name = todo.back();
      todo.pop_back();
      if (name == "..") {
        if (walked.size() > 1) walked.pop_back();
        continue;
      }
      const NodePtr& here = walked.back().second;
      const auto child = here->children.find(name);
      if (here->kind != Kind::folder || child == here->children.end()) {
        error = make(here->kind != Kind::folder ? std::errc::not_a_directory : std::errc::no_such_file_or_directory);
        return {};
      }
      if (child->second->kind != Kind::link || (todo.empty() && !follow)) {
        walked.emplace_back(name, child->second);
        continue;
      }
      if (++links > 40) {
        error = make(std::errc::too_many_symbolic_link_levels);
        return {};
      }
      const std::string& target = child->second->bytes;
      if (!target.empty() && target.front() == '/') walked.resize(1);
      const std::vector<std::string> more = names_of(target);
      todo.insert(todo.end(), more.rbegin(), more.rend());
    }
    if (real != nullptr) {
      real->clear();
      for (std::size_t i = 1; i < walked.size(); ++i) *real += "/" + walked[i].first;
      if (real->empty()) *real = "/";
    }
    return walked.back().second;
  }

  NodePtr folder_above(const std::string& path, std::string& name, std::error_code& error) {
    std::string rest = path;
    while (rest.size() > 1 && rest.back() == '/') rest.pop_back();
    const std::size_t slash = rest.rfind('/');
    name = rest.substr(slash == std::string::npos ? 0 : slash + 1);
    const NodePtr folder = find(slash == std::string::npos ? "/" : rest.substr(0, slash), true, error);
    if (folder && folder->kind != Kind::folder) {
      error = make(std::errc::not_a_directory);
      return {};
    }
    return folder;
  }

  std::error_code place(const std::string& path, NodePtr what) {
    std::string name;
    std::error_code error;
    const NodePtr folder = folder_above(path, name, error);
    if (!folder) return error;
    folder->children[name] = std::move(what);
    folder->modified = ++clock_;
    return {};
  }

  std::error_code take(const std::string& path) {
    std::string name;
    std::error_code error;
    const NodePtr folder = folder_above(path, name, error);
    if (!folder) return error;
    folder->children.erase(name);
    folder->modified = ++clock_;
    return {};
  }

  std::uint64_t clock_ = 0;  ///< inodes and times: all that matters is that they differ
  std::shared_ptr<Locks> locks_ = std::make_shared<Locks>();
  NodePtr root_;
};

}  // namespace infragen::test
