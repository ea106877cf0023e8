/// ConfigMaps, Secrets, claims, classes, and who may do what. Source: k8s.io/kubernetes/pkg/apis/{core,rbac,scheduling,
/// storage}/validation; kubernetes.io/docs/concepts/configuration and …/reference/access-authn-authz/rbac.

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "verify/kubernetes/checks.hpp"
#include "verify/kubernetes/formats.hpp"
#include "verify/kubernetes/kinds.hpp"
#include "verify/kubernetes/pods.hpp"
#include "verify/kubernetes/selectors.hpp"

namespace infragen::verify {

namespace {

constexpr std::size_t kMostBytes = 1024 * 1024;
constexpr std::string_view kRbac = "rbac.authorization.k8s.io";

void check_keys(const Rules& rules, const Spot& data) {
  for (const auto& [key, value] : data.members()) {
    if (const Fault fault = config_key_fault(key))
      rules.report->bad(value, fmt::format("the key {} {}", quoted(key), *fault));
  }
}

void check_size(const Rules& rules, const Spot& at, std::size_t bytes) {
  if (bytes > kMostBytes) rules.report->bad(at, fmt::format("has {} bytes, and may have {}", bytes, kMostBytes));
}

std::size_t text_bytes(const Spot& data) {
  std::size_t out = 0;
  for (const auto& [key, value] : data.members()) out += value.text().size();
  return out;
}

std::size_t encoded_bytes(const Spot& data) {
  std::size_t out = 0;
  for (const auto& [key, value] : data.members()) out += base64_size(value.text());
  return out;
}

struct SecretType {
  std::string_view type;
  std::string_view key;         ///< required
  std::string_view other = {};  ///< required too; or, of `either`, one of the two
  bool either = false;
};

constexpr auto kSecretTypes = std::to_array<SecretType>({{"kubernetes.io/dockercfg", ".dockercfg"},
                                                         {"kubernetes.io/dockerconfigjson", ".dockerconfigjson"},
                                                         {"kubernetes.io/basic-auth", "username", "password", true},
                                                         {"kubernetes.io/ssh-auth", "ssh-privatekey"},
                                                         {"kubernetes.io/tls", "tls.crt", "tls.key"}});

void check_secret_type(const Rules& rules, const Spot& object) {
  const std::string_view type = object["type"].text();
  const auto has = [&](std::string_view key) { return object["data"][key] || object["stringData"][key]; };
  for (const SecretType& known : kSecretTypes) {
    if (known.type != type) continue;
    const std::string help = fmt::format("the type is `{}`", type);
    if (known.either) {
      if (!has(known.key) && !has(known.other)) {
        rules.report->add(object, ObjectProblem::Kind::missing,
                          fmt::format("needs the key `{}` or `{}`", known.key, known.other), help);
      }
      continue;
    }
    for (const std::string_view key : {known.key, known.other}) {
      if (!key.empty() && !has(key))
        rules.report->add(object, ObjectProblem::Kind::missing, fmt::format("needs the key `{}`", key), help);
    }
  }
  const Spot login = object.at({"stringData", type == "kubernetes.io/dockercfg" ? ".dockercfg" : ".dockerconfigjson"});
  if (type.starts_with("kubernetes.io/dockerc") && login &&
      !nlohmann::json::parse(login.text(), nullptr, false).is_object()) {
    rules.report->bad(login, "is no JSON object");
  }
  if (type == "kubernetes.io/service-account-token" &&
      object.at({"metadata", "annotations", "kubernetes.io/service-account.name"}).text().empty()) {
    rules.report->add(object["metadata"], ObjectProblem::Kind::missing,
                      "needs the annotation `kubernetes.io/service-account.name`",
                      fmt::format("the type is `{}`", type));
  }
}

// ValidatePolicyRule.
void check_role_rules(const Rules& rules, const Spot& list, bool namespaced) {
  for (const Spot& rule : list.items()) {
    if (!rule) continue;
    need(rules, rule, "verbs");
    const Spot urls = rule["nonResourceURLs"];
    if (!urls.items().empty()) {
      if (namespaced) rules.report->conflict(urls, "a Role speaks of resources alone", "write a ClusterRole");
      for (const char* key : {"apiGroups", "resources", "resourceNames"}) {
        if (!rule[key].items().empty()) rules.report->conflict(rule[key], "has no place beside `nonResourceURLs`");
      }
      continue;
    }
    need(rules, rule, "apiGroups");
    need(rules, rule, "resources");
  }
}

void check_subject(const Rules& rules, const Spot& subject, bool namespaced) {
  if (!subject) return;
  need(rules, subject, "name");
  const Spot kind = subject["kind"], group = subject["apiGroup"];
  need(rules, subject, "kind");
  check_one_of(rules, kind, {"Group", "ServiceAccount", "User"});
  if (kind.text() == "ServiceAccount") {
    if (!subject["name"].text().empty()) check_name(rules, subject["name"], dns1123_subdomain_fault);
    if (!group.text().empty()) rules.report->bad(group, "a ServiceAccount has no API group", "leave it out");
    if (!namespaced && subject["namespace"].text().empty()) need(rules, subject, "namespace");
  } else if (!group.text().empty() && group.text() != kRbac) {
    rules.report->bad(group, fmt::format("{} is not `{}`", quoted(group.text()), kRbac));
  }
}

void check_binding(const Rules& rules, const Spot& object, bool namespaced) {
  const Spot role = object["roleRef"];
  if (role) {
    const Spot group = role["apiGroup"];
    if (!group.text().empty() && group.text() != kRbac) {
      rules.report->bad(group, fmt::format("{} is not `{}`", quoted(group.text()), kRbac));
    }
    if (namespaced) {
      check_one_of(rules, role["kind"], {"ClusterRole", "Role"});
    } else {
      check_one_of(rules, role["kind"], {"ClusterRole"});
    }
    if (need(rules, role, "name")) check_name(rules, role["name"], path_segment_fault);
  }
  for (const Spot& subject : object["subjects"].items()) check_subject(rules, subject, namespaced);
}

}  // namespace

void check_config_map(const Rules& rules, const Spot& object) {
  const Spot data = object["data"], binary = object["binaryData"];
  check_keys(rules, data);
  check_keys(rules, binary);
  for (const auto& [key, value] : data.members()) {
    if (binary[key])
      rules.report->add(value, ObjectProblem::Kind::duplicate,
                        fmt::format("{} stands in `binaryData` too", quoted(key)));
  }
  check_size(rules, object, text_bytes(data) + encoded_bytes(binary));
}

void check_secret(const Rules& rules, const Spot& object) {
  const Spot data = object["data"], plain = object["stringData"];
  check_keys(rules, data);
  check_keys(rules, plain);
  std::size_t bytes = encoded_bytes(data) + text_bytes(plain);
  for (const auto& [key, value] : data.members()) {
    if (plain[key]) bytes -= base64_size(value.text());  // stringData wins
  }
  check_size(rules, object, bytes);
  check_secret_type(rules, object);
}

void check_claim(const Rules& rules, const Spot& object) {
  if (!object["spec"]) rules.report->missing(object, "spec");
  check_claim_spec(rules, object["spec"]);
}

// ValidatePriorityClass.
void check_priority_class(const Rules& rules, const Spot& object) {
  const Spot name = object.at({"metadata", "name"});
  const bool known = name.text() == "system-node-critical" || name.text() == "system-cluster-critical";
  if (name.text().starts_with("system-") && !known) {
    rules.report->bad(name, "names that begin with `system-` belong to Kubernetes");
  } else if (!known) {
    const auto value = object["value"].integer();
    if (value && *value > 1000000000)
      rules.report->bad(object["value"], fmt::format("`{}` is more than 1000000000", *value));
  }
  check_one_of(rules, object["preemptionPolicy"], {"Never", "PreemptLowerPriority"});
}

void check_storage_class(const Rules& rules, const Spot& object) {
  if (need(rules, object, "provisioner"))
    check_name(rules, object["provisioner"], [](std::string_view text) {
      std::string lower(text);
      for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      return qualified_name_fault(lower);
    });
  check_one_of(rules, object["reclaimPolicy"], {"Delete", "Retain"});
  check_one_of(rules, object["volumeBindingMode"], {"Immediate", "WaitForFirstConsumer"});
}

void check_role(const Rules& rules, const Spot& object) { check_role_rules(rules, object["rules"], true); }

void check_cluster_role(const Rules& rules, const Spot& object) {
  check_role_rules(rules, object["rules"], false);
  const Spot aggregation = object["aggregationRule"];
  if (aggregation) need(rules, aggregation, "clusterRoleSelectors");
  for (const Spot& selector : aggregation["clusterRoleSelectors"].items()) check_selector(rules, selector);
}

void check_role_binding(const Rules& rules, const Spot& object) { check_binding(rules, object, true); }
void check_cluster_role_binding(const Rules& rules, const Spot& object) { check_binding(rules, object, false); }

}  // namespace infragen::verify
