#pragma once
/// Divides the Kubernetes objects of several environments into a base and overlays, and builds them again.
///
/// The layer knows YAML and what kustomize does with it (versions 5.5 to 5.7), and no schema of Kubernetes: what
/// objects of a type must have is asked through a function.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "infragen/yaml/node.hpp"

namespace infragen::kustomize {

/// What the schema says about a place in an object.
struct Place {
  std::vector<std::string> keys;      ///< of a list of maps: the members that tell its elements apart; none: unknown
  std::vector<std::string> required;  ///< of a map: the members that it must have
};

/// `path` holds keys; the elements of a list are `[]`: `spec`, `template`, `spec`, `containers`, `[]`.
using LookUp =
    std::function<Place(const std::string& api_version, const std::string& kind, const std::vector<std::string>& path)>;

/// An object with `apiVersion`, `kind` and `metadata.name`. Labels and annotations are not empty: kustomize would drop
/// them.
struct Object {
  yaml::Node root;
  std::string folder;  ///< below base: `ticket/ticket-service`; empty: base itself
  std::string file;    ///< `deployment`: without `.yaml`; objects of one file are written as its documents
};

struct Environment {
  std::string name;
  std::vector<Object> objects;  ///< no two of one kind, namespace and name
};

struct Paths {
  std::string base;                                        ///< `kubernetes/base`
  std::function<std::string(const std::string&)> overlay;  ///< of an environment: `kubernetes/overlays/prod`
};

struct File {
  std::vector<yaml::Node> documents;  ///< origins are those of the environments' nodes
  std::string environment;            ///< empty: all environments share the file
};

struct Tree {
  std::map<std::string, File> files;            ///< path -> file
  std::map<std::string, std::string> overlays;  ///< environment -> folder of its overlay
};

/// Base holds the objects that all environments have which have any, with the leaves that are equal in all of them; a
/// required leaf that differs has the value of the first environment by name. `build` of the tree's overlays gives the
/// environments back, lists in their order.
Tree lay_out(const std::vector<Environment>& environments, const LookUp& look_up, const Paths& paths);

struct Built {
  std::vector<yaml::Node> objects;  ///< sorted by apiVersion, kind, namespace, name
  std::string error;                ///< what kustomize would refuse; empty: nothing
};

/// What `kustomize build FOLDER` gives: an evaluator of what `lay_out` writes, and of no more of kustomize than that.
Built build(const Tree& tree, const std::string& folder);

/// Lists that a strategic merge patch merges by key may have their elements in any order where Kubernetes reads them as
/// sets: those that differ between environments come first, as kustomize would put them, so that a patch need not name
/// what it does not change. `initContainers`, and `env` whose values refer to one another, stay as they are.
void settle_order(std::vector<Environment>& environments);

}  // namespace infragen::kustomize
