#include "lower/context.hpp"

namespace infragen::lower {
namespace {

/// Amazon ElastiCache, "Parameter groups": `redis7`, `redis6.x`, and with the minor version before.
std::string family(const std::string& version) {
  const std::string major = version.substr(0, version.find('.'));
  if (major == "6") return "redis6.x";
  if (major.size() == 1 && major < "6") return "redis" + version.substr(0, version.find('.', major.size() + 1));
  return "redis" + major;
}

Value parameters(const model::Redis& redis) {
  std::vector<Value> out;
  for (const auto& [name, value] : *redis.parameters) {
    if (!value.present()) continue;
    Value entry = Value::make_map();
    entry.set("name", Value(name, value.mark.origin));
    entry.set("value", text(value));
    out.push_back(std::move(entry));
  }
  return Value::make_list(std::move(out));
}

}  // namespace

void lower_redis(Context& c, ObjectId id) {
  const auto& redis = c.env().objects.get<model::Redis>(id);
  const model::ElastiCache& cache = *redis.elasticache;
  const auto& place = c.system().resolved.places.at(id);
  view::Object& object = c.emit(id, "terraform/redis-elasticache.tf");
  Value& f = object.fields;
  const std::string& version = redis.version->text;
  const std::string major = version.substr(0, version.find('.'));
  const Rope name = c.name(id, "aws_elasticache_replication_group", "replication_group_id", c.identity(id, "replication-group"));
  f.set("name", Value(name));
  f.set("description", Value(redis.common.about.present() && !redis.common.about->empty() ? *redis.common.about : c.address(id), redis.common.about.mark.origin));
  f.set("version", Value(version, redis.version.mark.origin));
  f.set("family", Value(family(version), redis.version.mark.origin));
  f.set("parameter_group_name", Value(c.name(id, "aws_elasticache_parameter_group", "name", c.identity(id, "parameter-group"), "redis" + major)));
  f.set("parameters", parameters(redis));
  f.set("subnet_group_name", Value(c.name(id, "aws_elasticache_subnet_group", "name", c.identity(id, "subnet-group"))));
  f.set("subnets", Value::make_list(c.subnets(place.network, place.tier, false)));
  f.set("group", c.ref(id, "group", "id"));
  f.set("node", text(cache.node));
  f.set("nodes", number(cache.nodes));
  f.set("port", number(redis.port));

  const std::vector<std::string> zones = c.workload_zones(c.network(place.network));
  std::vector<Value> places;
  for (std::int64_t i = 0; i < *cache.nodes; ++i) {
    places.emplace_back(c.env().region() + zones[static_cast<std::size_t>(i) % zones.size()], cache.nodes.mark.origin);
  }
  f.set("zones", Value::make_list(std::move(places)));
  f.set("failover", Value(*cache.nodes > 1, cache.nodes.mark.origin));
  f.set("multi_az", Value(*cache.nodes > 1 && zones.size() > 1, cache.nodes.mark.origin));
  // Amazon ElastiCache, "Data tiering": nodes of this family have it, and no others.
  f.set("tiered", cache.node->starts_with("cache.r6gd."));

  f.set("tls", flag(redis.tls));
  const bool token = *redis.auth == model::RedisAuth::token;
  f.set("token", Value(token, redis.auth.mark.origin));
  if (token) {
    const Rope secret = c.name(id, "aws_secretsmanager_secret", "name", c.identity(id, "secret"), "auth");
    c.know(c.identity(id, "secret-version"), "aws_secretsmanager_secret", secret);
    f.set("secret_name", Value(secret));
    f.set("secret_about", "AUTH token of " + c.address(id));
    f.set("secret_tags", c.tags(id, secret));
  }
  f.set("backup_days", days(redis.backups));
  f.set("keep_snapshot", Value(redis.backups->seconds > 0, redis.backups.mark.origin));
  f.set("final_snapshot", Value(name + Rope("-final")));
  f.set("tags", c.tags(id, name));
}

}  // namespace infragen::lower
