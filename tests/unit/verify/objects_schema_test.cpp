#include "catch.hpp"
#include "objects.hpp"

namespace {

const std::string kDeployment = R"(apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  replicas: 2
  selector:
    matchLabels: {app: api}
  template:
    metadata:
      labels: {app: api}
    spec:
      containers:
        - name: api
          image: registry.example.com/api:1.2.3
)";

std::string changed(const std::string& from, const std::string& to) {
  std::string out = kDeployment;
  const std::size_t at = out.find(from);
  REQUIRE(at != std::string::npos);
  return out.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a right object has no problems") { CHECK(object_lines(kDeployment) == Lines{}); }

TEST_CASE("an unknown field is told with its place and the nearest name") {
  const auto found = object_problems(changed("image:", "imagee:"));
  REQUIRE(found.size() >= 1);
  CHECK(found[0].kind == ObjectKind::unknown_field);
  CHECK(found[0].path == "spec.template.spec.containers[0].imagee");
  CHECK(found[0].message == "there is no field `imagee` here");
  CHECK(found[0].help == "did you mean `image`?");
  CHECK(found[0].origin == 15);
}

TEST_CASE("wrong types say what is right and how to write it") {
  auto found = object_problems(changed("replicas: 2", "replicas: \"2\""));
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == ObjectKind::wrong_type);
  CHECK(found[0].path == "spec.replicas");
  CHECK(found[0].message == "must be a whole number, and is a text (`2`)");
  CHECK(found[0].help == "write it without quotes");
  found = object_problems(changed("{app: api}\n    spec", "{app: 7}\n    spec"));
  REQUIRE_FALSE(found.empty());
  CHECK(found[0].message == "must be a text, and is a whole number (`7`)");
  CHECK(found[0].help == "write it in quotes");
  CHECK(object_lines(changed("replicas: 2", "replicas: 2.5")) ==
        Lines{"spec.replicas: must be a whole number, and is a number (`2.5`)"});
  CHECK(object_lines(changed("replicas: 2", "replicas: [2]")) ==
        Lines{"spec.replicas: must be a whole number, and is a list"});
}

TEST_CASE("a number that its 32 bits cannot hold is refused") {
  CHECK(object_lines(changed("replicas: 2", "replicas: 2147483648")) ==
        Lines{"spec.replicas: `2147483648` does not fit into 32 bits"});
  CHECK(object_lines(changed("replicas: 2", "replicas: 2147483647")).empty());
}

TEST_CASE("required members are told where they are missing") {
  CHECK(object_lines(changed("        - name: api\n          image", "        - image")) ==
        Lines{"spec.template.spec.containers[0]: `name` is required"});
  const Lines found = object_lines(changed("  selector:\n    matchLabels: {app: api}\n", ""));
  CHECK(std::count(found.begin(), found.end(), "spec: `selector` is required") == 1);
}

TEST_CASE("null stands for absent where the API takes it") {
  CHECK(object_lines(changed("replicas: 2", "replicas: null")).empty());
  CHECK(object_lines(changed("- name: api", "- name: null"))[0] ==
        "spec.template.spec.containers[0].name: must be a text, and is `null`");
}

TEST_CASE("unknown kinds and apiVersions name what is near and what serves") {
  auto found = object_problems(changed("kind: Deployment", "kind: Deploymnt"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == ObjectKind::unknown_kind);
  CHECK(found[0].message == "there is no kind `Deploymnt` in `apps/v1` of Kubernetes 1.35");
  CHECK(found[0].help == "did you mean `Deployment`?");
  found = object_problems(changed("apps/v1", "v1"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "`v1` serves no `Deployment` in Kubernetes 1.35");
  CHECK(found[0].help == "`apps/v1` serves it");
}

TEST_CASE("a removed apiVersion is told with its successor") {
  const std::string budget = "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\n";
  const auto found = object_problems(budget);
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == ObjectKind::removed_version);
  CHECK(found[0].message == "`policy/v1beta1` serves no `PodDisruptionBudget` since Kubernetes 1.25");
  CHECK(found[0].help == "write `apiVersion: policy/v1`");
  CHECK(found[0].origin == 1);
}

TEST_CASE("a kind is known from the version that has it") {
  const std::string policy =
      "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: {name: a}\n";
  CHECK(object_problems(policy, "1.33").empty());
  CHECK(object_problems(policy, "1.28").size() == 1);
}

TEST_CASE("a custom resource without a schema is not verified, and that is said as a warning") {
  const auto found = object_problems("apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nx: 1\n");
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == ObjectKind::unverified);
  CHECK_FALSE(infragen::verify::is_error(found[0].kind));
}

TEST_CASE("patterns, enumerations and limits of custom resources") {
  const std::string pool = R"(apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: default}
spec:
  weight: 10
  disruption: {consolidationPolicy: WhenEmpty, consolidateAfter: 30s}
  template:
    spec:
      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
      requirements:
        - {key: kubernetes.io/arch, operator: In, values: [arm64]}
)";
  CHECK(object_lines(pool).empty());
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string out = pool;
    return object_lines(out.replace(out.find(from), from.size(), to));
  };
  CHECK(with("weight: 10", "weight: 101") == Lines{"spec.weight: `101` is greater than 100"});
  CHECK(with("WhenEmpty", "WhenBored") ==
        Lines{"spec.disruption.consolidationPolicy: `WhenBored` is none of `WhenEmpty`, `WhenEmptyOrUnderutilized`, "
              "`Balanced`"});
  CHECK(with("30s", "soon").size() == 1);
  CHECK(with("template:", "templates:").size() == 2);
}

TEST_CASE("quantities are read as Kubernetes writes them") {
  const auto limit = [](const std::string& value) {
    return object_lines(kDeployment + "          resources: {limits: {memory: " + value + "}}\n");
  };
  for (const char* right : {"64Mi", "1G", "\"128974848\"", "129e6", "1.5Gi", "1E", "1e3", "+1", "1.", ".5", "0"}) {
    INFO(right);
    CHECK(limit(right).empty());
  }
  for (const char* wrong : {"64MB", "1 Gi", "gi", "\"\"", "1e", "0x10", "1ki", "1.5.5"}) {
    INFO(wrong);
    CHECK(limit(wrong).size() == 1);
  }
}

TEST_CASE("values of a Secret are not shown") {
  const Lines found = object_lines("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {k: hunter2hunter}\n");
  REQUIRE(found.size() == 1);
  CHECK(found[0].find("hunter2") == std::string::npos);
  const Lines typed = object_lines("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {k: [hunter2]}\n");
  REQUIRE(typed.size() == 1);
  CHECK(typed[0].find("hunter2") == std::string::npos);
}

TEST_CASE("objects of a list are verified one by one") {
  const Lines found =
      object_lines("apiVersion: v1\nkind: List\nitems:\n- " + indented(changed("replicas", "replica"), 2).substr(2));
  CHECK(found == Lines{"items[0].spec.replica: there is no field `replica` here"});
}

TEST_CASE("names have the form of their kind") {
  const auto named = [](const std::string& api, const std::string& kind, const std::string& name) {
    Lines out;
    for (const ObjectProblem& p :
         object_problems("apiVersion: " + api + "\nkind: " + kind + "\nmetadata: {name: \"" + name + "\"}\n")) {
      if (p.path == "metadata.name") out.push_back(p.message);
    }
    return out;
  };
  CHECK(named("v1", "ConfigMap", "a.b-c.9").empty());
  CHECK(named("v1", "ConfigMap", "Upper") ==
        Lines{"`Upper` must be lower case letters, digits, `-` and `.`, and begin and end with a letter or digit"});
  CHECK(named("v1", "ConfigMap", std::string(253, 'a')).empty());
  CHECK(named("v1", "ConfigMap", std::string(254, 'a')).size() == 1);
  CHECK(named("v1", "ConfigMap", "") == Lines{"must not be empty"});
  CHECK(named("v1", "Service", "a-1").empty());
  CHECK(named("v1", "Service", "1-a").size() == 1);
  CHECK(named("v1", "Service", "a.b").size() == 1);
  CHECK(named("v1", "Service", std::string(64, 'a')).size() == 1);
  CHECK(named("v1", "Namespace", "1-a").empty());
  CHECK(named("v1", "Namespace", "a.b").size() == 1);
  CHECK(named("apps/v1", "StatefulSet", "a.b").size() == 1);
  CHECK(named("batch/v1", "CronJob", std::string(52, 'a')).empty());
  CHECK(named("batch/v1", "CronJob", std::string(53, 'a')).size() == 1);
  CHECK(named("rbac.authorization.k8s.io/v1", "ClusterRole", "system:x.Y").empty());
  CHECK(named("rbac.authorization.k8s.io/v1", "ClusterRole", "a/b").size() == 1);
}

TEST_CASE("labels and annotations have keys and values of their form") {
  const auto labels = [](const std::string& members) {
    return object_lines("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {" + members + "}}\n");
  };
  CHECK(labels("app.kubernetes.io/name: a_B.c, x: \"\"").empty());
  CHECK(labels("x: -a").size() == 1);
  CHECK(labels("x: " + std::string(63, 'a')).empty());
  CHECK(labels("x: " + std::string(64, 'a')).size() == 1);
  CHECK(labels("a/b/c: x").size() == 1);
  CHECK(labels("Upper.io/b: x").size() == 1);
  CHECK(labels(std::string(64, 'k') + ": x").size() == 1);
  const auto annotations = [](const std::string& members) {
    return object_lines("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {" + members + "}}\n");
  };
  CHECK(annotations("eks.amazonaws.com/role-arn: \"any text at all\"").empty());
  CHECK(annotations("\"a b\": x") == Lines{"metadata.annotations[\"a b\"]: the key `a b` must be letters, digits, `-`, "
                                           "`_` and `.`, and begin and end with a letter or digit"});
  CHECK(annotations("k: " + std::string(262143, 'x')).empty());
  CHECK(annotations("k: " + std::string(262144, 'x')).size() == 1);
}

TEST_CASE("an object has a name, and a namespace where its kind has one") {
  CHECK(object_lines("apiVersion: v1\nkind: ConfigMap\n") == Lines{": `metadata` is required"});
  CHECK(object_lines("apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n") == Lines{"metadata: `name` is required"});
  CHECK(object_lines("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: a.b}\n").size() == 1);
  CHECK(object_lines("apiVersion: v1\nkind: Namespace\nmetadata: {name: a, namespace: b}\n") ==
        Lines{"metadata.namespace: a Namespace belongs to the whole cluster and has no namespace"});
}
