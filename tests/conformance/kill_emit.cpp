// kill_emit [--kills N] [--seed N] [--folder DIR] exchange|journal|naive
//
// A child commits two trees in turn, as fast as it can; the parent kills it (SIGKILL) at a random moment and looks at
// what is left: first as a reader who knows nothing of infragen, then after recovery. `naive` writes the files one by
// one instead and shows that the looking sees torn trees.
//
// Exit: 0 every tree was whole (naive: some were torn), 1 not so, 2 usage.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <thread>

#include "infragen/emit/emit.hpp"

namespace {

using namespace infragen;
namespace files = std::filesystem;

const std::string folders[] = {"core", "data/main", "edge", "kubernetes/base"};
constexpr int files_a_folder = 10;

struct Options {
  int kills = 500;
  unsigned seed = 1;
  std::string folder = files::temp_directory_path().string();
  std::string mode;
};

/// The tree of a generation: even ones have other files than odd ones, and every file says which one it is of.
std::map<std::string, std::string> tree(long generation) {
  std::map<std::string, std::string> out;
  const std::string filling(2000, 'x');
  for (const std::string& folder : folders) {
    for (int i = 0; i < files_a_folder; ++i) {
      const bool in_both = i % 3 != 0;
      const std::string name = in_both ? std::to_string(i) : std::to_string(i) + (generation % 2 == 0 ? "even" : "odd");
      out[folder + "/" + name + ".tf"] = std::to_string(generation) + "\n" + filling;
    }
  }
  out[generation % 2 == 0 ? "only-even/a.tf" : "only-odd/a.tf"] = std::to_string(generation) + "\n";
  return out;
}

const std::map<std::string, std::string> foreign = {
    {"core/terraform.tfstate", "state"}, {"only-even/notes", "notes"}, {"mine/deep/file", "mine"}};

std::string slurp(const files::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void spill(const files::path& path, const std::string& bytes) {
  files::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

class Trial {
 public:
  explicit Trial(const Options& options) : options_(options), fs_(support::disk()) {
    std::string name = options.folder + "/kill-emit-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) {
      std::perror(name.c_str());
      std::exit(2);
    }
    folder_ = name;
  }
  ~Trial() { files::remove_all(folder_); }
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;

  bool run() {
    write(1);
    for (const auto& [path, bytes] : foreign) spill(root() / path, bytes);
    std::mt19937 random(options_.seed);
    std::uniform_int_distribution<int> life(0, 3 * commit_us());
    for (int i = 0; i < options_.kills; ++i) {
      kill_one(life(random));
      look();
    }
    std::printf(
        "kill_emit %s: %d kills, %d inside a commit, %d torn for a reader, %d broken after recovery, "
        "%ld generations\n",
        options_.mode.c_str(), options_.kills, inside_, torn_, broken_, generation_);
    if (options_.mode == "naive") return torn_ > 0;
    // Kills that meet no commit, or only the beginning of one, would prove nothing.
    return torn_ == 0 && broken_ == 0 && inside_ >= 10 && generation_ >= 20;
  }

 private:
  files::path root() const { return files::path(folder_) / "out"; }
  files::path lock_file() const { return files::path(folder_) / "infragen.lock"; }

  bool write(long generation) {
    if (options_.mode == "naive") return write_naively(generation);
    emit::Request request;
    request.root = root();
    request.mode = options_.mode == "journal" ? emit::Mode::journal : emit::Mode::exchange;
    for (const auto& [path, bytes] : tree(generation)) request.files[path] = {bytes, false, ""};
    request.companions = {{lock_file(), std::to_string(generation)}};
    diag::Sink sink;
    const bool committed = emit::commit(*fs_, request, sink).committed;
    for (const diag::Diagnostic& d : sink.items()) {
      if (d.severity != diag::Severity::note) std::fprintf(stderr, "%s: %s\n", d.path_only.c_str(), d.message.c_str());
    }
    return committed;
  }

  /// How long a commit takes on this disk, as it is used at this moment: kills shall meet all parts of one.
  int commit_us() {
    constexpr int tries = 8;
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < tries; ++i) write(++generation_);
    const auto spent = std::chrono::steady_clock::now() - begin;
    return static_cast<int>(std::chrono::duration_cast<std::chrono::microseconds>(spent).count() / tries);
  }

  bool write_naively(long generation) {
    const std::map<std::string, std::string> next = tree(generation);
    for (const auto& [path, bytes] : next) {
      spill(root() / (path + ".new"), bytes);
      files::rename(root() / (path + ".new"), root() / path);
    }
    for (const auto& [path, bytes] : tree(generation - 1)) {
      if (next.count(path) == 0) files::remove(root() / path);
    }
    spill(lock_file(), std::to_string(generation));
    return true;
  }

  void kill_one(int life_us) {
    const pid_t child = ::fork();
    if (child < 0) {
      std::perror("fork");
      std::exit(2);
    }
    if (child == 0) {
      for (long g = generation_ + 1;; ++g) {
        if (!write(g)) ::_exit(3);
      }
    }
    std::this_thread::sleep_for(std::chrono::microseconds(life_us));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFSIGNALED(status)) {
      std::fprintf(stderr, "the child gave up\n");
      ++broken_;
    }
  }

  /// Terraform refuses the folder that the file is in. A guard that was cut short counts as none.
  bool is_guarded(const std::string& path) const {
    const files::path guard = (root() / path).parent_path() / "infragen-incomplete.tf";
    return slurp(guard).find("\nincomplete \"") != std::string::npos;
  }

  /// The generation of a whole tree, -1 of a torn one. With `guarded`, folders that Terraform refuses do not count.
  long generation_of_tree(bool guarded) {
    std::map<std::string, std::string> now;
    for (const auto& entry : files::recursive_directory_iterator(root())) {
      const std::string path = entry.path().lexically_relative(root()).string();
      if (!entry.is_regular_file() || path.starts_with(".infragen/") || foreign.count(path) != 0) continue;
      if (path.ends_with("infragen-incomplete.tf")) continue;
      if (guarded && is_guarded(path)) continue;
      now[path] = slurp(entry.path());
    }
    if (guarded && now.empty()) return 0;
    if (now.empty()) return -1;
    const long generation = std::atol(now.begin()->second.c_str());
    std::map<std::string, std::string> expected = tree(generation);
    if (guarded) {
      for (auto at = expected.begin(); at != expected.end();) {
        at = is_guarded(at->first) ? expected.erase(at) : std::next(at);
      }
    }
    return now == expected ? generation : -1;
  }

  void look() {
    const bool left = files::exists(root() / ".infragen/journal") || files::exists(folder_ + "/.out.infragen-stage");
    if (left) ++inside_;
    if (generation_of_tree(options_.mode == "journal" && left) < 0) ++torn_;
    if (options_.mode == "naive") {
      generation_ += 2;
      write(generation_);
      return;
    }
    diag::Sink sink;
    emit::recover(*fs_, root(), {lock_file()}, sink);
    const long now = generation_of_tree(false);
    bool good = now > 0 && !sink.has_errors() && slurp(lock_file()) == std::to_string(now);
    for (const auto& [path, bytes] : foreign) good = good && slurp(root() / path) == bytes;
    good = good && !files::exists(root() / ".infragen/journal") && !files::exists(folder_ + "/.out.infragen-stage");
    if (!good) {
      ++broken_;
      std::fprintf(stderr, "broken: tree %ld, lock %s\n", now, slurp(lock_file()).c_str());
      for (const diag::Diagnostic& d : sink.items()) std::fprintf(stderr, "  %s\n", d.message.c_str());
    }
    generation_ = std::max(now, generation_);
  }

  Options options_;
  std::unique_ptr<support::FileSystem> fs_;
  std::string folder_;
  long generation_ = 1;
  int inside_ = 0;
  int torn_ = 0;
  int broken_ = 0;
};

bool read_options(int argc, char** argv, Options& out) {
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--kills" && i + 1 < argc) {
      out.kills = std::atoi(argv[++i]);
    } else if (word == "--seed" && i + 1 < argc) {
      out.seed = static_cast<unsigned>(std::atoi(argv[++i]));
    } else if (word == "--folder" && i + 1 < argc) {
      out.folder = argv[++i];
    } else {
      out.mode = word;
    }
  }
  return out.kills > 0 && (out.mode == "exchange" || out.mode == "journal" || out.mode == "naive");
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!read_options(argc, argv, options)) {
    std::fprintf(stderr, "usage: kill_emit [--kills N] [--seed N] [--folder DIR] exchange|journal|naive\n");
    return 2;
  }
  return Trial(options).run() ? 0 : 1;
}
