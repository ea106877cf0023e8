/// What pods refer to by name.

#include <fmt/format.h>

#include <array>

#include "infragen/support/text.hpp"
#include "verify/kubernetes/set.hpp"

namespace infragen::verify {

using Kind = ObjectProblem::Kind;

namespace {

/// A Secret may be made by an ExternalSecret of the namespace, a Certificate, or a Secret of a token.
bool is_made(const ObjectSet& set, std::string_view space, std::string_view name) {
  for (const Member& member : set.members()) {
    const Spot spec = member.root["spec"];
    if (member.kind == "ClusterExternalSecret") {
      const std::string_view target = spec.at({"externalSecretSpec", "target", "name"}).text();
      const std::string_view own = spec["externalSecretName"].text();
      if (name == target || (target.empty() && (name == own || (own.empty() && name == member.name)))) return true;
    }
    if (member.space != space) continue;
    if (member.kind == "ExternalSecret") {
      const std::string_view target = spec.at({"target", "name"}).text();
      if (name == (target.empty() ? member.name : target)) return true;
    }
    if (member.kind == "Certificate" && name == spec["secretName"].text()) return true;
    if (member.kind == "SecretProviderClass") {
      for (const Spot& secret : spec["secretObjects"].items()) {
        if (name == secret["secretName"].text()) return true;
      }
    }
  }
  return false;
}

class References {
 public:
  References(const ObjectSet& set, const Workload& workload, const MemberReport& report)
      : set_(set), workload_(workload), report_(report) {}

  void run() const {
    const Spot spec = workload_.spec();
    account(spec["serviceAccountName"]);
    priority(spec["priorityClassName"]);
    for (const Spot& pull : spec["imagePullSecrets"].items()) named("Secret", pull["name"]);
    for (const Spot& volume : spec["volumes"].items()) check_volume(volume);
    for (const char* list : {"initContainers", "containers"}) {
      for (const Spot& container : spec[list].items()) check_container_references(container);
    }
    service(workload_.object->root.at({"spec", "serviceName"}));
  }

 private:
  std::string_view space() const { return workload_.object->space; }

  /// Whether the object is there; tells when it is not.
  bool named(std::string_view kind, const Spot& name) const {
    if (name.text().empty()) return true;
    if (set_.exists(kind, space(), name.text())) return true;
    if (kind == "Secret" && is_made(set_, space(), name.text())) return true;
    if (kind == "ConfigMap" && name.text() == "kube-root-ca.crt") return true;
    support::Nearest near(name.text());
    for (const Member& member : set_.members()) {
      if (member.kind == kind && member.space == space()) near.offer(member.name);
    }
    report_.add(name, Kind::dangling,
                fmt::format("there is no {} {} in namespace `{}`", kind, quoted(name.text()), space()),
                did_you_mean(near.best()));
    return false;
  }

  void account(const Spot& name) const {
    if (name.text() != "default") named("ServiceAccount", name);
  }

  void priority(const Spot& name) const {
    if (name.text().empty() || name.text().starts_with("system-") || set_.exists("PriorityClass", {}, name.text()))
      return;
    report_.add(name, Kind::dangling, fmt::format("there is no PriorityClass {}", quoted(name.text())));
  }

  /// Of a StatefulSet: the Service that gives its pods their names.
  void service(const Spot& name) const {
    if (workload_.object->kind == "StatefulSet") named("Service", name);
  }

  /// A key of an object that is in the set, whose keys are therefore known.
  void key(std::string_view kind, const Spot& name, const Spot& key) const {
    const Member* object = set_.find(kind, space(), name.text());
    if (object == nullptr || key.text().empty() || is_made(set_, space(), name.text())) return;
    support::Nearest near(key.text());
    for (const char* part : {"data", "stringData", "binaryData"}) {
      const Spot data = object->root[part];
      if (data.is(yaml::Node::Kind::map) && data.node->find(key.text()) != nullptr) return;
      for (const auto& [other, value] : data.members()) near.offer(other);
    }
    report_.add(key, Kind::dangling, fmt::format("{} {} has no key {}", kind, quoted(name.text()), quoted(key.text())),
                did_you_mean(near.best()));
  }

  void object_and_key(std::string_view kind, const Spot& reference) const {
    if (!reference || reference["optional"].truth()) return;
    if (named(kind, reference["name"])) key(kind, reference["name"], reference["key"]);
  }

  void files(std::string_view kind, const Spot& source, std::string_view name_key) const {
    if (!source || source["optional"].truth() || !named(kind, source[name_key])) return;
    for (const Spot& item : source["items"].items()) key(kind, source[name_key], item["key"]);
  }

  void check_volume(const Spot& volume) const {
    files("ConfigMap", volume["configMap"], "name");
    files("Secret", volume["secret"], "secretName");
    for (const Spot& source : volume.at({"projected", "sources"}).items()) {
      files("ConfigMap", source["configMap"], "name");
      files("Secret", source["secret"], "name");
    }
    named("PersistentVolumeClaim", volume.at({"persistentVolumeClaim", "claimName"}));
    const Spot csi = volume["csi"];
    if (csi["driver"].text() == "secrets-store.csi.k8s.io") {
      named("SecretProviderClass", csi.at({"volumeAttributes", "secretProviderClass"}));
    }
  }

  void check_container_references(const Spot& container) const {
    for (const Spot& variable : container["env"].items()) {
      object_and_key("ConfigMap", variable.at({"valueFrom", "configMapKeyRef"}));
      object_and_key("Secret", variable.at({"valueFrom", "secretKeyRef"}));
    }
    for (const Spot& source : container["envFrom"].items()) {
      object_and_key("ConfigMap", source["configMapRef"]);
      object_and_key("Secret", source["secretRef"]);
    }
  }

  const ObjectSet& set_;
  const Workload& workload_;
  const MemberReport& report_;
};

}  // namespace

void check_pod_references(const ObjectSet& set, const Workload& workload, const MemberReport& report) {
  References(set, workload, report).run();
}

}  // namespace infragen::verify
