#include "check/judge.hpp"

#include <algorithm>

namespace infragen::check {

Judge::Judge(const model::System& system, std::string today, diag::Sink& sink) : system_(system), today_(std::move(today)), sink_(sink) {
  // IG062x: derive found texts of variables that name no fact.
  variables_failed_ = std::any_of(sink.items().begin(), sink.items().end(), [](const diag::Diagnostic& d) { return d.code.starts_with("IG062"); });
}

bool Judge::ours(model::ObjectId id) const {
  return !head(id).poisoned && env().owns(id);
}

source::Span Judge::at(const schema::Mark& mark, model::ObjectId about) const {
  const source::Span found = span(mark.origin);
  return found.known() || !about.known() ? found : head(about).at;
}

bool Judge::accepted(std::string_view slug, model::ObjectId about) {
  if (!about.known() || grade(slug) == Grade::refused) return false;
  const auto& allow = *env().objects.common(about).allow;
  const auto entry = allow.find(std::string(slug));
  if (entry == allow.end() || !entry->second.present()) return false;
  used_.insert({about, std::string(slug)});
  return true;
}

}  // namespace infragen::check
