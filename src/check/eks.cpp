// Clusters of EKS: version, API, nodes, and whether policies hold in them.

#include <fmt/format.h>

#include <algorithm>

#include "check/lifecycle.hpp"
#include "check/passes.hpp"
#include "infragen/facts/capacity.hpp"
#include "infragen/facts/kubernetes.hpp"
#include "infragen/support/text.hpp"

namespace infragen::check {
namespace {

using model::Eks;
using model::NodeGroup;
using model::ObjectId;

/// Amazon EKS, "Understand the Kubernetes version lifecycle on EKS": last days of standard and of extended support.
struct Release {
  std::string_view version, standard, extended;
};
constexpr Release releases[] = {
    {"1.29", "2025-03-23", "2026-03-23"}, {"1.30", "2025-07-23", "2026-07-23"}, {"1.31", "2025-11-26", "2026-11-26"}, {"1.32", "2026-03-23", "2027-03-23"},
    {"1.33", "2026-07-29", "2027-07-29"}, {"1.34", "2026-12-02", "2027-12-02"}, {"1.35", "2027-03-27", "2028-03-27"}, {"1.36", "2027-08-02", "2028-08-02"},
};

/// `1.35` -> 35; 0: no version of Kubernetes.
int minor_of(std::string_view version) {
  if (!version.starts_with("1.") || version.size() > 5 || version.size() < 3) return 0;
  int out = 0;
  for (const char c : version.substr(2)) {
    if (c < '0' || c > '9') return 0;
    out = out * 10 + (c - '0');
  }
  return out;
}

void version(Judge& judge, ObjectId id, const Eks& eks) {
  const std::string& written = eks.version->text;
  const Release& newest = std::end(releases)[-1];
  const int minor = minor_of(written);
  const auto* known = std::find_if(std::begin(releases), std::end(releases), [&](const Release& r) { return r.version == written; });
  if (minor == 0 || (known == std::end(releases) && minor > minor_of(newest.version))) {
    judge.report_field(unknown_version, id, "version", eks.version.mark, written, "EKS").help(fmt::format("the newest that is known is `{}`; EKS takes the minor version alone", newest.version));
    return;
  }
  const Release& release = known == std::end(releases) ? releases[0] : *known;
  judge_support(judge, id, eks.version.mark, {"Kubernetes " + written, "EKS", std::string(release.standard), std::string(release.extended), fmt::format("`{}`, one minor version at a time", newest.version)});
}

void api(Judge& judge, ObjectId id, const Eks& eks) {
  const bool closed = *eks.endpoint == model::ApiEndpoint::private_;
  const bool limited = eks.from.present() && !eks.from->empty();
  if (closed && limited) judge.report_field(unreached_api, id, "from", eks.from.mark).also(judge.at(eks.endpoint.mark, id), "the network alone").help("delete the line, or `endpoint: both`");
  const bool all = !limited || std::any_of(eks.from->begin(), eks.from->end(), [](const auto& block) { return block->bits == 0; });
  if (!closed && all) judge.report_field(open_api, id, limited ? "from" : "endpoint", limited ? eks.from.mark : eks.endpoint.mark, judge.address(id)).help("`endpoint: private`, or `from: [198.51.100.0/24]`");
}

std::string processor_of(const std::string& type) {
  const auto known = facts::instance_type(type);
  if (!known || known->arch.empty()) return {};
  return std::string(known->arch.front());
}

void types(Judge& judge, ObjectId id, const std::string& path, const NodeGroup& group) {
  if (group.types->empty()) return;   // reported
  const auto& first = group.types->front();
  for (const auto& type : *group.types) {
    const auto known = facts::instance_type(*type);
    if (!known) {
      judge.report_field(unknown_instance_class, id, path + ".types", type.mark, *type);
      continue;
    }
    // Its pods are counted before anything of ours runs: the network, DNS and storage of the cluster fill it.
    if (known->max_pods > 0 && known->max_pods < 8) judge.report_field(tiny_nodes, id, path + ".types", type.mark, *type, known->max_pods).help("`t3.small` or larger: what every cluster runs itself needs room too");
    if (processor_of(*type) != processor_of(*first) && !processor_of(*first).empty()) {
      judge.report_field(mixed_processors, id, path + ".types", type.mark, *first, *type).also(judge.at(first.mark, id), processor_of(*first)).help("a group of its own for each processor");
    }
  }
  if (*group.capacity == model::NodeCapacity::spot && group.types->size() == 1) {
    judge.report_field(one_spot_type, id, path + ".types", group.types.mark, path).help("three or more of one size: AWS gives what it has to spare");
  }
}

void count(Judge& judge, ObjectId id, const std::string& path, const NodeGroup& group) {
  // Amazon EKS, "NodegroupScalingConfig": the most is at least 1, and the wanted number lies between least and most.
  if (group.count->high < 1 || group.count->low > group.count->high) judge.report_field(empty_range, id, path + ".count", group.count.mark, group.count->low, group.count->high);
  if (!group.start.present() || (*group.start >= group.count->low && *group.start <= group.count->high)) return;
  judge.report_field(start_outside, id, path + ".start", group.start.mark, *group.start, group.count->low, group.count->high).also(judge.at(group.count.mark, id), "the count");
}

/// Amazon EKS, "CreateNodegroup", labels: prefixes that Kubernetes and EKS keep for themselves.
void labels(Judge& judge, ObjectId id, const std::string& path, const NodeGroup& group) {
  for (const auto& [label, value] : *group.labels) {
    const std::string_view prefix = std::string_view(label).substr(0, label.find('/'));
    const bool reserved = label.find('/') != std::string::npos && (prefix.ends_with("kubernetes.io") || prefix.ends_with("k8s.io") || prefix.ends_with("eks.amazonaws.com"));
    if (value.present() && reserved) judge.report_field(reserved_label, id, path + ".labels." + label, value.mark, label).help("a prefix of your own, or none");
  }
}

void nodes(Judge& judge, ObjectId id, const Eks& eks) {
  bool any = false;
  for (const auto& [name, group] : *eks.nodes) {
    if (!group.present()) continue;
    any = true;
    const std::string path = "nodes." + name;
    types(judge, id, path, *group);
    count(judge, id, path, *group);
    labels(judge, id, path, *group);
  }
  if (!any) judge.report(no_nodes, id, judge.head(id).at, judge.address(id)).help("`nodes: {main: {types: [m7g.large], count: 2..4}}`");
}

/// Objects are held against the schemas of the version.
void local_version(Judge& judge, ObjectId id, const model::Kubernetes& cluster) {
  if (facts::Kubernetes::find(cluster.version->text)) return;
  std::vector<std::string> known;
  for (const std::string_view version : facts::Kubernetes::versions()) known.emplace_back(version);
  judge.report_field(unknown_kubernetes, id, "version", cluster.version.mark, cluster.version->text).help("known are " + support::join(known, ", "));
}

}  // namespace

void eks(Judge& judge) {
  judge.each<model::Kubernetes>([&](ObjectId id, const model::Kubernetes& cluster) { local_version(judge, id, cluster); });
  judge.each<Eks>([&](ObjectId id, const Eks& eks) {
    version(judge, id, eks);
    api(judge, id, eks);
    nodes(judge, id, eks);
    if (!model::enforces_policies(eks)) judge.report_field(policies_do_nothing, id, "addons", eks.addons.mark, judge.address(id)).help("`addons: {vpc-cni: {network_policy: true}}` beside the others");
  });
}

}  // namespace infragen::check
