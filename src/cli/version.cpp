#include <fmt/format.h>

#include "cli/commands.hpp"

namespace infragen::cli {

int version(const Arguments&, const Host&, Streams& s) {
  s.out += fmt::format("infragen {}\n", INFRAGEN_VERSION);
  return done;
}

}  // namespace infragen::cli
