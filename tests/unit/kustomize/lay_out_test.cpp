#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "catch.hpp"
#include "from_yaml.hpp"
#include "infragen/kustomize/kustomize.hpp"
#include "infragen/yaml/print.hpp"
#include "random_objects.hpp"

using namespace infragen::kustomize;
using infragen::kustomize::testing::all_from_yaml;
using infragen::kustomize::testing::from_yaml;
using infragen::kustomize::testing::small_schema;
using infragen::kustomize::testing::usual_paths;
using infragen::yaml::Node;

namespace {

// Environments by name; each object lies in the folder `shop/web`, in a file with the name of its kind.
std::vector<Environment> environments(const std::map<std::string, std::string>& texts) {
  std::vector<Environment> out;
  for (const auto& text : texts) {
    Environment environment{text.first, {}};
    for (Node& root : all_from_yaml(text.second)) {
      std::string file = root.find("kind")->text;
      environment.objects.push_back({std::move(root), "shop/web", file});
    }
    out.insert(out.begin(), std::move(environment));  // not in the order of names
  }
  return out;
}

struct Laid {
  std::vector<Environment> environments;
  Tree tree;

  explicit Laid(const std::map<std::string, std::string>& texts, bool is_settled = false)
      : environments(::environments(texts)) {
    if (is_settled) settle_order(environments);
    tree = lay_out(environments, small_schema, usual_paths());
    for (const Environment& environment : environments) {
      if (environment.objects.empty()) continue;
      const Built built = build(tree, tree.overlays.at(environment.name));
      CHECK(built.error.empty());
      REQUIRE(built.objects.size() == environment.objects.size());
      for (const Object& object : environment.objects) {
        INFO(infragen::yaml::print(object.root).text);
        CHECK(std::count(built.objects.begin(), built.objects.end(), object.root) == 1);
      }
    }
  }

  // Below `kubernetes/`; empty: there is no such file.
  std::string text(const std::string& path) const {
    const auto file = tree.files.find("kubernetes/" + path);
    return file == tree.files.end() ? "" : infragen::yaml::print(file->second.documents).text;
  }
};

std::string deployment(const std::string& container, const std::string& replicas = "") {
  return "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {" + replicas +
         "selector: {matchLabels: {app: web}}, template: {spec: {containers: [{name: web, " + container + "}]}}}}";
}

std::string config(const std::string& data) {
  return "{apiVersion: v1, kind: ConfigMap, metadata: {name: web}, data: {" + data + "}}";
}

}  // namespace

TEST_CASE("of one environment everything is in base") {
  const Laid laid({{"prod", config("A: x")}});
  CHECK(laid.text("base/kustomization.yaml") ==
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- shop/web\n");
  CHECK(laid.text("base/shop/web/kustomization.yaml") ==
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- ConfigMap.yaml\n");
  CHECK(laid.text("base/shop/web/ConfigMap.yaml") ==
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  A: x\n");
  CHECK(laid.text("overlays/prod/kustomization.yaml") ==
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- ../../base\n");
  CHECK(laid.tree.files.size() == 4);
}

TEST_CASE("base has the leaves that are equal, and overlays say the others") {
  const Laid laid({{"dev", config("A: same, B: one")}, {"prod", config("A: same, B: two, C: more")}});
  CHECK(laid.text("base/shop/web/ConfigMap.yaml") ==
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  A: same\n");
  CHECK(laid.text("overlays/prod/patches/shop/web/ConfigMap.yaml") ==
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  B: two\n  C: more\n");
  CHECK(laid.text("overlays/prod/kustomization.yaml") ==
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- ../../base\n"
        "patches:\n- path: patches/shop/web/ConfigMap.yaml\n");
  CHECK(laid.tree.files.at("kubernetes/overlays/dev/kustomization.yaml").environment == "dev");
  CHECK(laid.tree.files.at("kubernetes/base/kustomization.yaml").environment.empty());
}

TEST_CASE("a required leaf that differs has the value of the first environment by name") {
  const std::string hpa =
      "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web}, spec: {scaleTargetRef: "
      "{kind: Deployment, name: web}, ";
  const Laid laid(
      {{"dev", hpa + "minReplicas: 1, maxReplicas: 2}}"}, {"prod", hpa + "minReplicas: 3, maxReplicas: 9}}"}});
  CHECK(laid.text("base/shop/web/HorizontalPodAutoscaler.yaml").ends_with("    name: web\n  maxReplicas: 2\n"));
  CHECK(laid.text("overlays/dev/patches/shop/web/HorizontalPodAutoscaler.yaml").ends_with("spec:\n  minReplicas: 1\n"));
  CHECK(laid.text("overlays/prod/patches/shop/web/HorizontalPodAutoscaler.yaml")
            .ends_with("spec:\n  minReplicas: 3\n  maxReplicas: 9\n"));
}

TEST_CASE("objects that not all environments have lie in the overlays") {
  const Laid laid(
      {{"dev", config("A: x")}, {"prod", config("A: x") + "\n---\n" + deployment("image: app")}, {"qa", ""}});
  CHECK(laid.text("base/shop/web/Deployment.yaml").empty());
  CHECK(!laid.text("overlays/prod/resources/shop/web/Deployment.yaml").empty());
  CHECK(laid.text("overlays/prod/kustomization.yaml")
            .ends_with("resources:\n- ../../base\n- resources/shop/web/Deployment.yaml\n"));
  CHECK(laid.text("overlays/qa/kustomization.yaml").empty());  // has no Kubernetes
}

TEST_CASE("what containers are called is what they are merged by") {
  const Laid laid({{"dev", deployment("image: app, env: [{name: A, value: one}, {name: B, value: b}]")},
                   {"prod", deployment("image: app, env: [{name: A, value: two}, {name: B, value: b}]")}});
  CHECK(laid.text("base/shop/web/Deployment.yaml").ends_with("        env:\n        - name: B\n          value: b\n"));
  CHECK(laid.text("overlays/prod/patches/shop/web/Deployment.yaml")
            .ends_with("spec:\n  template:\n    spec:\n      containers:\n      - name: web\n        env:\n"
                       "        - name: A\n          value: two\n"));
}

TEST_CASE("a patch names elements that stand before those that it changes") {
  const Laid laid({{"dev", deployment("env: [{name: B, value: b}, {name: A, value: one}]")},
                   {"prod", deployment("env: [{name: B, value: b}, {name: A, value: two}]")}});
  CHECK(laid.text("overlays/prod/patches/shop/web/Deployment.yaml")
            .ends_with("        env:\n        - name: B\n        - name: A\n          value: two\n"));
}

TEST_CASE("settled lists begin with what differs") {
  const std::map<std::string, std::string> texts = {
      {"dev", deployment("env: [{name: B, value: b}, {name: C, value: c}, {name: A, value: one}]")},
      {"prod", deployment("env: [{name: C, value: c}, {name: B, value: b}, {name: A, value: two}]")}};
  CHECK(Laid(texts, true)
            .text("overlays/prod/patches/shop/web/Deployment.yaml")
            .ends_with("        env:\n        - name: A\n          value: two\n"));

  std::vector<Environment> read_in_order =
      environments({{"dev", deployment("env: [{name: B, value: b}, {name: A, value: $(B)}]")},
                    {"prod", deployment("env: [{name: B, value: b}, {name: A, value: two}]")}});
  const std::vector<Environment> before = read_in_order;
  settle_order(read_in_order);
  CHECK(read_in_order[1].objects[0].root == before[1].objects[0].root);
}

TEST_CASE("with two keys, what base has comes last") {
  const std::string service = "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [";
  const std::string http = "{port: 80, protocol: TCP, name: http}";
  const Laid laid({{"dev", service + http + "]}}"}, {"prod", service + "{port: 90, protocol: TCP}, " + http + "]}}"}});
  CHECK(laid.text("overlays/prod/patches/shop/web/Service.yaml")
            .ends_with("spec:\n  ports:\n  - port: 90\n    protocol: TCP\n"));
  // The new one stands behind: base has no ports, or it is another kind of patch.
  Laid({{"dev", service + http + "]}}"}, {"prod", service + http + ", {port: 90, protocol: TCP}]}}"}});
}

TEST_CASE("operations change lists that a patch would replace") {
  const std::string rollout =
      "{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: web}, spec: {template: {spec: {containers: "
      "[{name: agent, image: agent, args: [a, b]}, {name: web, image: app, env: [{name: A, value: a}, {name: X, value: "
      "x}";
  const Laid laid({{"dev", rollout + "]}]}}}}"}, {"prod", rollout + ", {name: B, value: b}], stdin: true}]}}}}"}});
  CHECK(laid.text("overlays/dev/patches/shop/web/Rollout.yaml").empty());
  CHECK(laid.text("overlays/prod/patches/shop/web/Rollout.yaml") ==
        "- op: add\n  path: /spec/template/spec/containers/1/env/-\n  value:\n    name: B\n    value: b\n"
        "- op: add\n  path: /spec/template/spec/containers/1/stdin\n  value: true\n");
  CHECK(laid.text("overlays/prod/kustomization.yaml")
            .ends_with("patches:\n- path: patches/shop/web/Rollout.yaml\n  target:\n    group: argoproj.io\n"
                       "    version: v1alpha1\n    kind: Rollout\n    name: web\n"));
}

TEST_CASE("rules without names are taken for one another by what is equal around them") {
  const std::string policy =
      "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: web}, spec: {podSelector: {}, egress: "
      "[";
  const std::string dns =
      "{ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}], to: [{namespaceSelector: {}}]}";
  const auto database = [](const std::string& range) {
    return "{to: [{ipBlock: {cidr: " + range + "}}], ports: [{port: 5432, protocol: TCP}]}";
  };
  const Laid laid({{"dev", policy + database("10.0.0.0/16") + ", " + dns + "]}}"},
                   {"prod", policy + database("10.1.0.0/16") + ", " + dns + ", {ports: [{port: 443}]}]}}"}});
  CHECK(laid.text("overlays/prod/patches/shop/web/NetworkPolicy.yaml") ==
        "- op: replace\n  path: /spec/egress/0/to/0/ipBlock/cidr\n  value: 10.1.0.0/16\n"
        "- op: add\n  path: /spec/egress/-\n  value:\n    ports:\n    - port: 443\n");
}

TEST_CASE("replicas are said by kustomize's field, also where only some have them") {
  const Laid laid({{"dev", deployment("image: app", "replicas: 1, ")}, {"prod", deployment("image: app")}});
  CHECK(laid.text("base/shop/web/Deployment.yaml").find("replicas") == std::string::npos);
  CHECK(laid.text("overlays/dev/kustomization.yaml").ends_with("replicas:\n- name: web\n  count: 1\n"));
  CHECK(laid.text("overlays/prod/kustomization.yaml").find("replicas") == std::string::npos);
  CHECK(Laid({{"dev", deployment("image: app", "replicas: 2, ")}, {"prod", deployment("image: app", "replicas: 2, ")}})
            .text("base/shop/web/Deployment.yaml")
            .find("replicas: 2") != std::string::npos);
}

TEST_CASE("images are said by kustomize's field, under the name that they have in common") {
  const Laid laid({{"dev", deployment("image: 'dev.example.com/shop/app:1'")},
                   {"prod", deployment("image: 'prod.example.com/shop/app:2@sha256:00'")}});
  CHECK(laid.text("base/shop/web/Deployment.yaml").find("image: shop/app\n") != std::string::npos);
  CHECK(laid.text("overlays/dev/kustomization.yaml")
            .ends_with("images:\n- name: shop/app\n  newName: dev.example.com/shop/app\n  newTag: \"1\"\n"));
  CHECK(laid.text("overlays/prod/kustomization.yaml")
            .ends_with("  newName: prod.example.com/shop/app\n  newTag: \"2\"\n  digest: sha256:00\n"));
  CHECK(laid.text("overlays/prod/patches/shop/web/Deployment.yaml").empty());
}

TEST_CASE("an image whose entry would change another image is left to the patch") {
  const auto two = [](const std::string& tag) {
    return deployment("image: 'app:" + tag + "'}, {name: old, image: 'app:1'");
  };
  const Laid laid({{"dev", two("2")}, {"prod", two("3")}});
  CHECK(laid.text("overlays/prod/kustomization.yaml").find("images:") == std::string::npos);
  CHECK(laid.text("overlays/prod/patches/shop/web/Deployment.yaml").find("image: app:3") != std::string::npos);
}

TEST_CASE("one namespace an environment is said by kustomize's field") {
  const auto in = [](const std::string& name_space) {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: web, namespace: " + name_space + "}}\n---\n" +
           "{apiVersion: v1, kind: Namespace, metadata: {name: " + name_space + "}}";
  };
  const Laid laid({{"dev", in("shop-dev")}, {"prod", in("shop")}});
  CHECK(laid.text("base/shop/web/ConfigMap.yaml") == "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n");
  CHECK(laid.text("overlays/prod/kustomization.yaml").find("namespace: shop\nresources:") != std::string::npos);
  CHECK(
      Laid({{"dev", in("shop")}, {"prod", in("shop")}}).text("base/shop/web/ConfigMap.yaml").find("namespace: shop") !=
      std::string::npos);
}

TEST_CASE("where there are several namespaces, one patch moves all objects of one of them") {
  const auto in = [](const std::string& end) {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: pay-" + end + "}}\n---\n" +
           "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: web-" + end + "}}\n---\n" +
           "{apiVersion: v1, kind: Secret, metadata: {name: a, namespace: web-" + end + "}}";
  };
  // Two of one name: they are told apart by their namespaces, which differ.
  const Laid two({{"dev", in("dev")}, {"prod", in("prod")}});
  CHECK(two.text("base/shop/web/ConfigMap.yaml").empty());

  const auto apart = [](const std::string& end) {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: pay-" + end + "}}\n---\n" +
           "{apiVersion: v1, kind: Secret, metadata: {name: a, namespace: web-" + end + "}}";
  };
  const Laid laid({{"dev", apart("dev")}, {"prod", apart("prod")}});
  CHECK(laid.text("base/shop/web/ConfigMap.yaml").find("namespace: pay-dev") != std::string::npos);
  CHECK(laid.text("overlays/dev/kustomization.yaml").find("patches") == std::string::npos);
  CHECK(laid.text("overlays/prod/kustomization.yaml")
            .ends_with("patches:\n- path: patches/namespace-pay-prod.yaml\n  target:\n    namespace: pay-dev\n"
                       "- path: patches/namespace-web-prod.yaml\n  target:\n    namespace: web-dev\n"));
  CHECK(laid.text("overlays/prod/patches/namespace-pay-prod.yaml") ==
        "- op: replace\n  path: /metadata/namespace\n  value: pay-prod\n");
}

TEST_CASE("an object with nulls that differs lies in every overlay") {
  const Laid laid({{"dev", config("A: null, B: x")}, {"prod", config("A: null, B: y")}});
  CHECK(laid.text("base/kustomization.yaml").empty());
  CHECK(laid.text("overlays/prod/resources/shop/web/ConfigMap.yaml").find("A: null") != std::string::npos);
}

TEST_CASE("origins of the environments' values are those of the files") {
  std::vector<Environment> all = environments({{"dev", config("A: x, B: one")}, {"prod", config("A: x, B: two")}});
  std::uint32_t next = 1;
  for (Environment& environment : all) {
    for (auto& member : environment.objects[0].root.find("data")->members) member.second.origin = next++;
  }
  const Tree tree = lay_out(all, small_schema, usual_paths());  // prod comes first: 1 and 2; dev: 3 and 4
  const auto origin = [&](const std::string& path, const char* key) {
    return tree.files.at("kubernetes/" + path).documents[0].find("data")->find(key)->origin;
  };
  CHECK(origin("base/shop/web/ConfigMap.yaml", "A") == 3);
  CHECK(origin("overlays/dev/patches/shop/web/ConfigMap.yaml", "B") == 4);
  CHECK(origin("overlays/prod/patches/shop/web/ConfigMap.yaml", "B") == 2);
}
