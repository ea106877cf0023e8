// Names of several environments that stand in one account.

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "infragen/lower/diagnostics.hpp"
#include "infragen/lower/lower.hpp"

namespace infragen::lower {
namespace {

using model::System;

/// Unique within something that an environment makes itself (its VPC, cluster or namespace), or no name at all but a tag.
constexpr std::string_view within_another[] = {"aws_appautoscaling_policy", "aws_ecs_service", "aws_instance", "aws_security_group", "aws_service_discovery_service", "aws_vpc"};

/// IAM user guide, "IAM and AWS STS quotas": names are unique in the account. Amazon S3, "Bucket naming rules": in the
/// partition. Of everything else there may be one in each region.
constexpr std::string_view without_region[] = {"aws_iam_instance_profile", "aws_iam_policy", "aws_iam_role", "aws_s3_bucket"};

bool holds(std::span<const std::string_view> list, std::string_view type) { return std::find(list.begin(), list.end(), type) != list.end(); }

struct Holder {
  std::size_t unit;
  const Name* name;
};

}  // namespace

void hold_names_apart(std::span<const System* const> systems, std::span<const std::vector<Name>> names, std::span<diag::Sink> sinks) {
  using Key = std::tuple<std::string, std::string, std::string, std::string>;   // account, region, type, name
  std::map<Key, Holder> first;
  std::set<std::tuple<std::size_t, std::size_t, source::Span>> said;
  for (std::size_t u = 0; u < systems.size(); ++u) {
    const model::Environment& env = systems[u]->env();
    const std::string where = model::account_text(env);
    for (const Name& name : names[u]) {
      if (holds(within_another, name.type)) continue;
      const auto [it, fresh] = first.emplace(Key{where, holds(without_region, name.type) ? std::string() : env.region(), name.type, name.text}, Holder{u, &name});
      const Holder& other = it->second;
      if (fresh || other.unit == u) continue;
      const source::Span pattern = env.origins.span(name.origin);
      const source::Span at = pattern.known() ? pattern : env.objects.head(name.owner).at;
      if (!said.insert({other.unit, u, at}).second) continue;
      const model::Environment& there = systems[other.unit]->env();
      auto finding = sinks[u].report(name_in_two, at, there.name, env.name, name.type, name.text);
      const source::Span declared = env.objects.head(name.owner).at;
      if (declared != at) finding.also(declared, "this is named");
      finding.help("`${env}` in the pattern or the name; or accounts of their own: `aws: {account: …}`");
    }
  }
}

}  // namespace infragen::lower
