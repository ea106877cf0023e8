#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/report.hpp"
#include "infragen/driver/format_files.hpp"

namespace infragen::cli {

int format_specifications(const Arguments& a, const Host& host, Streams& s) {
  const driver::FormattedFiles all = driver::format_files(*host.fs, a.directory, a.names);
  const std::string text = findings(all.findings, all.loaded.files, a.format, host.colour && a.format == Format::text);
  (a.format == Format::text ? s.err : s.out) += text;
  const auto is_error = [](const diag::Diagnostic& d) { return d.severity == diag::Severity::error; };
  int code = std::any_of(all.findings.begin(), all.findings.end(), is_error) ? found : done;
  for (const std::string& name : all.unknown) {
    s.err += fmt::format("infragen: `{}` is no specification of this project\n", name);
    code = found;
  }
  for (const driver::FormattedFile& file : all.files) {
    if (file.lost) {
      s.err += fmt::format("infragen: {} would mean something else when formatted, so it stays as it is. This is a bug in infragen.\n", file.path);
      code = fault;
    } else if (file.changed) {
      const std::error_code error = a.check ? std::error_code() : replace_file(*host.fs, below(a.directory, file.path), file.text);
      if (error) s.err += fmt::format("infragen: {} cannot be written: {}\n", file.path, error.message());
      if (!error) s.out += file.path + "\n";
      if (code == done && (a.check || error)) code = found;
    }
  }
  return code;
}

}  // namespace infragen::cli
