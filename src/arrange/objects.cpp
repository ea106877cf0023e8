// Kubernetes objects of all environments as files: a base that they share, and an overlay each.

#include "arrange/objects.hpp"

#include <algorithm>

#include "infragen/facts/kubernetes.hpp"
#include "infragen/kustomize/kustomize.hpp"
#include "infragen/model/state.hpp"
#include "infragen/yaml/print.hpp"

namespace infragen::arrange {
namespace {

/// The shape behind a path of keys; nothing: the schema does not know it.
std::optional<facts::Shape> shape_at(const facts::Kubernetes& version, const std::string& api_version, const std::string& kind, const std::vector<std::string>& path) {
  const auto object = version.object(api_version, kind);
  if (!object) return std::nullopt;
  std::optional<facts::Shape> shape = object->shape;
  for (const std::string& key : path) {
    if (!shape) return std::nullopt;
    if (key == "[]") {
      shape = shape->element();
    } else if (auto member = shape->member(key)) {
      shape = member;
    } else {
      shape = shape->values();
    }
  }
  return shape;
}

kustomize::Place place_of(const facts::Kubernetes& version, const std::string& api_version, const std::string& kind, const std::vector<std::string>& path) {
  const auto shape = shape_at(version, api_version, kind, path);
  if (!shape || !shape->has_rules()) return {};
  const facts::ShapeRules rules = shape->rules();
  kustomize::Place out;
  for (const std::string_view key : rules.list_keys) out.keys.emplace_back(key);
  if (out.keys.empty() && !rules.merge_key.empty()) out.keys.emplace_back(rules.merge_key);
  for (const std::string_view member : rules.required) out.required.emplace_back(member);
  return out;
}

void add_lines(Arranged& out, const std::string& unit, const std::string& path, const yaml::Printed& printed) {
  std::vector<LineOrigin>& lines = out.lines[unit];
  for (const auto& [line, origin] : printed.origins) lines.push_back({path, line, origin, {}});
}

/// What is no object of a cluster, and stands beside the overlays.
void alone(const Unit& unit, const render::Manifest& manifest, Arranged& out) {
  const std::string path = "kubernetes/clusters/" + unit.env->name + "/" + manifest.id.object.substr(manifest.id.object.find('.') + 1) + ".yaml";
  const yaml::Printed printed = yaml::print(manifest.root);
  out.files[path] = printed.text;
  out.unit_of[path] = unit.env->name;
  add_lines(out, unit.env->name, path, printed);
}

}  // namespace

void lay_out_objects(const std::vector<Unit>& units, Arranged& out) {
  std::vector<kustomize::Environment> environments;
  std::map<std::string, const model::Environment*> by_name;
  std::string version;
  for (const Unit& unit : units) {
    kustomize::Environment environment{unit.env->name, {}};
    for (const render::Manifest& m : unit.manifests) {
      m.folder.empty() ? alone(unit, m, out) : environment.objects.push_back({m.root, m.folder, m.file});
    }
    if (environment.objects.empty()) continue;
    by_name[unit.env->name] = unit.env;
    environments.push_back(std::move(environment));
    version = std::max(version, unit.kubernetes);
  }
  if (environments.empty()) return;
  const model::Layout& layout = *by_name.begin()->second->project.layout;
  const facts::Kubernetes known = facts::Kubernetes::nearest(version);
  const auto look_up = [&](const std::string& api_version, const std::string& kind, const std::vector<std::string>& path) { return place_of(known, api_version, kind, path); };
  const auto overlay = [&](const std::string& name) { return model::expand(layout.paths->overlay->text, *by_name.at(name), {}); };
  kustomize::settle_order(environments);
  const kustomize::Tree tree = kustomize::lay_out(environments, look_up, {*layout.paths->base, overlay});
  for (const kustomize::Environment& environment : environments) {
    out.overlays.push_back({environment.name, {}, overlay(environment.name), environment.objects.size()});
  }
  for (const auto& [path, file] : tree.files) {
    // What all share speaks of the lines of the first.
    const std::string& unit = file.environment.empty() ? environments.front().name : file.environment;
    const yaml::Printed printed = yaml::print(file.documents);
    out.files[path] = printed.text;
    out.unit_of[path] = unit;
    if (file.environment.empty()) out.shared.insert(path);
    add_lines(out, unit, path, printed);
  }
}

}  // namespace infragen::arrange
