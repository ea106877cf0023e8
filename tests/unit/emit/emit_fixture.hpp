#pragma once
/// One output root `out` in a folder of its own.

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

#include "faulty_filesystem.hpp"
#include "infragen/emit/emit.hpp"
#include "temp_folder.hpp"

namespace infragen::test {

class Fixture {
 public:
  explicit Fixture(emit::Mode mode) : fs_(support::disk()) {
    request.root = root();
    request.mode = mode;
  }

  support::FileSystem& fs() { return *fs_; }
  const std::string& folder() const { return temp_.path(); }
  std::string path(const std::string& name) const { return temp_.at(name); }
  std::string root() const { return temp_.at("out"); }
  std::string at(const std::string& name) const { return root() + "/" + name; }

  void set(const std::map<std::string, std::string>& files) {
    request.files.clear();
    for (const auto& [name, bytes] : files) request.files[name] = {bytes, false, ""};
  }
  void companion(const std::string& bytes) { request.companions = {{path("infragen.lock"), bytes}}; }

  emit::Outcome commit() {
    diag::Sink sink;
    emit::Outcome outcome = emit::commit(*fs_, request, sink);
    findings_ = sink.take();
    return outcome;
  }
  const std::deque<diag::Diagnostic>& findings() const { return findings_; }

  /// What stands beside the root, and it: stages and lock files would show here.
  std::vector<std::string> beside() const {
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(folder())) {
      out.push_back(entry.path().filename().string());
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  emit::Request request;

 private:
  TempFolder temp_;
  std::unique_ptr<support::FileSystem> fs_;
  std::deque<diag::Diagnostic> findings_;
};

inline std::vector<std::string> codes(const std::deque<diag::Diagnostic>& findings) {
  std::vector<std::string> out;
  for (const diag::Diagnostic& d : findings) out.emplace_back(d.slug);
  return out;
}

}  // namespace infragen::test
