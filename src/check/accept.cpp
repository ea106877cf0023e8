// What people accept: `allow: {slug: reason}`.

#include <algorithm>

#include "check/passes.hpp"
#include "infragen/check/check.hpp"
#include "infragen/support/text.hpp"

namespace infragen::check {
namespace {

bool known(std::string_view slug) {
  return std::any_of(std::begin(diagnostics), std::end(diagnostics), [&](const diag::Info& d) { return d.slug == slug; });
}

std::string meant(const std::string& slug) {
  std::vector<std::string_view> candidates;
  for (const Strictness& row : strictness()) candidates.push_back(row.slug);
  const auto near = support::nearest(slug, candidates);
  return near ? "did you mean `" + std::string(*near) + "`" : "`" + support::join(candidates, "`, `") + "`";
}

void entry(Judge& judge, model::ObjectId id, const std::string& slug, const model::Field<std::string>& reason) {
  const std::string field = "allow." + slug;
  if (!known(slug)) {
    judge.report_field(unknown_finding, id, field, reason.mark, slug).help(meant(slug));
  } else if (grade(slug) == Grade::refused) {
    judge.report_field(not_allowable, id, field, reason.mark, slug);
  } else if (support::trim(*reason).empty()) {
    judge.report_field(no_reason, id, field, reason.mark, slug).help("say why, for those who review it");
  } else if (!judge.was_used(id, slug)) {
    judge.report_field(unused_allow, id, field, reason.mark, slug).help("delete the line");
  }
}

/// The places of lines that can turn out to be unused, in one unit.
std::set<source::Span> lines(const model::System& system) {
  std::set<source::Span> out;
  const model::Environment& env = system.env();
  for (const model::ObjectId id : env.objects.ids()) {
    if (!env.owns(id)) continue;
    for (const auto& [slug, reason] : *env.objects.common(id).allow) out.insert(env.origins.span(reason.mark.origin));
  }
  for (const auto& [name, input] : *env.settings.inputs) out.insert(env.origins.span(input.mark.origin));
  return out;
}

bool is_unused(const diag::Diagnostic& d) { return d.slug == unused_allow.slug || d.slug == unused_input.slug; }

}  // namespace

void accept(Judge& judge) {
  for (const model::ObjectId id : judge.env().objects.ids()) {
    if (!judge.ours(id)) continue;
    for (const auto& [slug, reason] : *judge.env().objects.common(id).allow) {
      if (reason.present()) entry(judge, id, slug, reason);
    }
  }
}

void keep_unused(std::span<const model::System* const> systems, std::span<diag::Sink> sinks) {
  std::map<source::Span, std::size_t> readers, unused;
  for (const model::System* system : systems) {
    for (const source::Span& line : lines(*system)) ++readers[line];
  }
  for (const diag::Sink& sink : sinks) {
    std::set<source::Span> here;
    for (const diag::Diagnostic& d : sink.items()) {
      if (is_unused(d) && here.insert(d.at).second) ++unused[d.at];
    }
  }
  for (diag::Sink& sink : sinks) {
    for (diag::Diagnostic& d : sink.take()) {
      if (!is_unused(d) || unused[d.at] >= readers[d.at]) sink.add(std::move(d));
    }
  }
}

}  // namespace infragen::check
