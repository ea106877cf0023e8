#include "infragen/driver/new_project.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "infragen/facts/capacity.hpp"
#include "infragen/model/documents.hpp"
#include "infragen/support/text.hpp"

namespace infragen::driver {
namespace {

/// What the field for such a text says to it.
std::string problem(std::string_view what, const std::string& text, const schema::FieldSchema* field) {
  const schema::Reading r = field->options.accepts(text);
  if (r.ok()) return {};
  return fmt::format("{} `{}` {}{}{}", what, text, r.problem, r.help.empty() ? "" : ": ", r.help);
}

/// Lines of a file, `@NAME@` replaced.
std::string filled(std::string text, const std::map<std::string, std::string>& values) {
  for (const auto& [name, value] : values) text = support::replace_all(text, "@" + name + "@", value);
  return text;
}

constexpr const char* project_file = R"(# Facts of the whole project. What else can stand here: `infragen schema`, and the language's documentation.
infragen: 1
project: @NAME@
@DATE@aws: {region: @REGION@}

state:
  s3: {}                    # a bucket each, which the stack `bootstrap` makes: apply that one first

tags:
  Project: ${project}
  Environment: ${env}
  ManagedBy: infragen

variables:                  # what a program finds in its environment, by the kind that it uses
  service:
    ${NAME}_URL: http://${host}:${port}${base_path}
)";

constexpr const char* base_file = R"(# What all environments have in common. Sizes and addresses are the environments' own.

network:
  zones: [@ZONES@]             # the order is the order of addresses: new zones go last
  subnets: /24              # netnum: which of them the tier gets in the first zone; the next zone gets the next
  tiers:
    public: {route: internet, netnum: 0}
    app: {route: nat, netnum: 16}
    data: {route: isolated, netnum: 32}

ecs:
  main: {discovery: {dns: @NAME@.internal}}

defaults:
  service: {port: 8080, cpu: 0.25, memory: 512Mi, replicas: 1}
)";

constexpr const char* dev_file = R"(environment: dev
class: development
extends: ../base.yaml

network:
  cidr: 10.0.0.0/16
  allow: {single-nat: dev may wait until the zone is back}
)";

constexpr const char* prod_file = R"(environment: prod
class: production
extends: ../base.yaml

network:
  cidr: 10.1.0.0/16

defaults:
  service: {cpu: 0.5, memory: 1Gi, replicas: 2..4 @ 70% cpu}
)";

constexpr const char* shared_file = R"(# What exists once, with a state of its own.
shared: global

registry:
  main: {keep: 30 images}   # one repository for each service that we build
)";

std::string releases(const NewProject& p) {
  std::string out = "# What we build and has no release here does not run here.\nreleases:\n";
  for (const std::string& service : p.services) out += fmt::format("  service.{}: 0.1.0\n", service);
  return out;
}

std::string domain(const NewProject& p, const std::string& name) {
  std::string out = fmt::format("# What one team owns, in all environments.\ndomain: {}\n\nservice:\n", name);
  for (const std::string& service : p.services) out += fmt::format("  {}: {{}}\n", service);
  return out;
}

/// A stack's name is a domain's or one of these; an environment's folder stands beside.
std::string domain_name(const std::string& project) {
  static const std::set<std::string> taken = {"global", "core", "edge", "bootstrap", "dev", "prod"};
  return taken.contains(project) ? project + "-services" : project;
}

std::string first_zones(const std::string& region) {
  std::vector<std::string> letters;
  for (const std::string_view zone : facts::zones(region)) letters.emplace_back(zone.substr(region.size()));
  if (letters.size() < 2) letters = {"a", "b"};
  letters.resize(2);
  return support::join(letters, ", ");
}

}  // namespace

std::string problem_of_name(const std::string& text) { return problem("the name", text, model::project_schema().find("project")); }

std::string problem_of_region(const std::string& text) {
  const schema::ObjectSchema& aws = model::settings_schema().find("aws")->shape()->object();
  if (std::string out = problem("the region", text, aws.find("region")); !out.empty()) return out;
  const auto known = facts::regions();
  if (std::find(known.begin(), known.end(), text) != known.end()) return {};
  const auto near = support::nearest(text, known);
  return near ? fmt::format("the region `{}` is not known; did you mean `{}`?", text, *near) : std::string();
}

std::string problem_of_service(const std::string& text) { return problem("the service", text, model::project_schema().find("project")); }

std::vector<std::string> problems(const NewProject& p) {
  std::vector<std::string> out{problem_of_name(p.name), problem_of_region(p.region)};
  std::set<std::string> seen;
  for (const std::string& service : p.services) {
    out.push_back(problem_of_service(service));
    if (!seen.insert(service).second) out.push_back(fmt::format("the service `{}` is named twice", service));
  }
  std::erase(out, std::string());
  return out;
}

std::map<std::string, std::string> files_of(const NewProject& p) {
  const std::map<std::string, std::string> values = {
      {"NAME", p.name}, {"REGION", p.region}, {"ZONES", first_zones(p.region)}, {"DATE", p.date.empty() ? std::string() : fmt::format("targets: {{date: \"{}\"}}\n", p.date)}};
  std::map<std::string, std::string> out;
  out["infragen.yaml"] = filled(project_file, values);
  out["envs/base.yaml"] = filled(base_file, values);
  out["envs/dev/env.yaml"] = dev_file;
  out["envs/prod/env.yaml"] = prod_file;
  if (p.services.empty()) return out;
  const std::string name = domain_name(p.name);
  out["shared/global.yaml"] = shared_file;
  out["domains/" + name + "/domain.yaml"] = domain(p, name);
  for (const char* environment : {"dev", "prod"}) out[fmt::format("envs/{}/releases.yaml", environment)] = releases(p);
  return out;
}

}  // namespace infragen::driver
