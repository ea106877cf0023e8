#include "infragen/model/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "infragen/model/documents.hpp"
#include "infragen/support/text.hpp"
#include "model/kinds/describe.hpp"

namespace infragen::schema {

template <> struct Names<model::InputType> {
  static constexpr std::string_view name = "type of input", values[] = {"text", "account", "domain"};
};
template <> struct Names<model::StateLock> {
  static constexpr std::string_view name = "lock", values[] = {"native", "table", "none"};
};
template <> struct Names<model::Stacks> {
  static constexpr std::string_view name = "division into stacks", values[] = {"split", "one"};
};
template <> struct Names<model::Arrangement> {
  static constexpr std::string_view name = "layout", values[] = {"flat", "modules"};
};
template <> struct Names<schema::Class> {
  static constexpr std::string_view name = "class";
  static constexpr auto& values = class_names;
};

namespace {

Reading accepts_date(std::string_view text) {
  bool ok = text.size() == 10 && text[4] == '-' && text[7] == '-';
  for (std::size_t i = 0; ok && i < 10; ++i) ok = i == 4 || i == 7 || (text[i] >= '0' && text[i] <= '9');
  const auto number = [&](std::size_t from, std::size_t count) {
    int out = 0;
    for (const char c : text.substr(from, count)) out = out * 10 + (c - '0');
    return out;
  };
  if (ok && std::chrono::year_month_day(std::chrono::year(number(0, 4)), std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                        std::chrono::day(static_cast<unsigned>(number(8, 2))))
                .ok()) {
    return {};
  }
  return {"is no date", "year, month, day: `2026-11-20`"};
}

Reading accepts_region(std::string_view text) {
  std::size_t dashes = 0;
  bool ok = text.size() >= 9 && text.back() >= '0' && text.back() <= '9';
  for (const char c : text) {
    dashes += c == '-' ? 1 : 0;
    ok = ok && ((c >= 'a' && c <= 'z') || c == '-' || (c >= '0' && c <= '9'));
  }
  if (ok && dashes >= 2) return {};
  return {"is no region", "`ap-northeast-2`, `us-east-1`"};
}

/// Names that belong to no object have no `${name}`.
Reading only_project_and_env(std::string_view written) {
  schema::Text text;
  if (!schema::read_text(std::string(written), text).ok()) return {};   // reported by the type
  for (const schema::TextPiece& piece : text.pieces) {
    if (piece.kind != schema::TextPiece::Kind::placeholder || piece.text == "project" || piece.text == "env") continue;
    return {fmt::format("has `${{{}}}`, and this belongs to no single resource", piece.text), "`${project}` and `${env}` are known here"};
  }
  return {};
}

/// Amazon S3, "General purpose bucket naming rules"; a table may be called that too.
Reading accepts_state_name(std::string_view written) {
  if (Reading reading = only_project_and_env(written); !reading.ok()) return reading;
  schema::Text text;
  if (!schema::read_text(std::string(written), text).ok()) return {};
  for (const schema::TextPiece& piece : text.pieces) {
    if (piece.kind != schema::TextPiece::Kind::literal) continue;
    for (const char c : piece.text) {
      const bool ok = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
      if (!ok) return {"is no name of a bucket or table for states", "small letters, digits and `-`"};
    }
  }
  return {};
}

Reading accepts_default_tag(std::string_view text) {
  const Reading reading = only_project_and_env(text);
  return reading.ok() ? model::accepts_tag_value(text) : reading;
}

Reading accepts_folder(std::string_view text) {
  const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("/-_").find(c) != std::string_view::npos;
  });
  if (plain && !text.starts_with('/') && !text.ends_with('/') && text.find("//") == std::string_view::npos) return {};
  return {"is no folder of modules", "letters, digits, `-`, `_`, with `/` between: `modules`"};
}

/// A folder for each environment.
Reading accepts_overlay(std::string_view written) {
  if (Reading reading = only_project_and_env(written); !reading.ok()) return reading;
  schema::Text text;
  if (!schema::read_text(std::string(written), text).ok()) return {};
  std::string plain;
  bool each = false;
  for (const schema::TextPiece& piece : text.pieces) {
    each = each || (piece.kind == schema::TextPiece::Kind::placeholder && piece.text == "env");
    plain += piece.kind == schema::TextPiece::Kind::literal ? piece.text : "x";
  }
  if (!each) return {"has no `${env}`: all environments would share one overlay", "`kubernetes/overlays/${env}`"};
  return accepts_folder(plain);
}

/// `aws_db_instance.address`; with the label of a block where a type has several: `aws_iam_role.task.arn`.
Reading accepts_argument(std::string_view text) {
  const std::size_t dot = text.find('.');
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("_.[]-").find(c) != std::string_view::npos;
  });
  if (plain && text.starts_with("aws_") && dot != std::string_view::npos && dot + 1 < text.size()) return {};
  return {"is no attribute of an AWS type", "a type, perhaps a label, an attribute: `aws_db_instance.address`"};
}

Reading accepts_output(std::string_view text) {
  if (model::accepts_variable(text).ok()) return {};
  return {"is no name of an output", "letters, digits and `_`, not beginning with a digit"};
}

Reading accepts_class(std::string_view text) {
  if (class_named(text)) return {};
  const auto near = support::nearest(text, schema::class_names);
  const std::string all = "one of `production`, `staging`, `development`, `ephemeral`, `local`";
  return {"is no class", near ? fmt::format("did you mean `{}`; {}", *near, all) : all};
}

}  // namespace

template <> const ObjectSchema& schema_of<model::Targets>() {
  using model::Targets;
  static constexpr auto fields = table<Targets>(
      field<&Targets::date>("date", "The day as of which versions count as supported; the clock is never asked.", {.accepts = &accepts_date}),
      field<&Targets::terraform>("terraform", "Versions of Terraform that the output asks for.", {.by_default = ">= 1.11"}),
      field<&Targets::aws>("aws", "Version of the AWS provider that the output is written for.", {.by_default = "5.100.0"}));
  static constexpr ObjectSchema schema{"targets", "What the output is made for.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Aws>() {
  using model::Aws;
  static constexpr auto fields = table<Aws>(
      field<&Aws::region>("region", "Region of everything that does not demand another.", {.accepts = &accepts_region}),
      field<&Aws::account>("account", "The account; Terraform refuses to touch any other."));
  static constexpr ObjectSchema schema{"aws", "Account and region.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Input>() {
  using model::Input;
  static constexpr auto fields = table<Input>(
      field<&Input::is>("is", "What it is, so that it can be checked.", {.by_default = "text"}),
      field<&Input::about>("about", "What to give.", {.required = true}),
      field<&Input::example>("example", "A value that fits; the plan test uses it.", {.required = true}));
  static constexpr ObjectSchema schema{"input", "A value that is given at apply time: a Terraform variable without default.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::S3State>() {
  using model::S3State;
  static constexpr auto fields = table<S3State>(
      field<&S3State::bucket>("bucket", "Bucket that holds the states.", {.by_default = "${project}-${env}-tfstate", .accepts = &accepts_state_name}),
      field<&S3State::key>("key", "Object of a stack's state.", {.by_default = "${stack}/terraform.tfstate"}),
      field<&S3State::region>("region", "Its region, when it is not `aws.region`.", {.accepts = &accepts_region}),
      field<&S3State::lock>("lock", "How two applies at once are kept apart: S3's own lock file, a DynamoDB table, or not.", {.by_default = "native"}),
      field<&S3State::table>("table", "The table of `lock: table`.", {.by_default = "${project}-${env}-tflock", .accepts = &accepts_state_name}),
      field<&S3State::bootstrap>("bootstrap", "Write a stack that makes bucket and table; it is applied first, once.", {.by_default = "true"}));
  static constexpr ObjectSchema schema{"s3", "States in a bucket.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::State>() {
  static constexpr auto fields = table<model::State>(field<&model::State::s3>("s3", "States in a bucket; without it they are local files."));
  static constexpr ObjectSchema schema{"state", "Where Terraform keeps its states.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Names>() {
  using model::Names;
  static constexpr auto fields = table<Names>(
      field<&Names::fallback>("default", "Name of everything that no other pattern names.", {.by_default = "${project}-${env}-${name}"}),
      field<&Names::kinds>("kinds", "Kind -> AWS type -> pattern.", {.key_name = "kind"}));
  static constexpr ObjectSchema schema{"names", "How physical names are made.", fields, nullptr, "kinds"};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Paths>() {
  using model::Paths;
  static constexpr auto fields = table<Paths>(
      field<&Paths::root>("root", "Folder of a root module; `${stack}` is empty where a unit has one stack.", {.by_default = "terraform/${env}/${stack}"}),
      field<&Paths::modules>("modules", "Folder of the modules that roots share.", {.by_default = "terraform/modules", .accepts = &accepts_folder}),
      field<&Paths::base>("base", "Folder of the Kubernetes objects that environments share.", {.by_default = "kubernetes/base", .accepts = &accepts_folder}),
      field<&Paths::overlay>("overlay", "Folder of what an environment has beside them.", {.by_default = "kubernetes/overlays/${env}", .accepts = &accepts_overlay}));
  static constexpr ObjectSchema schema{"paths", "Where files stand below the output root.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::ModuleLayout>() {
  using model::ModuleLayout;
  static constexpr auto fields = table<ModuleLayout>(
      field<&ModuleLayout::holds>("holds", "What lies in it: an AWS type, an address, a kind, or a module that a template names."),
      field<&ModuleLayout::inputs>("inputs", "Variables, and the argument that each gives: `aws_db_instance.instance_class`.", {.accepts = &accepts_argument, .key_name = "variable", .accepts_key = &model::accepts_variable}),
      field<&ModuleLayout::outputs>("outputs", "Outputs, and the attribute that each tells: `aws_db_instance.address`.", {.accepts = &accepts_argument, .key_name = "output", .accepts_key = &accepts_output}));
  static constexpr ObjectSchema schema{"module", "A Terraform module that environments share.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Layout>() {
  using model::Layout;
  static constexpr auto fields = table<Layout>(
      field<&Layout::terraform>("terraform", "One flat root a stack, or roots that call modules which environments share.", {.by_default = "flat"}),
      field<&Layout::stacks>("stacks", "One state an environment, or one for the core and one a domain.", {.by_default = "split"}),
      field<&Layout::paths>("paths", "Where files stand below the output root.", {.by_default = "{}"}),
      field<&Layout::modules>("modules", "Names of modules, and what each holds.", {.key_name = "module", .accepts_key = &model::accepts_name}));
  static constexpr ObjectSchema schema{"layout", "How the output is laid out.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Settings>() {
  using model::Settings;
  static constexpr auto fields = table<Settings>(
      field<&Settings::aws>("aws", "Account and region.", {.by_default = "{}"}),
      field<&Settings::inputs>("inputs", "Values that are given at apply time.", {.key_name = "input", .accepts_key = &model::accepts_variable}),
      field<&Settings::state>("state", "Where Terraform keeps its states."),
      field<&Settings::tags>("tags", "Tags of every resource.", {.accepts = &accepts_default_tag, .key_name = "tag", .accepts_key = &model::accepts_tag_key}),
      field<&Settings::variables>("variables", "Names under which the facts of an edge reach a program.", {.key_name = "kind or address"}));
  static constexpr ObjectSchema schema{"settings", "Facts that project, shared stacks and layers may state.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Project>() {
  using model::Project;
  static constexpr auto fields = table<Project>(
      field<&Project::language>("infragen", "Version of the language; it pins the built-in defaults too.", {.required = true, .range = {1, 1}}),
      field<&Project::project>("project", "Name of the project.", {.required = true, .accepts = &model::accepts_name}),
      field<&Project::targets>("targets", "What the output is made for.", {.by_default = "{}"}),
      field<&Project::names>("names", "How physical names are made.", {.by_default = "{}"}),
      field<&Project::layout>("layout", "How the output is laid out.", {.by_default = "{}"}));
  static constexpr ObjectSchema schema{"project", "infragen.yaml: facts of the whole project.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::EnvironmentHead>() {
  using model::EnvironmentHead;
  static constexpr auto fields = table<EnvironmentHead>(
      field<&EnvironmentHead::environment>("environment", "Name of the environment: the name of its folder.", {.accepts = &model::accepts_name}),
      field<&EnvironmentHead::environment_class>("class", "What kind of environment it is; decides most defaults.", {.accepts = &accepts_class}),
      field<&EnvironmentHead::extends>("extends", "The layer that it starts from, relative to this file."),
      field<&EnvironmentHead::releases>("releases", "Version of each service that we build; one without a release does not run here.", {.key_name = "service"}));
  static constexpr ObjectSchema schema{"environment", "The head of an environment or of a layer.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::OutputText>() {
  using model::OutputText;
  static constexpr auto fields = table<OutputText>(
      field<&OutputText::value>("value", "What is told: a text with facts.", {.required = true}),
      field<&OutputText::about>("about", "What it is, in a sentence."),
      field<&OutputText::sensitive>("sensitive", "Keep it off the screen.", {.by_default = "false"}));
  static constexpr ObjectSchema schema{"output", "A Terraform output.", fields, [](const tree::Value& written) { return model::one_field(written, "value"); }};
  return schema;
}

template <> const ObjectSchema& schema_of<model::UnitHead>() {
  using model::UnitHead;
  static constexpr auto fields = table<UnitHead>(
      field<&UnitHead::space>("namespace", "Namespace of what runs in Kubernetes; without it the project's name.", {.accepts = &model::accepts_name}),
      field<&UnitHead::outputs>("outputs", "What Terraform tells after an apply.", {.key_name = "output", .accepts_key = &accepts_output}),
      field<&UnitHead::to_confirm>("to_confirm", "What was assumed and somebody should confirm: address -> why.", {.key_name = "address"}));
  static constexpr ObjectSchema schema{"head", "What layers, environments and shared stacks say beside settings and objects.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::SharedHead>() {
  using model::SharedHead;
  static constexpr auto fields = table<SharedHead>(
      field<&SharedHead::shared>("shared", "Name of the stack: the name of its file.", {.required = true, .accepts = &model::accepts_name}),
      field<&SharedHead::environment_class>("class", "Decides most defaults.", {.by_default = "production", .accepts = &accepts_class}));
  static constexpr ObjectSchema schema{"shared stack", "The head of a stack that belongs to no environment.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::DomainHead>() {
  static constexpr auto fields = table<model::DomainHead>(field<&model::DomainHead::domain>(
      "domain", "Name of the domain: the name of its folder.", {.required = true, .accepts = &model::accepts_name}));
  static constexpr ObjectSchema schema{"domain", "The head of a domain file.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {

const schema::ObjectSchema& settings_schema() { return schema::schema_of<Settings>(); }
const schema::ObjectSchema& project_schema() { return schema::schema_of<Project>(); }
const schema::ObjectSchema& environment_head_schema() { return schema::schema_of<EnvironmentHead>(); }
const schema::ObjectSchema& unit_head_schema() { return schema::schema_of<UnitHead>(); }
const schema::ObjectSchema& shared_head_schema() { return schema::schema_of<SharedHead>(); }
const schema::ObjectSchema& domain_head_schema() { return schema::schema_of<DomainHead>(); }

}  // namespace infragen::model
