// Findings for programs: JSON, SARIF, GitHub Actions.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "diag/display.hpp"
#include "infragen/diag/render.hpp"
#include "infragen/support/text.hpp"

namespace infragen::diag {

namespace {

using Json = nlohmann::ordered_json;

/// Texts may quote files that are not UTF-8.
std::string dump(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

bool placed(const source::Span& span, const source::Files& files) { return span.known() && span.file < files.size(); }

Json position(const source::Files& files, source::FileId file, std::uint32_t offset) {
  const source::Position at = files.position(file, offset);
  return {{"line", at.line}, {"column", at.column}};
}

void put_place(Json& to, const source::Span& span, const source::Files& files) {
  to["file"] = files.path(span.file);
  to["start"] = position(files, span.file, span.begin);
  to["end"] = position(files, span.file, std::max(span.begin, span.end));
}

Json finding(const Diagnostic& d, const source::Files& files) {
  Json out{{"code", d.code}, {"slug", d.slug}, {"severity", name(d.severity)}, {"message", d.message}};
  if (placed(d.at, files)) {
    put_place(out, d.at, files);
  } else if (!d.path_only.empty()) {
    out["file"] = d.path_only;
  }
  if (!d.path.empty()) out["path"] = d.path;
  if (!d.label.empty()) out["label"] = d.label;
  if (!d.labels.empty()) {
    Json& labels = out["labels"] = Json::array();
    for (const Label& label : d.labels) {
      Json one{{"text", label.text}};
      if (placed(label.at, files)) put_place(one, label.at, files);
      labels.push_back(std::move(one));
    }
  }
  if (!d.help.empty()) out["help"] = d.help;
  if (!d.environments.empty()) out["environments"] = d.environments;
  return out;
}

/// A relative path as a URI reference (RFC 3986): everything but unreserved characters and `/` is percent-encoded.
std::string uri(std::string_view path) {
  std::string out;
  for (const char c : path) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool kept = letter || c == '-' || c == '.' || c == '_' || c == '~' || c == '/';
    out += kept ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string with_help(const Diagnostic& d) {
  std::string out = d.message;
  if (!d.label.empty()) out += fmt::format("\n{}", d.label);
  if (!d.environments.empty()) out += fmt::format("\nin: {}", support::join(d.environments, ", "));
  for (const std::string& help : d.help) out += fmt::format("\nhelp: {}", help);
  return out;
}

Json physical(std::string_view path) {
  return {{"artifactLocation", {{"uri", uri(path)}, {"uriBaseId", "%SRCROOT%"}}}};
}

Json physical(const source::Span& span, const source::Files& files) {
  Json out = physical(files.path(span.file));
  const source::Position begin = files.position(span.file, span.begin);
  const source::Position end = files.position(span.file, std::max(span.begin, span.end));
  out["region"] = {
      {"startLine", begin.line}, {"startColumn", begin.column}, {"endLine", end.line}, {"endColumn", end.column}};
  return out;
}

/// `rules` are sorted by code.
Json sarif_result(const Diagnostic& d, const source::Files& files, const std::vector<std::string_view>& rules) {
  const auto rule = std::lower_bound(rules.begin(), rules.end(), d.code);
  Json out{{"ruleId", d.code},
           {"ruleIndex", rule - rules.begin()},
           {"level", name(d.severity)},
           {"message", {{"text", with_help(d)}}}};
  Json location;
  if (placed(d.at, files)) {
    location["physicalLocation"] = physical(d.at, files);
  } else if (!d.path_only.empty()) {
    location["physicalLocation"] = physical(d.path_only);
  }
  if (!d.path.empty()) location["logicalLocations"] = Json::array({{{"fullyQualifiedName", d.path}}});
  if (!location.is_null()) out["locations"] = Json::array({location});
  Json related = Json::array();
  for (const Label& label : d.labels) {
    if (!placed(label.at, files)) continue;
    related.push_back({{"id", related.size() + 1},
                       {"physicalLocation", physical(label.at, files)},
                       {"message", {{"text", label.text}}}});
  }
  if (!related.empty()) out["relatedLocations"] = std::move(related);
  return out;
}

/// A rule for each code that was found. Its level is the highest seen: a severity may depend on the environment.
Json sarif_rules(std::span<const Diagnostic> items, std::vector<std::string_view>& codes) {
  std::vector<const Diagnostic*> order;
  for (const Diagnostic& d : items) order.push_back(&d);
  std::stable_sort(order.begin(), order.end(), [](const Diagnostic* a, const Diagnostic* b) {
    return a->code != b->code ? a->code < b->code : a->severity > b->severity;
  });
  Json rules = Json::array();
  for (const Diagnostic* d : order) {
    if (!codes.empty() && codes.back() == d->code) continue;
    codes.push_back(d->code);
    rules.push_back({{"id", d->code},
                     {"name", d->slug},
                     {"shortDescription", {{"text", support::replace_all(d->slug, "-", " ")}}},
                     {"defaultConfiguration", {{"level", name(d->severity)}}}});
  }
  return rules;
}

/// Escaped for the part behind `::`; see `command.ts` of actions/toolkit.
std::string github_data(std::string_view text) {
  std::string out = support::replace_all(text, "%", "%25");
  out = support::replace_all(out, "\r", "%0D");
  return support::replace_all(out, "\n", "%0A");
}

/// Escaped for a `key=value` before it.
std::string github_property(std::string_view text) {
  std::string out = support::replace_all(github_data(text), ":", "%3A");
  return support::replace_all(out, ",", "%2C");
}

/// Every line printable on its own, so that only our line breaks remain.
std::string printable_lines(std::string_view text) {
  std::vector<std::string> lines;
  for (const std::string_view line : support::split(text, '\n')) lines.push_back(printable(line));
  return support::join(lines, "\n");
}

std::string github_place(const Diagnostic& d, const source::Files& files) {
  if (!placed(d.at, files)) return d.path_only.empty() ? "" : fmt::format("file={},", github_property(d.path_only));
  const source::Position begin = files.position(d.at.file, d.at.begin);
  const source::Position end = files.position(d.at.file, std::max(d.at.begin, d.at.end));
  std::string out = fmt::format("file={},line={},", github_property(files.path(d.at.file)), begin.line);
  out += fmt::format("endLine={},col={},", end.line, begin.column);
  // GitHub takes columns of one line only, and its end column belongs to the mark.
  if (end.line == begin.line && end.column > begin.column) out += fmt::format("endColumn={},", end.column - 1);
  return out;
}

}  // namespace

std::string json(std::span<const Diagnostic> items, const source::Files& files) {
  Json findings = Json::array();
  for (const Diagnostic& d : items) findings.push_back(finding(d, files));
  return dump({{"version", 1}, {"findings", std::move(findings)}});
}

std::string sarif(std::span<const Diagnostic> items, const source::Files& files, std::string_view tool_version) {
  std::vector<std::string_view> codes;
  Json rules = sarif_rules(items, codes);
  Json results = Json::array();
  for (const Diagnostic& d : items) results.push_back(sarif_result(d, files, codes));
  const Json driver{{"name", "infragen"}, {"version", tool_version}, {"rules", std::move(rules)}};
  const Json run{{"tool", {{"driver", driver}}}, {"columnKind", "unicodeCodePoints"}, {"results", std::move(results)}};
  return dump({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
               {"version", "2.1.0"},
               {"runs", Json::array({run})}});
}

std::string github(std::span<const Diagnostic> items, const source::Files& files) {
  constexpr std::string_view commands[] = {"notice", "warning", "error"};
  std::string out;
  for (const Diagnostic& d : items) {
    const std::string title = github_property(printable(fmt::format("{} ({})", d.slug, d.code)));
    out += fmt::format("::{} {}title={}::{}\n", commands[static_cast<std::size_t>(d.severity)], github_place(d, files),
                       title, github_data(printable_lines(with_help(d))));
  }
  return out;
}

}  // namespace infragen::diag
