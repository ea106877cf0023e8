#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "infragen/cli/run.hpp"

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
  const int code = infragen::cli::run({argv + 1, argv + argc}, host, streams);
  std::fwrite(streams.err.data(), 1, streams.err.size(), stderr);
  std::fwrite(streams.out.data(), 1, streams.out.size(), stdout);
  return code;
}
