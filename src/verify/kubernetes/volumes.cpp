/// Source: ValidateVolumes, validateVolumeSource, ValidatePersistentVolumeClaimSpec;
/// kubernetes.io/docs/concepts/storage.

#include <fmt/format.h>

#include <algorithm>

#include "verify/kubernetes/checks.hpp"
#include "verify/kubernetes/pods.hpp"
#include "verify/kubernetes/selectors.hpp"

namespace infragen::verify {

namespace {

constexpr std::int64_t kMostMode = 0777;

/// Keys and paths of a ConfigMap's or Secret's `items`.
void check_items(const Rules& rules, const Spot& items) {
  for (const Spot& item : items.items()) {
    if (!item) continue;
    need(rules, item, "key");
    if (need(rules, item, "path")) {
      check_descending_path(rules, item["path"], true);
      if (item["path"].text().starts_with("..") && !item["path"].text().starts_with("../") &&
          item["path"].text() != "..") {
        rules.report->bad(item["path"], fmt::format("{} must not begin with `..`", quoted(item["path"].text())));
      }
    }
    check_range(rules, item["mode"], 0, kMostMode);
  }
}

void check_files(const Rules& rules, const Spot& source, std::string_view name_key) {
  if (!source) return;
  need(rules, source, name_key);
  check_range(rules, source["defaultMode"], 0, kMostMode);
  check_items(rules, source["items"]);
}

void check_downward(const Rules& rules, const Spot& source) {
  check_range(rules, source["defaultMode"], 0, kMostMode);
  for (const Spot& file : source["items"].items()) {
    if (!file) continue;
    if (need(rules, file, "path")) check_descending_path(rules, file["path"], true);
    check_exactly_one(rules, file, {"fieldRef", "resourceFieldRef"});
    check_field_path(rules, file["fieldRef"], true);
    check_resource_field(rules, file["resourceFieldRef"]);
    check_range(rules, file["mode"], 0, kMostMode);
  }
}

// validateProjectionSources.
void check_projected(const Rules& rules, const Spot& projected) {
  check_range(rules, projected["defaultMode"], 0, kMostMode);
  std::vector<Spot> paths;
  for (const Spot& source : projected["sources"].items()) {
    if (!source) continue;
    // Sources behind feature gates are dropped before they are counted.
    check_exactly_one(rules, source, {"secret", "configMap", "downwardAPI", "serviceAccountToken"}, true);
    check_files(rules, source["secret"], "name");
    check_files(rules, source["configMap"], "name");
    check_downward(rules, source["downwardAPI"]);
    if (const Spot token = source["serviceAccountToken"]) {
      check_range(rules, token["expirationSeconds"], 600, std::int64_t{1} << 32);
      if (need(rules, token, "path")) check_descending_path(rules, token["path"], true);
    }
    for (const char* key : {"secret", "configMap", "downwardAPI"}) {
      for (const Spot& item : source[key]["items"].items()) paths.push_back(item["path"]);
    }
  }
  check_unique(rules, paths);
}

void check_source(const Rules& rules, const Spot& volume) {
  if (const Spot host = volume["hostPath"]) {
    need(rules, host, "path");
    check_descending_path(rules, host["path"], false);
    if (!host["type"].text().empty()) {
      check_one_of(rules, host["type"],
                   {"DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice"});
    }
  }
  check_amount(rules, volume.at({"emptyDir", "sizeLimit"}));
  check_files(rules, volume["secret"], "secretName");
  check_files(rules, volume["configMap"], "name");
  check_downward(rules, volume["downwardAPI"]);
  check_projected(rules, volume["projected"]);
  if (const Spot claim = volume["persistentVolumeClaim"]) need(rules, claim, "claimName");
  if (const Spot nfs = volume["nfs"]) {
    need(rules, nfs, "server");
    if (need(rules, nfs, "path") && nfs["path"].is(yaml::Node::Kind::text) && !nfs["path"].text().starts_with('/')) {
      rules.report->bad(nfs["path"], fmt::format("{} must be an absolute path", quoted(nfs["path"].text())));
    }
  }
  if (const Spot csi = volume["csi"]) need(rules, csi, "driver");
  if (const Spot ephemeral = volume["ephemeral"]) {
    const Spot claim = ephemeral["volumeClaimTemplate"];
    if (!claim) rules.report->missing(ephemeral, "volumeClaimTemplate");
    check_claim_spec(rules, claim["spec"]);
  }
}

}  // namespace

void check_volumes(const Rules& rules, const Spot& volumes) {
  std::vector<Spot> names;
  for (const Spot& volume : volumes.items()) {
    if (!volume) continue;
    if (need(rules, volume, "name")) check_name(rules, volume["name"], dns1123_label_fault);
    names.push_back(volume["name"]);
    check_source(rules, volume);
    // Every member beside the name is a source. None is an emptyDir by default.
    const auto members = volume.members();
    const auto sources = std::count_if(members.begin(), members.end(), [](const auto& m) { return m.key != "name"; });
    if (sources > 1) rules.report->conflict(volume, "has several sources, of which one may be there");
  }
  check_unique(rules, names);
}

void check_claim_spec(const Rules& rules, const Spot& spec) {
  if (!spec) return;
  if (!need(rules, spec, "accessModes")) return;
  const auto modes = spec["accessModes"].items();
  for (const Spot& mode : modes) {
    check_one_of(rules, mode, {"ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"});
    if (mode.text() == "ReadWriteOncePod" && modes.size() > 1) {
      rules.report->conflict(mode, "`ReadWriteOncePod` stands alone");
    }
  }
  const Spot storage = spec.at({"resources", "requests", "storage"});
  if (!storage) {
    rules.report->add(spec, ObjectProblem::Kind::missing, "`resources.requests.storage` is required");
  } else if (const auto size = quantity_of(storage); size && (size->negative() || size->zero())) {
    rules.report->bad(storage, fmt::format("{} is not greater than zero", quoted(storage.scalar())));
  }
  check_selector(rules, spec["selector"]);
  check_one_of(rules, spec["volumeMode"], {"Block", "Filesystem"});
  if (!spec["storageClassName"].text().empty()) check_name(rules, spec["storageClassName"], dns1123_subdomain_fault);
}

}  // namespace infragen::verify
