#include <algorithm>

#include "lower/context.hpp"

namespace infragen::lower {
namespace {

/// More specific patterns come first: exact before wildcard, longer literal beginnings, longer patterns, then by text.
bool more_specific(const std::string& a, const std::string& b) {
  const auto literal = [](const std::string& p) { return std::min(p.find_first_of("*?"), p.size()); };
  const bool exact_a = literal(a) == a.size(), exact_b = literal(b) == b.size();
  if (exact_a != exact_b) return exact_a;
  if (literal(a) != literal(b)) return literal(a) > literal(b);
  if (a.size() != b.size()) return a.size() > b.size();  // `/a*b` before `/a*`, which takes all of it
  return a < b;
}

Value allow(std::string sid, Value principal, std::string action, Value resource) {
  Value s = Value::make_map();
  s.set("Sid", std::move(sid));
  s.set("Effect", "Allow");
  s.set("Principal", std::move(principal));
  s.set("Action", std::move(action));
  s.set("Resource", std::move(resource));
  return s;
}

/// Elastic Load Balancing, "Enable access logs", step 2: since September 2025 this principal writes in every region. The
/// account is the security group's: a policy that names the load balancer would need it before it can log.
Value log_policy(Context& c, ObjectId id) {
  const Rope bucket(c.ref(id, "log-bucket", "arn"));
  const Rope account(c.ref(id, "group", "owner_id"));
  Value write = allow("WriteLogs", Value::make_map({{"Service", "logdelivery.elasticloadbalancing.amazonaws.com"}}), "s3:PutObject",
                      Value(bucket + Rope("/AWSLogs/") + account + Rope("/*")));
  return bucket_policy(bucket, {std::move(write)});
}

void access_logs(Context& c, ObjectId id, const model::Alb& alb, Value& f) {
  const bool logged = alb.access_logs.present();
  f.set("logged", Value(logged, alb.access_logs.mark.origin));
  if (!logged) return;
  const Rope bucket = c.name(id, "aws_s3_bucket", "bucket", c.identity(id, "log-bucket"), "access-logs");
  f.set("log_bucket", Value(bucket));
  f.set("log_tags", c.tags(id, bucket));
  f.set("log_policy", log_policy(c, id));
  f.set("log_days", days(alb.access_logs->keep));
  // What may be deleted may be deleted with what it wrote.
  f.set("logs_disposable", Value(!*alb.protect, alb.protect.mark.origin));
}

}  // namespace

void lower_alb(Context& c, ObjectId id) {
  const auto& alb = c.env().objects.get<model::Alb>(id);
  const auto place = c.system().resolved.places.at(id);
  view::Object& object = c.emit(id, "terraform/alb.tf");
  const Rope name = c.name(id, "aws_lb", "name", c.identity(id, "lb"));
  object.fields.set("name", Value(name));
  object.fields.set("subnets", Value::make_list(c.subnets(place.network, place.tier, false)));
  object.fields.set("group", c.ref(id, "group", "id"));
  object.fields.set("idle", seconds(alb.idle));
  object.fields.set("drop_invalid_headers", flag(alb.drop_invalid_headers));
  object.fields.set("protect", flag(alb.protect));
  object.fields.set("tags", c.tags(id, name));
  object.fields.set("guarded", Value(alb.waf.present() && alb.waf->bound(), alb.waf.mark.origin));
  if (alb.waf.present() && alb.waf->bound()) object.fields.set("web_acl", Value(c.ref({alb.waf->kind, alb.waf->index}, "web-acl", "arn"), alb.waf.mark.origin));
  access_logs(c, id, alb, object.fields);
  const auto served = c.derived().served.find(id);
  const bool secure = served != c.derived().served.end();
  object.fields.set("secure", Value(secure, alb.host.mark.origin));
  if (secure) {
    object.fields.set("host", Value(c.text_at(id, "host"), alb.host.mark.origin));
    object.fields.set("tls_policy", text(alb.tls_policy));
    object.fields.set("zone_id", Value(c.ref(served->second.zone, "zone", "zone_id"), alb.host.mark.origin));
    object.fields.set("certificate", Value(c.ref(served->second.certificate, "validation", "certificate_arn"), alb.host.mark.origin));
  }

  std::vector<std::string> patterns;
  for (const auto& [pattern, route] : *alb.routes) {
    if (route.present()) patterns.push_back(pattern);
  }
  std::sort(patterns.begin(), patterns.end(), more_specific);
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const auto& route = *alb.routes->at(patterns[i]);
    const ObjectId target{route.to->kind, route.to->index};
    if (!route.to->bound()) continue;  // absent here: the edge was left out
    view::Object& rule = c.emit(id, "terraform/alb-rule.tf");
    rule.stack.clear();  // with the target, behind the listener
    rule.fields.set("key", patterns[i]);
    rule.fields.set("pattern", Value(patterns[i], route.to.mark.origin));
    // Multiples of ten: rules that people add by hand find room between them.
    rule.fields.set("priority", static_cast<std::int64_t>(i + 1) * 10);
    rule.fields.set("listener", c.ref(id, "listener", "arn", secure ? "443" : "80"));
    rule.fields.set("target_group", Value(c.ref(target, "target-group", "arn", c.head(id).name), route.to.mark.origin));
    rule.origin = route.to.mark.origin;
  }
}

}  // namespace infragen::lower
