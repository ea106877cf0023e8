#include "lower/context.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "infragen/facts/provider.hpp"
#include "infragen/lower/diagnostics.hpp"
#include "infragen/support/text.hpp"

namespace infragen::lower {
namespace {

constexpr std::string_view separators = "-_/.";

/// An empty placeholder takes the separator before it along, or at the beginning the one behind it.
void append_placeholder(std::string& out, const std::string& value, std::string_view& behind) {
  if (!value.empty()) {
    out += value;
  } else if (!out.empty() && separators.find(out.back()) != std::string_view::npos) {
    out.pop_back();
  } else if (!behind.empty() && separators.find(behind.front()) != std::string_view::npos) {
    behind.remove_prefix(1);
  }
}

std::string capitals(std::string_view name) {
  std::string out;
  for (const char c : name) out += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return out;
}

}  // namespace

source::OriginId Context::declared(ObjectId id) {
  auto [it, fresh] = declared_.emplace(id, source::no_origin);
  if (fresh) it->second = system_.env().origins.add({source::OriginKind::written, head(id).at, "declared", {}, 0, {}});
  return it->second;
}

Rope Context::text_at(ObjectId id, std::string_view path) const {
  const auto& texts = system_.resolved.traits.texts;
  const auto it = texts.find(fmt::format("{}.{}", address(id), path));
  return it == texts.end() ? Rope() : it->second;
}

const Rope* Context::text(const std::string& path) const {
  const auto& texts = system_.resolved.traits.texts;
  const auto it = texts.find(path);
  return it == texts.end() ? nullptr : &it->second;
}

std::string Context::stack(ObjectId id) const {
  const model::Head& h = head(id);
  if (!h.shared.empty()) return h.shared;
  return h.domain.empty() || env().project.layout->stacks.value == model::Stacks::one ? stack() : h.domain;
}

std::string Context::stack() const {
  if (env().shared) return env().name;
  return env().project.layout->stacks.value == model::Stacks::one ? "main" : "core";
}

view::Object* Context::first_of(ObjectId id) {
  const auto first = std::find_if(out_.begin(), out_.end(), [&](const view::Object& object) { return object.address == address(id); });
  return first == out_.end() ? nullptr : &*first;
}

bool Context::patch(ObjectId id, view::Patch patch) {
  view::Object* first = first_of(id);
  if (first != nullptr) first->patches.push_back(std::move(patch));
  return first != nullptr;
}

bool Context::adopt(ObjectId id, view::Import import) {
  view::Object* first = first_of(id);
  if (first != nullptr) first->imports.push_back(std::move(import));
  return first != nullptr;
}

view::Object& Context::emit(std::string template_name, std::string address, std::string stack, source::OriginId origin) {
  view::Object& object = out_.emplace_back();
  object.address = std::move(address);
  object.template_name = std::move(template_name);
  object.stack = std::move(stack);
  object.fields = Value::make_map();
  object.origin = origin;
  return object;
}

view::Object& Context::emit(view::Bare bare, std::string address, source::OriginId origin) {
  view::Object& object = out_.emplace_back();
  object.address = std::move(address);
  object.bare = std::move(bare);
  object.fields = Value::make_map();
  object.origin = origin;
  return object;
}

view::Object& Context::emit(ObjectId id, std::string template_name) {
  view::Object& object = out_.emplace_back();
  object.address = address(id);
  object.template_name = std::move(template_name);
  object.stack = stack(id);
  const auto& about = env().objects.common(id).about;
  // The first block of an object says what people said it is for. Not a tag: AWS takes few characters there.
  if (about.present() && described_.insert(id).second) object.about = *about;
  object.fields = Value::make_map();
  object.origin = declared(id);
  return object;
}

std::string Context::pattern_name(ObjectId id, std::string_view aws_type, std::string_view part, std::string_view called, source::OriginId& origin) {
  const model::Names& names = *env().project.names;
  const schema::Field<schema::NamePattern>* pattern = &names.fallback;
  schema::Field<schema::NamePattern> own;
  for (const model::DefaultPattern& known : model::kind(id).patterns) {
    if (known.type != aws_type) continue;
    schema::read_text(known.pattern, own->text);
    pattern = &own;
  }
  if (const auto kind = names.kinds->find(std::string(model::kind(id).name)); kind != names.kinds->end() && kind->second.present()) {
    if (const auto type = kind->second->find(std::string(aws_type)); type != kind->second->end() && type->second.present()) pattern = &type->second;
  }
  origin = pattern->mark.origin;
  std::string out;
  bool has_part = false;
  std::string_view behind;
  const auto& pieces = (*pattern)->text.pieces;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const schema::TextPiece& piece = pieces[i];
    if (piece.kind == schema::TextPiece::Kind::literal) {
      out += behind.empty() ? std::string_view(piece.text) : behind;
      behind = {};
      continue;
    }
    std::string value;
    if (piece.text == "project") value = env().project_name();
    if (piece.text == "env") value = env().shared || !env().owns(id) ? std::string() : env().name;
    if (piece.text == "name") value = called;
    if (piece.text == "NAME") value = capitals(called);
    if (piece.text == "kind") value = model::kind(id).name;
    if (piece.text == "part") {
      value = part;
      has_part = true;
    }
    behind = i + 1 < pieces.size() && pieces[i + 1].kind == schema::TextPiece::Kind::literal ? std::string_view(pieces[i + 1].text) : std::string_view();
    const std::size_t before = behind.size();
    append_placeholder(out, value, behind);
    if (behind.size() == before) behind = {};
  }
  if (!part.empty() && !has_part) out += "-" + std::string(part);
  return out;
}

/// The identity under which the lock may know the resource: before its owner, or what its key speaks of, was renamed.
Identity Context::former(ObjectId id, Identity identity, const std::string* key) const {
  if (identity.object == address(id)) identity.object = former_address(id);
  if (key != nullptr) identity.key = *key;
  return identity;
}

/// Whether the lock knows the resource; of a whole object, any of that type.
bool Context::knew(const Identity& old, std::string_view aws_type) const {
  if (!old.role.empty()) return !lock_.get("address", env().name, view::print(old)).empty();
  const std::vector<lock::Fact> all = lock_.all("address", env().name);
  return std::any_of(all.begin(), all.end(), [&](const lock::Fact& fact) {
    return fact.subject.starts_with(old.object + "/") && fact.value.find(fmt::format(" {}.", aws_type)) != std::string::npos;
  });
}

bool Context::ends_with_part(ObjectId id, std::string_view aws_type) {
  if (env().objects.common(id).name.present()) return true;
  source::OriginId origin = source::no_origin;
  const std::string& called = head(id).name;
  return pattern_name(id, aws_type, "part", called, origin) == pattern_name(id, aws_type, {}, called, origin) + "/part";
}

void Context::settle(Value& value) const {
  for (Value& item : value.list) settle(item);
  for (auto& [key, item] : value.map) settle(item);
  const auto is_told = [&](const view::Piece& piece) { return piece.kind == view::Piece::Kind::ref && told_.contains(piece.ref); };
  if (std::none_of(value.rope.pieces.begin(), value.rope.pieces.end(), is_told)) return;
  Rope text;
  for (const view::Piece& piece : value.rope.pieces) {
    if (is_told(piece)) {
      text += told_.at(piece.ref);
    } else {
      text.pieces.push_back(piece);
    }
  }
  value.rope = std::move(text);
  value.kind = Value::Kind::text;
}

Lowered Context::take() {
  for (view::Object& object : out_) {
    settle(object.fields);
    for (view::Patch& patch : object.patches) settle(patch.arguments);
  }
  return {std::move(out_), std::move(all_names_), std::move(manifests_)};
}

Rope Context::name(ObjectId id, std::string_view aws_type, std::string_view attribute, const Identity& identity, std::string_view part, std::string_view called,
                   const Parts* before) {
  const auto named = model::kind(id).named;
  if (std::find(named.begin(), named.end(), aws_type) == named.end()) throw std::logic_error(fmt::format("{} names no {}", model::kind(id).name, aws_type));
  const model::Common& common = env().objects.common(id);
  source::OriginId origin = source::no_origin;
  std::string name;
  if (common.name.present() && called.empty()) {
    name = *common.name + (part.empty() ? "" : "-" + std::string(part));
    origin = common.name.mark.origin;
  } else {
    name = pattern_name(id, aws_type, part, called.empty() ? std::string_view(head(id).name) : called, origin);
    const std::string subject = view::print(identity);
    if (!env().owns(id)) {   // its own unit holds and keeps it
      const std::string kept = lock_.get("name", head(id).shared, subject);
      return Rope(kept.empty() ? std::move(name) : kept, origin);
    }
    std::string kept = lock_.get("name", env().name, subject);
    const Identity old = former(id, identity, before == nullptr ? nullptr : &before->key);
    if (kept.empty() && old != identity) {
      // A name whose change would replace the resource stays what it was when the object was called otherwise.
      kept = lock_.get("name", env().name, view::print(old));
      const bool known = knew(old, aws_type);
      const bool replaces = facts::Provider::aws().replacement(aws_type, attribute) == facts::Replacement::replace;
      if (kept.empty() && known && replaces) {
        const std::string_view old_called = before != nullptr && !before->called.empty() ? std::string_view(before->called) : std::string_view(former_name(id));
        kept = pattern_name(id, aws_type, before == nullptr ? part : std::string_view(before->part), old_called, origin);
      }
    }
    if (!kept.empty()) {
      name = kept;
      origin = common.was.present() ? common.was.mark.origin : origin;
      keep_.add({"name", env().name, subject, kept});
    }
  }
  hold_name(id, aws_type, attribute, name, origin);
  return Rope(std::move(name), origin) ;
}

std::string Context::kept_text(ObjectId id, std::string_view aws_type, std::string_view attribute, const Identity& identity, std::string now, std::string before,
                               const std::string& former_key) {
  if (facts::Provider::aws().replacement(aws_type, attribute) != facts::Replacement::replace) return now;
  // A resource may have a kept name too: the attribute tells the two apart.
  const auto subject = [&](const Identity& of) { return view::print(of) + "." + std::string(attribute); };
  const Identity old = former(id, identity, former_key.empty() ? nullptr : &former_key);
  std::string kept = lock_.get("name", env().name, subject(identity));
  if (kept.empty() && old != identity) {
    kept = lock_.get("name", env().name, subject(old));
    if (kept.empty() && !lock_.get("address", env().name, view::print(old)).empty()) kept = std::move(before);
  }
  if (kept.empty() || kept == now) return now;
  keep_.add({"name", env().name, subject(identity), kept});
  return kept;
}

std::string Context::remembered(ObjectId id, const Identity& identity, std::string_view attribute) const {
  const std::string kept = lock_.get("name", env().name, view::print(identity) + "." + std::string(attribute));
  if (!kept.empty()) return kept;
  return lock_.get("name", env().name, view::print(former(id, identity, nullptr)) + "." + std::string(attribute));
}

void Context::remember(const Identity& identity, std::string_view attribute, const std::string& value) {
  keep_.add({"name", env().name, view::print(identity) + "." + std::string(attribute), value});
}

void Context::hold_name(ObjectId id, std::string_view aws_type, std::string_view attribute, const std::string& name, source::OriginId origin) {
  all_names_.push_back({std::string(aws_type), name, id, origin});
  const auto constraint = facts::Provider::aws().constraint(aws_type, attribute);
  if (constraint && constraint->length && constraint->length->high && static_cast<double>(name.size()) > *constraint->length->high) {
    const auto limit = static_cast<std::size_t>(*constraint->length->high);
    sink_.report(name_too_long, head(id).at, name, std::string(aws_type), std::to_string(name.size() - limit))
        .help(fmt::format("at most {}: a shorter pattern under `names`, or `name:` here, such as `{}`", limit, name.substr(0, limit)));
  }
  const auto [it, fresh] = names_.emplace(std::pair(std::string(aws_type) + "." + std::string(attribute), name), id);
  // Two that are called the same clash in every type that they make; the first says it.
  if (!fresh && clashes_.insert({std::min(it->second, id), std::max(it->second, id)}).second) {
    sink_.report(name_twice, head(id).at, std::string(aws_type), name).also(head(it->second).at, "the other one").help("`name:` on one of them, or a pattern under `names` that tells them apart");
  }
}

std::string Context::host_label(ObjectId id) {
  const auto kept = derived().hosts.find(id);
  std::string label = kept == derived().hosts.end() ? head(id).name : kept->second;
  hold_name(id, "aws_service_discovery_service", "name", label, source::no_origin);
  return label;
}

Value Context::tags(ObjectId id, const Rope& name) {
  Value out = Value::make_map();
  out.set("Name", Value(name));
  for (const auto& [key, value] : *env().objects.common(id).tags) {
    if (!value.present()) continue;
    std::string text;
    for (const schema::TextPiece& piece : value->text.pieces) {
      if (piece.kind == schema::TextPiece::Kind::literal) text += piece.text;
      if (piece.text == "project" && piece.kind == schema::TextPiece::Kind::placeholder) text += env().project_name();
      if (piece.text == "env" && piece.kind == schema::TextPiece::Kind::placeholder) text += env().name;
      if (piece.text == "name" && piece.kind == schema::TextPiece::Kind::placeholder) text += head(id).name;
      if (piece.text == "NAME" && piece.kind == schema::TextPiece::Kind::placeholder) text += capitals(head(id).name);
      if (piece.text == "kind" && piece.kind == schema::TextPiece::Kind::placeholder) text += model::kind(id).name;
    }
    out.set(key, Value(text, value.mark.origin));
  }
  return out;
}

std::vector<std::string> Context::workload_zones(const model::Network& network) const {
  std::vector<std::string> out;
  const bool limited = network.workload_zones.present() && !network.workload_zones->empty();  // `[]` takes a limit back
  const auto& zones = limited ? *network.workload_zones : *network.zones;
  for (const auto& zone : zones) out.push_back(*zone);
  return out;
}

std::vector<Value> Context::subnets(const std::string& network_address, const std::string& tier, bool workload_zones_only) const {
  const model::Network& net = network(network_address);
  const std::vector<std::string> zones = workload_zones(net);
  std::vector<Value> out;
  for (const auto& zone : *net.zones) {
    if (workload_zones_only && std::find(zones.begin(), zones.end(), *zone) == zones.end()) continue;
    out.emplace_back(Ref{{network_address, "subnet", tier + "-" + *zone}, "id"}, zone.mark.origin);
  }
  return out;
}

namespace {

Value attached(const std::string& role, const std::vector<std::string>& managed) {
  std::vector<Value> out;
  for (const std::string& policy : managed) {
    const std::string arn = policy.starts_with("arn:") ? policy : "arn:aws:iam::aws:policy/" + policy;
    out.push_back(Value::make_map({{"key", Context::attachment_key(role, policy)}, {"arn", arn}}));
  }
  return Value::make_list(std::move(out));
}

}  // namespace

void Context::role(ObjectId id, const std::string& role, const std::string& service, const std::vector<std::string>& managed) {
  view::Object& object = emit(id, "terraform/iam-role.tf");
  const Identity identity = this->identity(id, role);
  const Rope role_name = name(id, "aws_iam_role", "name", identity, role);
  know(identity, "aws_iam_role", role_name);
  object.fields.set("role", role);
  object.fields.set("name", Value(role_name));
  object.fields.set("trust", trust(service));
  object.fields.set("managed", attached(role, managed));
  object.fields.set("tags", tags(id, role_name));
}

void Context::pod_role(ObjectId id, const std::string& role, const Account& account, const std::vector<std::string>& managed) {
  const auto& eks = env().objects.get<model::Eks>(account.cluster);
  const Identity identity = this->identity(id, role);
  const Rope role_name = name(id, "aws_iam_role", "name", identity, role);
  know(identity, "aws_iam_role", role_name);
  const bool federated = *eks.identity == model::PodIdentity::irsa;
  view::Object& object = emit(id, federated ? "terraform/pod-role.tf" : "terraform/iam-role.tf");
  object.fields.set("role", role);
  object.fields.set("name", Value(role_name));
  if (federated) {
    object.fields.set("provider", ref(account.cluster, "identity-provider", "arn"));
    object.fields.set("issuer", ref(account.cluster, "identity-provider", "url"));
    object.fields.set("subject", fmt::format("system:serviceaccount:{}:{}", account.space, account.name));
  } else {
    object.fields.set("trust", pods_trust());
  }
  object.fields.set("managed", attached(role, managed));
  object.fields.set("tags", tags(id, role_name));
  if (federated) return;
  view::Object& association = emit(id, "terraform/pod-identity.tf");
  association.fields.set("role", role);
  association.fields.set("cluster", ref(account.cluster, "cluster", "name"));
  association.fields.set("namespace", account.space);
  association.fields.set("account", account.name);
  association.fields.set("tags", tags(id, role_name));
}

void Context::allow(const Identity& role, ObjectId owner, model::Statement statement) {
  auto& policies = system_.derived.policies;
  const auto found = std::find_if(policies.begin(), policies.end(), [&](const model::RolePolicy& p) { return p.role == role && p.owner == owner; });
  (found == policies.end() ? policies.emplace_back(model::RolePolicy{role, owner, {}}) : *found).statements.push_back(std::move(statement));
}

view::Object& Context::manifest(const std::string& address, std::string template_name, std::string folder, source::OriginId origin) {
  view::Object& object = manifests_.emplace_back();
  object.address = address;
  object.template_name = std::move(template_name);
  object.folder = std::move(folder);
  object.fields = Value::make_map();
  object.origin = origin;
  const ObjectId id = env().objects.find(object.address);
  const auto* about = id.known() ? &env().objects.common(id).about : nullptr;
  if (about != nullptr && about->present()) object.about = **about;
  return object;
}

Value texts(const model::List<std::string>& words) {
  std::vector<Value> out;
  for (const auto& word : words) out.push_back(text(word));
  return Value::make_list(std::move(out));
}

Value trust(const std::string& service) {
  Value statement = Value::make_map();
  statement.set("Effect", "Allow");
  statement.set("Principal", Value::make_map({{"Service", service}}));
  statement.set("Action", "sts:AssumeRole");
  return Value::make_map({{"Version", "2012-10-17"}, {"Statement", Value::make_list({statement})}});
}

Value pods_trust() {
  // Amazon EKS, "Assign an IAM role to a Kubernetes service account".
  Value statement = Value::make_map();
  statement.set("Effect", "Allow");
  statement.set("Principal", Value::make_map({{"Service", "pods.eks.amazonaws.com"}}));
  statement.set("Action", Value::make_list({"sts:AssumeRole", "sts:TagSession"}));
  return Value::make_map({{"Version", "2012-10-17"}, {"Statement", Value::make_list({statement})}});
}

Value policy(const std::vector<model::Statement>& statements) {
  // Statements of one purpose become one, with everything they speak of.
  std::map<std::string, model::Statement> by_sid;
  for (const model::Statement& s : statements) {
    auto [it, fresh] = by_sid.emplace(s.sid, s);
    if (fresh) continue;
    for (const Rope& resource : s.resources) {
      const auto same = [&](const Rope& other) { return view::print(other) == view::print(resource); };
      if (std::none_of(it->second.resources.begin(), it->second.resources.end(), same)) it->second.resources.push_back(resource);
    }
  }
  std::vector<Value> list;
  for (const auto& [sid, s] : by_sid) {
    Value statement = Value::make_map();
    statement.set("Sid", sid);
    statement.set("Effect", "Allow");
    std::vector<Value> actions, resources;
    for (const std::string& action : s.actions) actions.emplace_back(action);
    for (const Rope& resource : s.resources) resources.emplace_back(resource, s.origin);
    statement.set("Action", Value::make_list(std::move(actions)));
    statement.set("Resource", Value::make_list(std::move(resources)));
    statement.origin = s.origin;
    list.push_back(std::move(statement));
  }
  return Value::make_map({{"Version", "2012-10-17"}, {"Statement", Value::make_list(std::move(list))}});
}

Value refuse_plain_http(const std::string& action, Value resource) {
  Value s = Value::make_map();
  s.set("Sid", "RefusePlainHttp");
  s.set("Effect", "Deny");
  s.set("Principal", "*");
  s.set("Action", action);
  s.set("Resource", std::move(resource));
  s.set("Condition", Value::make_map({{"Bool", Value::make_map({{"aws:SecureTransport", "false"}})}}));
  return s;
}

Value bucket_policy(const Rope& bucket_arn, std::vector<Value> statements) {
  statements.push_back(refuse_plain_http("s3:*", Value::make_list({Value(bucket_arn), Value(bucket_arn + Rope("/*"))})));
  return Value::make_map({{"Version", "2012-10-17"}, {"Statement", Value::make_list(std::move(statements))}});
}

}  // namespace infragen::lower
