#include "catch.hpp"
#include "objects.hpp"

using infragen::verify::ForeignObject;
using infragen::verify::immutable_changes;
using infragen::verify::SetProblem;
using infragen::verify::verify_objects;

namespace {

std::vector<SetProblem> set_problems(const std::vector<std::string>& texts,
                                     const std::vector<ForeignObject>& foreign = {}) {
  std::vector<infragen::yaml::Node> nodes;
  for (const std::string& text : texts) nodes.push_back(infragen::tests::yaml_node(text));
  std::vector<const infragen::yaml::Node*> objects;
  for (const auto& node : nodes) objects.push_back(&node);
  return verify_objects(objects, kubernetes(), foreign);
}

/// `index path: message`.
Lines set_lines(const std::vector<std::string>& texts, const std::vector<ForeignObject>& foreign = {}) {
  Lines out;
  for (const SetProblem& p : set_problems(texts, foreign)) {
    out.push_back(std::to_string(p.object) + " " + p.problem.path + ": " + p.problem.message);
  }
  return out;
}

const std::string kService =
    "apiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: shop}\n"
    "spec: {selector: {app: api}, ports: [{name: http, port: 80, targetPort: http}]}\n";

std::string deployment(const std::string& pod = "", const std::string& container = "",
                       const std::string& replicas = "2") {
  return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api, namespace: shop}\nspec:\n  replicas: " +
         replicas +
         "\n  selector: {matchLabels: {app: api}}\n  template:\n    metadata: {labels: {app: api}}\n    spec:\n" +
         indented(pod, 6) +
         "      containers:\n        - name: main\n          image: a\n          ports: [{name: http, containerPort: "
         "8080}]\n" +
         indented(container, 10);
}

std::string config(const std::string& name) {
  return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + ", namespace: shop}\ndata: {a: b}\n";
}

const std::string kUsesConfig = "envFrom: [{configMapRef: {name: settings}}]\n";

}  // namespace

TEST_CASE("what refers to one another and is there has no problems") {
  CHECK(set_lines({deployment(), kService}).empty());
}

TEST_CASE("an object stands once") {
  const auto found = set_problems({config("a"), config("b"), config("a")});
  REQUIRE(found.size() == 1);
  CHECK(found[0].object == 2);
  CHECK(found[0].problem.kind == ObjectKind::duplicate);
  CHECK(found[0].problem.message == "ConfigMap `a` in namespace `shop` is there already");
  CHECK(set_lines({"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
                   "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: default}\n"})
            .size() == 1);
}

TEST_CASE("pods refer to ConfigMaps that exist, unless they are optional or foreign") {
  const auto found = set_problems({deployment("", kUsesConfig), config("setting")});
  REQUIRE(found.size() == 1);
  CHECK(found[0].problem.kind == ObjectKind::dangling);
  CHECK(found[0].problem.path == "spec.template.spec.containers[0].envFrom[0].configMapRef.name");
  CHECK(found[0].problem.message == "there is no ConfigMap `settings` in namespace `shop`");
  CHECK(found[0].problem.help == "did you mean `setting`?");
  CHECK(set_lines({deployment("", kUsesConfig), config("settings")}).empty());
  CHECK(set_lines({deployment("", kUsesConfig)}, {{"shop", "ConfigMap", "settings"}}).empty());
  CHECK(set_lines({deployment("", kUsesConfig)}, {{"", "ConfigMap", ""}}).empty());
  CHECK(set_lines({deployment("", kUsesConfig)}, {{"other", "ConfigMap", "settings"}}).size() == 1);
  CHECK(set_lines({deployment("", "envFrom: [{configMapRef: {name: settings, optional: true}}]\n")}).empty());
}

TEST_CASE("keys of ConfigMaps and Secrets exist") {
  const auto uses = [](const std::string& key) {
    return deployment("", "env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: " + key + "}}}]\n");
  };
  CHECK(set_lines({uses("a"), config("settings")}).empty());
  const Lines found = set_lines({uses("aa"), config("settings")});
  CHECK(found == Lines{"0 spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.key: ConfigMap `settings` "
                       "has no key `aa`"});
}

TEST_CASE("Secrets may be made by an ExternalSecret") {
  const std::string uses = deployment("", "envFrom: [{secretRef: {name: login}}]\n");
  CHECK(set_lines({uses}).size() == 1);
  const std::string head =
      "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: x, namespace: shop}\n";
  CHECK(set_lines({uses, head + "spec: {target: {name: login}}\n"}).empty());
  CHECK(set_lines({uses, head + "spec: {target: {name: other}}\n"}).size() == 1);
}

TEST_CASE("accounts, priorities, claims and files of pods exist") {
  CHECK(set_lines({deployment("serviceAccountName: default\npriorityClassName: system-node-critical\n")}).empty());
  CHECK(set_lines({deployment("serviceAccountName: api\n")}) ==
        Lines{"0 spec.template.spec.serviceAccountName: there is no ServiceAccount `api` in namespace `shop`"});
  CHECK(set_lines({deployment("priorityClassName: high\n")}) ==
        Lines{"0 spec.template.spec.priorityClassName: there is no PriorityClass `high`"});
  CHECK(set_lines({deployment("priorityClassName: high\n"),
                   "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: high}\nvalue: 1\n"})
            .empty());
  CHECK(set_lines({deployment("volumes: [{name: a, persistentVolumeClaim: {claimName: data}}]\n")}).size() == 1);
  CHECK(set_lines({deployment("volumes: [{name: a, configMap: {name: kube-root-ca.crt}}]\n")}).empty());
  CHECK(set_lines({deployment("volumes: [{name: a, secret: {secretName: s, optional: true}}]\n")}).empty());
}

TEST_CASE("a Service selects pods, and finds its port on them") {
  auto found = set_problems({kService});
  REQUIRE(found.size() == 1);
  CHECK(found[0].problem.kind == ObjectKind::ineffective);
  CHECK(found[0].problem.path == "spec.selector");
  CHECK(set_problems({kService}, {{"shop", "Pod", ""}}).empty());
  std::string other = kService;
  other.replace(other.find("targetPort: http"), 16, "targetPort: grpc");
  CHECK(set_lines({deployment(), other}) ==
        Lines{"1 spec.ports[0].targetPort: none of the selected pods has a port `grpc`"});
}

TEST_CASE("ingresses and bindings lead to Services and ports that exist") {
  const auto ingress = [](const std::string& name, const std::string& port) {
    return "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a, namespace: shop}\nspec: "
           "{defaultBackend: {service: {name: " +
           name + ", port: {" + port + "}}}}\n";
  };
  CHECK(set_lines({deployment(), kService, ingress("api", "number: 80")}).empty());
  CHECK(set_lines({deployment(), kService, ingress("api", "name: http")}).empty());
  CHECK(set_lines({deployment(), kService, ingress("api", "number: 81")}) ==
        Lines{"2 spec.defaultBackend.service.port.number: the Service `api` has no port `81`"});
  CHECK(set_lines({deployment(), kService, ingress("app", "number: 80")}) ==
        Lines{"2 spec.defaultBackend.service.name: there is no Service `app` in namespace `shop`"});
  const std::string binding =
      "apiVersion: elbv2.k8s.aws/v1beta1\nkind: TargetGroupBinding\nmetadata: {name: a, namespace: shop}\nspec: "
      "{targetGroupARN: x, serviceRef: {name: api, port: 8080}}\n";
  CHECK(set_lines({deployment(), kService, binding}) ==
        Lines{"2 spec.serviceRef.port: the Service `api` has no port `8080`"});
}

TEST_CASE("autoscalers scale what exists and asks for the resource") {
  const auto scaler = [](const std::string& name, const std::string& resource) {
    return "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a, namespace: shop}\nspec: "
           "{maxReplicas: 3, scaleTargetRef: {kind: Deployment, name: " +
           name + "}, metrics: [{type: Resource, resource: {name: " + resource +
           ", target: {type: Utilization, averageUtilization: 50}}}]}\n";
  };
  const std::string asks = "resources: {requests: {cpu: 1}}\n";
  CHECK(set_lines({deployment("", asks), scaler("api", "cpu")}).empty());
  CHECK(set_lines({deployment("", asks), scaler("api", "memory")}) ==
        Lines{"1 spec.metrics[0].resource: the container `main` requests no `memory`: there is nothing to take a share "
              "of"});
  CHECK(set_lines({deployment("", asks), scaler("app", "cpu")}) ==
        Lines{"1 spec.scaleTargetRef.name: there is no Deployment `app` in namespace `shop`"});
}

TEST_CASE("budgets select pods and let some go") {
  const auto budget = [](const std::string& spec) {
    return "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a, namespace: shop}\nspec: {" + spec +
           "}\n";
  };
  const std::string mine = ", selector: {matchLabels: {app: api}}";
  CHECK(set_lines({deployment(), budget("minAvailable: 1" + mine)}).empty());
  CHECK(set_lines({deployment(), budget("minAvailable: 2" + mine)}) ==
        Lines{"1 spec.minAvailable: allows no pod to be evicted: there are 2"});
  CHECK(set_lines({deployment("", "", "1"), budget("minAvailable: 50%" + mine)}).size() == 1);
  CHECK(set_lines({deployment(), budget("maxUnavailable: 0" + mine)}) ==
        Lines{"1 spec.maxUnavailable: allows no pod to be evicted"});
  CHECK(set_lines({deployment(), budget("maxUnavailable: 1, selector: {matchLabels: {app: web}}")}).size() == 1);
  const std::string scaler =
      "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a, namespace: shop}\nspec: "
      "{minReplicas: 2, maxReplicas: 3, scaleTargetRef: {kind: Deployment, name: api}}\n";
  CHECK(set_lines({deployment(), budget("minAvailable: 2" + mine), scaler}).empty());
}

TEST_CASE("policies that hit nothing are a warning, those of all pods are not") {
  const auto policy = [](const std::string& selector) {
    return "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a, namespace: shop}\nspec: "
           "{podSelector: " +
           selector + "}\n";
  };
  CHECK(set_lines({deployment(), policy("{}")}).empty());
  CHECK(set_lines({deployment(), policy("{matchLabels: {app: api}}")}).empty());
  const auto found = set_problems({deployment(), policy("{matchLabels: {app: ap}}")});
  REQUIRE(found.size() == 1);
  CHECK_FALSE(infragen::verify::is_error(found[0].problem.kind));
}

TEST_CASE("a Rollout's Services exist") {
  std::string rollout = deployment();
  rollout.replace(rollout.find("apps/v1\nkind: Deployment"), 24, "argoproj.io/v1alpha1\nkind: Rollout");
  rollout.replace(rollout.find("spec:\n"), 6,
                  "spec:\n  strategy: {blueGreen: {activeService: api, previewService: next}}\n");
  CHECK(set_lines({rollout, kService}) ==
        Lines{"0 spec.strategy.blueGreen.previewService: there is no Service `next` in namespace `shop`"});
}

TEST_CASE("fields that cannot be changed are told, those that can are not") {
  const auto changes = [](const std::string& before, const std::string& after) {
    Lines out;
    for (const auto& p : immutable_changes(infragen::tests::yaml_node(before), infragen::tests::yaml_node(after))) {
      CHECK(p.kind == ObjectKind::immutable);
      out.push_back(p.path);
    }
    return out;
  };
  const auto with = [](std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
  };
  CHECK(changes(deployment(), with(deployment(), "image: a", "image: b")).empty());
  CHECK(changes(deployment(), with(deployment(), "matchLabels: {app: api}", "matchLabels: {app: web}")) ==
        Lines{"spec.selector"});
  const std::string service = with(kService, "spec: {", "spec: {clusterIP: None, ");
  CHECK(changes(service, with(service, "clusterIP: None", "clusterIP: 10.0.0.1")) == Lines{"spec.clusterIP"});
  CHECK(changes(service, kService).empty());
  const std::string claim =
      "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec: {accessModes: [ReadWriteOnce], "
      "resources: {requests: {storage: 2Gi}}}\n";
  CHECK(changes(claim, with(claim, "2Gi", "3Gi")).empty());
  CHECK(changes(claim, with(claim, "2Gi", "1Gi")) == Lines{"spec.resources.requests.storage"});
  CHECK(changes(claim, with(claim, "ReadWriteOnce", "ReadWriteMany")) == Lines{"spec.accessModes"});
  const std::string frozen = config("a") + "immutable: true\n";
  CHECK(changes(config("a"), with(config("a"), "a: b", "a: c")).empty());
  CHECK(changes(frozen, with(frozen, "a: b", "a: c")) == Lines{"data"});
  CHECK(changes(frozen, config("a")) == Lines{"immutable"});
  const std::string job =
      "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: a, image: "
      "b}]}}}\n";
  CHECK(changes(job, with(job, "image: b", "image: c")) == Lines{"spec.template"});
  CHECK(changes(job, deployment()).empty());
}
