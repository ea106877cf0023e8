#include "cli/report.hpp"

#include <fmt/format.h>

#include "infragen/diag/render.hpp"

namespace infragen::cli {
namespace {

std::string plural(std::size_t n, std::string_view word) { return fmt::format("{} {}{}", n, word, n == 1 ? "" : "s"); }

}  // namespace

std::string findings(const std::vector<diag::Diagnostic>& items, const source::Files& files, Format format, bool colour) {
  switch (format) {
    case Format::text:
      return diag::text(items, files, {colour, 0});
    case Format::json:
      return diag::json(items, files);
    case Format::sarif:
      return diag::sarif(items, files, INFRAGEN_VERSION);
    case Format::github:
      return diag::github(items, files);
  }
  return {};
}

std::string counts(const std::vector<diag::Diagnostic>& items) {
  std::size_t by[3] = {};
  for (const auto& d : items) ++by[static_cast<std::size_t>(d.severity)];
  std::string out;
  const auto add = [&](std::size_t n, std::string_view word) {
    if (n > 0) out += (out.empty() ? "" : ", ") + plural(n, word);
  };
  add(by[2], "error");
  add(by[1], "warning");
  add(by[0], "note");
  return out.empty() ? "no findings" : out;
}

std::string summary(const driver::Summary& states, const std::string& found, const emit::Outcome& o, const std::string& out, bool lock_changed) {
  std::string text = states.project.empty() ? std::string() : states.project + "\n\n";
  std::size_t total = 0;
  for (const driver::Summary::State& state : states.states) {
    text += fmt::format("  {:<10} {:<10} {:>4} resources   {}/{}\n", state.unit, state.stack, state.resources, out, state.folder);
    total += state.resources;
  }
  std::size_t objects = 0;
  for (const driver::Summary::State& overlay : states.overlays) {
    text += fmt::format("  {:<10} {:<10} {:>4} objects     {}/{}\n", overlay.unit, "kubernetes", overlay.resources, out, overlay.folder);
    objects += overlay.resources;
  }
  const std::string beside = objects == 0 ? std::string() : ", " + plural(objects, "object");
  text += fmt::format("\n{} in {}{}, {}\n", plural(total, "resource"), plural(states.states.size(), "state"), beside, found);
  const std::size_t written = o.added.size() + o.changed.size();
  if (written + o.removed.size() == 0) {
    text += fmt::format("nothing to write: {} already is what it should be\n", out);
  } else {
    text += fmt::format("wrote {} to {}: {} new, {} changed, {} removed, {} as before\n", plural(written, "file"), out, o.added.size(), o.changed.size(), o.removed.size(), o.unchanged);
  }
  if (!o.adopted.empty()) text += fmt::format("adopted {} that already had the right bytes\n", plural(o.adopted.size(), "file"));
  for (const std::string& path : o.overridden) text += fmt::format("overrode {}\n", path);
  if (lock_changed) text += "infragen.lock changed: commit it\n";
  return text;
}

std::string explanation(const driver::Explanation& e) {
  if (!e.problem.empty() && !e.found) return e.problem + "\n";
  std::string out = e.subject + (e.value.starts_with('\n') ? ":" : ": ") + e.value + (e.value.ends_with('\n') ? "" : "\n");
  if (!e.says.empty()) out += "\nfrom, strongest first:\n";
  for (const driver::Say& say : e.says) out += fmt::format("  {} {}{}{}\n", say.wins ? "*" : " ", say.what, say.value.empty() ? "" : ": ", say.value);
  if (!e.edges.empty()) out += "\nedges:\n";
  for (const std::string& edge : e.edges) out += "    " + edge + "\n";
  if (!e.lines.empty()) out += "\nin the output:\n";
  for (const std::string& line : e.lines) out += "    " + line + "\n";
  return out;
}

}  // namespace infragen::cli
