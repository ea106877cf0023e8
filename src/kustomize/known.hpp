#pragma once
/// What kustomize knows by itself about types: the OpenAPI description of Kubernetes 1.21.2 that is compiled into its
/// versions 5.0 to 5.7. tests/conformance/kustomize.sh holds this against the program.

#include <string>
#include <string_view>
#include <vector>

namespace infragen::kustomize {

using Path = std::vector<std::string>;  ///< keys; elements of lists are `[]`

/// The members by which a strategic merge patch tells elements of this list apart; empty: it replaces the list.
std::vector<std::string> merge_keys(std::string_view api_version, std::string_view kind, const Path& path);

/// Whether the type has lists that are merged.
bool has_merge_keys(std::string_view api_version, std::string_view kind);

/// Whether kustomize is certain that objects of this type have no namespace. Custom types it takes for namespaced.
bool is_cluster_scoped(std::string_view api_version, std::string_view kind);

/// Whether `replicas:` of a kustomization speaks about this kind.
bool has_replicas_field(std::string_view kind);

}  // namespace infragen::kustomize
