/// Runs case files: `cases ROOT FOLDER [--silent] [--only TEXT]`.
///
/// ROOT is the repository, FOLDER a folder of case files or one file, relative to it. `--silent`: cases expect no
/// finding at all. `--only`: cases whose name holds TEXT. INFRAGEN_UPDATE=1 rewrites expectations in place.
/// Exit: 0 all holds, 1 something does not, 2 usage.

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <thread>

#include "judge.hpp"
#include "temp_folder.hpp"

namespace infragen::test {
namespace {

struct Arguments {
  std::string program, root, folder, only;
  bool silent = false;
  bool update = false;
};

struct Task {
  std::string path;   ///< of the case file, below the root
  const CaseFile* file = nullptr;
  Case* one = nullptr;
  std::string failure;
  bool changed = false;
};

class Run {
 public:
  explicit Run(Arguments arguments) : a_(std::move(arguments)) {}

  int all() {
    read();
    if (tasks_.empty()) fail(a_.folder, "no case was found");
    work();
    for (const Task& task : tasks_) {
      if (!task.failure.empty()) fail(fmt::format("{}:{}: {}", task.path, task.one->line, task.one->name), task.failure);
    }
    if (a_.update) write();
    fmt::print("{}: {} cases in {} files, {} failed\n", a_.folder, tasks_.size(), files_.size(), failures_);
    return failures_ == 0 ? 0 : 1;
  }

 private:
  void fail(const std::string& where, const std::string& text) {
    ++failures_;
    fmt::print("{}\n{}{}\n", where, text, text.ends_with('\n') ? "" : "\n");
  }

  std::vector<std::string> paths() const {
    namespace fs = std::filesystem;
    const fs::path folder = fs::path(a_.root) / a_.folder;
    if (fs::is_regular_file(folder)) return {a_.folder};
    std::vector<std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.path().extension() == ".yaml") out.push_back(fs::relative(entry.path(), a_.root).generic_string());
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  void read() {
    for (const std::string& path : paths()) {
      std::vector<Problem> problems;
      auto file = std::make_unique<CaseFile>(parse_cases(read_file(a_.root + "/" + path), problems));
      for (const Problem& p : problems) fail(fmt::format("{}:{}", path, p.line), p.text);
      for (Case& one : file->cases) {
        if (one.name.find(a_.only) == std::string::npos) continue;
        tasks_.push_back({path, file.get(), &one, {}, false});
        base_of(tasks_.back());
      }
      if (problems.empty()) files_[path] = std::move(file);
      else kept_.push_back(std::move(file));
    }
  }

  const Base& base_of(const Task& task) {
    const std::string& own = task.one->base.empty() ? task.file->base : task.one->base;
    const std::string name = own.empty() ? "tests/docs/base" : own;
    const auto found = bases_.find(name);
    if (found != bases_.end()) return found->second;
    constexpr std::string_view as_flat = ", flat";
    const bool strip = name.ends_with(as_flat);
    Sources files = sources_of(a_.root + "/" + (strip ? name.substr(0, name.size() - as_flat.size()) : name));
    return bases_.try_emplace(name, strip ? flat(std::move(files)) : std::move(files)).first->second;
  }

  void work() {
    std::atomic<std::size_t> next{0};
    const auto loop = [&] {
      for (std::size_t i = next++; i < tasks_.size(); i = next++) hold(tasks_[i]);
    };
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) workers.emplace_back(loop);
  }

  void hold(Task& task) {
    const Case& expected = *task.one;
    std::string failure;
    try {
      const Judgement judged = judge(expected, base_of(task));
      for (const std::string& problem : judged.problems) failure += "  " + problem + "\n";
      if (a_.silent && expected.expects_findings()) failure += "  these cases expect no finding\n";
      if (!a_.silent && !expected.expects_findings() && !judged.found.expects_findings()) failure += "  nothing is said: the case belongs to tests/cases/valid\n";
      const std::string diff = diff_of(print(expected), print(judged.found));
      if (!diff.empty() && a_.update && !a_.silent) {
        *task.one = judged.found;
        task.changed = true;
      } else {
        failure += diff;
      }
    } catch (const std::exception& e) {
      failure += fmt::format("  {}\n", e.what());
    }
    if (!failure.empty()) task.failure = failure + fmt::format("  again: {} . {}{} --only {}\n", a_.program, task.path, a_.silent ? " --silent" : "", expected.name);
  }

  /// Only files of which a case was rewritten.
  void write() {
    for (const auto& entry : files_) {
      const auto& [path, file] = entry;
      const bool changed = std::any_of(tasks_.begin(), tasks_.end(), [&entry](const Task& t) { return t.path == entry.first && t.changed; });
      if (!changed) continue;
      write_file(a_.root + "/" + path, print(*file));
      fmt::print("rewrote {}\n", path);
    }
  }

  Arguments a_;
  std::map<std::string, std::unique_ptr<CaseFile>> files_;
  std::vector<std::unique_ptr<CaseFile>> kept_;   ///< files that cannot be rewritten
  std::map<std::string, Base> bases_;             ///< complete before the workers begin
  std::vector<Task> tasks_;
  std::size_t failures_ = 0;
};

}  // namespace
}  // namespace infragen::test

int main(int argc, char** argv) {
  infragen::test::Arguments a;
  a.program = argv[0];
  std::vector<std::string> places;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--silent") {
      a.silent = true;
    } else if (word == "--only" && i + 1 < argc) {
      a.only = argv[++i];
    } else {
      places.push_back(word);
    }
  }
  if (places.size() != 2) {
    fmt::print(stderr, "usage: {} ROOT FOLDER [--silent] [--only TEXT]\n", a.program);
    return 2;
  }
  a.root = places[0];
  a.folder = places[1];
  const char* update = std::getenv("INFRAGEN_UPDATE");
  a.update = update != nullptr && std::string_view(update) == "1";
  try {
    return infragen::test::Run(std::move(a)).all();
  } catch (const std::exception& e) {
    fmt::print(stderr, "{}\n", e.what());
    return 2;
  }
}
