#include "infragen/facts/kubernetes.hpp"

#include <algorithm>
#include <charconv>
#include <span>
#include <tuple>

#include "facts/reader.hpp"
#include "infragen/facts/charts.hpp"
#include "infragen/facts/kubernetes_image.hpp"
#include "infragen/facts/shape_table.hpp"

extern "C" const std::byte infragen_kubernetes_image[];

namespace infragen::facts {

namespace layout = kubernetes_image;
namespace flag = kubernetes_image::flag;

/// Makes shapes of their numbers.
struct ShapeAccess {
  static Shape make(std::uint32_t at) {
    Shape out;
    out.at_ = at;
    return out;
  }
};

namespace {

const layout::Header& header() { return *reinterpret_cast<const layout::Header*>(infragen_kubernetes_image); }

template <class T>
std::span<const T> table(const image::Section& section) {
  return {reinterpret_cast<const T*>(infragen_kubernetes_image + section.offset), section.size / sizeof(T)};
}

const std::byte* strings() { return infragen_kubernetes_image + header().strings.offset; }
std::string_view text(std::uint32_t offset) { return text_at(strings(), offset); }
const layout::Shape& packed(std::uint32_t at) { return table<layout::Shape>(header().shapes)[at]; }

std::span<const layout::Member> members_of(const layout::Shape& shape) {
  return table<layout::Member>(header().members).subspan(shape.first_member, shape.members);
}

constexpr unsigned bit(JsonType type) { return 1U << static_cast<unsigned>(type); }

ShapeRules read_rules(Cursor& c) {
  ShapeRules out;
  for (std::uint8_t row = c.byte(); row != kEnd; row = c.byte()) {
    std::visit(Overloaded{
                   [&](RuleTexts m) {
                     (out.*m).resize(c.number());
                     for (std::string_view& entry : out.*m) entry = c.text();
                   },
                   [&](RuleText m) { out.*m = c.text(); },
                   [&](RuleNumber m) { out.*m = c.real(); },
                   [&](RuleShapes m) {
                     for (std::uint32_t left = c.number(); left > 0; --left) {
                       (out.*m).push_back(ShapeAccess::make(c.number()));
                     }
                   },
               },
               kRules[row].member);
  }
  return out;
}

/// The minor number of `1.35` or `1.35.2`.
std::optional<unsigned> minor_of(std::string_view version) {
  if (!version.starts_with("1.")) return std::nullopt;
  unsigned out = 0;
  const char* end = version.data() + version.size();
  const auto [stop, error] = std::from_chars(version.data() + 2, end, out);
  if (error != std::errc() || (stop != end && *stop != '.')) return std::nullopt;
  return out;
}

std::span<const layout::Version> all_versions() {
  return table<layout::Version>(header().versions).first(header().custom);
}

std::span<const layout::Kind> kinds_of(std::uint32_t version) {
  const layout::Version& run = table<layout::Version>(header().versions)[version];
  return table<layout::Kind>(header().kinds).subspan(run.first, run.kinds);
}

ObjectKind object_of(const layout::Kind& row, bool custom) {
  return {text(row.api_version), text(row.kind), static_cast<Scope>(row.scope), custom, ShapeAccess::make(row.shape)};
}

/// The rows of `kind` in a run that is sorted by kind.
template <class T>
std::span<const T> rows_of(std::span<const T> rows, std::string_view kind) {
  const auto first = std::partition_point(rows.begin(), rows.end(), [&](const T& r) { return text(r.kind) < kind; });
  const auto last = std::partition_point(first, rows.end(), [&](const T& r) { return text(r.kind) <= kind; });
  return {first, last};
}

template <class T>
const T* find_row(std::span<const T> rows, std::string_view api_version, std::string_view kind) {
  for (const T& row : rows_of(rows, kind)) {
    if (text(row.api_version) == api_version) return &row;
  }
  return nullptr;
}

}  // namespace

bool Shape::allows(JsonType type) const {
  const unsigned types = packed(at_).types;
  if (types == 0 || (types & bit(type)) != 0) return true;
  return type == JsonType::integer && (types & bit(JsonType::number)) != 0;
}

std::vector<JsonType> Shape::types() const {
  std::vector<JsonType> out;
  for (const JsonType type : {JsonType::null, JsonType::boolean, JsonType::integer, JsonType::number, JsonType::string,
                              JsonType::array, JsonType::object}) {
    if ((packed(at_).types & bit(type)) != 0) out.push_back(type);
  }
  return out;
}

bool Shape::closed() const { return (packed(at_).flags & flag::kClosed) != 0; }
bool Shape::int_or_string() const { return (packed(at_).flags & flag::kIntOrString) != 0; }
bool Shape::quantity() const { return (packed(at_).flags & flag::kQuantity) != 0; }
bool Shape::preserves_unknown() const { return (packed(at_).flags & flag::kPreserves) != 0; }

std::optional<Shape> Shape::member(std::string_view key) const {
  const auto members = members_of(packed(at_));
  const auto at =
      std::partition_point(members.begin(), members.end(), [&](const layout::Member& m) { return text(m.name) < key; });
  if (at == members.end() || text(at->name) != key) return std::nullopt;
  return ShapeAccess::make(at->shape);
}

std::vector<ShapeMember> Shape::members() const {
  std::vector<ShapeMember> out;
  for (const layout::Member& m : members_of(packed(at_))) out.push_back({text(m.name), ShapeAccess::make(m.shape)});
  return out;
}

std::optional<Shape> Shape::element() const {
  if (packed(at_).element == 0) return std::nullopt;
  return ShapeAccess::make(packed(at_).element - 1);
}

std::optional<Shape> Shape::values() const {
  if (packed(at_).values == 0) return std::nullopt;
  return ShapeAccess::make(packed(at_).values - 1);
}

bool Shape::has_rules() const { return packed(at_).rules != 0; }

ShapeRules Shape::rules() const {
  if (!has_rules()) return {};
  Cursor c(infragen_kubernetes_image + header().rules.offset + packed(at_).rules - 1, strings());
  return read_rules(c);
}

std::vector<std::string_view> Kubernetes::versions() {
  std::vector<std::string_view> out;
  for (const layout::Version& version : all_versions()) out.push_back(text(version.name));
  return out;
}

std::optional<Kubernetes> Kubernetes::find(std::string_view version) {
  const auto wanted = minor_of(version);
  const auto versions = all_versions();
  for (std::uint32_t i = 0; wanted && i < versions.size(); ++i) {
    if (minor_of(text(versions[i].name)) != wanted) continue;
    Kubernetes out;
    out.at_ = i;
    return out;
  }
  return std::nullopt;
}

Kubernetes Kubernetes::nearest(std::string_view version) {
  const auto wanted = minor_of(version);
  const auto versions = all_versions();
  Kubernetes out;
  for (std::uint32_t i = 0; i < versions.size(); ++i) {
    if (!wanted || *minor_of(text(versions[i].name)) <= *wanted) out.at_ = i;
  }
  return out;
}

std::string_view Kubernetes::version() const { return text(all_versions()[at_].name); }

std::optional<ObjectKind> Kubernetes::object(std::string_view api_version, std::string_view kind) const {
  for (const std::uint32_t run : {at_, header().custom}) {
    if (const layout::Kind* row = find_row(kinds_of(run), api_version, kind)) {
      return object_of(*row, run == header().custom);
    }
  }
  return std::nullopt;
}

std::vector<ObjectKind> Kubernetes::serving(std::string_view kind) const {
  std::vector<ObjectKind> out;
  for (const std::uint32_t run : {at_, header().custom}) {
    for (const layout::Kind& row : rows_of(kinds_of(run), kind)) out.push_back(object_of(row, run == header().custom));
  }
  std::sort(out.begin(), out.end(),
            [](const ObjectKind& a, const ObjectKind& b) { return a.api_version < b.api_version; });
  return out;
}

std::vector<ObjectKind> Kubernetes::kinds() const {
  std::vector<ObjectKind> out;
  for (const std::uint32_t run : {at_, header().custom}) {
    for (const layout::Kind& row : kinds_of(run)) out.push_back(object_of(row, run == header().custom));
  }
  std::sort(out.begin(), out.end(), [](const ObjectKind& a, const ObjectKind& b) {
    return std::tie(a.kind, a.api_version) < std::tie(b.kind, b.api_version);
  });
  return out;
}

std::optional<RemovedKind> Kubernetes::removed(std::string_view api_version, std::string_view kind) const {
  const layout::Removed* row = find_row(table<layout::Removed>(header().removed), api_version, kind);
  if (row == nullptr || *minor_of(text(row->version)) > *minor_of(version())) return std::nullopt;
  return RemovedKind{text(row->api_version), text(row->kind), text(row->version), text(row->successor)};
}

namespace {

/// The numbers of a version, for comparing: `1.14.1`.
std::vector<unsigned> numbers_of(std::string_view version) {
  std::vector<unsigned> out;
  const char* at = version.data();
  const char* end = at + version.size();
  if (at != end && *at == 'v') ++at;
  while (at != end) {
    unsigned number = 0;
    const auto [stop, error] = std::from_chars(at, end, number);
    if (error != std::errc()) break;
    out.push_back(number);
    at = stop != end && *stop == '.' ? stop + 1 : end;
  }
  return out;
}

}  // namespace

std::vector<Chart> charts() {
  std::vector<Chart> out;
  for (const layout::Chart& row : table<layout::Chart>(header().charts)) {
    out.push_back({text(row.name), text(row.version), text(row.app_version), text(row.kubernetes),
                   ShapeAccess::make(row.values),
                   row.schema == 0 ? std::nullopt : std::optional(ShapeAccess::make(row.schema - 1))});
  }
  return out;
}

std::optional<Chart> chart(std::string_view name, std::string_view version) {
  const auto wanted = numbers_of(version);
  std::optional<Chart> older, oldest;
  for (const Chart& known : charts()) {
    if (known.name != name) continue;
    const auto numbers = numbers_of(known.version);
    if (!oldest || numbers < numbers_of(oldest->version)) oldest = known;
    if (numbers <= wanted && (!older || numbers_of(older->version) < numbers)) older = known;
  }
  return older ? older : oldest;
}

}  // namespace infragen::facts
