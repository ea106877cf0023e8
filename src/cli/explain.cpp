#include "infragen/driver/explain.hpp"

#include <charconv>

#include "cli/commands.hpp"
#include "cli/report.hpp"

namespace infragen::cli {

int explain(const Arguments& a, const Host& host, Streams& s) {
  driver::Options options;
  options.today = a.today;
  options.threads = a.threads;
  driver::Compilation c = driver::compile(*host.fs, a.directory, options);
  driver::Explanation e;
  if (a.names.size() == 2) {
    e = driver::explain_value(c, environment_of(a.names[0]), a.names[1]);
  } else {
    const std::size_t colon = a.names[0].rfind(':');
    std::uint32_t line = 0;
    if (colon != std::string::npos) std::from_chars(a.names[0].data() + colon + 1, a.names[0].data() + a.names[0].size(), line);
    if (line == 0) {
      s.err += "infragen: explain takes an environment and an address, or an output file with a line: `terraform/prod/core/database.tf:12`\n";
      return usage;
    }
    std::string path = a.names[0].substr(0, colon);
    if (path.starts_with(a.out + "/")) path = path.substr(a.out.size() + 1);
    e = driver::explain_line(c, path, line);
  }
  if (!c.ok) {
    print_findings(c, c.findings, a, host, s);
    s.err += "the specification has errors: output lines are not known\n";
  }
  (e.found ? s.out : s.err) += explanation(e);
  return e.found ? done : found;
}

}  // namespace infragen::cli
