#pragma once
/// Forms of names. Each function gives a half sentence about what is wrong ("must be …"), or nothing.
/// Sources: kubernetes.io/docs/concepts/overview/working-with-objects/names and …/labels, and
/// k8s.io/apimachinery/pkg/util/validation, whose functions they are called after.

#include <optional>
#include <string>
#include <string_view>

namespace infragen::verify {

using Fault = std::optional<std::string>;

Fault dns1123_label_fault(std::string_view text);
Fault dns1123_subdomain_fault(std::string_view text);
Fault dns1035_label_fault(std::string_view text);
/// A key of a label or annotation: `prefix/name` or `name`.
Fault qualified_name_fault(std::string_view text);
Fault label_value_fault(std::string_view text);
/// IANA_SVC_NAME: the name of a container's port.
Fault port_name_fault(std::string_view text);
/// A file name: the key of a ConfigMap or Secret.
Fault config_key_fault(std::string_view text);
/// The name of an environment variable; `relaxed`: as Kubernetes takes it since 1.34.
Fault env_name_fault(std::string_view text, bool relaxed);
/// A part of a URL's path: the name of a Role.
Fault path_segment_fault(std::string_view text);
Fault http_header_fault(std::string_view text);
/// `example.com`, or `*.example.com`.
Fault wildcard_subdomain_fault(std::string_view text);
/// `prefix/name` with a prefix: a finalizer, a signer, a pod condition.
Fault domain_prefixed_path_fault(std::string_view text);
/// `50%`.
bool is_percent(std::string_view text);

}  // namespace infragen::verify
