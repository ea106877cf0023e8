#include "infragen/facts/kubernetes.hpp"

#include <algorithm>
#include <set>

#include "catch.hpp"
#include "source_data.hpp"

using namespace infragen::facts;
using nlohmann::json;

namespace {

using Texts = std::vector<std::string>;

Texts texts(const std::vector<std::string_view>& views) { return {views.begin(), views.end()}; }

Kubernetes version(std::string_view name) {
  const auto found = Kubernetes::find(name);
  REQUIRE(found);
  return *found;
}

Shape shape_of(const Kubernetes& k, std::string_view api, std::string_view kind, const Texts& path) {
  const auto object = k.object(api, kind);
  REQUIRE(object);
  Shape at = object->shape;
  for (const std::string& step : path) {
    const auto next = step == "[]" ? at.element() : step == "{}" ? at.values() : at.member(step);
    INFO(step);
    REQUIRE(next);
    at = *next;
  }
  return at;
}

JsonType type_of(const std::string& word) {
  const Texts words = {"null", "boolean", "integer", "number", "string", "array", "object"};
  return static_cast<JsonType>(std::find(words.begin(), words.end(), word) - words.begin());
}

/// Holds shapes against the schemas that they were packed from. Counts what it compared.
class Comparison {
 public:
  explicit Comparison(json definitions) : definitions_(std::move(definitions)) {}
  std::size_t compared = 0;
  bool custom = false;

  void run(const json& schema, const Shape& shape, const std::string& place) {
    if (schema.contains("$ref")) {
      const std::string name = schema["$ref"].get<std::string>().substr(8);
      // A definition that leads to itself is compared once on the way down.
      if (std::count(open_.begin(), open_.end(), name) != 0) return;
      open_.push_back(name);
      json whole = definitions_.at(name);
      for (const auto& [key, value] : schema.items()) {
        if (key != "$ref") whole[key] = value;
      }
      run(whole, shape, place);
      open_.pop_back();
      return;
    }
    ++compared;
    INFO(place);
    types(schema, shape);
    const json properties = schema.value("properties", json::object());
    REQUIRE(shape.members().size() == properties.size());
    for (const auto& [name, below] : properties.items()) {
      const auto member = shape.member(name);
      REQUIRE(member);
      if (!(custom && place.find('.') == std::string::npos && name == "metadata"))
        run(below, *member, place + "." + name);
    }
    CHECK(shape.element().has_value() == schema.contains("items"));
    if (schema.contains("items")) run(schema["items"], *shape.element(), place + ".[]");
    const json extra = schema.value("additionalProperties", json());
    CHECK(shape.values().has_value() == extra.is_object());
    if (extra.is_object()) run(extra, *shape.values(), place + ".{}");
    const bool root = custom && place.find('.') == std::string::npos;
    CHECK(shape.closed() == (extra == false || root));
    CHECK(shape.preserves_unknown() == schema.value("x-kubernetes-preserve-unknown-fields", false));
    rules(schema, shape.rules());
  }

 private:
  static void types(const json& schema, const Shape& shape) {
    if ((schema.contains("oneOf") && !schema.contains("type")) || schema.value("x-kubernetes-int-or-string", false)) {
      CHECK(shape.allows(JsonType::string));
      CHECK(shape.allows(JsonType::integer));
      CHECK((shape.quantity() || shape.int_or_string()));
      return;
    }
    CHECK_FALSE(shape.quantity());
    CHECK_FALSE(shape.int_or_string());
    std::set<JsonType> expected;
    const json type = schema.value("type", json::array());
    for (const json& word : type.is_array() ? type : json::array({type})) expected.insert(type_of(word));
    if (schema.value("nullable", false)) expected.insert(JsonType::null);
    const auto found = shape.types();
    CHECK(std::set<JsonType>(found.begin(), found.end()) == expected);
  }

  static void rules(const json& schema, const ShapeRules& rules) {
    const auto list = [&](const char* key) {
      Texts out;
      for (const json& value : schema.value(key, json::array()))
        out.push_back(value.is_string() ? value.get<std::string>() : value.dump());
      return out;
    };
    const auto number = [&](const char* key) {
      return schema.contains(key) ? std::optional<double>(schema[key].get<double>()) : std::nullopt;
    };
    CHECK(texts(rules.required) == list("required"));
    CHECK(texts(rules.enum_values) == list("enum"));
    CHECK(texts(rules.list_keys) == list("x-kubernetes-list-map-keys"));
    if (rules.format != "quantity") CHECK(rules.format == schema.value("format", ""));
    CHECK(rules.pattern == schema.value("pattern", ""));
    CHECK(rules.merge_key == schema.value("x-kubernetes-patch-merge-key", ""));
    CHECK(rules.merge_strategy == schema.value("x-kubernetes-patch-strategy", ""));
    CHECK(rules.list_type == schema.value("x-kubernetes-list-type", ""));
    CHECK(rules.map_type == schema.value("x-kubernetes-map-type", ""));
    CHECK(rules.minimum == number("minimum"));
    CHECK(rules.maximum == number("maximum"));
    CHECK(rules.min_length == number("minLength"));
    CHECK(rules.max_length == number("maxLength"));
    CHECK(rules.min_items == number("minItems"));
    CHECK(rules.max_items == number("maxItems"));
    CHECK(rules.min_members == number("minProperties"));
    CHECK(rules.max_members == number("maxProperties"));
  }

  json definitions_;
  Texts open_;
};

}  // namespace

TEST_CASE("every kind of every version has the shape that the data gives it") {
  CHECK(texts(Kubernetes::versions()) == Texts{"1.28", "1.33", "1.34", "1.35", "1.36"});
  for (const std::string_view name : Kubernetes::versions()) {
    INFO(name);
    const Kubernetes k = version(name);
    const json definitions = read_source("kubernetes/definitions-" + std::string(name) + ".json.xz").at("$defs");
    Comparison comparison(definitions);
    std::size_t kinds = 0;
    for (const auto& [definition, schema] : definitions.items()) {
      for (const json& id : schema.value("x-kubernetes-group-version-kind", json::array())) {
        const std::string kind = id["kind"], group = id["group"], minor = id["version"];
        if (kind == "DeleteOptions" || kind == "WatchEvent") {
          CHECK_FALSE(k.object(group.empty() ? minor : group + "/" + minor, kind));
          continue;
        }
        const auto object = k.object(group.empty() ? minor : group + "/" + minor, kind);
        REQUIRE(object);
        CHECK_FALSE(object->custom);
        comparison.run({{"$ref", "#/$defs/" + definition}}, object->shape, kind);
        ++kinds;
      }
    }
    CHECK(kinds > 140);
    CHECK(comparison.compared > 20000);
    const auto all = k.kinds();
    CHECK(std::count_if(all.begin(), all.end(), [](const ObjectKind& o) { return !o.custom; }) ==
          static_cast<std::ptrdiff_t>(kinds));
  }
}

TEST_CASE("every custom resource has the shape that the data gives it, in any version") {
  const json crds = read_source("kubernetes/crds.json.xz");
  const Kubernetes k = version("1.28");
  Comparison comparison(json::object());
  comparison.custom = true;
  std::size_t found = 0;
  for (const ObjectKind& object : k.kinds()) {
    if (!object.custom) continue;
    const std::string api(object.api_version);
    std::string kind(object.kind);
    std::transform(kind.begin(), kind.end(), kind.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::size_t slash = api.find('/');
    comparison.run(crds.at(api.substr(0, slash + 1) + kind + "_" + api.substr(slash + 1)), object.shape, kind);
    CHECK(version("1.36").object(object.api_version, object.kind)->shape == object.shape);
    CHECK(object.shape.member("metadata")->member("labels"));
    ++found;
  }
  CHECK(found == crds.size());
  CHECK(comparison.compared > 20000);
}

TEST_CASE("a deployment can be walked: lists, maps, numbers or texts, quantities, merge keys") {
  const Kubernetes k = version("1.35");
  const Shape containers = shape_of(k, "apps/v1", "Deployment", {"spec", "template", "spec", "containers"});
  CHECK(containers.rules().merge_key == "name");
  CHECK(containers.rules().merge_strategy == "merge");
  CHECK(texts(containers.rules().list_keys) == Texts{"name"});
  const Shape container = *containers.element();
  CHECK(container.closed());
  CHECK(texts(container.rules().required) == Texts{"name"});
  CHECK_FALSE(container.member("imagee"));
  CHECK(container.member("resources")->member("limits")->values()->quantity());
  const Shape port = *container.member("ports")->element()->member("containerPort");
  CHECK(port.types() == std::vector{JsonType::integer});
  CHECK(port.rules().format == "int32");
  CHECK_FALSE(port.allows(JsonType::string));
  const Shape probed = *container.member("livenessProbe")->member("httpGet")->member("port");
  CHECK(probed.int_or_string());
  CHECK(probed.allows(JsonType::integer));
  CHECK_FALSE(probed.allows(JsonType::number));
  CHECK(shape_of(k, "apps/v1", "Deployment", {"metadata", "labels", "{}"}).allows(JsonType::string));
}

TEST_CASE("a schema that contains itself ends nowhere") {
  const Texts schema = {"spec", "versions", "[]", "schema", "openAPIV3Schema"};
  Shape at = shape_of(version("1.35"), "apiextensions.k8s.io/v1", "CustomResourceDefinition", schema);
  const Shape first = at;
  for (int depth = 0; depth < 50; ++depth) at = *at.member("properties")->values();
  CHECK(at == first);
  CHECK(at == shape_of(version("1.36"), "apiextensions.k8s.io/v1", "CustomResourceDefinition", schema));
}

TEST_CASE("custom resources carry patterns and limits") {
  const Kubernetes k = version("1.35");
  const ShapeRules weight = shape_of(k, "karpenter.sh/v1", "NodePool", {"spec", "weight"}).rules();
  CHECK(weight.minimum == 1);
  CHECK(weight.maximum == 100);
  CHECK_FALSE(
      shape_of(k, "karpenter.sh/v1", "NodePool", {"spec", "disruption", "consolidateAfter"}).rules().pattern.empty());
  CHECK(shape_of(k, "karpenter.sh/v1", "NodePool", {"spec", "limits", "{}"}).quantity());
  const Shape redirect = shape_of(k, "gateway.networking.k8s.io/v1", "HTTPRoute",
                                  {"spec", "rules", "[]", "filters", "[]", "requestRedirect", "statusCode"});
  CHECK(texts(redirect.rules().enum_values) == Texts{"301", "302", "303", "307", "308"});
  CHECK(shape_of(k, "gateway.networking.k8s.io/v1", "Gateway", {"spec", "addresses", "[]"}).rules().one_of.size() == 2);
}

TEST_CASE("where objects live") {
  const Kubernetes k = version("1.35");
  CHECK(k.object("apps/v1", "Deployment")->scope == Scope::namespaced);
  CHECK(k.object("v1", "Namespace")->scope == Scope::cluster);
  CHECK(k.object("rbac.authorization.k8s.io/v1", "ClusterRole")->scope == Scope::cluster);
  CHECK(k.object("karpenter.sh/v1", "NodePool")->scope == Scope::cluster);
  CHECK(k.object("argoproj.io/v1alpha1", "Rollout")->scope == Scope::namespaced);
  CHECK(k.object("apps/v1", "DeploymentList")->scope == Scope::none);
  CHECK(k.object("policy/v1", "Eviction")->scope == Scope::none);
  CHECK(k.object("argoproj.io/v1alpha1", "Rollout")->custom);
}

TEST_CASE("removed apiVersions are known with what serves the kind instead") {
  const Kubernetes k = version("1.35");
  const auto gone = k.removed("policy/v1beta1", "PodDisruptionBudget");
  REQUIRE(gone);
  CHECK(gone->version == "1.25");
  CHECK(gone->successor == "policy/v1");
  CHECK(k.removed("policy/v1beta1", "PodSecurityPolicy")->successor.empty());
  CHECK_FALSE(k.removed("policy/v1", "PodDisruptionBudget"));
  CHECK_FALSE(k.removed("policy/v1beta1", "Deployment"));
  CHECK(version("1.33").removed("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema"));
  CHECK_FALSE(version("1.28").removed("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema"));
  CHECK(version("1.28").object("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema"));
  Texts serving;
  for (const ObjectKind& o : k.serving("HorizontalPodAutoscaler")) serving.emplace_back(o.api_version);
  CHECK(serving == Texts{"autoscaling/v1", "autoscaling/v2"});
  CHECK(k.serving("Deploymnt").empty());
}

TEST_CASE("versions are found by minor and release, and the nearest older one stands in") {
  CHECK(version("1.35").version() == "1.35");
  CHECK(version("1.35.3").version() == "1.35");
  CHECK_FALSE(Kubernetes::find("1.3"));
  CHECK_FALSE(Kubernetes::find("1.350"));
  CHECK_FALSE(Kubernetes::find("2.35"));
  CHECK_FALSE(Kubernetes::find("1.35x"));
  CHECK_FALSE(Kubernetes::find(""));
  CHECK(Kubernetes::nearest("1.31").version() == "1.28");
  CHECK(Kubernetes::nearest("1.20").version() == "1.28");
  CHECK(Kubernetes::nearest("1.99").version() == "1.36");
  CHECK(Kubernetes::nearest("1.34").version() == "1.34");
  CHECK(Kubernetes::nearest("newest").version() == "1.36");
}
