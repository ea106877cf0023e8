#include "kustomize/layout.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "kustomize/divide.hpp"
#include "kustomize/known.hpp"
#include "kustomize/tree.hpp"
#include "kustomize/write.hpp"

namespace infragen::kustomize {
namespace {

using yaml::Node;
using Identity = std::tuple<std::string, std::string, std::string, std::string, std::string, std::string>;

Identity identity_of(const Object& object, bool with_namespace) {
  return {object.folder,
          object.file,
          text_at(object.root, {"apiVersion"}),
          text_at(object.root, {"kind"}),
          text_at(object.root, {"metadata", "name"}),
          with_namespace ? text_at(object.root, {"metadata", "namespace"}) : std::string()};
}

// Names that stand in several namespaces of one environment are told apart by them.
std::set<Identity> ambiguous(const std::vector<Environment>& environments) {
  std::set<Identity> out;
  for (const Environment& environment : environments) {
    std::set<Identity> seen;
    for (const Object& object : environment.objects) {
      Identity identity = identity_of(object, false);
      if (!seen.insert(identity).second) out.insert(std::move(identity));
    }
  }
  return out;
}

}  // namespace

void Layout::part(std::size_t shared_object) {
  Shared& object = shared[shared_object];
  for (std::size_t i = 0; i < names.size(); ++i) {
    own[i].push_back({std::move(object.roots[i]), object.folder, object.file});
  }
  object.roots.clear();
}

std::vector<std::size_t> environments_by_name(const std::vector<Environment>& environments) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < environments.size(); ++i) {
    if (!environments[i].objects.empty()) out.push_back(i);
  }
  std::sort(out.begin(), out.end(),
            [&](std::size_t a, std::size_t b) { return environments[a].name < environments[b].name; });
  return out;
}

std::vector<std::vector<Occurrence>> occurrences(const std::vector<Environment>& environments) {
  const std::set<Identity> doubled = ambiguous(environments);
  std::map<Identity, std::size_t> places;
  std::vector<std::vector<Occurrence>> out;
  for (const std::size_t i : environments_by_name(environments)) {
    for (std::size_t k = 0; k < environments[i].objects.size(); ++k) {
      const Object& object = environments[i].objects[k];
      Identity identity = identity_of(object, false);
      if (doubled.count(identity) > 0) identity = identity_of(object, true);
      const std::size_t place = places.emplace(std::move(identity), out.size()).first->second;
      if (place == out.size()) out.emplace_back();
      out[place].push_back({i, k});
    }
  }
  return out;
}

Layout bring_together(const std::vector<Environment>& environments) {
  Layout out;
  const std::vector<std::size_t> sorted = environments_by_name(environments);
  std::map<std::size_t, std::size_t> places;
  for (const std::size_t i : sorted) {
    places.emplace(i, out.names.size());
    out.names.push_back(environments[i].name);
  }
  out.own.resize(sorted.size());
  out.fields.resize(sorted.size());
  for (const std::vector<Occurrence>& all : occurrences(environments)) {
    const Object& first = environments[all.front().environment].objects[all.front().object];
    const bool everywhere = all.size() == sorted.size();
    if (everywhere) out.shared.push_back({first.folder, first.file, {}});
    for (const Occurrence& one : all) {
      const Object& object = environments[one.environment].objects[one.object];
      if (everywhere) {
        out.shared.back().roots.push_back(object.root);
      } else {
        out.own[places[one.environment]].push_back(object);
      }
    }
  }
  return out;
}

Tree lay_out(const std::vector<Environment>& environments, const LookUp& look_up, const Paths& paths) {
  Layout layout = bring_together(environments);
  take_namespaces(layout);
  take_replicas(layout);
  take_images(layout);
  std::vector<Division> divisions(layout.shared.size());
  for (std::size_t i = 0; i < layout.shared.size(); ++i) {
    if (layout.shared[i].roots.empty()) continue;
    Nodes roots;
    for (const Node& root : layout.shared[i].roots) roots.push_back(&root);
    if (std::optional<Division> division = divide(roots, look_up)) {
      divisions[i] = std::move(*division);
    } else {
      layout.part(i);
    }
  }
  return write(layout, divisions, paths);
}

}  // namespace infragen::kustomize
