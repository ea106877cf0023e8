#include "model/kinds/describe.hpp"

namespace infragen::schema {

namespace {

Reading accepts_part(std::string_view text) {
  // Systems Manager, "PutParameter", Name: letters, digits, `.`, `-`, `_`.
  bool ok = !text.empty() && text.size() <= 128;
  for (const char c : text) {
    ok = ok && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_');
  }
  if (ok) return {};
  return {"is no name of a parameter", "letters, digits, `.`, `-` and `_`, at most 128; the path in front comes from `names`"};
}

Reading accepts_value(std::string_view text) {
  // Systems Manager, "PutParameter", Value: 1 to 4096 characters in the standard tier, and no reference to a parameter.
  if (text.empty()) return {"is empty, and Parameter Store keeps no empty value", "leave the value out, and let the program take its default"};
  if (text.size() > 4096) return {"has more than 4096 characters", {}};
  if (text.find("{{") != std::string_view::npos) return {"holds `{{`, which Parameter Store takes for a reference", {}};
  return {};
}

}  // namespace

template <> const ObjectSchema& schema_of<model::Parameter>() {
  using model::Parameter;
  static constexpr auto fields = model::kind_table<Parameter>(field<&Parameter::values>(
      "values", "Name -> value; what is no secret.", {.required = true, .accepts = &accepts_value, .key_name = "parameter", .accepts_key = &accepts_part}));
  static constexpr ObjectSchema schema{"parameter", "Settings below one path of Parameter Store.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {
namespace {

/// `arn:aws:ssm:eu-central-1:210987654321:parameter/shop/dev/app`. Without a known account any may stand there: the policy
/// is one of this account, and other accounts share no parameter with it unasked.
view::Rope arn_of(const Environment& env, const view::Rope& path) {
  const auto& aws = env.settings.aws;
  const view::Rope account = aws->account.present() ? rope_of(*aws->account, aws->account.mark.origin) : view::Rope("*");
  return view::Rope("arn:" + std::string(partition_of(env.region())) + ":ssm:" + env.region() + ":") + account + view::Rope(":parameter") + path;
}

}  // namespace

KindSchema parameter_kind() {
  static constexpr std::string_view roles[] = {"read"};
  static constexpr std::string_view named[] = {"aws_ssm_parameter"};
  static constexpr DefaultPattern patterns[] = {{"aws_ssm_parameter", "/${project}/${env}/${name}/${part}"}};
  KindSchema k;
  k.name = "parameter";
  k.named = named;
  k.patterns = patterns;
  k.schema = &schema_of<Parameter>;
  k.roles = roles;
  k.parts = "values";
  k.part_roles = roles;
  k.traits = [](const Environment& env, ObjectId id, Traits& out) {
    const Parameter& p = env.objects.get<Parameter>(id);
    const std::string& address = env.objects.head(id).address;
    const view::Rope path(view::Ref{{address, {}, {}}, "path"});
    const view::Rope arn = arn_of(env, path);
    // Systems Manager user guide, "How Parameter Store authorizes parameter retrieval": GetParametersByPath is held against
    // the path that is asked for, the others against each parameter.
    const Right whole{"ReadParameterPath", {"ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"}, {arn, arn + view::Rope("/*")}};

    Endpoint e;
    e.owner = id;
    e.roles.assign(std::begin(roles), std::end(roles));
    e.origin = p.values.mark.origin;
    e.facts["path"] = {Phase::compile, path, whole};
    e.grants.push_back({"read", whole});
    out.endpoints.push_back(e);
    for (const auto& [part, value] : *p.values) {
      if (!value.present()) continue;
      const view::Rope one(view::Ref{{address, "parameter", part}, "arn"});
      const Right read{"ReadParameters", {"ssm:GetParameter", "ssm:GetParameters"}, {one}};
      e.part = part;
      e.origin = value.mark.origin;
      e.facts = {};
      e.facts["arn"] = {Phase::apply, one, read};
      e.facts["name"] = {Phase::compile, path + view::Rope("/" + part), read};
      // Amazon ECS developer guide, "Pass Systems Manager parameters": the execution role needs GetParameters.
      e.facts["value"] = {Phase::injected, one, {"InjectParameters", {"ssm:GetParameters"}, {one}}};
      e.grants = {{"read", read}};
      out.endpoints.push_back(e);
    }
  };
  return stored<Parameter>(k);
}

}  // namespace infragen::model
