#include "infragen/model/kinds/module.hpp"

#include <algorithm>

#include "infragen/support/text.hpp"
#include "model/kinds/describe.hpp"

namespace infragen::schema {
namespace {

/// Terraform evaluates nothing in these places ("Module Blocks"): they are texts.
Reading accepts_plain(std::string_view text, std::string_view example) {
  const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c != 0x7f && c != '"' && c != '\\'; });
  if (plain && text.find("${") == std::string_view::npos && text.find("%{") == std::string_view::npos) return {};
  return {"is no text without blanks and `${…}`", fmt::format("such as `{}`", example)};
}
Reading accepts_source(std::string_view text) { return accepts_plain(text, "modules/vpn"); }

/// `~> 5.0`, `>= 1.2, < 2.0` (Terraform, "Version Constraints").
Reading accepts_constraint(std::string_view text) {
  const Reading wrong{"is no version and no version constraint", "`5.1.2`, `~> 5.1`, `>= 5.1, < 6.0`"};
  for (std::string_view part : support::split(text, ',')) {
    part = support::trim(part);
    for (const std::string_view sign : {"~>", ">=", "<=", "!=", "=", ">", "<"}) {
      if (!part.starts_with(sign)) continue;
      part = support::trim(part.substr(sign.size()));
      break;
    }
    if (part.empty() || part.front() < '0' || part.front() > '9') return wrong;
    const bool ok = std::all_of(part.begin(), part.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '+'; });
    if (!ok) return wrong;
  }
  return {};
}

/// What other kinds have, and a call cannot: its blocks stand in files of people.
std::string_view refuses(std::string_view key) {
  if (key == "patch") return "what the module makes is changed in its own files; `inputs` are its arguments";
  if (key == "import") return "an `import` block beside ours in the stack's folder: `to = module.<name>.<type>.<label>`";
  if (key == "name") return "names are the module's own; an input can carry `${project}-${env}-${name}`";
  if (key == "tags") return "tags of project and environment reach it through the provider; others are an input";
  if (key == "providers") return "it gets the provider of its stack; one environment has one region";
  if (key == "count" || key == "for_each" || key == "depends_on") return "declare a module for each; what it waits for follows from its inputs";
  return {};
}

}  // namespace

template <> const ObjectSchema& schema_of<model::ModuleListener>() {
  using model::ModuleListener;
  static constexpr std::string_view networks[] = {"network"};
  static constexpr auto fields = table<ModuleListener>(
      field<&ModuleListener::port>("port", "Port that it answers on.", {.required = true, .range = {1, 65535}}),
      field<&ModuleListener::group>("group", "Id of the security group in front of it: an output of the module, or what it was given.", {.required = true}),
      field<&ModuleListener::network>("network", "The network that it stands in; the only one need not be named.", {.refers_to = networks, .only_one = true}));
  static constexpr ObjectSchema schema{"listener", "Where it answers.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::ModuleCall>() {
  using model::ModuleCall;
  static constexpr auto fields = model::call_table<ModuleCall>(
      field<&ModuleCall::source>("source", "A folder of the project, or the address of a module elsewhere as Terraform takes it.", {.required = true, .accepts = &accepts_source, .folder = true}),
      field<&ModuleCall::version>("version", "Of a registry's module: a version, or a constraint.", {.accepts = &accepts_constraint}),
      field<&ModuleCall::inputs>("inputs", "Values of its variables.", {.key_name = "variable", .accepts_key = &model::accepts_variable}),
      field<&ModuleCall::listens>("listens", "Where it answers, if others connect to it."),
      field<&ModuleCall::grants>("grants", "Role -> what it permits those who use it so.", {.key_name = "role", .accepts_key = &model::accepts_role}),
      field<&ModuleCall::facts>("facts", "What it tells those who use it, beside its outputs.", {.key_name = "fact", .accepts_key = &model::accepts_fact}));
  static constexpr ObjectSchema schema{"module", "A call of a Terraform module.", fields, nullptr, {}, {}, {}, {}, &refuses};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {
namespace {

constexpr const char* role = "module";

void tell(const Environment& env, ObjectId id, Traits& out) {
  const ModuleCall& call = env.objects.get<ModuleCall>(id);
  const Head& head = env.objects.head(id);
  const auto output = [&](const std::string& name) { return view::Rope(view::Ref{{head.address, role, {}}, name}); };
  Endpoint e;
  e.owner = id;
  if (const ModuleInterface* module = env.module_of(call.source)) {
    for (const auto& [name, one] : module->outputs) {
      if (!one.secret) e.facts[name] = {Phase::apply, output(name), {}};
    }
  }
  if (call.listens.present()) {
    e.port = *call.listens->port;
    e.origin = call.listens->port.mark.origin;
    e.group = {head.address, "group", {}};   // the lowering tells which id that is
    e.network = call.listens->network->text;
    e.facts["port"] = {Phase::compile, view::Rope(std::to_string(e.port), e.origin), {}};
  }
  tell_grants(*call.grants, head, out, output("arn"), e);
  if (call.listens.present() && e.roles.empty()) e.roles = {"call"};
  tell_facts(*call.facts, head, out, e);
  out.endpoints.push_back(std::move(e));
}

bool is_fact(const Environment& env, ObjectId id, const std::string& name) {
  const ModuleCall& call = env.objects.get<ModuleCall>(id);
  return call.facts->contains(name) || (name == "port" && call.listens.present());
}

std::optional<std::string> problem(const Environment& env, ObjectId id, const std::string& traversal) {
  if (auto wrong = traversal_problem(traversal)) return wrong;
  const ModuleInterface* module = env.module_of(env.objects.get<ModuleCall>(id).source);
  // What nobody read is believed; what could not be read is said about the module itself.
  if (module == nullptr || !module->problem.empty()) return std::nullopt;
  const std::string first = traversal.substr(0, traversal.find_first_of(".["));
  const auto output = module->outputs.find(first);
  if (output != module->outputs.end() && output->second.secret) return fmt::format("`{}` is a secret, and texts are written as they are", first);
  if (output != module->outputs.end() || module->partial) return std::nullopt;
  std::vector<std::string> known;
  for (const auto& [name, one] : module->outputs) known.push_back(name);
  if (known.empty()) return fmt::format("`{}` has no outputs", module->folder);
  const auto near = support::nearest(first, known);
  return near ? fmt::format("did you mean `{}`", *near) : "its outputs are " + support::join(known, ", ");
}

constexpr Attributes attributes{role, &is_fact, &problem};

/// A word of a registry's address (Terraform, "Module Registry Protocol", Module Addresses).
bool is_registry_word(std::string_view word) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  return !word.empty() && letter(word.front()) && letter(word.back()) && std::all_of(word.begin(), word.end(), [&](char c) { return letter(c) || c == '-' || c == '_'; });
}

bool is_host(std::string_view word) { return word.find('.') != std::string_view::npos && word.front() != '.' && word.back() != '.'; }

}  // namespace

ModuleSource module_source(std::string_view source) {
  if (source.find("::") != std::string_view::npos || source.find("://") != std::string_view::npos || source.find('@') != std::string_view::npos) return ModuleSource::elsewhere;
  std::vector<std::string_view> words = support::split(source.substr(0, source.find("//")), '/');
  const bool host = words.size() > 1 && is_host(words.front());
  if (host && (words.front() == "github.com" || words.front() == "bitbucket.org")) return ModuleSource::elsewhere;   // shorthands of git
  if (host) words.erase(words.begin());
  if (words.size() == 3 && std::all_of(words.begin(), words.end(), is_registry_word)) return ModuleSource::registry;
  return host ? ModuleSource::elsewhere : ModuleSource::folder;
}

std::optional<std::string> module_folder(std::string_view source) {
  if (module_source(source) != ModuleSource::folder || source.starts_with('/')) return std::nullopt;
  std::vector<std::string> parts;
  for (const auto part : support::split(source, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.emplace_back(part);
    } else if (parts.empty()) {
      return std::nullopt;
    } else {
      parts.pop_back();
    }
  }
  return parts.empty() ? std::nullopt : std::optional(support::join(parts, "/"));
}

KindSchema module_kind() {
  KindSchema k;
  k.name = "module";
  k.schema = &schema_of<ModuleCall>;
  k.shareable = true;
  k.states_group = true;
  k.attributes = &attributes;
  k.traits = &tell;
  return stored<ModuleCall>(k);
}

}  // namespace infragen::model
