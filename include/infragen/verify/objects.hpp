#pragma once
/// Holds Kubernetes objects against what the API server takes: fields, types and required members by the schema of a
/// version, then what its validation code and the webhooks of the controllers refuse, then what objects of one
/// environment say of one another. A finding is never a guess: what another object or the cluster may decide is passed
/// over.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "infragen/facts/kubernetes.hpp"
#include "infragen/yaml/node.hpp"

namespace infragen::verify {

struct ObjectProblem {
  enum class Kind : std::uint8_t {
    unknown_kind,     ///< no such kind, or no such apiVersion
    removed_version,  ///< an apiVersion that this version of Kubernetes no longer serves
    unknown_field,
    wrong_type,
    missing,      ///< a required member
    bad_value,    ///< of the right type, and refused
    conflict,     ///< a combination that is refused
    duplicate,    ///< an element or an object that stands twice and may not
    dangling,     ///< a reference to something that does not exist
    immutable,    ///< a change that the API server refuses
    shadowed,     ///< written twice, and the first is without effect; a warning
    ineffective,  ///< accepted, and does nothing or not what it says; a warning
    unverified,   ///< a custom resource that there is no schema of; a warning
  };

  std::uint32_t origin = 0;  ///< of the smallest wrong thing that has one
  std::string path;          ///< `spec.containers[0].image`, `metadata.labels["a/b"]`; empty for the object itself
  Kind kind = Kind::bad_value;
  std::string message;  ///< lower case, no full stop, code in backticks; no value of a Secret
  std::string help;     ///< what to do; may be empty
};

/// What the API server accepts deserves a warning.
bool is_error(ObjectProblem::Kind kind);

/// Problems of one object. What stands in it comes first, in its order; what it lacks comes after.
std::vector<ObjectProblem> verify_object(const yaml::Node& object, const facts::Kubernetes& version);

/// A problem of an object among others.
struct SetProblem {
  std::size_t object = 0;  ///< index in the set
  ObjectProblem problem;
};

/// An object that is there though it is not in the set: made by an operator, by another stack, or by hand.
struct ForeignObject {
  std::string space;  ///< namespace; empty: of the whole cluster, or in every namespace
  std::string kind;
  std::string name;  ///< empty: any
};

/// What objects of one environment say of one another: references that lead nowhere, selectors that hit nothing,
/// objects that stand twice. `foreign` objects may be referred to. An object without a namespace is in `default`. The
/// ServiceAccount `default`, the ConfigMap `kube-root-ca.crt` and the priorities `system-…` are always there.
///
/// Only references to kinds of which the set can be expected to hold all are told of: those of pods, of scalers,
/// budgets, ingresses and bindings. Objects are taken as they are; what is wrong with each alone is told by
/// `verify_object`.
std::vector<SetProblem> verify_objects(const std::vector<const yaml::Node*>& objects, const facts::Kubernetes& version,
                                       const std::vector<ForeignObject>& foreign = {});

/// Fields of `after` that differ from `before` and that the API server does not let change: the object must be deleted
/// and made anew. Both are the same object: same kind, namespace and name.
std::vector<ObjectProblem> immutable_changes(const yaml::Node& before, const yaml::Node& after);

}  // namespace infragen::verify
