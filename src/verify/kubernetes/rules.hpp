#pragma once
/// What the API server checks beside the schema. The functions take an object as it is, right or wrong: a member of the
/// wrong type is as good as absent, because the schema has told of it.

#include <map>
#include <string>
#include <string_view>

#include "infragen/facts/kubernetes.hpp"
#include "verify/kubernetes/names.hpp"
#include "verify/kubernetes/spot.hpp"

namespace infragen::verify {

/// What the rules of one object share.
struct Rules {
  const Report* report = nullptr;
  const facts::Kubernetes* version = nullptr;
  unsigned minor = 0;  ///< 35 of 1.35
};

/// All rules of the object.
void check_rules(const Rules& rules, const Spot& object, const facts::ObjectKind& kind);

/// Whether `scalar` fits a name's form, told as "`x` must be …".
using NameForm = Fault (*)(std::string_view);
void check_name(const Rules& rules, const Spot& name, NameForm form);

// metadata.cpp

/// Of an object: name, namespace, labels, annotations, finalizers.
void check_metadata(const Rules& rules, const Spot& object, const facts::ObjectKind& kind);
/// Keys and values.
void check_labels(const Rules& rules, const Spot& labels);
void check_annotations(const Rules& rules, const Spot& annotations);

}  // namespace infragen::verify
