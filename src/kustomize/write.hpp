#pragma once

#include <string>
#include <vector>

#include "infragen/kustomize/kustomize.hpp"
#include "kustomize/divide.hpp"
#include "kustomize/layout.hpp"

namespace infragen::kustomize {

/// The files. A shared object without roots was parted: it has no division.
Tree write(const Layout& layout, const std::vector<Division>& divisions, const Paths& paths);

/// `kubernetes/overlays/prod` and `kubernetes/base`: `../../base`.
std::string relative_path(const std::string& from_folder, const std::string& to);
/// The folder and a path that starts there.
std::string joined_path(const std::string& folder, const std::string& path);

/// A name as the pattern that kustomize takes it for: a dot stands for itself.
std::string exactly(const std::string& name);

}  // namespace infragen::kustomize
