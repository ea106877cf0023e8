#include "lower/context.hpp"

namespace infragen::lower {
namespace {

/// The key of a rule speaks of its other end: `service.orders-8080`.
void note_former_key(Context& c, const model::SecurityRule& rule, view::Object& object) {
  const std::string port = "-" + std::to_string(rule.port);
  for (const Identity* end : {&rule.peer, &rule.group}) {
    const ObjectId id = c.env().objects.find(end->object);
    if (!id.known() || rule.id.key != end->object + port) continue;
    const std::string former = c.former_address(id) + port;
    if (former != rule.id.key) object.former_keys[rule.id.key] = former;
  }
}

}  // namespace

void lower_security(Context& c) {
  for (const model::SecurityGroup& group : c.derived().groups) {
    view::Object& object = c.emit(group.owner, "terraform/security-group.tf");
    const std::string kind(model::kind(group.owner).name);
    const bool whole = group.id.role == "group";   // else it stands before a part of the object
    const Rope name = c.name(group.owner, "aws_security_group", "name", group.id, whole ? kind : group.id.role);
    object.fields.set("role", group.id.role);
    object.fields.set("name", Value(name));
    const auto about = [&](const std::string& called) { return "Traffic of " + kind + "." + called + (whole ? "" : ", " + group.id.role); };
    object.fields.set("description", c.kept_text(group.owner, "aws_security_group", "description", group.id, about(c.head(group.owner).name), about(c.former_name(group.owner))));
    object.fields.set("vpc_id", c.vpc_id(group.network));
    object.fields.set("tags", c.tags(group.owner, name));
  }
  for (const model::SecurityRule& rule : c.derived().rules) {
    const ObjectId owner = c.env().objects.find(rule.id.object);
    view::Object& object = c.emit(owner, "terraform/security-rule.tf");
    object.stack.clear();  // with the later one of its two groups
    object.fields.set("inbound", rule.inbound);
    object.fields.set("role", rule.id.role);
    object.fields.set("key", rule.id.key);
    note_former_key(c, rule, object);
    object.fields.set("group", Value(Ref{rule.group, "id"}, rule.origin));
    object.fields.set("description", rule.description);
    object.fields.set("port", Value(rule.port, rule.origin));
    if (rule.peer.role.empty()) {
      object.fields.set("block", Value(rule.block, rule.origin));
    } else {
      object.fields.set("peer", Value(Ref{rule.peer, "id"}, rule.origin));
    }
    // What an edge asks for speaks of the edge; what every workload has, of the workload.
    if (c.env().origins.span(rule.origin).known()) object.origin = rule.origin;
  }
}

void lower_policies(Context& c) {
  for (const model::RolePolicy& p : c.derived().policies) {
    view::Object& object = c.emit(p.owner, "terraform/iam-role-policy.tf");
    const bool own = p.role.object == c.address(p.owner);
    const ObjectId role_owner = c.env().objects.find(p.role.object);
    const auto key = [&](const std::string& called) { return own ? p.role.role : p.role.role + "-" + called; };
    const std::string now = key(c.head(role_owner).name), before = key(c.former_name(role_owner));
    if (now != before) object.former_keys[now] = before;
    object.fields.set("role", now);
    // Inline: it belongs to this workload alone, and goes with it.
    const auto named = [&](const std::string& called) { return own ? std::string("uses") : "inject-" + called; };
    object.fields.set("name", c.kept_text(p.owner, "aws_iam_role_policy", "name", c.identity(p.owner, "policy", now), named(c.head(p.owner).name), named(c.former_name(p.owner)), before));
    object.fields.set("role_id", Ref{p.role, "id"});
    object.fields.set("policy", policy(p.statements));
  }
}

}  // namespace infragen::lower
