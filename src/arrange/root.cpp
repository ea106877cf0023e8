#include "arrange/root.hpp"

#include <fmt/format.h>

#include "arrange/make.hpp"
#include "arrange/samples.hpp"
#include "infragen/model/state.hpp"

namespace infragen::arrange {
namespace {

using hcl::Body;
using hcl::Expr;
using hcl::Item;

Item attribute(std::string name, Expr value, source::OriginId origin = source::no_origin) {
  Item item = hcl::attribute_item(std::move(name), std::move(value));
  item.origin = origin;
  item.value.origin = origin;
  return item;
}

struct Backend {
  bool s3 = false;
  std::vector<std::pair<std::string, Expr>> settings;
  source::OriginId origin = source::no_origin;
};

/// The backend of a root, as seen from itself or from one that reads it.
Backend backend_of(const Root& root, const Root& reader) {
  const model::S3State* s3 = root.stack == model::bootstrap_stack ? nullptr : model::s3_state(*root.env);
  Backend b;
  if (s3 != nullptr) {
    b.s3 = true;
    b.origin = root.env->settings.state->s3.mark.origin;
    b.settings = {{"bucket", hcl::string(model::state_bucket(*s3, *root.env))},
                  {"key", hcl::string(model::expand(s3->key->text, *root.env, root.stack))},
                  {"region", hcl::string(model::state_region(*s3, *root.env))}};
    if (&root == &reader) {
      b.settings.emplace_back("encrypt", hcl::boolean(true));
      if (*s3->lock == model::StateLock::native) b.settings.emplace_back("use_lockfile", hcl::boolean(true));
      if (*s3->lock == model::StateLock::table) b.settings.emplace_back("dynamodb_table", hcl::string(model::state_table(*s3, *root.env)));
    }
  } else if (&root != &reader) {
    b.settings = {{"path", hcl::string(fmt::format("../../{}/{}/terraform.tfstate", root.env->name, root.stack))}};
  }
  return b;
}

Expr input_or_text(const schema::Field<schema::InputText>& field, Root& root) {
  const auto& pieces = field->text.pieces;
  if (pieces.size() == 1 && pieces.front().kind == schema::TextPiece::Kind::input) {
    root.variables.insert(pieces.front().text);
    return hcl::attribute(hcl::name("var"), pieces.front().text);
  }
  return hcl::string(field->text.literal());
}

void versions(Root& root) {
  const model::Targets& targets = *root.env->project.targets;
  Body providers = {attribute("aws", object_of({{"source", hcl::string("hashicorp/aws")}, {"version", hcl::string("~> " + targets.aws->text.substr(0, targets.aws->text.rfind('.')))}}), targets.aws.mark.origin)};
  Body terraform = {attribute("required_version", hcl::string(*targets.terraform), targets.terraform.mark.origin), hcl::block("required_providers", {}, std::move(providers))};
  terraform.back().blank_before = true;
  root.files["versions"].push_back(hcl::block("terraform", {}, std::move(terraform)));
}

/// Where the resources of a root are made.
std::string region_of(const Root& root) {
  const model::S3State* s3 = root.stack == model::bootstrap_stack ? model::s3_state(*root.env) : nullptr;
  return s3 != nullptr ? model::state_region(*s3, *root.env) : root.env->region();
}

void providers(Root& root) {
  const model::Settings& settings = root.env->settings;
  Body body = {attribute("region", hcl::string(region_of(root)), settings.aws->region.mark.origin)};
  if (settings.aws->account.present()) {
    body.push_back(attribute("allowed_account_ids", hcl::tuple({input_or_text(settings.aws->account, root)}), settings.aws->account.mark.origin));
  }
  if (settings.tags.present() && !settings.tags->empty()) {
    Expr tags;
    tags.kind = Expr::Kind::object;
    for (const auto& [key, value] : *settings.tags) {
      if (!value.present()) continue;
      tags.items.push_back(arrange::key(key));
      tags.items.push_back(hcl::string(model::expand(value->text, *root.env), value.mark.origin));
    }
    body.push_back(hcl::block("default_tags", {}, {attribute("tags", std::move(tags), settings.tags.mark.origin)}));
    body.back().blank_before = true;
  }
  root.files["providers"].push_back(hcl::block("provider", {"aws"}, std::move(body)));
}

void backend(Root& root) {
  const Backend b = backend_of(root, root);
  if (!b.s3) return;
  Body settings;
  for (const auto& [name, value] : b.settings) settings.push_back(attribute(name, value, b.origin));
  root.files["backend"].push_back(hcl::block("terraform", {}, {hcl::block("backend", {"s3"}, std::move(settings))}));
}

void remote_states(Root& root, const std::map<std::string, const Root*>& by_key) {
  for (const auto& [key, outputs] : root.reads) {
    const Root& other = *by_key.at(key);
    const Backend b = backend_of(other, root);
    std::vector<std::pair<std::string, Expr>> config = b.settings;
    Body body = {attribute("backend", hcl::string(b.s3 ? "s3" : "local"), b.origin), attribute("config", object_of(std::move(config)), b.origin)};
    body.back().blank_before = true;
    root.files["remote"].push_back(hcl::block("data", {"terraform_remote_state", other.stack}, std::move(body)));
  }
}

void variables(Root& root) {
  for (const std::string& name : root.variables) {
    const auto it = root.env->settings.inputs->find(name);
    if (it == root.env->settings.inputs->end()) continue;  // reported by check
    const model::Input& input = *it->second;
    Body body = {attribute("description", hcl::string(*input.about), input.about.mark.origin), attribute("type", hcl::name("string"))};
    if (*input.is == model::InputType::account) {
      Expr condition = hcl::call("can", {hcl::call("regex", {hcl::string("^[0-9]{12}$"), hcl::attribute(hcl::name("var"), name)})});
      // The account of the documentation's examples is nobody's.
      Expr both = binary("&&", std::move(condition), binary("!=", hcl::attribute(hcl::name("var"), name), hcl::string("123456789012")));
      body.push_back(hcl::block("validation", {}, {attribute("condition", std::move(both), input.is.mark.origin), attribute("error_message", hcl::string("An AWS account has twelve digits, and 123456789012 is the documentation's."))}));
      body.back().blank_before = true;
    }
    if (*input.is == model::InputType::domain) {
      Expr condition = hcl::call("can", {hcl::call("regex", {hcl::string("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$"), hcl::attribute(hcl::name("var"), name)})});
      body.push_back(hcl::block("validation", {}, {attribute("condition", std::move(condition), input.is.mark.origin), attribute("error_message", hcl::string("A domain is labels of lower-case letters, digits and hyphens, joined by dots."))}));
      body.back().blank_before = true;
    }
    root.files["variables"].push_back(hcl::block("variable", {name}, std::move(body)));
  }
}

void outputs(Root& root) {
  for (const auto& [name, output] : root.outputs) {
    Body body = {attribute("description", hcl::string(fmt::format("`{}` of {}.{}, for other stacks.", output.attribute, output.type, output.label))),
                 attribute("value", hcl::traversal(output.value))};
    root.files["outputs"].push_back(hcl::block("output", {name}, std::move(body)));
  }
}

void moves(Root& root) {
  for (const auto& [from, to] : root.moved) {
    root.files["moved"].push_back(hcl::block("moved", {}, {attribute("from", hcl::traversal(from)), attribute("to", hcl::traversal(to))}));
  }
}

/// The variable that turns imports off. An import asks AWS already while Terraform plans, and the plan test has no account.
std::string adopt_variable(const Root& root) {
  std::string name = "adopt";
  while (root.env->settings.inputs->contains(name)) name += "_";
  return name;
}

void imports(Root& root) {
  if (root.adopted.empty()) return;
  const std::string name = adopt_variable(root);
  for (const Adopted& adopted : root.adopted) {
    Expr to = hcl::traversal(adopted.to);
    if (!adopted.instance.empty()) to = hcl::index(std::move(to), hcl::string(adopted.instance));
    Expr ids = conditional(hcl::attribute(hcl::name("var"), name), hcl::tuple({adopted.id}), hcl::tuple({}));
    Body body = {attribute("for_each", hcl::call("toset", {std::move(ids)}), adopted.origin), attribute("to", std::move(to), adopted.origin),
                 attribute("id", hcl::traversal("each.value"))};
    root.files["imports"].push_back(hcl::block("import", {}, std::move(body)));
  }
  Body body = {attribute("description", hcl::string("Whether imports.tf is carried out. It asks AWS while Terraform plans, so tests say false.")), attribute("type", hcl::name("bool")),
               attribute("default", hcl::boolean(true))};
  root.files["variables"].push_back(hcl::block("variable", {name}, std::move(body)));
}

Item override_lookup(const std::string& target, const std::map<std::string, std::string>& samples) {
  Body body = {attribute("target", hcl::traversal(target))};
  std::vector<std::pair<std::string, Expr>> values;
  for (const auto& [name, value] : samples) values.emplace_back(name, hcl::string(value));
  if (!values.empty()) body.push_back(attribute("values", object_of(std::move(values))));   // Terraform makes up what is not given
  return hcl::block("override_data", {}, std::move(body));
}

/// What data sources would look up in an account: ours, and those of called modules.
void override_lookups(const Root& root, Body& body) {
  for (const auto& [module, lookups] : root.lookups) {
    for (const std::string& lookup : lookups) {
      const std::size_t dot = lookup.find('.');
      body.push_back(override_lookup(module + ".data." + lookup, data_samples(lookup.substr(0, dot), lookup.substr(dot + 1))));
    }
  }
  for (const auto& [file, blocks] : root.files) {
    for (const Item& item : blocks) {
      if (item.kind != Item::Kind::block || item.name != "data") continue;
      const std::string& type = *hcl::constant_string(item.labels[0].text);
      const std::string& label = *hcl::constant_string(item.labels[1].text);
      const auto samples = data_samples(type, label);
      if (samples.empty()) continue;   // states of other roots are overridden with what is read of them
      body.push_back(override_lookup("data." + type + "." + label, samples));
    }
  }
}

}  // namespace

std::string key_of(const std::string& unit, const std::string& stack) { return unit + "/" + stack; }

void complete(Root& root, const std::map<std::string, const Root*>& by_key) {
  versions(root);
  providers(root);
  backend(root);
  remote_states(root, by_key);
  variables(root);
  outputs(root);
  moves(root);
  imports(root);
}

Body plan_test(const Root& root) {
  Body body;
  Body provider = {attribute("region", hcl::string(region_of(root)))};
  for (const char* name : {"access_key", "secret_key"}) provider.push_back(attribute(name, hcl::string("test")));
  for (const char* name : {"skip_credentials_validation", "skip_requesting_account_id", "skip_metadata_api_check", "skip_region_validation"}) {
    provider.push_back(attribute(name, hcl::boolean(true)));
  }
  Item aws = hcl::block("provider", {"aws"}, std::move(provider));
  aws.comments = {"A plan by the real provider that needs no account: `terraform test`."};
  body.push_back(std::move(aws));
  if (!root.variables.empty() || !root.adopted.empty()) {
    Body values;
    for (const std::string& name : root.variables) {
      const auto it = root.env->settings.inputs->find(name);
      if (it != root.env->settings.inputs->end()) values.push_back(attribute(name, hcl::string(*it->second->example)));
    }
    if (!root.adopted.empty()) values.push_back(attribute(adopt_variable(root), hcl::boolean(false)));
    body.push_back(hcl::block("variables", {}, std::move(values)));
  }
  for (const auto& [key, outputs] : root.reads) {
    std::vector<std::pair<std::string, Expr>> values;
    for (const auto& [name, output] : outputs) {
      Expr value = hcl::string(sample(output.type, output.label, output.attribute, root.env->region()));
      values.emplace_back(name, output.list ? hcl::tuple({std::move(value)}) : std::move(value));
    }
    const std::string stack = key.substr(key.find('/') + 1);
    Body override_data = {attribute("target", hcl::traversal("data.terraform_remote_state." + stack)), attribute("values", object_of({{"outputs", object_of(std::move(values))}}))};
    override_data.back().blank_before = true;
    body.push_back(hcl::block("override_data", {}, std::move(override_data)));
  }
  override_lookups(root, body);
  Body run = {attribute("command", hcl::name("plan"))};
  for (const auto& [file, blocks] : root.files) {
    for (const Item& item : blocks) {
      if (item.kind != Item::Kind::block || item.name != "resource") continue;
      // One assertion a resource whose name the compiler decided: the plan must hold it to the letter.
      for (const Item& field : item.body) {
        const std::string* text = field.kind == Item::Kind::attribute ? hcl::constant_string(field.value) : nullptr;
        if (text == nullptr || (field.name != "name" && field.name != "identifier" && field.name != "cluster_identifier" && field.name != "cidr_block")) continue;
        const std::string address = *hcl::constant_string(item.labels[0].text) + "." + *hcl::constant_string(item.labels[1].text) + "." + field.name;
        Expr condition = binary("==", hcl::traversal(address), hcl::string(*text));
        Item check = hcl::block("assert", {}, {attribute("condition", std::move(condition)), attribute("error_message", hcl::string(address + " is not what was compiled."))});
        check.blank_before = true;
        run.push_back(std::move(check));
      }
    }
  }
  body.push_back(hcl::block("run", {"plan"}, std::move(run)));
  return body;
}

}  // namespace infragen::arrange
