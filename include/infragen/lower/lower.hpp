#pragma once
/// Typed objects -> what templates read. Every resource that will exist is decided here: how many, under which
/// identity and physical name, with references to others by identity.

#include <span>
#include <string>
#include <vector>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/lock/lock.hpp"
#include "infragen/model/system.hpp"
#include "infragen/view/value.hpp"

namespace infragen::lower {

/// A physical name of a resource.
struct Name {
  std::string type;                                 ///< AWS type
  std::string text;
  model::ObjectId owner;
  source::OriginId origin = source::no_origin;      ///< the pattern, or `name:`
};

struct Lowered {
  std::vector<view::Object> objects;
  std::vector<Name> names;                          ///< in the order of objects
  std::vector<view::Object> manifests;              ///< objects of Kubernetes
};

/// Names that must be kept are read from `lock`; names of this build are added to `keep`. Adds origins to the system's.
/// `makes_state`: no environment before this one has the same bucket for its states.
Lowered lower(model::System& system, bool makes_state, const lock::Lock& lock, lock::Lock& keep, diag::Sink& sink);

/// Two environments or shared stacks of one account, and of one region where names belong to a region, share no name.
/// One finding a pair and pattern, in the sink of the later one. All three are parallel.
void hold_names_apart(std::span<const model::System* const> systems, std::span<const std::vector<Name>> names, std::span<diag::Sink> sinks);

}  // namespace infragen::lower
