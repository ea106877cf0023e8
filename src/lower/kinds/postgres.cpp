#include <algorithm>

#include "lower/context.hpp"

namespace infragen::lower {
namespace {

std::string major(const schema::Version& v) { return v.text.substr(0, v.text.find('.')); }

/// The implementation whose server has that role.
const char* implementation(const std::string& server) { return server == "cluster" ? "aurora" : "rds"; }

/// What every implementation has beside its server, whose role is `server`.
void beside(Context& c, ObjectId id, const model::Postgres& p, const std::string& server, const Value& tags) {
  const auto& place = c.system().resolved.places.at(id);
  view::Object& object = c.emit(id, "terraform/postgres.tf");
  Value& f = object.fields;
  f.set("subnet_group_name", Value(c.name(id, "aws_db_subnet_group", "name", c.identity(id, "subnet-group"))));
  f.set("subnets", Value::make_list(c.subnets(place.network, place.tier, false)));
  f.set("server", server);
  f.set("implementation", implementation(server));
  const bool own = *p.password == model::PasswordBy::own;
  f.set("rotates", Value(!own, p.password.mark.origin));
  f.set("rotation_days", days(p.rotation));
  f.set("tags", tags);
  f.set("own_password", Value(own, p.password.mark.origin));
  if (!own) return;
  const Rope name = c.name(id, "aws_secretsmanager_secret", "name", c.identity(id, "password"), "password");
  c.know(c.identity(id, "password-version"), "aws_secretsmanager_secret", name);
  f.set("password_name", Value(name));
  f.set("password_about", "The password of " + *p.shared_user + " on " + c.address(id));
  f.set("password_tags", c.tags(id, name));
  f.set("recovery_days", Value(std::int64_t{*p.protect ? 7 : 0}, p.protect.mark.origin));
}

void common_fields(Context& c, ObjectId id, const model::Postgres& p, Value& f) {
  f.set("version", Value(p.version->text, p.version.mark.origin));
  f.set("port", number(p.port));
  for (const auto& [database, declared] : *p.databases) {
    if (declared.present()) f.set("database", Value(database, declared.mark.origin));
  }
  f.set("user", text(p.shared_user));
  f.set("own_password", Value(*p.password == model::PasswordBy::own, p.password.mark.origin));
  f.set("backup_days", days(p.backups));
  f.set("protect", flag(p.protect));
  f.set("keep_snapshot", flag(p.protect));
  f.set("group", c.ref(id, "group", "id"));
  std::vector<Value> parameters;
  for (const auto& [name, value] : *p.parameters) {
    if (!value.present()) continue;
    Value entry = Value::make_map();
    entry.set("name", Value(name, value.mark.origin));
    entry.set("value", text(value));
    parameters.push_back(std::move(entry));
  }
  // Unencrypted connections are refused; both engines know the parameter.
  if (p.parameters->find("rds.force_ssl") == p.parameters->end()) {
    parameters.push_back(Value::make_map({{"name", "rds.force_ssl"}, {"value", "1"}}));
  }
  f.set("parameters", Value::make_list(std::move(parameters)));
}

void observed(const schema::Field<schema::Duration>& insights, const schema::Field<schema::Duration>& monitoring, Context& c, ObjectId id, Value& f) {
  f.set("insights", Value(insights->seconds > 0, insights.mark.origin));
  f.set("insights_days", days(insights));
  f.set("monitored", monitoring->seconds > 0);
  f.set("monitoring", seconds(monitoring));
  if (monitoring->seconds > 0) f.set("monitoring_role", c.ref(id, "monitoring", "arn"));
}

/// Amazon RDS, "Publishing PostgreSQL logs to CloudWatch Logs": the groups have AWS's names. Made before the server that writes
/// into them, or RDS makes them itself and they are kept for ever. Emits, so `f` is used no more behind it.
void logged(Context& c, ObjectId id, const model::Postgres& p, const std::string& folder, const std::vector<std::string>& exports,
            const std::vector<std::pair<std::string, Rope>>& servers, Value& f) {
  f.set("logged", Value(p.logs.present(), p.logs.mark.origin));
  if (!p.logs.present()) return;
  std::vector<Value> groups, refs, words;
  for (const std::string& log : exports) words.emplace_back(log);
  for (const auto& [key, server] : servers) {
    for (const std::string& log : exports) {
      Value group = Value::make_map();
      const std::string of = key.empty() ? log : key + "-" + log;
      group.set("key", of);
      group.set("name", Value(Rope("/aws/rds/" + folder + "/") + server + Rope("/" + log)));
      groups.push_back(std::move(group));
      refs.emplace_back(c.ref(id, "log-group", "", of));
    }
  }
  f.set("log_refs", Value::make_list(std::move(refs)));
  f.set("exports", Value::make_list(std::move(words)));
  Value tags = c.tags(id, servers.front().second);
  Value& g = c.emit(id, "terraform/postgres-logs.tf").fields;
  g.set("implementation", implementation(folder));
  g.set("groups", Value::make_list(std::move(groups)));
  g.set("days", days(p.logs));
  g.set("tags", std::move(tags));
}

void lower_rds(Context& c, ObjectId id, const model::Postgres& p) {
  const model::RdsInstance& rds = *p.rds;
  view::Object& object = c.emit(id, "terraform/postgres-rds.tf");
  Value& f = object.fields;
  common_fields(c, id, p, f);
  const Rope name = c.name(id, "aws_db_instance", "identifier", c.identity(id, "instance"));
  f.set("name", Value(name));
  f.set("final_snapshot", Value(name + Rope("-final")));
  f.set("family", "postgres" + major(*p.version));
  f.set("parameter_group_name", Value(c.name(id, "aws_db_parameter_group", "name", c.identity(id, "parameter-group"), "pg" + major(*p.version))));
  f.set("class", text(rds.instance_class));
  f.set("storage", Value(rds.storage->bytes >> 30, rds.storage.mark.origin));
  f.set("grows", rds.max_storage.present());
  if (rds.max_storage.present()) f.set("max_storage", Value(rds.max_storage->bytes >> 30, rds.max_storage.mark.origin));
  f.set("disk", text(rds.disk));
  std::vector<std::pair<std::string, Rope>> servers = {{"", name}};
  std::vector<Value> replicas;
  for (std::int64_t i = 1; i <= *rds.replicas; ++i) {
    Value replica = Value::make_map();
    const std::string key = std::to_string(i);
    const Rope called = c.name(id, "aws_db_instance", "identifier", c.identity(id, "replica", key), "replica-" + key);
    replica.set("key", key);
    replica.set("name", Value(called));
    replica.set("tags", c.tags(id, called));
    replicas.push_back(std::move(replica));
    servers.emplace_back("replica-" + key, called);
  }
  f.set("replicas", Value::make_list(std::move(replicas)));
  f.set("multi_az", flag(rds.multi_az));
  const model::Network& net = c.network(c.system().resolved.places.at(id).network);
  const auto zones = c.workload_zones(net);
  f.set("one_zone", !*rds.multi_az && zones.size() == 1);
  f.set("zone", c.env().region() + zones.front());
  observed(rds.insights, rds.monitoring, c, id, f);
  const Value tags = c.tags(id, name);
  f.set("tags", tags);
  logged(c, id, p, "instance", {"postgresql", "upgrade"}, servers, f);
  beside(c, id, p, "instance", tags);
  if (rds.monitoring->seconds > 0) c.role(id, "monitoring", "monitoring.rds.amazonaws.com", {"service-role/AmazonRDSEnhancedMonitoringRole"});
}

void lower_aurora(Context& c, ObjectId id, const model::Postgres& p) {
  const model::AuroraCluster& aurora = *p.aurora;
  view::Object& object = c.emit(id, "terraform/postgres-aurora.tf");
  Value& f = object.fields;
  common_fields(c, id, p, f);
  const Rope name = c.name(id, "aws_rds_cluster", "cluster_identifier", c.identity(id, "cluster"));
  f.set("name", Value(name));
  f.set("final_snapshot", Value(name + Rope("-final")));
  f.set("family", "aurora-postgresql" + major(*p.version));
  f.set("parameter_group_name", Value(c.name(id, "aws_rds_cluster_parameter_group", "name", c.identity(id, "parameter-group"), "pg" + major(*p.version))));
  f.set("class", text(aurora.instance_class));
  observed(aurora.insights, aurora.monitoring, c, id, f);

  const model::Network& net = c.network(c.system().resolved.places.at(id).network);
  const auto zones = c.workload_zones(net);
  const bool has_readers = aurora.readers.present();
  const std::int64_t readers = has_readers ? *aurora.readers->min : 0;
  std::vector<Value> instances;
  for (std::int64_t i = 0; i <= readers; ++i) {
    // Terraform owns the writer and the least number of readers; the rest belongs to the autoscaler.
    Value instance = Value::make_map();
    instance.set("key", std::to_string(i + 1));
    instance.set("name", Value(name + Rope("-" + std::to_string(i + 1)), has_readers ? aurora.readers->min.mark.origin : source::no_origin));
    instance.set("zone", c.env().region() + zones[static_cast<std::size_t>(i) % zones.size()]);
    instance.set("tier", std::min<std::int64_t>(i, 15));
    instances.push_back(std::move(instance));
  }
  f.set("instances", Value::make_list(std::move(instances)));
  const bool scales = has_readers && *aurora.readers->max > *aurora.readers->min;
  f.set("scales", scales);
  if (scales) {
    f.set("min", number(aurora.readers->min));
    f.set("max", number(aurora.readers->max));
    f.set("cpu", Value(aurora.readers->cpu->value, aurora.readers->cpu.mark.origin));
    f.set("policy_name", Value(c.name(id, "aws_appautoscaling_policy", "name", c.identity(id, "scaling-policy"), "readers")));
  }
  const Value tags = c.tags(id, name);
  f.set("tags", tags);
  logged(c, id, p, "cluster", {"postgresql"}, {{"", name}}, f);
  beside(c, id, p, "cluster", tags);
  if (aurora.monitoring->seconds > 0) c.role(id, "monitoring", "monitoring.rds.amazonaws.com", {"service-role/AmazonRDSEnhancedMonitoringRole"});
}

}  // namespace

void lower_postgres(Context& c, ObjectId id) {
  const auto& p = c.env().objects.get<model::Postgres>(id);
  if (*p.by == model::PostgresBy::aurora) {
    lower_aurora(c, id, p);
  } else {
    lower_rds(c, id, p);
  }
}

}  // namespace infragen::lower
