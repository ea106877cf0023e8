#pragma once
/// Images of containers as `images:` of a kustomization reads and writes them.

#include <functional>
#include <string>
#include <string_view>

#include "infragen/yaml/node.hpp"
#include "kustomize/layout.hpp"

namespace infragen::kustomize {

/// `registry/app:1@sha256:…` is name, tag, digest; the latter may be empty.
struct ImageParts {
  std::string name;
  std::string tag;
  std::string digest;
};
ImageParts split_image(std::string_view image);

/// Whether the entry with this name speaks about the image. A dot in a name stands for any character.
bool matches_image(std::string_view name, std::string_view image);

std::string replaced_image(const std::string& name, const ImageField& field, const std::string& image);

/// Calls `visit` with each image that `images:` may change, and with a text that tells its container from the others of
/// the object.
void for_each_image(yaml::Node& object, const std::function<void(const std::string&, yaml::Node&)>& visit);

}  // namespace infragen::kustomize
