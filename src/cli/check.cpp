#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/report.hpp"
#include "cli/tell_times.hpp"

namespace infragen::cli {

int check(const Arguments& a, const Host& host, Streams& s) {
  driver::Options options = options_of(a, *host.fs);
  const TellTimes tell(host, options);
  const driver::Compilation c = driver::compile(*host.fs, a.directory, options);
  print_findings(c, c.findings, a, host, s);
  if (a.format == Format::text) s.out += fmt::format("{}\n", counts(c.findings));
  return c.ok ? done : found;
}

}  // namespace infragen::cli
