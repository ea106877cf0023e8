#include "infragen/check/severity.hpp"

#include <algorithm>

namespace infragen::check {
namespace {

constexpr Level S = Level::silent, N = Level::note, W = Level::warning, E = Level::error;

// clang-format off
constexpr Strictness table[] = {
    // slug                          grade          production staging development ephemeral local
    {"connections-do-not-fit",       Grade::rule,   {E, W, W, W, S}},
    {"extended-support",             Grade::rule,   {E, W, W, W, S}},
    {"few-nodes",                     Grade::rule,    {E, W, W, W, S}},
    {"health-unused",                Grade::advice, {N, N, N, N, N}},
    {"internet-as-block",            Grade::advice, {N, N, N, N, N}},
    {"kafka-without-login",          Grade::rule,   {E, W, N, N, S}},
    {"logs-of-nodes",                 Grade::advice,  {N, N, N, N, N}},
    {"moving-module",                Grade::rule,   {E, W, W, W, S}},
    {"moving-tag",                   Grade::rule,   {E, W, W, W, S}},
    {"multicast-name",               Grade::advice, {N, N, N, N, N}},
    {"nat-unused",                   Grade::advice, {N, N, N, N, N}},
    {"no-access-logs",               Grade::advice, {N, S, S, S, S}},
    {"no-alarms",                    Grade::advice, {N, S, S, S, S}},
    {"no-dead-letters",              Grade::rule,   {E, N, S, S, S}},
    {"no-recovery",                  Grade::rule,   {E, N, S, S, S}},
    {"no-such-zone",                 Grade::rule,   {E, E, E, E, E}},
    {"no-versions",                  Grade::rule,   {E, N, S, S, S}},
    {"no-waf",                       Grade::advice, {N, S, S, S, S}},
    {"old-minor",                    Grade::rule,   {E, W, W, W, S}},
    {"one-spot-type",                 Grade::advice,  {N, N, N, N, S}},
    {"open-api",                      Grade::rule,    {E, W, W, W, S}},
    {"open-login",                   Grade::rule,   {E, W, W, W, S}},
    {"plain-http",                   Grade::rule,   {E, W, N, N, S}},
    {"plain-secret",                 Grade::rule,   {E, E, E, E, E}},
    {"pods-do-not-fit",               Grade::rule,    {E, W, W, W, S}},
    {"policies-do-nothing",           Grade::rule,    {E, W, N, N, S}},
    {"probe-unused",                  Grade::advice,  {N, N, N, N, N}},
    {"public-range",                 Grade::advice, {N, N, N, N, N}},
    {"rotation-while-read-at-start", Grade::rule,   {E, W, W, W, S}},
    {"shared-master-login",          Grade::rule,   {E, W, W, W, S}},
    {"short-backups",                Grade::rule,   {E, N, S, S, S}},
    {"short-dead-letters",           Grade::rule,   {E, W, W, W, S}},
    {"single-broker",                Grade::rule,   {E, N, N, N, S}},
    {"single-cache",                 Grade::rule,   {E, N, S, S, S}},
    {"single-database",              Grade::rule,   {E, N, S, S, S}},
    {"single-nat",                   Grade::rule,   {E, N, N, N, S}},
    {"single-replica",               Grade::rule,   {E, N, S, S, S}},
    {"single-zone",                  Grade::rule,   {E, N, N, N, S}},
    {"tier-full",                    Grade::rule,   {E, W, W, W, S}},
    {"tier-without-nat",             Grade::advice, {N, N, N, N, N}},
    {"token-in-state",               Grade::rule,   {W, N, N, N, S}},
    {"too-many-rules",               Grade::rule,   {E, W, W, W, W}},
    {"topics-by-hand",               Grade::advice, {N, N, N, N, N}},
    {"type-not-offered",             Grade::rule,   {E, E, E, E, E}},
    {"unheard-topic",                Grade::rule,   {W, N, N, N, S}},
    {"unknown-endpoint",             Grade::rule,   {E, E, E, E, E}},
    {"unknown-instance-class",       Grade::rule,   {E, W, W, W, S}},
    {"unknown-rule-group",           Grade::rule,   {E, W, W, W, S}},
    {"unknown-version",              Grade::rule,   {E, W, W, W, S}},
    {"unordered-routes",             Grade::rule,   {E, W, W, W, W}},
    {"unprotected",                  Grade::rule,   {E, N, S, S, S}},
    {"unread-queue",                 Grade::advice, {N, N, N, N, N}},
    {"unread-topic",                 Grade::advice, {N, N, N, N, N}},
    {"unused-endpoint",              Grade::advice, {N, N, N, N, N}},
    {"unused-metric",                Grade::advice, {N, N, N, N, N}},
    {"unused-secret",                Grade::advice, {N, N, N, N, N}},
    {"version-ends",                 Grade::rule,   {W, W, W, W, S}},
    {"waf-surcharge",                Grade::advice, {N, N, N, N, N}},
};
// clang-format on

const Strictness* row(std::string_view slug) {
  const auto* at = std::lower_bound(std::begin(table), std::end(table), slug, [](const Strictness& s, std::string_view wanted) { return s.slug < wanted; });
  return at != std::end(table) && at->slug == slug ? at : nullptr;
}

}  // namespace

std::span<const Strictness> strictness() { return table; }

Grade grade(std::string_view slug) {
  const Strictness* found = row(slug);
  return found == nullptr ? Grade::refused : found->grade;
}

Level level(const diag::Info& finding, schema::Class environment_class) {
  if (const Strictness* found = row(finding.slug)) return found->levels[static_cast<std::size_t>(environment_class)];
  return static_cast<Level>(static_cast<std::size_t>(finding.severity) + 1);
}

}  // namespace infragen::check
