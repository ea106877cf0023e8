#pragma once
/// The parts of `lay_out`: objects are brought together across environments; what kustomize has fields for is taken out
/// of them; what is left is divided; then files are written.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "infragen/kustomize/kustomize.hpp"
#include "infragen/yaml/node.hpp"

namespace infragen::kustomize {

/// An object that all environments have.
struct Shared {
  std::string folder;
  std::string file;
  std::vector<yaml::Node> roots;  ///< by environment
};

/// `images:` of a kustomization: what stands at the name becomes the image.
struct ImageField {
  std::string new_name;  ///< empty: the name
  std::string new_tag;
  std::string digest;
  std::uint32_t origin = 0;
};

/// What a kustomization says beside resources and patches.
struct Fields {
  yaml::Node name_space;                                ///< null: the objects say it
  std::map<std::string, std::string> moved_namespaces;  ///< namespace in base -> namespace here
  std::map<std::string, yaml::Node> replicas;           ///< name of the workload -> count
  std::map<std::string, ImageField> images;             ///< image in base -> image here
};

/// All vectors are by environment, in the order of names.
struct Layout {
  std::vector<std::string> names;
  std::vector<Shared> shared;
  std::vector<std::vector<Object>> own;  ///< what not all have
  std::vector<Fields> fields;

  /// Every environment gets its own whole copy of what was shared.
  void part(std::size_t shared_object);
};

/// Where an object stands: an environment and a place among its objects.
struct Occurrence {
  std::size_t environment = 0;
  std::size_t object = 0;
};

/// The environments that have objects, by name.
std::vector<std::size_t> environments_by_name(const std::vector<Environment>& environments);
/// The occurrences of one object each, in the order of names: it has one type, name, folder and file everywhere, and
/// one namespace if an environment has several of that name.
std::vector<std::vector<Occurrence>> occurrences(const std::vector<Environment>& environments);

/// Empty environments count as if they were not there.
Layout bring_together(const std::vector<Environment>& environments);

/// Where namespaces differ between environments, takes them out of the objects, or makes them those of the first.
void take_namespaces(Layout& layout);
/// Takes differing counts of replicas out of the objects.
void take_replicas(Layout& layout);
/// Gives differing images of containers the name that they have in common.
void take_images(Layout& layout);

}  // namespace infragen::kustomize
