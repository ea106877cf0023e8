#include "infragen/reference/kinds.hpp"

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "infragen/support/text.hpp"

namespace infragen::cli {

int kinds(const Arguments& a, const Host&, Streams& s) {
  const bool json = a.form == "json" || (a.form.empty() && a.format == Format::json);
  const std::vector<reference::KindEntry> all = reference::kinds();
  if (a.names.empty()) {
    s.out += json ? reference::json(all, false) : reference::list_text(all);
    return done;
  }
  std::vector<std::string> known;
  for (const reference::KindEntry& kind : all) {
    known.push_back(kind.name);
    if (kind.name != a.names.front()) continue;
    s.out += json ? reference::json({kind}, true) : reference::text(kind);
    return done;
  }
  const auto near = support::nearest(a.names.front(), known);
  const std::string hint = near ? fmt::format("; did you mean `{}`?", *near) : "; kinds are " + support::join(known, ", ");
  s.err += fmt::format("infragen: there is no kind `{}`{}\n", a.names.front(), hint);
  return found;
}

}  // namespace infragen::cli
