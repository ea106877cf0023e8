/// Source: kubernetes.io/docs/concepts/overview/working-with-objects, and ValidateObjectMeta of
/// k8s.io/apimachinery/pkg/api/validation.

#include <fmt/format.h>

#include <array>

#include "verify/kubernetes/rules.hpp"

namespace infragen::verify {

namespace {

/// Which form the names of a kind have; all others are DNS-1123 subdomains.
struct NameRule {
  std::string_view group, kind;
  NameForm form;
  std::size_t longest = 0;  ///< 0: what the form allows
};

constexpr std::string_view kRbac = "rbac.authorization.k8s.io";

constexpr auto kNameRules = std::to_array<NameRule>({
    {"", "Namespace", dns1123_label_fault},
    {"", "Service", dns1035_label_fault},
    {"apps", "StatefulSet", dns1123_label_fault},
    // The controller adds 11 characters for the time, and a Job's name has 63 (ValidateCronJobCreate).
    {"batch", "CronJob", dns1123_subdomain_fault, 52},
    // Its validation does not look at the name.
    {"policy", "PodDisruptionBudget", path_segment_fault},
    {kRbac, "Role", path_segment_fault},
    {kRbac, "RoleBinding", path_segment_fault},
    {kRbac, "ClusterRole", path_segment_fault},
    {kRbac, "ClusterRoleBinding", path_segment_fault},
});

/// Kinds whose names have forms of their own that are not looked at here.
constexpr auto kOtherNames =
    std::to_array<std::string_view>({"ClusterTrustBundle", "CertificateSigningRequest", "CustomResourceDefinition",
                                     "APIService", "IPAddress", "StorageVersion", "LeaseCandidate", "CSINode"});

constexpr std::size_t kAnnotationBytes = 256 * 1024;

std::string_view group_of(std::string_view api_version) {
  const std::size_t slash = api_version.find('/');
  return slash == std::string_view::npos ? std::string_view() : api_version.substr(0, slash);
}

NameRule rule_for(const facts::ObjectKind& kind) {
  for (const NameRule& rule : kNameRules) {
    if (rule.kind == kind.kind && rule.group == group_of(kind.api_version)) return rule;
  }
  for (const std::string_view other : kOtherNames) {
    if (other == kind.kind && !kind.custom) return {"", other, path_segment_fault};
  }
  return {"", kind.kind, dns1123_subdomain_fault};
}

void check_object_name(const Rules& rules, const Spot& metadata, const facts::ObjectKind& kind) {
  const Spot name = metadata["name"], prefix = metadata["generateName"];
  const NameRule rule = rule_for(kind);
  if (!prefix.text().empty()) {
    // A random text follows: a hyphen at the end is none of the name.
    std::string start(prefix.text());
    if (start.ends_with('-')) start.back() = 'a';
    if (const Fault fault = rule.form(start))
      rules.report->bad(prefix, fmt::format("{} {}", quoted(prefix.text()), *fault));
  }
  if (name.text().empty()) {
    if (prefix.text().empty() && !name) rules.report->missing(metadata, "name");
    if (name.is(yaml::Node::Kind::text) && prefix.text().empty()) rules.report->bad(name, "must not be empty");
  } else if (const Fault fault = rule.form(name.text())) {
    rules.report->bad(name, fmt::format("{} {}", quoted(name.text()), *fault));
  } else if (rule.longest != 0 && name.text().size() > rule.longest) {
    rules.report->bad(name, fmt::format("{} has {} bytes, and the name of a {} may have {}", quoted(name.text()),
                                        name.text().size(), kind.kind, rule.longest));
  }
}

void check_namespace(const Rules& rules, const Spot& metadata, const facts::ObjectKind& kind) {
  const Spot space = metadata["namespace"];
  if (space.text().empty()) return;
  if (kind.scope == facts::Scope::cluster) {
    // rest.BeforeCreate clears it.
    rules.report->add(space, ObjectProblem::Kind::ineffective,
                      fmt::format("a {} belongs to the whole cluster and has no namespace", kind.kind));
  } else {
    check_name(rules, space, dns1123_label_fault);
  }
}

/// Finalizers of Kubernetes itself have no domain.
void check_finalizers(const Rules& rules, const Spot& finalizers) {
  for (const Spot& item : finalizers.items()) {
    if (!item.is(yaml::Node::Kind::text)) continue;
    check_name(rules, item, qualified_name_fault);
    const bool standard = item.text() == "orphan" || item.text() == "foregroundDeletion" || item.text() == "kubernetes";
    if (!standard && item.text().find('/') == std::string_view::npos && !qualified_name_fault(item.text())) {
      rules.report->bad(item, fmt::format("{} is no finalizer of Kubernetes and has no domain", quoted(item.text())),
                        "write `domain/name`");
    }
  }
}

}  // namespace

void check_name(const Rules& rules, const Spot& name, NameForm form) {
  if (!name.is(yaml::Node::Kind::text)) return;
  if (const Fault fault = form(name.text())) {
    rules.report->bad(name,
                      name.text().empty() ? "must not be empty" : fmt::format("{} {}", quoted(name.text()), *fault));
  }
}

void check_labels(const Rules& rules, const Spot& labels) {
  for (const auto& [key, value] : labels.members()) {
    if (const Fault fault = qualified_name_fault(key)) {
      rules.report->bad(value, fmt::format("the key {} {}", quoted(key), *fault));
    } else if (const Fault wrong = label_value_fault(value.text())) {
      rules.report->bad(value, fmt::format("{} {}", quoted(value.text()), *wrong));
    }
  }
}

void check_annotations(const Rules& rules, const Spot& annotations) {
  std::size_t bytes = 0;
  for (const auto& [key, value] : annotations.members()) {
    std::string lower(key);
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (const Fault fault = qualified_name_fault(lower)) {
      rules.report->bad(value, fmt::format("the key {} {}", quoted(key), *fault));
    }
    bytes += key.size() + value.text().size();
  }
  if (bytes > kAnnotationBytes) {
    rules.report->bad(annotations, fmt::format("has {} bytes, and annotations may have {}", bytes, kAnnotationBytes));
  }
}

void check_metadata(const Rules& rules, const Spot& object, const facts::ObjectKind& kind) {
  const Spot metadata = object["metadata"];
  if (!metadata) {
    rules.report->missing(object, "metadata", "every object has a name");
    return;
  }
  check_object_name(rules, metadata, kind);
  check_namespace(rules, metadata, kind);
  // The validation of budgets does not look at their metadata.
  if (kind.kind == "PodDisruptionBudget") return;
  check_labels(rules, metadata["labels"]);
  check_annotations(rules, metadata["annotations"]);
  check_finalizers(rules, metadata["finalizers"]);
}

}  // namespace infragen::verify
