#include "driver/follow.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <vector>

#include "infragen/check/severity.hpp"

namespace infragen::driver {
namespace {

constexpr int never = std::numeric_limits<int>::max();

/// Phases in the order in which they run, by the hundreds of the codes: files and YAML, keys and forms, layers, required
/// fields, references, derived things, names and output, checks.
int phase(std::string_view code) {
  if (code < "IG0200") return 0;
  if (code < "IG0300") return 1;
  if (code < "IG0400") return 2;
  if (code < "IG0500") return 3;
  if (code < "IG0600") return 4;
  if (code < "IG0700") return 5;
  return code < "IG1000" ? 6 : 7;
}

/// Errors of keys and forms behind which a part of the specification is not there. A wrong value is there, and known to be
/// wrong.
constexpr std::string_view losing_forms[] = {"empty-value", "invalid-key", "misplaced-key", "unknown-key", "wrong-form"};

bool loses(const diag::Diagnostic& d) {
  if (d.severity != diag::Severity::error) return false;
  switch (phase(d.code)) {
    case 0:
    case 2:
    case 3:
      return true;
    case 1:
      return std::find(std::begin(losing_forms), std::end(losing_forms), d.slug) != std::end(losing_forms);
    default:
      return false;
  }
}

/// Reading is what comes before references. What cannot be accepted here was to be accepted as something.
bool misreads(const diag::Diagnostic& d) { return d.severity == diag::Severity::error && (phase(d.code) <= 3 || d.slug == "unknown-finding"); }

/// Findings which say that something is not there. Sorted.
constexpr std::string_view absences[] = {
    "absent-reference", "cannot-be-used", "confirms-nothing", "grant-on-nothing", "heap-size", "hits-nothing", "host-without-certificate",
    "imports-nothing", "missing-endpoint", "missing-field", "missing-input", "names-no-part", "names-nothing", "nat-without-internet", "no-candidate", "no-class",
    "no-credential", "no-database", "no-discovery", "no-head", "no-implementation", "no-region", "no-registry",
    "no-tier", "no-way-out", "patches-nothing", "secret-source", "two-zones", "unknown-domain", "unknown-fact",
    "unknown-finding", "unknown-input", "unknown-part", "unknown-profile", "unknown-reference", "unknown-release",
    "unknown-tier", "unused-endpoint", "waf-rule", "without-port"};

bool is_absence(const diag::Diagnostic& d) { return std::binary_search(std::begin(absences), std::end(absences), d.slug); }

/// Rules, which values decide and which can be accepted; and what the lack of a value says about others.
bool is_judgement(const diag::Diagnostic& d) {
  return d.slug == "no-metric" || d.slug == "no-registry" || d.slug == "two-zones" || (phase(d.code) == 7 && check::grade(d.slug) != check::Grade::refused);
}

/// A check's error that nobody can accept: AWS says no, or it cannot work.
bool is_refused(const diag::Diagnostic& d) {
  return phase(d.code) == 7 && d.severity == diag::Severity::error && !is_judgement(d) && d.slug != "not-allowable" && d.slug != "unknown-finding";
}

}  // namespace

void drop_followers(std::deque<diag::Diagnostic>& items) {
  std::set<source::FileId> unreadable;
  std::set<source::Span> misread_values;
  std::vector<source::Span> refused;
  int first = never;
  bool misread = false;
  for (const diag::Diagnostic& d : items) {
    if (loses(d)) first = std::min(first, phase(d.code));
    misread = misread || misreads(d);
    if (misreads(d) && phase(d.code) == 1 && d.at.known()) misread_values.insert(d.at);
    if (is_refused(d) && d.at.known()) refused.push_back(d.at);
    if (d.severity == diag::Severity::error && phase(d.code) == 0 && d.at.known()) unreadable.insert(d.at.file);
  }
  std::erase_if(items, [&](const diag::Diagnostic& d) {
    if (phase(d.code) > 0 && d.at.known() && unreadable.contains(d.at.file)) return true;
    if (phase(d.code) > 1 && misread_values.contains(d.at)) return true;
    const auto holds = [&](source::Span inner) { return inner.file == d.at.file && inner.begin >= d.at.begin && inner.end <= d.at.end; };
    if (is_judgement(d) && d.at.known() && std::any_of(refused.begin(), refused.end(), holds)) return true;
    return (is_absence(d) && phase(d.code) > first) || (is_judgement(d) && misread);
  });
}

}  // namespace infragen::driver
