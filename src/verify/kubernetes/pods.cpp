#include "verify/kubernetes/pods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "verify/kubernetes/checks.hpp"
#include "verify/network.hpp"

namespace infragen::verify {

namespace {

constexpr std::int64_t kInt32 = 2147483647;

// ValidatePodTemplateSpecForReplicaSet, ValidateJobSpec.
void check_restart(const Rules& rules, const Spot& spec, const PodUse& use) {
  const Spot policy = spec["restartPolicy"];
  check_one_of(rules, policy, {"Always", "OnFailure", "Never"});
  if (use.always && (policy.text() == "OnFailure" || policy.text() == "Never")) {
    rules.report->bad(policy, fmt::format("{} is refused: the pods of this kind run always", quoted(policy.text())),
                      "leave it out, or write `Always`");
  }
  if (!use.job) return;
  if (!policy) rules.report->missing(spec, "restartPolicy", "a job's pods take `OnFailure` or `Never`");
  if (policy.text() == "Always") {
    rules.report->bad(policy, "`Always` is refused: a job's pods end", "write `OnFailure` or `Never`");
  }
}

// validatePodDNSConfig.
void check_dns(const Rules& rules, const Spot& spec) {
  check_one_of(rules, spec["dnsPolicy"], {"ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"});
  const Spot config = spec["dnsConfig"];
  const auto servers = config["nameservers"].items();
  if (spec["dnsPolicy"].text() == "None" && servers.empty()) {
    rules.report->missing(spec, "dnsConfig", "`dnsPolicy: None` needs `dnsConfig.nameservers`");
  }
  if (servers.size() > 3) rules.report->bad(config["nameservers"], "has more than 3 elements");
  for (const Spot& server : servers) {
    if (server && !parse_address(server.text())) {
      rules.report->bad(server, fmt::format("{} is no IP address", quoted(server.text())));
    }
  }
  if (config["searches"].items().size() > 32) rules.report->bad(config["searches"], "has more than 32 elements");
  for (const Spot& option : config["options"].items()) {
    if (option) need(rules, option, "name");
  }
}

/// Containers with the host port of another.
void check_host_ports(const Rules& rules, const std::vector<Spot>& containers) {
  std::map<std::string, Spot> seen;
  for (const Spot& container : containers) {
    for (const Spot& port : container["ports"].items()) {
      const auto number = port["hostPort"].integer();
      if (!number || *number == 0) continue;
      const std::string_view protocol = port["protocol"] ? port["protocol"].text() : "TCP";
      const std::string key = fmt::format("{}/{}/{}", protocol, port["hostIP"].text(), *number);
      if (!seen.emplace(key, port).second) {
        rules.report->add(port["hostPort"], ObjectProblem::Kind::duplicate,
                          fmt::format("the host's port {} is taken by another container port", *number));
      }
    }
  }
}

/// What the containers of a pod may mount. Volumes that a webhook adds (a token, a sidecar's) are not mounted by name.
std::set<std::string_view> volume_names(const Spot& spec, const PodUse& use) {
  std::set<std::string_view> out = use.volumes;
  for (const Spot& volume : spec["volumes"].items()) out.insert(volume["name"].text());
  return out;
}

void check_containers(const Rules& rules, const Spot& spec, const PodUse& use) {
  const std::set<std::string_view> volumes = volume_names(spec, use);
  const Spot security = spec["securityContext"];
  ContainerUse container_use;
  container_use.host_network = spec["hostNetwork"].truth();
  container_use.volumes = &volumes;
  container_use.pod_security = &security;
  std::vector<Spot> names;
  need(rules, spec, "containers");
  for (const Spot& container : spec["containers"].items()) {
    if (!container) continue;
    check_container(rules, container, container_use);
    names.push_back(container["name"]);
  }
  container_use.init = true;
  for (const Spot& container : spec["initContainers"].items()) {
    if (!container) continue;
    container_use.restartable = container["restartPolicy"].text() == "Always";
    check_container(rules, container, container_use);
    names.push_back(container["name"]);
    check_host_ports(rules, {container});
  }
  check_unique(rules, names);
  check_host_ports(rules, spec["containers"].items());
}

// ValidatePodSpecSecurityContext.
void check_security(const Rules& rules, const Spot& security) {
  for (const char* key : {"runAsUser", "runAsGroup", "fsGroup"}) check_range(rules, security[key], 0, kInt32);
  for (const Spot& group : security["supplementalGroups"].items()) check_range(rules, group, 0, kInt32);
  check_profiles(rules, security);
  check_one_of(rules, security["fsGroupChangePolicy"], {"OnRootMismatch", "Always"});
  check_one_of(rules, security["supplementalGroupsPolicy"], {"Merge", "Strict"});
  std::vector<Spot> sysctls;
  for (const Spot& sysctl : security["sysctls"].items()) {
    if (sysctl && need(rules, sysctl, "name")) sysctls.push_back(sysctl["name"]);
  }
  check_unique(rules, sysctls);
}

// ValidateHostAliases.
void check_host_aliases(const Rules& rules, const Spot& aliases) {
  for (const Spot& alias : aliases.items()) {
    if (!alias) continue;
    const Spot ip = alias["ip"];
    if (need(rules, alias, "ip") && ip.is(yaml::Node::Kind::text) && !parse_address(ip.text())) {
      rules.report->bad(ip, fmt::format("{} is no IP address", quoted(ip.text())));
    }
    for (const Spot& name : alias["hostnames"].items()) check_name(rules, name, dns1123_subdomain_fault);
  }
}

// ValidatePodTemplateSpecForReplicaSet, ValidatePodTemplateSpecForStatefulSet: activeDeadlineSeconds is forbidden.
void check_times(const Rules& rules, const Spot& spec, const PodUse& use) {
  check_range(rules, spec["terminationGracePeriodSeconds"], 0);
  const Spot deadline = spec["activeDeadlineSeconds"];
  check_range(rules, deadline, 1, kInt32);
  if (use.always && deadline) rules.report->bad(deadline, "pods of this kind have no deadline", "leave it out");
}

void check_references(const Rules& rules, const Spot& spec) {
  for (const char* key : {"serviceAccountName", "nodeName", "priorityClassName", "runtimeClassName"}) {
    if (!spec[key].text().empty()) check_name(rules, spec[key], dns1123_subdomain_fault);
  }
  for (const char* key : {"hostname", "subdomain"}) {
    if (!spec[key].text().empty()) check_name(rules, spec[key], dns1123_label_fault);
  }
  for (const Spot& gate : spec["readinessGates"].items()) {
    if (gate && need(rules, gate, "conditionType")) check_name(rules, gate["conditionType"], qualified_name_fault);
  }
  check_one_of(rules, spec["preemptionPolicy"], {"PreemptLowerPriority", "Never"});
  check_one_of(rules, spec.at({"os", "name"}), {"linux", "windows"});
}

}  // namespace

void check_pod_spec(const Rules& rules, const Spot& spec, const PodUse& use) {
  if (!spec) return;
  check_volumes(rules, spec["volumes"]);
  check_containers(rules, spec, use);
  check_restart(rules, spec, use);
  check_dns(rules, spec);
  check_security(rules, spec["securityContext"]);
  check_scheduling(rules, spec);
  check_host_aliases(rules, spec["hostAliases"]);
  check_times(rules, spec, use);
  check_references(rules, spec);
  if (rules.minor >= 34) check_resources(rules, spec["resources"]);
}

void check_pod_template(const Rules& rules, const Spot& pod_template, const PodUse& use) {
  if (!pod_template) return;
  check_labels(rules, pod_template.at({"metadata", "labels"}));
  check_annotations(rules, pod_template.at({"metadata", "annotations"}));
  if (!pod_template["spec"]) rules.report->missing(pod_template, "spec");
  check_pod_spec(rules, pod_template["spec"], use);
}

}  // namespace infragen::verify
