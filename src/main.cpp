#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "infragen/cli/run.hpp"
#include "infragen/support/program.hpp"

namespace {

void tell(const std::string& text) {
  std::fputs(text.c_str(), stderr);
  std::fflush(stderr);
}

std::optional<std::string> ask(const std::string& question) {
  tell(question);
  std::string line;
  for (int c = std::getchar(); c != '\n'; c = std::getchar()) {
    if (c == EOF) return std::nullopt;
    line += static_cast<char>(c);
  }
  return line;
}

/// https://specifications.freedesktop.org/basedir-spec: what is not absolute does not count.
std::string cache_folder() {
  const auto absolute = [](const char* name) {
    const char* text = std::getenv(name);
    return text != nullptr && *text == '/' ? std::string(text) : std::string();
  };
  if (const std::string caches = absolute("XDG_CACHE_HOME"); !caches.empty()) return caches + "/infragen";
  const std::string home = absolute("HOME");
  return home.empty() ? home : home + "/.cache/infragen";
}

}  // namespace

int main(int argc, char** argv) {
  const auto disk = infragen::support::disk();
  const bool plain = std::getenv("NO_COLOR") != nullptr;  // https://no-color.org
  infragen::cli::Streams streams;
  infragen::cli::Host host{disk.get(), !plain && isatty(STDERR_FILENO) != 0};
  if (isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0) {
    host.ask = ask;
    host.tell = tell;
  }
  host.cache = cache_folder();
  host.user = geteuid();
  host.program = infragen::support::program_identity;
  const int code = infragen::cli::run({argv + 1, argv + argc}, host, streams);
  std::fwrite(streams.err.data(), 1, streams.err.size(), stderr);
  std::fwrite(streams.out.data(), 1, streams.out.size(), stdout);
  return code;
}
