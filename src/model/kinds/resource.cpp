#include <algorithm>

#include "infragen/facts/provider.hpp"
#include "infragen/support/text.hpp"
#include "model/kinds/describe.hpp"

namespace infragen::model {

Reading accepts_role(std::string_view text) {
  static constexpr std::string_view roles[] = {"admin", "call", "consume", "invoke", "own", "produce", "read", "receive", "send", "view", "write"};
  if (std::find(std::begin(roles), std::end(roles), text) != std::end(roles)) return {};
  return {"is no role", "`read`, `write`, or another role that `uses` knows"};
}

Reading accepts_fact(std::string_view text) {
  bool ok = !text.empty() && text.front() >= 'a' && text.front() <= 'z';
  for (const char c : text) ok = ok && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
  if (ok) return {};
  return {"is no name of a fact", "lower-case letters, digits and `_`"};
}

}  // namespace infragen::model

namespace infragen::schema {
namespace {

Reading accepts_action(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos && colon > 0 && colon + 1 < text.size()) return {};
  return {"is no action", "service and action: `mq:DescribeBroker`"};
}

/// Short form: the actions alone.
Expansion actions_alone(const tree::Value& written) {
  tree::Value out = tree::map(written.span);
  tree::Value list = tree::list(written.span);
  if (written.kind == tree::Value::Kind::list) {
    list = written;
  } else {
    list.items.push_back({{}, {}, written});
  }
  for (const tree::Item& item : list.items) {
    if (item.value.kind != tree::Value::Kind::scalar) return {std::nullopt, {"is no list of actions", "`[\"mq:DescribeBroker\"]`"}};
    if (Reading reading = accepts_action(item.value.text); !reading.ok()) return {std::nullopt, {"holds `" + item.value.text + "`, which " + reading.problem, reading.help}};
  }
  out.at("actions", written.span) = std::move(list);
  return {std::move(out), {}};
}

}  // namespace

template <> const ObjectSchema& schema_of<model::RawListener>() {
  using model::RawListener;
  static constexpr std::string_view groups[] = {"resource"}, networks[] = {"network"};
  static constexpr auto fields = table<RawListener>(
      field<&RawListener::port>("port", "Port that it answers on.", {.required = true, .range = {1, 65535}}),
      field<&RawListener::group>("group", "The security group in front of it, a resource too.", {.required = true, .refers_to = groups}),
      field<&RawListener::network>("network", "The network that it stands in; the only one need not be named.", {.refers_to = networks, .only_one = true}));
  static constexpr ObjectSchema schema{"listener", "Where it answers.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::RawGrant>() {
  using model::RawGrant;
  static constexpr auto fields = table<RawGrant>(
      field<&RawGrant::actions>("actions", "Actions of IAM that it permits; none: connecting alone.", {.accepts = &accepts_action}),
      field<&RawGrant::on>("on", "ARNs on which it permits them; its own without."));
  static constexpr ObjectSchema schema{"grant", "What a role of it permits.", fields, &actions_alone};
  return schema;
}

template <> const ObjectSchema& schema_of<model::RawResource>() {
  using model::RawResource;
  static constexpr auto fields = model::raw_table<RawResource>(
      field<&RawResource::listens>("listens", "Where it answers, if others connect to it."),
      field<&RawResource::grants>("grants", "Role -> what it permits those who use it so.", {.key_name = "role", .accepts_key = &model::accepts_role}),
      field<&RawResource::facts>("facts", "What it tells those who use it.", {.key_name = "fact", .accepts_key = &model::accepts_fact}),
      field<&RawResource::arguments>("arguments", "Everything else: arguments in the provider's words.", {.key_name = "argument"}));
  static constexpr ObjectSchema schema{"resource", "A resource in the words of the AWS provider.", fields, nullptr, "arguments"};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {
namespace {

/// `write`, `aws_mq_broker.main` as `WriteAwsMqBrokerMain`: statements of one name become one.
std::string sid_of(const std::string& role, const std::string& name) {
  std::string out;
  bool begins = true;
  for (const char c : role + "." + name) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (word) out += begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    begins = !word;
  }
  return out;
}

Right right_of(const RawGrant& grant, const std::string& role, const Head& head, const Traits& known, const view::Rope& arn) {
  Right out;
  out.sid = sid_of(role, head.name);
  for (const auto& action : *grant.actions) out.actions.push_back(*action);
  for (std::size_t i = 0; i < grant.on->size(); ++i) {
    const auto text = known.texts.find(element_path(head.address + ".grants." + role, "on", i));
    if (text != known.texts.end()) out.resources.push_back(text->second);
  }
  if (grant.on->empty()) out.resources.push_back(arn);
  return out;
}

void tell(const Environment& env, ObjectId id, Traits& out) {
  const RawResource& raw = env.objects.get<RawResource>(id);
  const Head& head = env.objects.head(id);
  Endpoint e;
  e.owner = id;
  if (raw.listens.present()) {
    e.port = *raw.listens->port;
    e.origin = raw.listens->port.mark.origin;
    e.group = {raw.listens->group->text, "resource", {}};
    e.network = raw.listens->network->text;
    e.facts["port"] = {Phase::compile, view::Rope(std::to_string(e.port), e.origin), {}};
  }
  if (const auto schema = facts::Provider::aws().resource(type_of_raw(head.name))) {
    for (const char* name : {"arn", "id"}) {
      if (schema->attribute(name)) e.facts[name] = {Phase::apply, view::Rope(view::Ref{{head.address, "resource", {}}, name}), {}};
    }
  }
  tell_grants(*raw.grants, head, out, view::Ref{{head.address, "resource", {}}, "arn"}, e);
  if (raw.listens.present() && e.roles.empty()) e.roles = {"call"};
  tell_facts(*raw.facts, head, out, e);
  out.endpoints.push_back(std::move(e));
}

bool is_fact(const Environment& env, ObjectId id, const std::string& name) {
  const RawResource& raw = env.objects.get<RawResource>(id);
  return raw.facts->contains(name) || (name == "port" && raw.listens.present());
}

std::optional<std::string> problem(const Environment& env, ObjectId id, const std::string& traversal) {
  const auto schema = facts::Provider::aws().resource(type_of_raw(env.objects.head(id).name));
  if (!schema) return std::string();   // said about the resource itself
  if (auto wrong = traversal_problem(traversal)) return wrong;
  const std::string first = traversal.substr(0, traversal.find_first_of(".["));
  const auto attribute = schema->attribute(first);
  if (attribute && attribute->sensitive()) return fmt::format("`{}` is a secret, and texts are written as they are", first);
  if (attribute || schema->block(first)) return std::nullopt;
  std::vector<std::string> known;
  for (const facts::Attribute& one : schema->attributes()) known.emplace_back(one.name());
  const auto near = support::nearest(first, known);
  return near ? fmt::format("did you mean `{}`", *near) : "the provider tells " + support::join(known, ", ");
}

constexpr Attributes attributes{"resource", &is_fact, &problem};

}  // namespace

void tell_grants(const Map<RawGrant>& grants, const Head& head, const Traits& known, const view::Rope& arn, Endpoint& out) {
  for (const auto& [role, grant] : grants) {
    if (!grant.present()) continue;
    out.roles.push_back(role);
    if (!grant->actions->empty()) out.grants.push_back({role, right_of(*grant, role, head, known, arn)});
  }
}

void tell_facts(const Map<schema::FactText>& facts, const Head& head, const Traits& known, Endpoint& out) {
  for (const auto& [name, fact] : facts) {
    const auto text = known.texts.find(head.address + ".facts." + name);
    if (fact.present() && text != known.texts.end()) out.facts[name] = {Phase::apply, text->second, {}};
  }
}

std::optional<std::string> traversal_problem(const std::string& traversal) {
  bool ok = !traversal.empty() && traversal.front() >= 'a' && traversal.front() <= 'z' && traversal.back() != '.';
  for (std::size_t i = 0; ok && i < traversal.size(); ++i) {
    const char c = traversal[i];
    if (c == '[') {
      const std::size_t close = traversal.find(']', i);
      ok = close != std::string::npos && close > i + 1 && traversal.find_first_not_of("0123456789", i + 1) == close;
      if (ok) i = close;
    } else {
      ok = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (c == '.' && traversal[i + 1] >= 'a' && traversal[i + 1] <= 'z');
    }
  }
  return ok ? std::nullopt : std::optional<std::string>("names joined by dots, with numbers in brackets: `instances[0].url`");
}

std::string type_of_raw(const std::string& name) { return name.substr(0, name.find('.')); }
std::string label_of_raw(const std::string& name) { return name.substr(name.find('.') + 1); }

KindSchema resource_kind() {
  KindSchema k;
  k.name = "resource";
  k.schema = &schema_of<RawResource>;
  k.shareable = true;
  k.typed = true;
  k.states_group = true;
  k.attributes = &attributes;
  k.traits = &tell;
  return stored<RawResource>(k);
}

}  // namespace infragen::model
