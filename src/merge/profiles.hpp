#pragma once
// Profiles of the project: what services start from that name one.

#include <map>
#include <span>

#include "infragen/merge/merge.hpp"

namespace infragen::merge {

/// Name -> body, of the project.
std::map<std::string, tree::Item> profiles_of(std::span<const expand::Document> documents);

void report_unknown_profile(const tree::Value& named, const std::map<std::string, tree::Item>& profiles, diag::Sink& sink);

/// A warning for each profile that no line of any document names.
void hold_profiles(std::span<const expand::Document> documents, diag::Sink& sink);

}  // namespace infragen::merge
