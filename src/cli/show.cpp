#include "infragen/driver/show.hpp"

#include "cli/commands.hpp"

namespace infragen::cli {

int show(const Arguments& a, const Host& host, Streams& s) {
  return about_unit(a, host, s, [](const driver::Compilation& c, const driver::Asked& asked) { return driver::show(c, *asked.state, asked.address); });
}

}  // namespace infragen::cli
