#include "catch.hpp"
#include "from_yaml.hpp"
#include "kustomize/image.hpp"
#include "kustomize/json_patch.hpp"
#include "kustomize/known.hpp"
#include "kustomize/strategic.hpp"
#include "kustomize/tree.hpp"
#include "kustomize/write.hpp"

using namespace infragen::kustomize;
using infragen::kustomize::testing::from_yaml;
using infragen::yaml::Node;

namespace {

const std::string kPod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";

}  // namespace

TEST_CASE("elements of a patch come first, in its order, and then the others") {
  const Node pod = from_yaml(kPod + "spec: {containers: [{name: x, image: i}, {name: y}, {name: z}]}");
  const Node patch = from_yaml("spec: {containers: [{name: z, image: k}, {name: w}, {name: x}]}");
  CHECK(merge_strategic(pod, patch) ==
        from_yaml(kPod + "spec: {containers: [{name: z, image: k}, {name: w}, {name: x, image: i}, {name: y}]}"));
}

TEST_CASE("elements that are told apart by two keys stay where they are, behind new ones") {
  const Node pod = from_yaml(kPod +
                             "spec: {topologySpreadConstraints: [{topologyKey: a, whenUnsatisfiable: W}, {topologyKey: "
                             "b, whenUnsatisfiable: W}]}");
  const Node patch = from_yaml(
      "spec: {topologySpreadConstraints: [{topologyKey: b, whenUnsatisfiable: W, maxSkew: 2}, {topologyKey: c, "
      "whenUnsatisfiable: W}]}");
  CHECK(merge_strategic(pod, patch) ==
        from_yaml(kPod + "spec: {topologySpreadConstraints: [{topologyKey: c, whenUnsatisfiable: W}, {topologyKey: a, "
                         "whenUnsatisfiable: W}, {topologyKey: b, whenUnsatisfiable: W, maxSkew: 2}]}"));
}

TEST_CASE("a null takes away, and what is no list with keys is replaced") {
  const Node pod = from_yaml(kPod + "spec: {hostname: a, tolerations: [{key: a}, {key: b}], nodeSelector: {a: b}}");
  const Node patch = from_yaml("spec: {hostname: null, tolerations: [{key: c}], nodeSelector: {c: d}}");
  CHECK(merge_strategic(pod, patch) == from_yaml(kPod + "spec: {tolerations: [{key: c}], nodeSelector: {a: b, c: d}}"));
}

TEST_CASE("patches that kustomize refuses, or reads by rules of its own, are not merged") {
  const Node pod = from_yaml(kPod + "spec: {containers: [{name: x, ports: [{containerPort: 1}]}]}");
  CHECK(!merge_strategic(pod, from_yaml("spec: [a]")));
  CHECK(!merge_strategic(pod, from_yaml("spec: {containers: [{image: i}]}")));
  CHECK(
      !merge_strategic(pod, from_yaml("spec: {containers: [{name: x, ports: [{containerPort: 1, protocol: TCP}]}]}")));
}

TEST_CASE("operations are applied one after the other") {
  const Node object = from_yaml("{a: {x/y: 1, ~z: 2}, l: [p, q]}");
  CHECK(pointer_to("/a", "x/y~") == "/a/x~1y~0");
  CHECK(apply_json(object, from_yaml("[{op: replace, path: /a/x~1y, value: 3}, {op: add, path: /a/~0z, value: 4}]")) ==
        from_yaml("{a: {x/y: 3, ~z: 4}, l: [p, q]}"));
  CHECK(apply_json(object, from_yaml("[{op: add, path: /l/1, value: n}, {op: add, path: /l/-, value: {}}, {op: add, "
                                     "path: /l/3/m, value: 1}]")) ==
        from_yaml("{a: {x/y: 1, ~z: 2}, l: [p, n, q, {m: 1}]}"));
  CHECK(!apply_json(object, from_yaml("[{op: replace, path: /b, value: 3}]")));
  CHECK(!apply_json(object, from_yaml("[{op: add, path: /l/3, value: 3}]")));
  CHECK(!apply_json(object, from_yaml("[{op: add, path: /b/c, value: 3}]")));
  CHECK(!apply_json(object, from_yaml("[{op: remove, path: /a}]")));
}

TEST_CASE("images are split and matched as kustomize does") {
  const auto parts = [](const char* image) {
    const ImageParts all = split_image(image);
    return all.name + " " + all.tag + " " + all.digest;
  };
  CHECK(parts("app") == "app  ");
  CHECK(parts("host:5000/shop/app:v1@sha256:0f") == "host:5000/shop/app v1 sha256:0f");
  CHECK(parts("shop/app@sha256:0f") == "shop/app  sha256:0f");
  CHECK(matches_image("shop/app", "shop/app:v1@sha256:0f"));
  CHECK(matches_image("a.p", "app:1"));
  CHECK(!matches_image("app", "shop/app:1"));
  CHECK(!matches_image("app", "apps:1"));
  CHECK(!matches_image("app", "app:1/x"));
  CHECK(replaced_image("app", {"shop/app", "2", "", 0}, "app:1@sha256:0f") == "shop/app:2");
  CHECK(replaced_image("app", {"shop/app", "", "", 0}, "app:1") == "shop/app:1");
  CHECK(replaced_image("app", {"", "2", "sha256:1", 0}, "app") == "app:2@sha256:1");
}

TEST_CASE("kustomize knows lists of built-in types and none of others") {
  const Path env = {"spec", "template", "spec", "containers", "[]", "env"};
  CHECK(merge_keys("apps/v1", "Deployment", env) == std::vector<std::string>{"name"});
  CHECK(merge_keys("argoproj.io/v1alpha1", "Rollout", env).empty());
  CHECK(merge_keys("v1", "Service", {"spec", "ports"}) == std::vector<std::string>{"port", "protocol"});
  CHECK(merge_keys("apps/v1", "Deployment", {"spec", "template", "spec", "tolerations"}).empty());
  CHECK(merge_keys("apps/v1", "Deployment", {"spec", "template", "spec"}).empty());
  CHECK(is_cluster_scoped("v1", "Namespace"));
  CHECK(!is_cluster_scoped("karpenter.sh/v1", "NodePool"));
}

TEST_CASE("common pairs are the longest row that both have") {
  const std::string a = "xabcbdaby";
  const std::string b = "xbdcabay";
  const auto pairs = common_pairs(a.size(), b.size(), [&](std::size_t i, std::size_t j) { return a[i] == b[j]; });
  std::string row;
  std::size_t next_a = 0;
  std::size_t next_b = 0;
  for (const auto& pair : pairs) {
    CHECK(pair.first >= next_a);
    CHECK(pair.second >= next_b);
    next_a = pair.first + 1;
    next_b = pair.second + 1;
    REQUIRE(a[pair.first] == b[pair.second]);
    row += a[pair.first];
  }
  CHECK(row.size() == 6);
}

TEST_CASE("paths between folders") {
  CHECK(relative_path("kubernetes/overlays/prod", "kubernetes/base") == "../../base");
  CHECK(relative_path("k8s/prod", "base") == "../../base");
  CHECK(joined_path("a/b", "../c/./d") == "a/c/d");
  CHECK(exactly("a.b") == "a\\.b");
}
