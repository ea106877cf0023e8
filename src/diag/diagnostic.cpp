#include "infragen/diag/diagnostic.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>
#include <utility>

namespace infragen::diag {

std::string_view name(Severity severity) {
  constexpr std::array<std::string_view, 3> names{"note", "warning", "error"};
  return names[static_cast<std::size_t>(severity)];
}

bool Sink::has_errors() const {
  return std::any_of(items_.begin(), items_.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
}

void Sink::append(Sink other) { std::move(other.items_.begin(), other.items_.end(), std::back_inserter(items_)); }

namespace {

/// A place that compares by the name of its file.
using Place = std::tuple<bool, std::string_view, std::uint32_t, std::uint32_t>;

Place place(source::Span span, std::string_view path_only, const source::Files& files) {
  if (span.known()) return {false, files.path(span.file), span.begin, span.end};
  return {path_only.empty(), path_only, 0, 0};
}

Place place(const Diagnostic& d, const source::Files& files) { return place(d.at, d.path_only, files); }

/// What makes two findings one.
auto identity(const Diagnostic& d, const source::Files& files) {
  const auto [nowhere, path, begin, end] = place(d, files);
  return std::tuple(nowhere, path, begin, d.code, end, std::string_view(d.message));
}

bool labels_before(const std::vector<Label>& a, const std::vector<Label>& b, const source::Files& files) {
  const auto key = [&](const Label& l) { return std::tuple(place(l.at, {}, files), std::string_view(l.text)); };
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [&](const Label& x, const Label& y) { return key(x) < key(y); });
}

/// A total order over all that shows, so that the order in which passes reported cannot.
bool before(const Diagnostic& a, const Diagnostic& b, const source::Files& files) {
  const auto x = identity(a, files), y = identity(b, files);
  if (x != y) return x < y;
  const auto rest = [](const Diagnostic& d) {
    return std::tie(d.severity, d.path, d.label, d.slug, d.environments, d.help, d.secret);
  };
  if (rest(a) != rest(b)) return rest(a) < rest(b);
  return labels_before(a.labels, b.labels, files);
}

void sort_unique(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

void unite(Diagnostic& into, Diagnostic&& from) {
  into.severity = std::max(into.severity, from.severity);
  into.secret = into.secret || from.secret;
  if (into.label.empty()) into.label = std::move(from.label);
  if (into.path.empty()) into.path = std::move(from.path);
  if (into.environments.empty() || from.environments.empty()) {
    into.environments.clear();
  } else {
    into.environments.insert(into.environments.end(), from.environments.begin(), from.environments.end());
  }
  for (Label& label : from.labels) {
    const auto same = [&](const Label& l) { return l.at == label.at && l.text == label.text; };
    if (std::none_of(into.labels.begin(), into.labels.end(), same)) into.labels.push_back(std::move(label));
  }
  for (std::string& help : from.help) {
    if (std::find(into.help.begin(), into.help.end(), help) == into.help.end()) into.help.push_back(std::move(help));
  }
}

}  // namespace

std::vector<Diagnostic> sorted(std::deque<Diagnostic> items, const source::Files& files) {
  for (Diagnostic& d : items) sort_unique(d.environments);
  std::sort(items.begin(), items.end(), [&](const Diagnostic& a, const Diagnostic& b) { return before(a, b, files); });
  std::vector<Diagnostic> out;
  out.reserve(items.size());
  for (Diagnostic& d : items) {
    if (!out.empty() && identity(out.back(), files) == identity(d, files)) {
      unite(out.back(), std::move(d));
    } else {
      out.push_back(std::move(d));
    }
  }
  for (Diagnostic& d : out) sort_unique(d.environments);
  return out;
}

}  // namespace infragen::diag
