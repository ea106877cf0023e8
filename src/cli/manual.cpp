// The manual page.

#include <fmt/format.h>

#include "cli/outline.hpp"
#include "infragen/support/text.hpp"

namespace infragen::cli {
namespace {

/// Text of a page: no character of it is a command of roff.
std::string roff(std::string_view text) {
  std::string out = support::replace_all(support::replace_all(text, "\\", "\\e"), "-", "\\-");
  if (out.starts_with('.') || out.starts_with('\'')) out = "\\&" + out;
  return out;
}

void add_options(std::string& out, const std::vector<OptionOutline>& options) {
  for (const OptionOutline& o : options) {
    std::vector<std::string> names;
    for (const std::string& name : o.names) names.push_back("\\fB" + roff(name) + "\\fR");
    out += ".TP\n" + support::join(names, ", ");
    if (!o.positional && !o.type.empty()) out += " \\fI" + roff(o.type) + "\\fR";
    out += "\n" + roff(o.about) + "\n";
  }
}

}  // namespace

std::string manual(const Outline& outline, const std::string& version) {
  std::string out = fmt::format(".TH INFRAGEN 1 \"\" \"infragen {}\" \"User Commands\"\n", roff(version));
  out += ".SH NAME\ninfragen \\- a declarative infrastructure compiler\n";
  out += ".SH SYNOPSIS\n.B infragen\n[\\fIoptions\\fR] \\fIcommand\\fR [\\fIarguments\\fR]\n";
  out += ".SH DESCRIPTION\n" + roff(outline.about) + "\n";
  out += ".SH COMMANDS\n";
  for (const CommandOutline& command : outline.commands) {
    out += fmt::format(".SS {}\n{}\n", roff(command.name), roff(command.about));
    std::vector<OptionOutline> own;
    for (const OptionOutline& o : command.options) {
      if (o.names.front() != "-h") own.push_back(o);
    }
    add_options(out, own);
  }
  out += ".SH OPTIONS\nOf every command.\n";
  add_options(out, outline.options);
  out += ".SH EXIT STATUS\n.TP\n.B 0\nDone.\n.TP\n.B 1\nFindings or differences, or nothing of that name.\n.TP\n.B 2\nWrong usage.\n.TP\n.B 3\nA fault in infragen.\n";
  out += ".SH FILES\n.TP\n.B infragen.yaml\nThe project.\n.TP\n.B infragen.lock\nWhat must survive a rebuild; written by build, and committed.\n.TP\n.B $XDG_CACHE_HOME/infragen\nOr ~/.cache/infragen: builds that need not be compiled again. It can be deleted at any time.\n";
  return out;
}

}  // namespace infragen::cli
