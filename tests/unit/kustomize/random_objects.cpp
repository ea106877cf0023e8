#include "random_objects.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>
#include <string_view>

#include "from_yaml.hpp"

namespace infragen::kustomize::testing {
namespace {

using yaml::Node;
using Random = std::mt19937;

// What a service has, with every sort of list that a patch may meet. `@` is its name.
constexpr std::string_view kObjects = R"(
apiVersion: apps/v1
kind: Deployment
metadata: {name: "@", labels: {app: "@", tier: web}, annotations: {example.com/owner: team, "a~b": x}}
spec:
  replicas: 2
  selector: {matchLabels: {app: "@"}}
  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 25%}}
  template:
    metadata: {labels: {app: "@"}}
    spec:
      serviceAccountName: "@"
      securityContext: {}
      imagePullSecrets: [{name: registry}]
      tolerations: [{key: spot, operator: Exists}, {key: arm, operator: Equal, value: "yes"}]
      topologySpreadConstraints:
        - {topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, maxSkew: 1}
        - {topologyKey: host, whenUnsatisfiable: ScheduleAnyway, maxSkew: 2}
      initContainers: [{name: migrate, image: "registry.example.com/shop/migrate:1", args: [up]}]
      containers:
        - name: "@"
          image: registry.example.com/shop/@:1
          command: [java, -jar, app.jar]
          env:
            - {name: PROFILE, value: prod}
            - {name: PORT, value: "8080"}
            - {name: EMPTY, value: ""}
            - {name: HOST, value: db.example.com}
            - name: PASSWORD
              valueFrom: {secretKeyRef: {name: "@-db", key: password}}
          envFrom: [{configMapRef: {name: "@"}}, {secretRef: {name: "@"}}]
          ports: [{name: http, containerPort: 8080, protocol: TCP}, {name: metrics, containerPort: 9090, protocol: TCP}]
          readinessProbe: {httpGet: {path: /health, port: 8080}, periodSeconds: 10}
          resources: {requests: {cpu: 250m, memory: 512Mi}, limits: {memory: 1Gi}}
          volumeMounts: [{name: tmp, mountPath: /tmp}, {name: settings, mountPath: /etc/app, readOnly: true}]
        - {name: proxy, image: "envoy:1.30", ports: [{containerPort: 15000}, {containerPort: 15001}]}
      volumes: [{name: tmp, emptyDir: {}}, {name: settings, configMap: {name: "@"}}]
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: "@-green", labels: {app: "@"}}
spec:
  replicas: 3
  selector: {matchLabels: {app: "@"}}
  strategy: {canary: {steps: [{setWeight: 20}, {pause: {duration: 10m}}, {setWeight: 60}, {pause: {}}]}}
  template:
    metadata: {labels: {app: "@"}}
    spec:
      containers:
        - name: "@"
          image: registry.example.com/shop/@:1
          env: [{name: A, value: "1"}, {name: B, value: "2"}, {name: C, value: "3"}]
          ports: [{containerPort: 8080}]
        - {name: agent, image: "agent:2", args: [--quiet]}
      volumes: [{name: data, emptyDir: {}}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: "@", labels: {app: "@"}}
data: {LOG_LEVEL: info, URL: "https://example.com/", on: "off", "1": "2", TEXT: "a: b\nc: d\n", NOTHING: ""}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: "@"}
spec:
  podSelector: {matchLabels: {app: "@"}}
  policyTypes: [Ingress, Egress]
  ingress: [{from: [{podSelector: {matchLabels: {app: gateway}}}], ports: [{port: 8080, protocol: TCP}]}]
  egress:
    - {to: [{ipBlock: {cidr: 10.0.0.0/16, except: [10.0.1.0/24]}}], ports: [{port: 5432, protocol: TCP}]}
    - {to: [{namespaceSelector: {}}], ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]}
    - {ports: [{port: 443}]}
---
apiVersion: v1
kind: Service
metadata: {name: "@", annotations: {service.beta.kubernetes.io/internal: "true"}}
spec:
  type: ClusterIP
  selector: {app: "@"}
  ports:
    - {name: http, port: 80, targetPort: 8080, protocol: TCP}
    - {name: metrics, port: 9090, targetPort: metrics, protocol: TCP}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: "@"}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: "@"}
  minReplicas: 2
  maxReplicas: 10
  metrics:
    - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}
    - {type: Resource, resource: {name: memory, target: {type: Utilization, averageUtilization: 80}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: "@-nightly"}
spec:
  schedule: "0 3 * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 2
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: job
              image: registry.example.com/shop/@:1
              env: [{name: MODE, value: nightly}, {name: DEPTH, value: "3"}]
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: "@-db"}
spec:
  refreshInterval: 1h
  secretStoreRef: {name: aws, kind: ClusterSecretStore}
  target: {name: "@-db"}
  data:
    - {secretKey: password, remoteRef: {key: shop/db, property: password}}
    - {secretKey: username, remoteRef: {key: shop/db, property: username}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: "@", annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::111111111111:role/@"}}
automountServiceAccountToken: false
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: "@"}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: "@", namespace: shop}]
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: "@"}
value: 1000
)";

struct Rule {
  std::string_view kind;  // empty: any
  std::string_view end;   // what the path ends with; from `/` on: all of it
  Place place;
};

const std::vector<Rule>& rules() {
  static const std::vector<Rule> out = {
      {"", "/metadata", {{}, {"name"}}},
      {"Deployment", "/spec", {{}, {"selector", "template"}}},
      {"CronJob", "/spec", {{}, {"schedule", "jobTemplate"}}},
      {"", "template/spec", {{}, {"containers"}}},
      {"", "containers/[]", {{}, {"name"}}},
      {"", "initContainers/[]", {{}, {"name"}}},
      {"", "env/[]", {{}, {"name"}}},
      {"", "secretKeyRef", {{}, {"key"}}},
      {"", "volumes/[]", {{}, {"name"}}},
      {"", "volumeMounts/[]", {{}, {"name", "mountPath"}}},
      {"", "topologySpreadConstraints/[]", {{}, {"topologyKey", "whenUnsatisfiable", "maxSkew"}}},
      {"Deployment", "ports/[]", {{}, {"containerPort"}}},
      {"", "httpGet", {{}, {"port"}}},
      {"Service", "ports/[]", {{}, {"port"}}},
      {"NetworkPolicy", "/spec", {{}, {"podSelector"}}},
      {"", "ipBlock", {{}, {"cidr"}}},
      {"HorizontalPodAutoscaler", "/spec", {{}, {"scaleTargetRef", "maxReplicas"}}},
      {"", "scaleTargetRef", {{}, {"kind", "name"}}},
      {"", "metrics/[]", {{}, {"type"}}},
      {"", "metrics/[]/resource", {{}, {"name", "target"}}},
      {"", "metrics/[]/resource/target", {{}, {"type"}}},
      {"ExternalSecret", "spec/data", {{"secretKey"}, {}}},
      {"ExternalSecret", "spec/data/[]", {{}, {"secretKey", "remoteRef"}}},
      {"", "remoteRef", {{}, {"key"}}},
      {"RoleBinding", "", {{}, {"roleRef"}}},
      {"", "roleRef", {{}, {"apiGroup", "kind", "name"}}},
      {"", "subjects/[]", {{}, {"kind", "name"}}},
      {"PriorityClass", "", {{}, {"value"}}},
  };
  return out;
}

bool ends_with(const std::vector<std::string>& path, std::string_view end) {
  std::string text;
  for (const std::string& key : path) text += "/" + key;
  if (end.starts_with('/')) return text == end;
  return end.empty() ? path.empty() : text.ends_with("/" + std::string(end));
}

class Changer {
 public:
  Changer(Random& random, const Node& object)
      : random_(random), api_version_(object.find("apiVersion")->text), kind_(object.find("kind")->text) {}

  // `odds`: one place in so many is changed.
  void change(Node& node, unsigned odds) {
    odds_ = odds;
    if (Node* labels = node.find("metadata")) {
      path_ = {"metadata"};
      for (const char* key : {"labels", "annotations"}) {
        path_.push_back(key);
        if (Node* map = labels->find(key)) walk(*map);
        std::erase_if(labels->members,
                      [&](const auto& member) { return member.first == key && member.second.members.empty(); });
        path_.pop_back();
      }
      path_.clear();
    }
    for (auto& member : node.members) {
      if (member.first == "apiVersion" || member.first == "kind" || member.first == "metadata") continue;
      path_ = {member.first};
      walk(member.second);
    }
  }

 private:
  bool one_in(unsigned n) { return random_() % n == 0; }

  void walk(Node& node) {
    if (node.kind == Node::Kind::map) return walk_map(node);
    if (node.kind == Node::Kind::list) return walk_list(node);
    if (!one_in(odds_) || path_.back() == "name" || path_.back() == "secretKey" || path_.back() == "namespace") return;
    if (node.kind == Node::Kind::integer) {
      node.text = std::to_string(1 + random_() % 5);
    } else if (node.kind == Node::Kind::boolean) {
      node.text = one_in(2) ? "true" : "false";
    } else if (path_.back() == "image") {
      change_image(node);
    } else {
      static constexpr std::array<const char*, 6> kTexts = {"one", "two", "", "yes", "a: b", "0"};
      node.text = kTexts[random_() % (path_.back() == "protocol" ? 2 : kTexts.size())];
    }
  }

  void change_image(Node& node) {
    static constexpr std::array<const char*, 4> kEnds = {":2", ":v3", "@sha256:00ff", ""};
    std::string name = node.text.substr(0, node.text.rfind(':'));
    if (one_in(3)) name = "222.example.com" + name.substr(std::min(name.find('/'), name.size()));
    if (one_in(9)) name = "other";
    node.text = name + kEnds[random_() % kEnds.size()];
  }

  void walk_map(Node& map) {
    const Place place = small_schema(api_version_, kind_, path_);
    for (std::size_t i = 0; i < map.members.size();) {
      path_.push_back(map.members[i].first);
      walk(map.members[i].second);
      path_.pop_back();
      const bool required =
          std::find(place.required.begin(), place.required.end(), map.members[i].first) != place.required.end();
      if (!required && one_in(2 * odds_)) {
        map.members.erase(map.members.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        ++i;
      }
    }
    const bool is_free = ends_with(path_, "labels") || ends_with(path_, "annotations") || ends_with(path_, "data") ||
                         ends_with(path_, "matchLabels");
    if (is_free && kind_ != "ExternalSecret" && one_in(odds_))
      map.set("more/" + std::to_string(random_() % 3), yaml::text("x"));
  }

  void walk_list(Node& list) {
    path_.push_back("[]");
    for (Node& item : list.items) walk(item);
    path_.pop_back();
    if (list.items.size() > 1 && one_in(odds_)) {
      list.items.erase(list.items.begin() + static_cast<std::ptrdiff_t>(random_() % list.items.size()));
    }
    if (list.items.size() > 1 && one_in(odds_)) std::swap(list.items[random_() % list.items.size()], list.items.back());
    if (one_in(odds_) && path_.back() != "subjects") insert(list);
  }

  // An element like one that is there, under a name of its own if it has one.
  void insert(Node& list) {
    if (list.items.empty()) return;
    Node item = list.items[random_() % list.items.size()];
    const unsigned number = static_cast<unsigned>(random_() % 3);
    for (const char* key : {"name", "secretKey", "mountPath", "topologyKey", "key"}) {
      if (Node* value = item.find(key)) value->text += std::to_string(number);
    }
    for (const char* key : {"containerPort", "port"}) {
      Node* value = item.find(key);
      if (value != nullptr && value->kind == Node::Kind::integer) value->text = std::to_string(1000 + number);
    }
    if (item.kind == Node::Kind::text) item.text += std::to_string(number);
    const bool doubled = std::any_of(list.items.begin(), list.items.end(), [&](const Node& other) {
      const Node* a = other.find("name");
      const Node* b = item.find("name");
      return a != nullptr && b != nullptr && *a == *b;
    });
    if (doubled) return;
    list.items.insert(list.items.begin() + static_cast<std::ptrdiff_t>(random_() % (list.items.size() + 1)),
                      std::move(item));
  }

  Random& random_;
  std::string api_version_;
  std::string kind_;
  std::vector<std::string> path_;
  unsigned odds_ = 1;
};

bool is_cluster_kind(const Node& object) { return object.find("kind")->text == "PriorityClass"; }

// How environments are divided into namespaces.
enum class Division { none, one_everywhere, one_each, many, many_each };

std::string namespace_of(Division division, const std::string& environment, const std::string& service) {
  switch (division) {
    case Division::none:
      return "";
    case Division::one_everywhere:
      return "shop";
    case Division::one_each:
      return "shop-" + environment;
    case Division::many:
      return service;
    case Division::many_each:
      return service + "-" + environment;
  }
  return "";
}

}  // namespace

Place small_schema(const std::string&, const std::string& kind, const std::vector<std::string>& path) {
  Place out;
  for (const Rule& rule : rules()) {
    if ((!rule.kind.empty() && rule.kind != kind) || !ends_with(path, rule.end)) continue;
    out.keys.insert(out.keys.end(), rule.place.keys.begin(), rule.place.keys.end());
    out.required.insert(out.required.end(), rule.place.required.begin(), rule.place.required.end());
  }
  return out;
}

Paths usual_paths() {
  return {"kubernetes/base", [](const std::string& environment) { return "kubernetes/overlays/" + environment; }};
}

std::vector<Environment> random_environments(std::uint32_t seed) {
  Random random(seed);
  static constexpr std::array<const char*, 4> kNames = {"prod", "dev", "staging", "test"};
  static constexpr std::array<const char*, 3> kServices = {"ticket", "pay.ment", "web"};
  std::vector<Environment> out(1 + random() % 4);
  const auto division = static_cast<Division>(random() % 5);
  const unsigned odds = 1u << (2 + random() % 5);
  const std::size_t services = 1 + random() % kServices.size();
  const bool is_settled = random() % 2 == 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i].name = kNames[i];
    for (std::size_t s = 0; s < services; ++s) {
      std::string text(kObjects);
      for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', at))
        text.replace(at, 1, kServices[s]);
      for (Node& root : all_from_yaml(text)) {
        if (random() % 12 == 0) continue;
        const std::string name_space = namespace_of(division, out[i].name, kServices[s]);
        if (!name_space.empty() && !is_cluster_kind(root))
          root.find("metadata")->set("namespace", yaml::text(name_space));
        if (Node* subjects = root.find("subjects")) {
          subjects->items.front().set("namespace", yaml::text(name_space.empty() ? "shop" : name_space));
        }
        Changer(random, root).change(root, odds);
        std::string file = root.find("kind")->text;
        std::transform(file.begin(), file.end(), file.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        out[i].objects.push_back({std::move(root), "shop/" + std::string(kServices[s]), std::move(file)});
      }
    }
  }
  if (is_settled) settle_order(out);
  return out;
}

}  // namespace infragen::kustomize::testing
