#include "lower/context.hpp"

namespace infragen::lower {

void lower_security(Context& c) {
  for (const model::SecurityGroup& group : c.derived().groups) {
    view::Object& object = c.emit(group.owner, "terraform/security-group.tf");
    const Rope name = c.name(group.owner, "aws_security_group", "name", group.id, model::kind(group.owner).name);
    object.fields.set("role", group.id.role);
    object.fields.set("name", Value(name));
    object.fields.set("description", "Traffic of " + c.address(group.owner));
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
    object.fields.set("group", Value(Ref{rule.group, "id"}, rule.origin));
    object.fields.set("description", rule.description);
    object.fields.set("port", Value(rule.port, rule.origin));
    if (rule.peer.role.empty()) {
      object.fields.set("block", Value(rule.block, rule.origin));
    } else {
      object.fields.set("peer", Value(Ref{rule.peer, "id"}, rule.origin));
    }
    object.origin = rule.origin;
  }
}

void lower_policies(Context& c) {
  for (const model::RolePolicy& p : c.derived().policies) {
    view::Object& object = c.emit(p.owner, "terraform/iam-role-policy.tf");
    const bool own = p.role.object == c.address(p.owner);
    object.fields.set("role", std::string(own ? p.role.role : p.role.role + "-" + p.role.object.substr(p.role.object.find('.') + 1)));
    // Inline: it belongs to this workload alone, and goes with it.
    object.fields.set("name", own ? std::string("uses") : "inject-" + c.head(p.owner).name);
    object.fields.set("role_id", Ref{p.role, "id"});
    object.fields.set("policy", policy(p.statements));
  }
}

}  // namespace infragen::lower
