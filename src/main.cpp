#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "infragen/cli/run.hpp"

int main(int argc, char** argv) {
  const auto disk = infragen::support::disk();
  const bool plain = std::getenv("NO_COLOR") != nullptr;  // https://no-color.org
  infragen::cli::Streams streams;
  const int code = infragen::cli::run({argv + 1, argv + argc}, {disk.get(), !plain && isatty(STDERR_FILENO) != 0}, streams);
  std::fwrite(streams.err.data(), 1, streams.err.size(), stderr);
  std::fwrite(streams.out.data(), 1, streams.out.size(), stdout);
  return code;
}
