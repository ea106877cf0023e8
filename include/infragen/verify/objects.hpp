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

}  // namespace infragen::verify
