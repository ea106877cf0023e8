#include "pack/kubernetes.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <set>
#include <tuple>

#include "infragen/facts/kubernetes.hpp"
#include "pack/charts.hpp"
#include "pack/shapes.hpp"

namespace infragen::pack {

using facts::Scope;
using nlohmann::json;
namespace layout = facts::kubernetes_image;

namespace {

constexpr std::string_view kObjectMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

/// `1.35` as 35; every version is one of Kubernetes 1.
unsigned minor_of(const std::string& version) {
  unsigned out = 0;
  const char* end = version.data() + version.size();
  if (!version.starts_with("1.")) throw Error(version + ": not a version of Kubernetes 1");
  const auto [stop, error] = std::from_chars(version.data() + 2, end, out);
  if (error != std::errc() || stop != end) throw Error(version + ": not a version");
  return out;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

struct Row {
  std::string kind, api_version;
  std::uint32_t shape = 0;
  Scope scope = Scope::none;
};

class Packer {
 public:
  std::string run(const std::filesystem::path& folder) {
    kinds_ = read_json(folder / "kinds.json");
    require_keys(kinds_, {"cluster", "namespaced", "not_created", "custom_namespaced", "custom_cluster", "removed"},
                 "kinds.json");
    std::map<unsigned, std::pair<std::string, json>> versions;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
      const std::string name = file.path().filename().string();
      if (!name.starts_with("definitions-")) continue;
      const std::string version = name.substr(12, name.find(".json") - 12);
      versions[minor_of(version)] = {version, read_json(file.path()).at("$defs")};
    }
    if (versions.empty()) throw Error(folder.string() + ": no definitions");
    for (const auto& [minor, version] : versions) built_in(minor, version.first, version.second);
    // The definitions of the newest version stay in use: custom resources take their metadata from there.
    custom(read_json(folder / "crds.json.xz"));
    require_all_used();
    charts_ = chart_table(read_json(folder.parent_path() / "charts" / "charts.json.xz"), strings_, shapes_);
    return finish();
  }

 private:
  void built_in(unsigned minor, const std::string& version, const json& definitions) {
    shapes_.use(definitions);
    std::vector<Row> rows;
    for (const auto& [name, schema] : definitions.items()) {
      for (const json& id : schema.value("x-kubernetes-group-version-kind", json::array())) {
        const std::string kind = id.at("kind").get<std::string>(), group = id.at("group").get<std::string>();
        // Parts of requests, in every group.
        if (kind == "DeleteOptions" || kind == "WatchEvent") continue;
        const std::string api = (group.empty() ? "" : group + "/") + id.at("version").get<std::string>();
        rows.push_back({kind, api, shapes_.definition(name), scope(group, kind, schema, name)});
        refuse_removed(minor, kind, api);
      }
    }
    add_version(version, std::move(rows));
  }

  /// An object has metadata of its own; then the table must say where it lives.
  Scope scope(const std::string& group, const std::string& kind, const json& schema, const std::string& name) {
    for (const auto& [table, scope] :
         {std::pair{"cluster", Scope::cluster}, std::pair{"namespaced", Scope::namespaced}}) {
      const json& groups = kinds_.at(table);
      if (!groups.contains(group)) continue;
      const json& list = groups.at(group);
      if (std::find(list.begin(), list.end(), kind) == list.end()) continue;
      used_.insert(std::string(table) + "/" + group + "/" + kind);
      return scope;
    }
    const json& rest = kinds_.at("not_created");
    if (std::find(rest.begin(), rest.end(), kind) != rest.end()) {
      used_.insert("not_created/" + kind);
      return Scope::none;
    }
    const json metadata = schema.value("properties", json::object()).value("metadata", json::object());
    if (metadata.value("$ref", "").ends_with(kObjectMeta)) throw Error(name + ": kinds.json does not say its scope");
    return Scope::none;
  }

  void refuse_removed(unsigned minor, const std::string& kind, const std::string& api) const {
    for (const json& entry : kinds_.at("removed")) {
      const json& list = entry.at("kinds");
      if (entry.at("api_version") != api || std::find(list.begin(), list.end(), kind) == list.end()) continue;
      if (minor >= minor_of(entry.at("in").get<std::string>())) throw Error(api + " " + kind + ": not removed at all");
    }
  }

  void custom(const json& crds) {
    std::map<std::string, Row> named;
    for (const auto& [table, scope] :
         {std::pair{"custom_cluster", Scope::cluster}, std::pair{"custom_namespaced", Scope::namespaced}}) {
      for (const auto& [api, list] : kinds_.at(table).items()) {
        const std::size_t slash = api.find('/');
        for (const json& kind : list) {
          Row row{kind.get<std::string>(), api, 0, scope};
          const std::string key = api.substr(0, slash + 1) + lower(row.kind) + "_" + api.substr(slash + 1);
          named.emplace(key, std::move(row));
        }
      }
    }
    std::vector<Row> rows;
    for (const auto& [key, schema] : crds.items()) {
      const auto at = named.find(key);
      if (at == named.end()) throw Error("kinds.json does not name the custom resource " + key);
      at->second.shape = shapes_.add(custom_root(schema), key);
      rows.push_back(std::move(at->second));
      named.erase(at);
    }
    if (!named.empty()) throw Error("no schema of the custom resource " + named.begin()->first);
    add_version("", std::move(rows));
  }

  /// The API server drops unknown keys at the top as elsewhere, and holds `metadata` against its own definition.
  static json custom_root(json schema) {
    if (!schema.contains("additionalProperties")) schema["additionalProperties"] = false;
    json& metadata = schema.at("properties").at("metadata");
    if (metadata != json{{"type", "object"}}) throw Error("metadata of a custom resource has a schema");
    metadata = {{"$ref", "#/$defs/" + std::string(kObjectMeta)}};
    return schema;
  }

  void add_version(const std::string& name, std::vector<Row> rows) {
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
      return std::tie(a.kind, a.api_version) < std::tie(b.kind, b.api_version);
    });
    layout::Version version;
    version.name = strings_.add(name);
    version.first = narrow<std::uint16_t>(kind_table_.size() / sizeof(layout::Kind), "kinds");
    version.kinds = narrow<std::uint16_t>(rows.size(), "kinds");
    versions_.raw(version);
    for (const Row& row : rows) {
      layout::Kind kind;
      kind.kind = strings_.add(row.kind);
      kind.api_version = strings_.add(row.api_version);
      kind.shape = row.shape;
      kind.scope = static_cast<std::uint32_t>(row.scope);
      kind_table_.raw(kind);
    }
  }

  void require_all_used() const {
    for (const char* table : {"cluster", "namespaced"}) {
      for (const auto& [group, list] : kinds_.at(table).items()) {
        for (const json& kind : list) require_used(std::string(table) + "/" + group + "/" + kind.get<std::string>());
      }
    }
    for (const json& kind : kinds_.at("not_created")) require_used("not_created/" + kind.get<std::string>());
  }

  void require_used(const std::string& entry) const {
    if (!used_.contains(entry)) throw Error("kinds.json: no version has " + entry);
  }

  Bytes removed() {
    std::map<std::pair<std::string, std::string>, std::pair<std::string, std::string>> rows;
    for (const json& entry : kinds_.at("removed")) {
      require_keys(entry, {"api_version", "kinds", "in", "use"}, "removed");
      for (const json& kind : entry.at("kinds")) {
        const std::pair key{kind.get<std::string>(), entry.at("api_version").get<std::string>()};
        const std::pair value{entry.at("in").get<std::string>(), entry.at("use").get<std::string>()};
        if (!rows.emplace(key, value).second) throw Error(key.first + ": removed twice");
      }
    }
    Bytes out;
    for (const auto& [key, value] : rows) {
      layout::Removed row;
      row.kind = strings_.add(key.first);
      row.api_version = strings_.add(key.second);
      row.version = strings_.add(value.first);
      row.successor = strings_.add(value.second);
      out.raw(row);
    }
    return out;
  }

  std::string finish() {
    const Bytes gone = removed();
    Layout<layout::Header> image;
    layout::Header header;
    header.custom = narrow<std::uint32_t>(versions_.size() / sizeof(layout::Version) - 1, "versions");
    header.strings = image.add(strings_.bytes());
    header.shapes = image.add(shapes_.shapes());
    header.members = image.add(shapes_.members());
    header.rules = image.add(shapes_.rules());
    header.versions = image.add(versions_);
    header.kinds = image.add(kind_table_);
    header.removed = image.add(gone);
    header.charts = image.add(charts_);
    return image.finish(header);
  }

  json kinds_;
  Strings strings_;
  Shapes shapes_{strings_};
  Bytes versions_, kind_table_, charts_;
  std::set<std::string> used_;
};

}  // namespace

std::string kubernetes_image(const std::filesystem::path& folder) {
  try {
    return Packer().run(folder);
  } catch (const json::exception& e) {
    throw Error(folder.string() + ": " + e.what());
  }
}

}  // namespace infragen::pack
