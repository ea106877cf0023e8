/// Source: validateContainerCommon and what it calls;
/// kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1 (Container).

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "verify/kubernetes/checks.hpp"
#include "verify/kubernetes/pods.hpp"

namespace infragen::verify {

namespace {

constexpr std::int64_t kInt32 = 2147483647;

// validateContainerPorts.
void check_ports(const Rules& rules, const Spot& container, const ContainerUse& use) {
  std::vector<Spot> names;
  for (const Spot& port : container["ports"].items()) {
    if (!port) continue;
    if (!port["name"].text().empty()) check_name(rules, port["name"], port_name_fault);
    names.push_back(port["name"]);
    check_port_number(rules, port["containerPort"]);
    const auto host = port["hostPort"].integer();
    if (host && *host != 0) check_port_number(rules, port["hostPort"]);
    check_one_of(rules, port["protocol"], {"TCP", "UDP", "SCTP"});
    // validateHostNetwork: the host's port is the container's.
    if (use.host_network && host && *host != 0 && host != port["containerPort"].integer()) {
      rules.report->conflict(port["hostPort"],
                             "differs from `containerPort`, which is the host's port under `hostNetwork`");
    }
  }
  check_unique(rules, names);
}

/// `metadata.labels['key']`.
bool is_subscript(std::string_view path, std::string_view field) {
  if (!path.starts_with(field)) return false;
  path.remove_prefix(field.size());
  if (!path.starts_with("['") || !path.ends_with("']") || path.size() <= 4) return false;
  std::string key(path.substr(2, path.size() - 4));
  if (field == "metadata.annotations") {
    for (char& c : key) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return !qualified_name_fault(key);
}

}  // namespace

// validEnvDownwardAPIFieldPathExpressions, validVolumeDownwardAPIFieldPathExpressions.
void check_field_path(const Rules& rules, const Spot& reference, bool file) {
  if (!reference || !need(rules, reference, "fieldPath")) return;
  constexpr auto kPaths = std::to_array<std::string_view>({"metadata.name", "metadata.namespace", "metadata.uid",
                                                           "spec.nodeName", "spec.serviceAccountName", "status.hostIP",
                                                           "status.hostIPs", "status.podIP", "status.podIPs"});
  constexpr auto kFilePaths = std::to_array<std::string_view>(
      {"metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"});
  const auto among = [](const auto& paths, std::string_view wanted) {
    return std::find(paths.begin(), paths.end(), wanted) != paths.end();
  };
  const Spot path = reference["fieldPath"];
  const bool known = (file ? among(kFilePaths, path.text()) : among(kPaths, path.text())) ||
                     is_subscript(path.text(), "metadata.labels") || is_subscript(path.text(), "metadata.annotations");
  if (path.is(yaml::Node::Kind::text) && !known) {
    rules.report->bad(path,
                      fmt::format("{} is no field that a {} may take", quoted(path.text()), file ? "file" : "variable"),
                      "for example `metadata.name`, `status.podIP` or `metadata.labels['app']`");
  }
}

// validateContainerResourceFieldSelector.
void check_resource_field(const Rules& rules, const Spot& reference) {
  if (!reference || !need(rules, reference, "resource")) return;
  const Spot resource = reference["resource"];
  if (resource.text().starts_with("limits.hugepages-") || resource.text().starts_with("requests.hugepages-")) return;
  check_one_of(rules, resource,
               {"limits.cpu", "limits.memory", "limits.ephemeral-storage", "requests.cpu", "requests.memory",
                "requests.ephemeral-storage"});
}

namespace {

void check_key_reference(const Rules& rules, const Spot& reference) {
  if (!reference) return;
  const bool named = need(rules, reference, "name");
  if (named && rules.minor >= 35) check_name(rules, reference["name"], dns1123_subdomain_fault);
  if (need(rules, reference, "key")) check_name(rules, reference["key"], config_key_fault);
}

// ValidateEnv, ValidateEnvFrom.
void check_environment(const Rules& rules, const Spot& container) {
  const bool relaxed = rules.minor >= 34;
  std::map<std::string_view, bool> seen;
  for (const Spot& variable : container["env"].items()) {
    if (!variable) continue;
    const Spot name = variable["name"], from = variable["valueFrom"];
    if (need(rules, variable, "name")) {
      if (const Fault fault = env_name_fault(name.text(), relaxed); fault && name.is(yaml::Node::Kind::text)) {
        rules.report->bad(name, fmt::format("{} {}", quoted(name.text()), *fault));
      }
    }
    if (!name.text().empty() && !seen.emplace(name.text(), true).second) {
      rules.report->add(name, ObjectProblem::Kind::shadowed,
                        fmt::format("{} is written twice: the last one counts", quoted(name.text())));
    }
    if (!from) continue;
    if (!variable["value"].text().empty()) rules.report->conflict(from, "has a place only where there is no `value`");
    check_exactly_one(rules, from, {"fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"});
    check_field_path(rules, from["fieldRef"], false);
    check_resource_field(rules, from["resourceFieldRef"]);
    check_key_reference(rules, from["configMapKeyRef"]);
    check_key_reference(rules, from["secretKeyRef"]);
  }
  for (const Spot& source : container["envFrom"].items()) {
    if (!source) continue;
    const Spot prefix = source["prefix"];
    if (!prefix.text().empty()) {
      if (const Fault fault = env_name_fault(prefix.text(), relaxed)) {
        rules.report->bad(prefix, fmt::format("{} {}", quoted(prefix.text()), *fault));
      }
    }
    for (const Spot& reference : check_exactly_one(rules, source, {"configMapRef", "secretRef"})) {
      if (need(rules, reference, "name")) check_name(rules, reference["name"], dns1123_subdomain_fault);
    }
  }
}

// ValidateVolumeMounts.
void check_mounts(const Rules& rules, const Spot& container, const ContainerUse& use) {
  std::vector<Spot> paths;
  for (const Spot& mount : container["volumeMounts"].items()) {
    if (!mount) continue;
    const Spot name = mount["name"];
    if (need(rules, mount, "name") && name.is(yaml::Node::Kind::text) && !use.volumes->contains(name.text())) {
      rules.report->add(name, ObjectProblem::Kind::dangling,
                        fmt::format("the pod has no volume {}", quoted(name.text())));
    }
    need(rules, mount, "mountPath");
    paths.push_back(mount["mountPath"]);
    check_descending_path(rules, mount["subPath"], true);
    check_descending_path(rules, mount["subPathExpr"], true);
    if (!mount["subPath"].text().empty() && !mount["subPathExpr"].text().empty()) {
      rules.report->conflict(mount["subPathExpr"], "has a place only where there is no `subPath`");
    }
    const Spot propagation = mount["mountPropagation"];
    check_one_of(rules, propagation, {"Bidirectional", "HostToContainer", "None"});
    if (propagation.text() == "Bidirectional" && !container.at({"securityContext", "privileged"}).truth()) {
      rules.report->conflict(propagation, "`Bidirectional` is for privileged containers alone");
    }
    const Spot recursive = mount["recursiveReadOnly"];
    check_one_of(rules, recursive, {"Disabled", "IfPossible", "Enabled"});
    const bool on = recursive.text() == "IfPossible" || recursive.text() == "Enabled";
    if (on && !mount["readOnly"].truth()) rules.report->conflict(recursive, "is for mounts with `readOnly: true`");
  }
  check_unique(rules, paths);
}

struct ResourceName {
  bool extended = false;  ///< `vendor.com/gpu`: whole numbers, no overcommitment
  bool huge_pages = false;
};

/// Of a container; tells when there is none of that name.
ResourceName resource_of(const Rules& rules, std::string_view name, const Spot& at) {
  ResourceName out;
  out.huge_pages = name.starts_with("hugepages-");
  if (name == "cpu" || name == "memory" || name == "ephemeral-storage" || out.huge_pages) return out;
  if (const Fault fault = qualified_name_fault(name)) {
    rules.report->bad(at, fmt::format("the resource {} {}", quoted(name), *fault));
  } else if (name.find('/') == std::string_view::npos) {
    rules.report->bad(at, fmt::format("{} is no resource of a container", quoted(name)),
                      "there are `cpu`, `memory`, `ephemeral-storage`, `hugepages-…` and those with a domain");
  } else {
    out.extended = name.find("kubernetes.io/") == std::string_view::npos;
  }
  return out;
}

void check_amount_of(const Rules& rules, const ResourceName& name, const Spot& spot) {
  check_amount(rules, spot);
  const auto amount = quantity_of(spot);
  if (amount && name.extended && !amount->whole()) {
    rules.report->bad(spot, fmt::format("{} is no whole number", quoted(spot.scalar())));
  }
}

// ValidateSecurityContext, and validateRunAsNonRoot of the kubelet.
void check_security(const Rules& rules, const Spot& container, const ContainerUse& use) {
  const Spot security = container["securityContext"];
  const Spot escalation = security["allowPrivilegeEscalation"];
  for (const char* key : {"runAsUser", "runAsGroup"}) check_range(rules, security[key], 0, kInt32);
  const bool refused = escalation.is(yaml::Node::Kind::boolean) && !escalation.truth();
  if (refused && security["privileged"].truth()) {
    rules.report->conflict(escalation, "is `false`, and the container is privileged");
  }
  for (const Spot& capability : security.at({"capabilities", "add"}).items()) {
    if (refused && capability.text() == "CAP_SYS_ADMIN") {
      rules.report->conflict(escalation, "is `false`, and `CAP_SYS_ADMIN` is added");
    }
  }
  check_profiles(rules, security);
  check_one_of(rules, security["procMount"], {"Default", "Unmasked"});
  const auto either = [&](const char* key) {
    return security[key] || use.pod_security == nullptr ? security[key] : (*use.pod_security)[key];
  };
  if (either("runAsNonRoot").truth() && either("runAsUser").integer() == 0) {
    rules.report->conflict(
        security["runAsUser"] || !use.pod_security ? security["runAsUser"] : security["runAsNonRoot"],
        "the container must not run as root, and `runAsUser` is 0", "the kubelet does not start it");
  }
}

}  // namespace

// validateSeccompProfileField, ValidateAppArmorProfileField.
void check_profiles(const Rules& rules, const Spot& security) {
  for (const char* key : {"seccompProfile", "appArmorProfile"}) {
    const Spot profile = security[key], file = profile["localhostProfile"];
    if (!profile || !need(rules, profile, "type")) continue;
    check_one_of(rules, profile["type"], {"Localhost", "RuntimeDefault", "Unconfined"});
    const bool local = profile["type"].text() == "Localhost";
    if (local && !file) rules.report->missing(profile, "localhostProfile", "the type is `Localhost`");
    if (!local && file) rules.report->conflict(file, "is for `type: Localhost` alone");
  }
}

// ValidateResourceRequirements.
void check_resources(const Rules& rules, const Spot& resources) {
  const Spot limits = resources["limits"], requests = resources["requests"];
  bool huge = false;
  for (const auto& [name, value] : limits.members()) {
    const ResourceName resource = resource_of(rules, name, value);
    huge = huge || resource.huge_pages;
    check_amount_of(rules, resource, value);
  }
  for (const auto& [name, value] : requests.members()) {
    const ResourceName resource = limits[name] ? ResourceName{name.find('/') != std::string_view::npos &&
                                                                  name.find("kubernetes.io/") == std::string_view::npos,
                                                              name.starts_with("hugepages-")}
                                               : resource_of(rules, name, value);
    huge = huge || resource.huge_pages;
    check_amount_of(rules, resource, value);
    const auto request = quantity_of(value), limit = quantity_of(limits[name]);
    const bool fixed = resource.extended || resource.huge_pages;
    if (fixed && !limits[name]) {
      rules.report->add(value, ObjectProblem::Kind::missing,
                        fmt::format("a limit of {} is required beside the request", quoted(name)));
    } else if (request && limit && fixed && *request != *limit) {
      rules.report->conflict(value, fmt::format("the request of {} must be equal to the limit", quoted(name)));
    } else if (request && limit && *request > *limit) {
      rules.report->conflict(value, fmt::format("the request {} is more than the limit {}", quoted(value.scalar()),
                                                quoted(limits[name].scalar())));
    }
  }
  const bool basic = limits["cpu"] || limits["memory"] || requests["cpu"] || requests["memory"];
  if (huge && !basic) rules.report->conflict(resources, "huge pages need `cpu` or `memory` beside them");
}

void check_container(const Rules& rules, const Spot& container, const ContainerUse& use) {
  if (need(rules, container, "name")) check_name(rules, container["name"], dns1123_label_fault);
  need(rules, container, "image");
  const std::string_view image = container["image"].text();
  if (!image.empty() && (image.front() == ' ' || image.back() == ' ')) {
    rules.report->bad(container["image"], "must not begin or end with a blank");
  }
  check_one_of(rules, container["imagePullPolicy"], {"Always", "IfNotPresent", "Never"});
  check_one_of(rules, container["terminationMessagePolicy"], {"File", "FallbackToLogsOnError"});
  const Spot restart = container["restartPolicy"];
  if (restart && !use.init && rules.minor < 34) rules.report->conflict(restart, "is for init containers alone");
  if (rules.minor < 34) check_one_of(rules, restart, {"Always"});
  check_ports(rules, container, use);
  check_environment(rules, container);
  check_mounts(rules, container, use);
  check_resources(rules, container["resources"]);
  check_security(rules, container, use);
  check_probes(rules, container, use);
}

}  // namespace infragen::verify
