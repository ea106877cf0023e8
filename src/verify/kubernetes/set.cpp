#include "verify/kubernetes/set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "infragen/verify/objects.hpp"
#include "verify/kubernetes/pods.hpp"

namespace infragen::verify {

using Kind = ObjectProblem::Kind;

namespace {

/// Where the template of a kind's pods stands; a Pod is its own.
Spot template_of(const Member& member) {
  const Spot spec = member.root["spec"];
  if (member.kind == "Pod") return member.root;
  if (member.kind == "CronJob") return spec.at({"jobTemplate", "spec", "template"});
  constexpr auto kKinds = std::to_array<std::string_view>(
      {"DaemonSet", "Deployment", "Job", "ReplicaSet", "ReplicationController", "Rollout", "StatefulSet"});
  if (std::find(kKinds.begin(), kKinds.end(), member.kind) == kKinds.end()) return {};
  return spec["template"];
}

std::string said(const Member& member) {
  return member.space.empty() ? fmt::format("{} `{}`", member.kind, member.name)
                              : fmt::format("{} `{}` in namespace `{}`", member.kind, member.name, member.space);
}

/// The group of an apiVersion: kinds of two groups may have one name.
std::string_view group_of(std::string_view api) {
  const std::size_t slash = api.find('/');
  return slash == std::string_view::npos ? std::string_view() : api.substr(0, slash);
}

void check_duplicates(const ObjectSet& set, std::vector<SetProblem>& out) {
  std::set<std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>> seen;
  for (const Member& member : set.members()) {
    if (member.name.empty()) continue;
    const std::string_view group = group_of(member.root["apiVersion"].text());
    if (seen.emplace(group, member.kind, member.space, member.name).second) continue;
    MemberReport(out, member.index)
        .add(member.root.at({"metadata", "name"}), Kind::duplicate, said(member) + " is there already");
  }
}

}  // namespace

ObjectSet::ObjectSet(const std::vector<const yaml::Node*>& objects, const facts::Kubernetes& version,
                     const std::vector<ForeignObject>& foreign)
    : foreign_(&foreign) {
  members_.reserve(objects.size());
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (objects[i] == nullptr) continue;
    Member member;
    member.index = i;
    member.root = Spot::root(*objects[i]);
    member.kind = member.root["kind"].text();
    member.name = member.root.at({"metadata", "name"}).text();
    member.space = member.root.at({"metadata", "namespace"}).text();
    const auto known = version.object(member.root["apiVersion"].text(), member.kind);
    const bool cluster = known && known->scope == facts::Scope::cluster;
    if (cluster) member.space = {};
    if (!cluster && member.space.empty()) member.space = "default";
    members_.push_back(std::move(member));
  }
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const Member& member = members_[i];
    by_name_.emplace(std::tuple{member.kind, member.space, member.name}, i);
    const Spot pods = template_of(member);
    if (pods) workloads_.push_back({&member, pods, labels_of(pods.at({"metadata", "labels"}))});
  }
}

const Member* ObjectSet::find(std::string_view kind, std::string_view space, std::string_view name) const {
  const auto at = by_name_.find(std::tuple{kind, space, name});
  return at == by_name_.end() ? nullptr : &members_[at->second];
}

bool ObjectSet::exists(std::string_view kind, std::string_view space, std::string_view name) const {
  if (find(kind, space, name) != nullptr) return true;
  return std::any_of(foreign_->begin(), foreign_->end(), [&](const ForeignObject& object) {
    return object.kind == kind && (object.space.empty() || object.space == space) &&
           (object.name.empty() || object.name == name);
  });
}

bool ObjectSet::open(std::string_view kind, std::string_view space) const {
  return std::any_of(foreign_->begin(), foreign_->end(), [&](const ForeignObject& object) {
    return object.kind == kind && object.name.empty() && (object.space.empty() || object.space == space);
  });
}

std::vector<SetProblem> verify_objects(const std::vector<const yaml::Node*>& objects, const facts::Kubernetes& version,
                                       const std::vector<ForeignObject>& foreign) {
  std::vector<SetProblem> out;
  const ObjectSet set(objects, version, foreign);
  check_duplicates(set, out);
  for (const Workload& workload : set.workloads()) {
    check_pod_references(set, workload, MemberReport(out, workload.object->index));
  }
  for (const Member& member : set.members()) check_relations(set, member, MemberReport(out, member.index));
  std::stable_sort(out.begin(), out.end(),
                   [](const SetProblem& a, const SetProblem& b) { return a.object < b.object; });
  return out;
}

}  // namespace infragen::verify
