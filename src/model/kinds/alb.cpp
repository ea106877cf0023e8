#include "model/kinds/describe.hpp"

namespace infragen::schema {

namespace {

/// Several kinds can answer one day: the kind is always written.
Reading accepts_target(std::string_view text) {
  if (text.find('.') != std::string_view::npos) return {};
  return {"is no address", "the kind stands in front: `service.<name>`"};
}

}  // namespace

template <> const ObjectSchema& schema_of<model::Route>() {
  using model::Route;
  static constexpr std::string_view targets[] = {"service"};
  static constexpr auto fields = table<Route>(
      field<&Route::to>("to", "Who answers: `service.name`.", {.required = true, .refers_to = targets, .accepts = &accepts_target}));
  static constexpr ObjectSchema schema{"route", "Where requests whose path fits the pattern go.", fields,
                                       [](const tree::Value& written) { return model::one_field(written, "to"); }};
  return schema;
}

namespace {

Reading accepts_source(std::string_view text) {
  if (text == "internet" || parse_cidr(text)) return {};
  return {"is nobody who may come in", "`internet`, or blocks such as `203.0.113.0/24`"};
}

Reading accepts_pattern(std::string_view text) {
  // Elastic Load Balancing, "Path conditions": case-sensitive, up to 128 characters, `*` and `?` as wildcards.
  bool ok = text.starts_with('/') && text.size() <= 128;
  for (const char c : text) {
    const bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    ok = ok && (alnum || std::string_view("_-.$/~\"'@:+&*?").find(c) != std::string_view::npos);
  }
  if (ok) return {};
  return {"is no path pattern", "it begins with `/`, has at most 128 characters; `*` and `?` stand for others"};
}

Reading accepts_tls_policy(std::string_view text) {
  if (text.starts_with("ELBSecurityPolicy-") && text.size() > 18) return {};
  return {"is no security policy", "one of AWS: `ELBSecurityPolicy-TLS13-1-2-2021-06`"};
}

}  // namespace

template <> const ObjectSchema& schema_of<model::AccessLogs>() {
  using model::AccessLogs;
  static constexpr auto fields = table<AccessLogs>(
      field<&AccessLogs::keep>("keep", "How long they are kept.", {.required = true, .range = {86400, 3650.0 * 86400}}));
  static constexpr ObjectSchema schema{"access logs", "A bucket of its own with a line for each request.", fields,
                                       [](const tree::Value& written) { return model::one_field(written, "keep"); }};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Alb>() {
  using model::Alb;
  static constexpr std::string_view network[] = {"network"};
  static constexpr std::string_view zone[] = {"zone"}, certificate[] = {"certificate"};
  static constexpr std::string_view waf[] = {"waf"};
  static constexpr ClassDefault protect[] = {{Class::production, "true"}};
  static constexpr auto fields = model::kind_table<Alb>(
      field<&Alb::network>("network", "The network that it stands in; the only one need not be named.", {.refers_to = network, .only_one = true}),
      field<&Alb::tier>("tier", "The tier of its subnets; the only one that fits need not be named."),
      field<&Alb::from>("from", "Who may come in: `internet`, or a list of blocks.", {.required = true, .accepts = &accepts_source}),
      field<&Alb::host>("host", "The name that clients ask for: it brings the record, HTTPS with the certificate that stands for it, and a redirect from port 80."),
      field<&Alb::zone>("zone", "The zone of its record; the one whose domain the host ends with need not be named.", {.refers_to = zone}),
      field<&Alb::certificate>("certificate", "The certificate of its host; the one that stands for it need not be named.", {.refers_to = certificate}),
      field<&Alb::tls_policy>("tls_policy", "Versions and ciphers of TLS that clients may use, as a policy of AWS.",
                              {.by_default = "ELBSecurityPolicy-TLS13-1-2-2021-06", .accepts = &accepts_tls_policy}),
      field<&Alb::routes>("routes", "Path pattern -> who answers; the most specific pattern wins.",
                          {.required = true, .key_name = "path pattern", .accepts_key = &accepts_pattern}),
      field<&Alb::idle>("idle", "Time after which a silent connection is closed.", {.by_default = "60s", .range = {1, 4000}}),
      field<&Alb::drain>("drain", "Time that requests under way have when a target goes.", {.by_default = "30s", .range = {0, 3600}}),
      field<&Alb::drop_invalid_headers>("drop_invalid_headers", "Drop header fields whose names are not valid.", {.by_default = "true"}),
      field<&Alb::waf>("waf", "The web ACL that sees requests first.", {.refers_to = waf}),
      field<&Alb::access_logs>("access_logs", "A bucket of its own with a line for each request; how long they are kept."),
      field<&Alb::protect>("protect", "Refuse to delete it.", {.by_default = "false", .classes = protect}),
      field<&Alb::alarms>("alarms", "The alarms that the kind brings; short: the topic that hears them."));
  static constexpr ObjectSchema schema{"alb", "An application load balancer: the way in for HTTP.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {

namespace {

/// Elastic Load Balancing, "CloudWatch metrics for your Application Load Balancer".
Observed observed(ObjectId id, const Alb& alb, const std::string& address) {
  const std::vector<std::pair<std::string, view::Rope>> dimensions = {{"LoadBalancer", view::Rope(view::Ref{{address, "lb", {}}, "arn_suffix"})}};
  Observed out{id, &alb.alarms, {}};
  out.metrics.push_back({.name = "errors", .about = "it answers requests with errors of its own (5xx)", .space = "AWS/ApplicationELB", .metric = "HTTPCode_ELB_5XX_Count",
                         .dimensions = dimensions, .statistic = "Sum", .unit = MetricUnit::count, .threshold = 10, .counted = true, .missing = "notBreaching"});
  out.metrics.push_back({.name = "latency", .about = "one request of a hundred waits too long", .space = "AWS/ApplicationELB", .metric = "TargetResponseTime",
                         .dimensions = dimensions, .statistic = "p99", .unit = MetricUnit::seconds, .threshold = 2, .missing = "notBreaching"});
  out.metrics.push_back({.name = "rejected", .about = "it turns connections away, as it has too many", .space = "AWS/ApplicationELB", .metric = "RejectedConnectionCount",
                         .dimensions = dimensions, .statistic = "Sum", .unit = MetricUnit::count, .threshold = 0, .counted = true, .missing = "notBreaching"});
  return out;
}

}  // namespace

KindSchema alb_kind() {
  static constexpr std::string_view named[] = {"aws_cloudwatch_metric_alarm", "aws_lb", "aws_s3_bucket", "aws_security_group"};
  static constexpr RouteKind routes[] = {RouteKind::internet};
  KindSchema k;
  k.name = "alb";
  static constexpr DefaultPattern patterns[] = {alarm_pattern};
  k.named = named;
  k.patterns = patterns;
  k.schema = &schema_of<Alb>;
  k.placement = [](void* object) {
    Alb& alb = *static_cast<Alb*>(object);
    return Placement{.network = &alb.network, .tier = &alb.tier, .routes = routes, .zones = 2};
  };
  k.traits = [](const Environment& env, ObjectId id, Traits& out) {
    const Alb& alb = env.objects.get<Alb>(id);
    Relay relay{id, {env.objects.head(id).address, "group", {}}, alb.network->text, *alb.tier, {80}, {}, {}, alb.from.mark.origin, {}};
    for (const auto& from : *alb.from) relay.from.push_back(*from);
    for (const auto& [pattern, route] : *alb.routes) {
      if (route.present()) relay.routes.push_back({pattern, route->to->text, route->to.mark.origin});
    }
    const std::string& address = env.objects.head(id).address;
    Endpoint facts;
    facts.owner = id;
    facts.origin = alb.host.mark.origin;
    const view::Rope balancer(view::Ref{{address, "lb", {}}, "dns_name"});
    view::Rope host = balancer;
    if (alb.host.present()) {
      relay.listens = {80, 443};
      relay.host_origin = alb.host.mark.origin;
      if (const auto it = out.texts.find(address + ".host"); it != out.texts.end()) relay.host = host = it->second;
      relay.zone = &alb.zone;
      relay.certificate = &alb.certificate;
    }
    facts.facts["host"] = {Phase::compile, host, {}};
    const view::Identity lb{address, "lb", {}};
    facts.facts["arn"] = {Phase::apply, view::Rope(view::Ref{lb, "arn"}), {}};
    facts.facts["zone_id"] = {Phase::apply, view::Rope(view::Ref{lb, "zone_id"}), {}};
    facts.facts["security_group"] = {Phase::apply, view::Rope(view::Ref{{address, "group", {}}, "id"}), {}};
    facts.facts["dns_name"] = {Phase::apply, balancer, {}};
    facts.facts["url"] = {Phase::compile, view::Rope(alb.host.present() ? "https://" : "http://") + host, {}};
    out.endpoints.push_back(std::move(facts));
    out.relays.push_back(std::move(relay));
    out.observed.push_back(observed(id, alb, address));
  };
  return stored<Alb>(k);
}

}  // namespace infragen::model
