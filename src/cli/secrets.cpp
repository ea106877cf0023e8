#include "infragen/driver/secrets.hpp"

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/report.hpp"

namespace infragen::cli {

int secrets(const Arguments& a, const Host& host, Streams& s) {
  const auto print = [&](const driver::Compilation& c, const std::string& unit) {
    const std::string text = driver::commands(driver::manual_secrets(c, unit));
    if (text.empty()) s.err += "no secret is put in by hand\n";
    return text;
  };
  if (!a.names.empty()) {
    return about_unit(a, host, s, [&](const driver::Compilation& c, const driver::Asked& asked) { return print(c, asked.state->name); });
  }
  const auto c = finished(a, host, s);
  if (!c) return found;
  s.out += print(*c, {});
  return done;
}

}  // namespace infragen::cli
