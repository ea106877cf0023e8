#pragma once
/// The objects of one environment, by what they are called.

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "verify/kubernetes/selectors.hpp"
#include "verify/kubernetes/spot.hpp"

namespace infragen::verify {

struct Member {
  std::size_t index = 0;
  Spot root;
  std::string_view kind, name;
  std::string_view space;  ///< namespace; empty for objects of the whole cluster
};

/// Something that makes pods.
struct Workload {
  const Member* object = nullptr;
  Spot pods;  ///< the template, or the object of a Pod
  Labels labels;
  Spot spec() const { return pods["spec"]; }
};

class ObjectSet {
 public:
  ObjectSet(const std::vector<const yaml::Node*>& objects, const facts::Kubernetes& version,
            const std::vector<ForeignObject>& foreign);

  const std::vector<Member>& members() const { return members_; }
  const std::vector<Workload>& workloads() const { return workloads_; }
  const Member* find(std::string_view kind, std::string_view space, std::string_view name) const;
  /// Found, or known to be there.
  bool exists(std::string_view kind, std::string_view space, std::string_view name) const;
  /// Whether somebody says that there are objects of the kind in the namespace whose names are not known.
  bool open(std::string_view kind, std::string_view space) const;

 private:
  std::vector<Member> members_;
  std::vector<Workload> workloads_;
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, std::size_t> by_name_;
  const std::vector<ForeignObject>* foreign_;
};

/// Speaks of one member.
class MemberReport {
 public:
  MemberReport(std::vector<SetProblem>& out, std::size_t object) : out_(&out), object_(object) {}
  void add(const Spot& spot, ObjectProblem::Kind kind, std::string message, std::string help = {}) const {
    out_->push_back({object_, {spot.origin, spot.path, kind, std::move(message), std::move(help)}});
  }

 private:
  std::vector<SetProblem>* out_;
  std::size_t object_;
};

// references.cpp

/// What the pods of a workload need: ConfigMaps, Secrets and their keys, claims, accounts, priorities.
void check_pod_references(const ObjectSet& set, const Workload& workload, const MemberReport& report);

// relations.cpp

/// What other kinds say of Services and workloads.
void check_relations(const ObjectSet& set, const Member& member, const MemberReport& report);

}  // namespace infragen::verify
