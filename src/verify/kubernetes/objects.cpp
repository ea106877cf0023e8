#include "infragen/verify/objects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "infragen/support/text.hpp"
#include "verify/kubernetes/rules.hpp"
#include "verify/kubernetes/schema.hpp"
#include "verify/kubernetes/spot.hpp"

namespace infragen::verify {

using facts::Kubernetes;
using facts::ObjectKind;
using Kind = ObjectProblem::Kind;

namespace {

std::string nearest_kind(const Kubernetes& version, std::string_view kind) {
  support::Nearest search(kind);
  const std::vector<ObjectKind> kinds = version.kinds();
  for (const ObjectKind& known : kinds) {
    if (known.scope != facts::Scope::none) search.offer(known.kind);
  }
  return did_you_mean(search.best());
}

/// "`apps/v1` serves it" for those that do; nothing when none does.
std::string served_by(const std::vector<ObjectKind>& kinds) {
  std::vector<std::string> names;
  for (const ObjectKind& known : kinds) names.push_back(fmt::format("`{}`", known.api_version));
  if (names.empty()) return {};
  return fmt::format("{} {} it", support::join(names, ", "), names.size() == 1 ? "serves" : "serve");
}

std::string_view group_of(std::string_view api_version) {
  const std::size_t slash = api_version.find('/');
  return slash == std::string_view::npos ? std::string_view() : api_version.substr(0, slash);
}

/// Groups of Kubernetes itself: there an unknown kind is a mistake. A group with a dot that is none of them belongs to
/// custom resources, of which we know some kinds and versions.
bool known_group(const Kubernetes& version, std::string_view api_version) {
  const std::string_view group = group_of(api_version);
  if (group.find('.') == std::string_view::npos) return true;
  const std::vector<ObjectKind> kinds = version.kinds();
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](const ObjectKind& known) { return !known.custom && group_of(known.api_version) == group; });
}

void report_unknown(const Report& report, const Spot& object, const Kubernetes& version, std::string_view api,
                    std::string_view kind) {
  const Spot at = object["apiVersion"];
  if (const auto removed = version.removed(api, kind)) {
    const std::string help = removed->successor.empty() ? "nothing took its place"
                                                        : fmt::format("write `apiVersion: {}`", removed->successor);
    report.add(at, Kind::removed_version,
               fmt::format("`{}` serves no `{}` since Kubernetes {}", api, kind, removed->version), help);
    return;
  }
  const std::vector<ObjectKind> others = version.serving(kind);
  if (!known_group(version, api)) {
    report.add(at, Kind::unverified, fmt::format("there is no schema of `{}` `{}`: it is not verified", api, kind),
               others.empty() ? nearest_kind(version, kind) : served_by(others));
  } else if (!others.empty()) {
    report.add(at, Kind::unknown_kind,
               fmt::format("`{}` serves no `{}` in Kubernetes {}", api, kind, version.version()), served_by(others));
  } else {
    report.add(object["kind"], Kind::unknown_kind,
               fmt::format("there is no kind `{}` in `{}` of Kubernetes {}", kind, api, version.version()),
               nearest_kind(version, kind));
  }
}

unsigned minor_of(const Kubernetes& version) {
  unsigned out = 0;
  const std::string_view text = version.version();
  std::from_chars(text.data() + 2, text.data() + text.size(), out);
  return out;
}

void verify_into(const Report& report, const Spot& object, const Kubernetes& version);

void verify_list(const Report& report, const Spot& list, const Kubernetes& version) {
  for (const Spot& item : list["items"].items()) {
    if (item) verify_into(report, item, version);
  }
}

void verify_into(const Report& report, const Spot& object, const Kubernetes& version) {
  if (!object.is(yaml::Node::Kind::map)) {
    report.add(object, Kind::wrong_type, "an object must be a map");
    return;
  }
  const std::string_view api = object["apiVersion"].text(), kind = object["kind"].text();
  if (api.empty()) report.missing(object, "apiVersion");
  if (kind.empty()) report.missing(object, "kind");
  if (api.empty() || kind.empty()) return;
  if (api == "v1" && kind == "List") {
    verify_list(report, object, version);
    return;
  }
  const auto known = version.object(api, kind);
  if (!known) {
    report_unknown(report, object, version, api, kind);
    return;
  }
  std::vector<ObjectProblem> by_schema, by_rules;
  check_shape(Report(by_schema), object, known->shape, kind == "Secret" && api == "v1");
  const Report rules_report(by_rules);
  check_rules({&rules_report, &version, minor_of(version)}, object, *known);
  report.join(std::move(by_schema), std::move(by_rules));
}

}  // namespace

bool is_error(Kind kind) { return kind < Kind::shadowed; }

std::vector<ObjectProblem> verify_object(const yaml::Node& object, const Kubernetes& version) {
  std::vector<ObjectProblem> out;
  verify_into(Report(out), Spot::root(object), version);
  return out;
}

}  // namespace infragen::verify
