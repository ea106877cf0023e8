#include "cli/memory.hpp"

#include <fmt/format.h>

namespace infragen::cli {
namespace {

/// Everything beside the disk that a build depends on: the program, the folder that names count from, and arguments. How
/// it is printed and with how many threads is none of it. Empty: it cannot be told.
std::string key_of(const Arguments& a, const Host& host) {
  const std::string program = host.program ? host.program() : std::string();
  std::string directory;
  if (program.empty() || host.fs->canonical(a.directory.empty() ? "." : a.directory, directory)) return {};
  std::string out;
  const auto add = [&](const std::string& text) { out += fmt::format("{}:{}\n", text.size(), text); };
  add(program);
  add(directory);
  add(a.directory);
  add(a.out);
  add(a.today);
  add(fmt::format("{}{}", a.locked ? "locked " : "", a.force ? "force " : ""));
  for (const std::string& name : a.names) add(name);
  return out;
}

}  // namespace

Memory::Memory(const Arguments& a, const Host& host) : a_(a), host_(host), cache_(*host.fs, a.no_cache ? std::string() : host.cache, host.user), traced_(*host.fs) {
  if (cache_.usable()) key_ = key_of(a, host);
}

support::FileSystem& Memory::fs() { return key_.empty() ? *host_.fs : traced_; }

std::optional<driver::Again> Memory::again() {
  if (key_.empty()) return std::nullopt;
  const auto bytes = cache_.load(key_);
  const auto remembered = bytes ? driver::parse_remembered(*bytes, key_) : std::nullopt;
  if (!remembered) {
    say("compiles: no such build is remembered");
    return std::nullopt;
  }
  std::string changed;
  auto known = driver::again(*host_.fs, *remembered, changed);
  say(known ? std::string("does not compile: all that the last build read and wrote is as it was") : fmt::format("compiles: {} changed", changed));
  return known;
}

void Memory::keep(const driver::Compilation& compilation) {
  if (key_.empty() || !traced_.consistent()) return;
  if (const auto remembered = driver::remember(key_, traced_.trace(), compilation, a_.directory)) cache_.store(key_, driver::print(*remembered));
}

void Memory::say(const std::string& line) const {
  if (host_.trace) host_.trace(line);
}

}  // namespace infragen::cli
