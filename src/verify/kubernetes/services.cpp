/// Source: ValidateService, ValidateIngress, ValidateNetworkPolicy; kubernetes.io/docs/concepts/services-networking.

#include <fmt/format.h>

#include <array>
#include <set>

#include "infragen/support/text.hpp"
#include "verify/kubernetes/checks.hpp"
#include "verify/kubernetes/kinds.hpp"
#include "verify/kubernetes/selectors.hpp"
#include "verify/network.hpp"

namespace infragen::verify {

namespace {

using Node = yaml::Node;

void check_cidr(const Rules& rules, const Spot& spot) {
  if (spot.is(Node::Kind::text) && !parse_cidr(support::trim(spot.text()))) {
    rules.report->bad(spot, fmt::format("{} is no CIDR block", quoted(spot.text())), "for example `10.0.0.0/16`");
  }
}

void check_service_port(const Rules& rules, const Spot& port, const Spot& spec, bool names) {
  if (names) need(rules, port, "name");
  if (!port["name"].text().empty()) check_name(rules, port["name"], dns1123_label_fault);
  check_port_number(rules, port["port"]);
  // 0 and the empty text stand for `port`.
  const Spot target = port["targetPort"];
  const bool same = target.integer() == 0 || (target.is(Node::Kind::text) && target.text().empty());
  if (!same) check_port(rules, target);
  check_one_of(rules, port["protocol"], {"TCP", "UDP", "SCTP"});
  if (!port["appProtocol"].text().empty()) check_name(rules, port["appProtocol"], qualified_name_fault);
  const auto node = port["nodePort"].integer();
  const std::string_view type = spec["type"].text();
  if (!node || *node == 0 || type == "ExternalName") return;   // the API server clears it there
  check_port_number(rules, port["nodePort"]);
  if (type.empty() || type == "ClusterIP") {
    rules.report->conflict(port["nodePort"],
                           fmt::format("has no place in a Service of type `{}`", type.empty() ? "ClusterIP" : type));
  }
}

void check_service_ports(const Rules& rules, const Spot& spec) {
  const auto ports = spec["ports"].items();
  const bool headless = spec["clusterIP"].text() == "None", external = spec["type"].text() == "ExternalName";
  if (ports.empty() && !headless && !external) rules.report->missing(spec, "ports");
  std::vector<Spot> names;
  std::set<std::pair<std::int64_t, std::string_view>> seen, nodes;
  for (const Spot& port : ports) {
    if (!port) continue;
    check_service_port(rules, port, spec, ports.size() > 1);
    names.push_back(port["name"]);
    const std::string_view protocol = port["protocol"].text().empty() ? "TCP" : port["protocol"].text();
    const auto number = port["port"].integer(), node = port["nodePort"].integer();
    if (number && !seen.emplace(*number, protocol).second) {
      rules.report->add(port["port"], ObjectProblem::Kind::duplicate,
                        fmt::format("`{}` with {} stands twice", *number, protocol));
    }
    if (node && *node != 0 && !nodes.emplace(*node, protocol).second) {
      rules.report->add(port["nodePort"], ObjectProblem::Kind::duplicate, fmt::format("`{}` stands twice", *node));
    }
  }
  check_unique(rules, names);
}

/// Members that only some types of Services have.
void check_service_type(const Rules& rules, const Spot& spec) {
  const std::string_view type = spec["type"].text().empty() ? "ClusterIP" : spec["type"].text();
  const bool balanced = type == "LoadBalancer", outside = balanced || type == "NodePort";
  const Spot address = spec["clusterIP"];
  if (outside && address.text() == "None") {
    rules.report->conflict(address, fmt::format("must not be `None` in a Service of type `{}`", type));
  }
  if (type == "ExternalName") {
    if (need(rules, spec, "externalName")) {
      Spot name = spec["externalName"];
      std::string_view text = name.text();
      if (text.size() > 1 && text.ends_with('.')) text.remove_suffix(1);
      if (const Fault fault = dns1123_subdomain_fault(text); fault && name.is(Node::Kind::text)) {
        rules.report->bad(name, fmt::format("{} {}", quoted(text), *fault));
      }
    }
  }
  for (const char* key : {"loadBalancerClass", "allocateLoadBalancerNodePorts"}) {
    if (!balanced && spec[key])
      rules.report->conflict(spec[key], fmt::format("has no place in a Service of type `{}`", type));
  }
  if (!balanced && !spec["loadBalancerSourceRanges"].items().empty()) {
    rules.report->conflict(spec["loadBalancerSourceRanges"],
                           fmt::format("has no place in a Service of type `{}`", type));
  }
  const Spot policy = spec["externalTrafficPolicy"];
  if (!policy.text().empty()) {
    check_one_of(rules, policy, {"Cluster", "Local"});
    if (!outside && spec["externalIPs"].items().empty()) {
      rules.report->conflict(policy, fmt::format("has no place in a Service of type `{}` without `externalIPs`", type));
    }
  }
  const auto health = spec["healthCheckNodePort"].integer();
  if (health && *health != 0 && !(balanced && policy.text() == "Local")) {
    rules.report->conflict(spec["healthCheckNodePort"], "is for load balancers with `externalTrafficPolicy: Local`");
  }
}

void check_addresses(const Rules& rules, const Spot& spec) {
  const Spot address = spec["clusterIP"];
  const bool cleared = spec["type"].text() == "ExternalName";
  if (!cleared && !address.text().empty() && address.text() != "None" && !parse_address(address.text())) {
    rules.report->bad(address, fmt::format("{} is neither `None` nor an IP address", quoted(address.text())));
  }
  for (const Spot& ip : spec["externalIPs"].items()) {
    if (ip.is(Node::Kind::text) && !parse_address(ip.text())) {
      rules.report->bad(ip, fmt::format("{} is no IP address", quoted(ip.text())));
    }
  }
  for (const Spot& range : spec["loadBalancerSourceRanges"].items()) check_cidr(rules, range);
}

// ValidateIngressBackend.
void check_backend(const Rules& rules, const Spot& backend) {
  if (!backend) return;
  check_exactly_one(rules, backend, {"service", "resource"});
  const Spot service = backend["service"];
  if (!service) return;
  if (need(rules, service, "name")) check_name(rules, service["name"], dns1035_label_fault);
  const Spot port = service["port"];
  const bool named = !port["name"].text().empty(), numbered = port["number"].integer().value_or(0) != 0;
  if (named && numbered) rules.report->conflict(port, "has a name and a number, of which one may be there");
  if (!named && !numbered) {
    rules.report->add(port ? port : service, ObjectProblem::Kind::missing, "the port needs `name` or `number`");
  }
  if (named) check_name(rules, port["name"], port_name_fault);
  if (numbered) check_port_number(rules, port["number"]);
}

// validateHTTPIngressPath.
void check_path(const Rules& rules, const Spot& path) {
  const Spot type = path["pathType"], text = path["path"];
  check_backend(rules, path["backend"]);
  if (!path["backend"]) rules.report->missing(path, "backend");
  if (!need(rules, path, "pathType")) return;
  check_one_of(rules, type, {"Exact", "ImplementationSpecific", "Prefix"});
  const bool strict = type.text() == "Exact" || type.text() == "Prefix";
  const std::string_view value = text.text();
  if ((strict || !value.empty()) && !value.starts_with('/')) {
    rules.report->bad(text ? text : path,
                      text ? fmt::format("{} must begin with `/`", quoted(value)) : "`path` must begin with `/`");
    return;
  }
  if (!strict) return;
  constexpr auto kWrong = std::to_array<std::string_view>({"//", "/./", "/../", "%2f", "%2F"});
  for (const std::string_view wrong : kWrong) {
    if (value.find(wrong) != std::string_view::npos)
      rules.report->bad(text, fmt::format("{} must not contain `{}`", quoted(value), wrong));
  }
  for (const std::string_view wrong : {"/..", "/."}) {
    if (value.ends_with(wrong)) rules.report->bad(text, fmt::format("{} must not end with `{}`", quoted(value), wrong));
  }
}

void check_host(const Rules& rules, const Spot& host) {
  if (host.text().empty()) return;
  if (parse_address(host.text())) {
    rules.report->bad(host, fmt::format("{} is an address, and must be a name", quoted(host.text())));
  } else {
    check_name(rules, host,
               host.text().find('*') == std::string_view::npos ? dns1123_subdomain_fault : wildcard_subdomain_fault);
  }
}

// ValidateIPBlock.
void check_ip_block(const Rules& rules, const Spot& block) {
  if (!block || !need(rules, block, "cidr")) return;
  check_cidr(rules, block["cidr"]);
  const auto whole = parse_cidr(block["cidr"].text());
  for (const Spot& except : block["except"].items()) {
    check_cidr(rules, except);
    const auto part = parse_cidr(except.text());
    if (whole && part && (!whole->contains(*part) || part->bits <= whole->bits)) {
      rules.report->bad(except,
                        fmt::format("{} is no part of {}", quoted(except.text()), quoted(block["cidr"].text())));
    }
  }
}

void check_policy_port(const Rules& rules, const Spot& port) {
  check_one_of(rules, port["protocol"], {"TCP", "UDP", "SCTP"});
  check_port(rules, port["port"]);
  const Spot end = port["endPort"];
  if (!end) return;
  const auto first = port["port"].integer(), last = end.integer();
  if (!first) {
    rules.report->conflict(end, "needs a `port` that is a number");
    return;
  }
  check_port_number(rules, end);
  if (last && *last < *first) rules.report->conflict(end, fmt::format("`{}` is less than `port`", *last));
}

void check_peers(const Rules& rules, const Spot& peers) {
  for (const Spot& peer : peers.items()) {
    if (!peer) continue;
    const bool selects = peer["podSelector"] || peer["namespaceSelector"];
    if (!selects && !peer["ipBlock"]) {
      rules.report->add(peer, ObjectProblem::Kind::missing,
                        "needs one of `podSelector`, `namespaceSelector`, `ipBlock`");
    }
    if (selects && peer["ipBlock"]) rules.report->conflict(peer["ipBlock"], "has no place beside a selector");
    check_selector(rules, peer["podSelector"]);
    check_selector(rules, peer["namespaceSelector"]);
    check_ip_block(rules, peer["ipBlock"]);
  }
}

}  // namespace

void check_service(const Rules& rules, const Spot& object) {
  const Spot spec = object["spec"];
  if (!spec) {
    rules.report->missing(object, "spec");
    return;
  }
  check_one_of(rules, spec["type"], {"ClusterIP", "ExternalName", "LoadBalancer", "NodePort"});
  check_service_ports(rules, spec);
  check_service_type(rules, spec);
  check_addresses(rules, spec);
  check_labels(rules, spec["selector"]);
  check_one_of(rules, spec["sessionAffinity"], {"ClientIP", "None"});
  check_range(rules, spec.at({"sessionAffinityConfig", "clientIP", "timeoutSeconds"}), 1, 86400);
  check_one_of(rules, spec["internalTrafficPolicy"], {"Cluster", "Local"});
  if (spec["loadBalancerClass"]) check_name(rules, spec["loadBalancerClass"], qualified_name_fault);
  check_one_of(rules, spec["trafficDistribution"], {"PreferClose", "PreferSameNode", "PreferSameZone"});
  check_one_of(rules, spec["ipFamilyPolicy"], {"SingleStack", "PreferDualStack", "RequireDualStack"});
  for (const Spot& family : spec["ipFamilies"].items()) check_one_of(rules, family, {"IPv4", "IPv6"});
}

void check_ingress(const Rules& rules, const Spot& object) {
  const Spot spec = object["spec"];
  if (spec["rules"].items().empty() && !spec["defaultBackend"]) {
    rules.report->add(spec ? spec : object, ObjectProblem::Kind::missing, "needs `rules` or `defaultBackend`");
  }
  check_backend(rules, spec["defaultBackend"]);
  for (const Spot& rule : spec["rules"].items()) {
    check_host(rules, rule["host"]);
    const Spot http = rule["http"];
    if (http) need(rules, http, "paths");
    for (const Spot& path : http["paths"].items()) {
      if (path) check_path(rules, path);
    }
  }
  for (const Spot& tls : spec["tls"].items()) {
    for (const Spot& host : tls["hosts"].items()) {
      check_name(rules, host,
                 host.text().find('*') == std::string_view::npos ? dns1123_subdomain_fault : wildcard_subdomain_fault);
    }
    if (!tls["secretName"].text().empty()) check_name(rules, tls["secretName"], dns1123_subdomain_fault);
  }
  const Spot name = spec["ingressClassName"];
  if (name) check_name(rules, name, dns1123_subdomain_fault);
  const Spot annotation = object.at({"metadata", "annotations", "kubernetes.io/ingress.class"});
  if (annotation && name && annotation.text() != name.text()) {
    rules.report->conflict(annotation, "has no place beside `ingressClassName`");
  }
}

void check_network_policy(const Rules& rules, const Spot& object) {
  const Spot spec = object["spec"];
  check_selector(rules, spec["podSelector"]);
  for (const auto& [direction, peers] : {std::pair{"ingress", "from"}, std::pair{"egress", "to"}}) {
    for (const Spot& rule : spec[direction].items()) {
      for (const Spot& port : rule["ports"].items()) check_policy_port(rules, port);
      check_peers(rules, rule[peers]);
    }
  }
  for (const Spot& type : spec["policyTypes"].items()) check_one_of(rules, type, {"Egress", "Ingress"});
  if (spec["policyTypes"].items().size() > 2) rules.report->bad(spec["policyTypes"], "has more than 2 elements");
}

}  // namespace infragen::verify
