#pragma once
/// Lays verified blocks and objects out as files: divides them into stacks, writes references, adds what every root needs, and the
/// test that plans it without an account. Knows no AWS resource by name.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/lock/lock.hpp"
#include "infragen/model/environment.hpp"
#include "infragen/render/manifests.hpp"
#include "infragen/render/render.hpp"

namespace infragen::arrange {

/// One environment or shared stack, rendered.
struct Unit {
  const model::Environment* env = nullptr;
  render::Rendered rendered;
  std::vector<render::Manifest> manifests;   ///< objects of Kubernetes
  std::string kubernetes;                    ///< version of its cluster; empty: it has none
};

/// Which output lines came from which origin of which unit.
struct LineOrigin {
  std::string path;
  std::uint32_t line = 0;
  source::OriginId origin = source::no_origin;
  std::string resource;   ///< `aws_db_instance.main`; empty: the root itself
};

struct Stack {
  std::string unit;
  std::string name;
  std::string folder;         ///< below the output root: `terraform/prod/core`
  std::size_t resources = 0;
};

struct Arranged {
  std::map<std::string, std::string> files;         ///< path below the output root -> text
  std::map<std::string, std::string> unit_of;       ///< path -> unit; of a module: the first that uses it
  std::set<std::string> shared;                     ///< paths that belong to all units: modules
  std::set<std::string> by_key;                     ///< paths of lists of values, whose keys people may add to
  std::map<std::string, std::vector<LineOrigin>> lines;  ///< unit -> lines
  std::vector<Stack> stacks;                        ///< in the order in which they are applied
  std::vector<Stack> overlays;                      ///< of Kubernetes, with the number of their objects
};

/// The folder of a root, below the output root. A shared stack is a unit with one stack of its name.
std::string folder_of(const model::Environment& env, const std::string& stack);

/// Takes the blocks' trees out of `units`, as they are the larger part of what a build holds at once, and tells the blocks
/// which stacks they went to. Addresses of this build and earlier ones that are still needed go to `keep`. `project` is the
/// way from the output root to the project's folder.
Arranged arrange(std::vector<Unit>& units, const lock::Lock& lock, lock::Lock& keep, diag::Sink& sink, const std::string& project = "..");

}  // namespace infragen::arrange
