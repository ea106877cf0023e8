#pragma once
// What the tables of kinds share: the fields of `Common`, tables of shared structs, short forms.

#include <fmt/format.h>

#include <optional>

#include "infragen/model/kind.hpp"
#include "infragen/model/traits.hpp"
#include "infragen/schema/describe.hpp"

namespace infragen::schema {

template <> const ObjectSchema& schema_of<model::EdgeOptions>();
template <> const ObjectSchema& schema_of<model::Use>();
template <> const ObjectSchema& schema_of<model::Replicas>();
template <> const ObjectSchema& schema_of<model::Health>();
template <> const ObjectSchema& schema_of<model::Probe>();
template <> const ObjectSchema& schema_of<model::AlarmRule>();
template <> const ObjectSchema& schema_of<model::Alarms>();
template <> const ObjectSchema& schema_of<model::RawGrant>();

}  // namespace infragen::schema

namespace infragen::model {

using schema::Cidr;
using schema::ClassDefault;
using schema::Class;
using schema::Duration;
using schema::Expansion;
using schema::FieldOptions;
using schema::FieldSchema;
using schema::ObjectSchema;
using schema::Reading;
using schema::Slot;
using schema::field;
using schema::schema_of;

// Rules on scalars that several kinds need; each answers with what is wrong.
Reading accepts_name(std::string_view text);       ///< `[a-z][a-z0-9-]*`
Reading accepts_zone(std::string_view text);       ///< one letter
Reading accepts_variable(std::string_view text);   ///< `[A-Za-z_][A-Za-z0-9_]*`
Reading accepts_dns_name(std::string_view text);
Reading accepts_path(std::string_view text);       ///< begins with `/`
Reading accepts_tag_key(std::string_view text);
Reading accepts_tag_value(std::string_view text);  ///< may hold placeholders
Reading accepts_import_id(std::string_view text);  ///< not empty
/// Ids of what is there already; a text with `${…}` is taken as it is.
Reading accepts_id(std::string_view text, std::string_view begins, std::string_view example);
Reading accepts_arn(std::string_view text, std::string_view service, std::string_view example);
Reading accepts_key_arn(std::string_view text);    ///< of a key of KMS
Reading accepts_instance_type(std::string_view text);
Reading accepts_script(std::string_view text);     ///< path of a file of the project
Reading accepts_role(std::string_view text);       ///< of an edge
Reading accepts_fact(std::string_view text);       ///< `[a-z][a-z0-9_]*`

namespace detail {

template <auto Whole, auto Part>
constexpr FieldSchema inherited(std::string_view name, std::string_view summary, FieldOptions options = {}) {
  using Object = typename schema::detail::MemberOf<decltype(Part)>::object;
  static_assert(std::is_same_v<Object, Common>);
  FieldSchema f = field<Part>(name, summary, options).schema;
  f.slot = []<class K>(Common K::*) {
    return +[](void* object) {
      auto& member = (static_cast<K*>(object)->*Whole).*Part;
      return Slot{&member.mark, &member.value,
                  schema::shape_of<typename schema::detail::MemberOf<decltype(Part)>::value>()};
    };
  }(Whole);
  return f;
}

}  // namespace detail

inline constexpr std::string_view existing_summary = "It is there already: what AWS calls it. Nothing is made for it.";
inline constexpr std::string_view import_summary = "What of it is there already and comes under Terraform with the next apply: AWS type -> import id. The line can go after that.";

/// The table of a kind: the common fields, then its own. Each member exactly once.
template <class K, auto... Members>
consteval auto kind_table(schema::FieldDef<Members>... defs) {
  static_assert(sizeof...(Members) + 1 == schema::detail::count_members<K>(), "a member is missing from the table");
  static_assert(schema::detail::distinct<Members...>(), "a member stands twice in the table");
  using detail::inherited;
  return std::array<FieldSchema, 7 + sizeof...(Members)>{
      inherited<&K::common, &Common::about>("about", "What it is for, in a sentence."),
      inherited<&K::common, &Common::name>("name", "Its physical name, instead of the one that `names` makes."),
      inherited<&K::common, &Common::was>("was", "Its earlier name: state moves along and physical names stay.",
                                          {.accepts = &accepts_name}),
      inherited<&K::common, &Common::tags>("tags", "Tags beside those of the project and the environment.",
                                           {.accepts = &accepts_tag_value, .key_name = "tag", .accepts_key = &accepts_tag_key}),
      inherited<&K::common, &Common::allow>("allow", "Findings that are accepted here, each with the reason.",
                                            {.key_name = "finding"}),
      inherited<&K::common, &Common::patch>("patch", "Arguments of what it makes, beside those that its fields set: AWS type -> arguments.",
                                            {.key_name = "AWS type"}),
      inherited<&K::common, &Common::imports>("import", import_summary, {.accepts = &accepts_import_id, .key_name = "AWS type"}),
      defs.schema...};
}

/// The table of a kind whose other keys are the provider's: what we say about every object, but `name`, `tags` and `patch`.
template <class K, auto... Members>
consteval auto raw_table(schema::FieldDef<Members>... defs) {
  static_assert(sizeof...(Members) + 1 == schema::detail::count_members<K>(), "a member is missing from the table");
  static_assert(schema::detail::distinct<Members...>(), "a member stands twice in the table");
  using detail::inherited;
  return std::array<FieldSchema, 4 + sizeof...(Members)>{
      inherited<&K::common, &Common::about>("about", "What it is for, in a sentence."),
      inherited<&K::common, &Common::was>("was", "Its earlier name: state moves along.", {.accepts = &accepts_name}),
      inherited<&K::common, &Common::allow>("allow", "Findings that are accepted here, each with the reason.", {.key_name = "finding"}),
      inherited<&K::common, &Common::imports>("import", import_summary, {.accepts = &accepts_import_id, .key_name = "AWS type"}),
      defs.schema...};
}

/// The table of a kind that calls what people wrote in Terraform: what can be said about it from outside.
template <class K, auto... Members>
consteval auto call_table(schema::FieldDef<Members>... defs) {
  static_assert(sizeof...(Members) + 1 == schema::detail::count_members<K>(), "a member is missing from the table");
  static_assert(schema::detail::distinct<Members...>(), "a member stands twice in the table");
  using detail::inherited;
  return std::array<FieldSchema, 3 + sizeof...(Members)>{
      inherited<&K::common, &Common::about>("about", "What it is for, in a sentence."),
      inherited<&K::common, &Common::was>("was", "Its earlier name: state moves along.", {.accepts = &accepts_name}),
      inherited<&K::common, &Common::allow>("allow", "Findings that are accepted here, each with the reason.", {.key_name = "finding"}),
      defs.schema...};
}

/// Short form: `3`, `1..2 @ 70% cpu`, for structs with `min`, `max` and metrics.
Expansion count_with_metric(const tree::Value& written);
inline constexpr std::string_view count_pattern = "^(0|[1-9][0-9]*)([.][.](0|[1-9][0-9]*))?( @ [0-9]+% [a-z]+)?$";
inline constexpr std::string_view count_example = "2..4 @ 70% cpu";

/// Short form: one text stands for one field.
Expansion one_field(const tree::Value& written, std::string_view field);

/// Names of alarms speak of the kind: objects of several kinds may be called alike.
inline constexpr DefaultPattern alarm_pattern{"aws_cloudwatch_metric_alarm", "${project}-${env}-${kind}-${name}-${part}"};

/// The right of a program to read one secret of Secrets Manager, and that of a host to inject it.
Right may_read_secret(const view::Rope& arn);
Right may_inject_secret(const view::Rope& arn);

/// What people wrote about an object in the provider's words: the roles of its `grants`, and its `facts`. `arn` stands for
/// the object where a grant says nothing else.
void tell_grants(const Map<RawGrant>& grants, const Head& head, const Traits& known, const view::Rope& arn, Endpoint& out);
void tell_facts(const Map<schema::FactText>& facts, const Head& head, const Traits& known, Endpoint& out);
/// Why `instances[0].url` is no traversal: names and numbers in brackets, so that nothing else can come of it.
std::optional<std::string> traversal_problem(const std::string& traversal);

}  // namespace infragen::model
