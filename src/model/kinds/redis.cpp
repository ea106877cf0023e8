#include "model/kinds/describe.hpp"

namespace infragen::schema {

namespace {

Reading accepts_node(std::string_view text) {
  if (text.starts_with("cache.") && text.size() > 8 && text.find('.', 6) != std::string_view::npos) return {};
  return {"is no node type of a cache", "`cache.` and an instance type: `cache.t4g.micro`"};
}

Reading accepts_parameter(std::string_view text) {
  // Amazon ElastiCache, "Redis OSS cluster mode": a group made with it has other endpoints, which this kind does not tell.
  if (text == "cluster-enabled") return {"turns on cluster mode, which clients of one primary do not speak", {}};
  bool ok = !text.empty();
  for (const char c : text) ok = ok && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  if (ok) return {};
  return {"is no parameter name", "in the words of Redis: `maxmemory-policy`"};
}

}  // namespace

template <> const ObjectSchema& schema_of<model::ElastiCache>() {
  using model::ElastiCache;
  static constexpr ClassDefault nodes[] = {{Class::production, "2"}};
  static constexpr auto fields = table<ElastiCache>(
      field<&ElastiCache::node>("node", "Node type.", {.required = true, .accepts = &accepts_node}),
      // Amazon ElastiCache, "CreateReplicationGroup": a primary and at most five replicas.
      field<&ElastiCache::nodes>("nodes", "The primary and its replicas; with two or more, one of them takes over when the primary fails.",
                                 {.by_default = "1", .classes = nodes, .range = {1, 6}}));
  static constexpr ObjectSchema schema{"elasticache", "An ElastiCache replication group with cluster mode off.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Redis>() {
  using model::Redis;
  static constexpr std::string_view network[] = {"network"};
  static constexpr ClassDefault backups[] = {{Class::production, "7d"}};
  static constexpr auto fields = model::kind_table<Redis>(
      field<&Redis::version>("version", "Version of Redis: `7.1`.", {.required = true}),
      field<&Redis::network>("network", "The network that it stands in; the only one need not be named.", {.refers_to = network, .only_one = true}),
      field<&Redis::tier>("tier", "The tier of its subnets; the only one that fits need not be named."),
      field<&Redis::port>("port", "Port that it answers on.", {.by_default = "6379", .range = {1, 65535}}),
      field<&Redis::tls>("tls", "Take connections with TLS only.", {.by_default = "true"}),
      field<&Redis::auth>("auth", "How clients log in: with a generated token, or not at all.", {.by_default = "token"}),
      // Amazon ElastiCache, "CreateReplicationGroup", SnapshotRetentionLimit: 0 to 35 days.
      field<&Redis::backups>("backups", "How long daily snapshots are kept; 0s: none. With snapshots, a last one is taken when it is deleted.",
                             {.by_default = "0d", .classes = backups, .range = {0, 35.0 * 86400}}),
      field<&Redis::parameters>("parameters", "Server parameters, in the words of Redis.", {.key_name = "parameter", .accepts_key = &accepts_parameter}),
      field<&Redis::by>("by", "Which implementation, when none or several have a section."),
      field<&Redis::elasticache>("elasticache", "An ElastiCache replication group."),
      field<&Redis::alarms>("alarms", "The alarms that the kind brings; short: the topic that hears them."));
  static constexpr ObjectSchema schema{"redis", "A Redis server and its replicas.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {

namespace {

/// Amazon ElastiCache, "Which metrics should I monitor": the engine has one thread, so its own CPU counts. Members of a
/// group without cluster mode are called `<group>-001` and so on.
Observed observed(ObjectId id, const Redis& r, const view::Identity& group) {
  Observed out{id, &r.alarms, {}};
  for (std::int64_t i = 1; i <= *r.elasticache->nodes; ++i) {
    const std::vector<std::pair<std::string, view::Rope>> dimensions = {{"CacheClusterId", view::Rope(view::Ref{group, "id"}) + view::Rope(fmt::format("-{:03}", i))}};
    const std::string key = std::to_string(i);
    out.metrics.push_back({.name = "cpu", .about = "its engine has no CPU left", .space = "AWS/ElastiCache", .metric = "EngineCPUUtilization", .dimensions = dimensions, .threshold = 90, .key = key});
    out.metrics.push_back({.name = "memory", .about = "it is nearly full", .space = "AWS/ElastiCache", .metric = "DatabaseMemoryUsagePercentage", .dimensions = dimensions, .threshold = 85, .key = key});
    out.metrics.push_back({.name = "evictions", .about = "it throws data away to have room", .space = "AWS/ElastiCache", .metric = "Evictions", .dimensions = dimensions,
                           .statistic = "Sum", .unit = MetricUnit::count, .threshold = 0, .counted = true, .key = key});
  }
  return out;
}

}  // namespace

KindSchema redis_kind() {
  static constexpr std::string_view named[] = {"aws_cloudwatch_metric_alarm", "aws_elasticache_parameter_group", "aws_elasticache_replication_group", "aws_elasticache_subnet_group", "aws_secretsmanager_secret", "aws_security_group"};
  static constexpr RouteKind routes[] = {RouteKind::isolated, RouteKind::nat};
  static constexpr std::string_view roles[] = {"write", "read"};
  static constexpr std::string_view sections[] = {"elasticache"};
  KindSchema k;
  k.name = "redis";
  static constexpr DefaultPattern patterns[] = {alarm_pattern};
  k.named = named;
  k.patterns = patterns;
  k.schema = &schema_of<Redis>;
  k.roles = roles;
  k.sections = sections;
  k.addresses = [](const void* object) { return static_cast<std::uint64_t>(*static_cast<const Redis*>(object)->elasticache->nodes); };
  k.placement = [](void* object) {
    Redis& r = *static_cast<Redis*>(object);
    return Placement{.network = &r.network, .tier = &r.tier, .routes = routes};
  };
  k.traits = [](const Environment& env, ObjectId id, Traits& out) {
    const Redis& r = env.objects.get<Redis>(id);
    const Head& head = env.objects.head(id);
    const view::Identity group{head.address, "replication-group", {}};
    const view::Rope host(view::Ref{group, "primary_endpoint_address"});

    out.observed.push_back(observed(id, r, group));
    Endpoint e;
    e.owner = id;
    e.roles.assign(std::begin(roles), std::end(roles));
    e.port = *r.port;
    e.group = {head.address, "group", {}};
    e.network = r.network->text;
    e.tier = *r.tier;
    e.origin = r.port.mark.origin;
    e.facts["host"] = {Phase::apply, host};
    e.facts["reader_host"] = {Phase::apply, *r.elasticache->nodes > 1 ? view::Rope(view::Ref{group, "reader_endpoint_address"}) : host};
    e.facts["port"] = {Phase::compile, view::Rope(std::to_string(*r.port), r.port.mark.origin)};
    e.facts["tls"] = {Phase::compile, view::Rope(*r.tls ? "true" : "false", r.tls.mark.origin)};
    if (*r.auth == RedisAuth::token) {
      // Of the version: who takes it waits until there is a value.
      const view::Rope secret(view::Ref{{head.address, "secret-version", {}}, "arn"});
      e.facts["password"] = {Phase::secret, secret, may_inject_secret(secret)};
      e.facts["secret_arn"] = {Phase::apply, secret, may_read_secret(secret)};
    }
    out.endpoints.push_back(std::move(e));
  };
  return stored<Redis>(k);
}

}  // namespace infragen::model
