#include "lower/context.hpp"

namespace infragen::lower {

void lower_waf(Context& c, ObjectId id) {
  const auto& waf = c.env().objects.get<model::Waf>(id);
  view::Object& object = c.emit(id, "terraform/waf.tf");
  const Rope name = c.name(id, "aws_wafv2_web_acl", "name", c.identity(id, "web-acl"));
  std::vector<Value> rules;
  for (std::size_t i = 0; i < waf.rules->size(); ++i) {
    const model::WafRule& rule = *(*waf.rules)[i];
    const bool counts = *rule.action == model::WafAction::count;
    Value r = Value::make_map();
    r.set("name", text(rule.name));
    // Multiples of ten: rules that people add by hand find room between them.
    r.set("priority", Value(static_cast<std::int64_t>(i + 1) * 10, rule.name.mark.origin));
    r.set("managed", rule.managed.present());
    r.set("counts", Value(counts, rule.action.mark.origin));
    if (rule.managed.present()) {
      r.set("group", text(rule.managed));
    } else {
      r.set("limit", number(rule.limit));
      const bool forwarded = *rule.per == model::WafPer::forwarded_ip;
      r.set("forwarded", Value(forwarded, rule.per.mark.origin));
      r.set("per", Value(std::string(forwarded ? "FORWARDED_IP" : "IP"), rule.per.mark.origin));
      r.set("within", seconds(rule.within));
    }
    rules.push_back(std::move(r));
  }
  object.fields.set("name", Value(name));
  object.fields.set("description", c.address(id));
  object.fields.set("rules", Value::make_list(std::move(rules)));
  object.fields.set("tags", c.tags(id, name));
  if (!waf.logs.present()) return;
  Value& logs = c.emit(id, "terraform/waf-logs.tf").fields;
  // AWS WAF, "Sending web ACL traffic logs to a CloudWatch Logs log group": the name begins so.
  logs.set("log_group", Value(Rope("aws-waf-logs-") + name));
  logs.set("log_days", days(waf.logs));
  logs.set("web_acl", c.ref(id, "web-acl", "arn"));
  logs.set("tags", c.tags(id, name));
}

}  // namespace infragen::lower
