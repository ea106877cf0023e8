#include <algorithm>
#include <optional>

#include "infragen/facts/capacity.hpp"
#include "model/kinds/describe.hpp"

namespace infragen::schema {

namespace {

Reading accepts_instance_class(std::string_view text) {
  if (text.starts_with("db.") && text.size() > 5 && text.find('.', 3) != std::string_view::npos) return {};
  return {"is no instance class of a database", "`db.` and an instance type: `db.t4g.micro`"};
}

Reading accepts_database(std::string_view text) {
  // RDS, CreateDBInstance, DBName for PostgreSQL: begins with a letter or `_`, letters, digits, `_`, at most 63.
  bool ok = !text.empty() && text.size() <= 63 && !(text.front() >= '0' && text.front() <= '9');
  for (const char c : text) ok = ok && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
  if (ok) return {};
  return {"is no database name", "lower-case letters, digits and `_`, beginning with a letter, at most 63"};
}

Reading accepts_user(std::string_view text) {
  // RDS, CreateDBInstance, MasterUsername for PostgreSQL: 1 to 63 letters, digits, `_`; no reserved word.
  static constexpr std::string_view reserved[] = {"admin", "postgres_admin", "rdsadmin", "user", "public", "all", "default"};
  if (Reading r = accepts_database(text); !r.ok()) return {"is no user name", r.help};
  for (const std::string_view word : reserved) {
    if (word == text) return {"is a word that RDS does not take as a user name", "`app`, or the project's name"};
  }
  return {};
}

Reading accepts_parameter(std::string_view text) {
  bool ok = !text.empty();
  for (const char c : text) ok = ok && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.');
  if (ok) return {};
  return {"is no parameter name", {}};
}

}  // namespace

template <> const ObjectSchema& schema_of<model::Database>() {
  static constexpr auto fields = table<model::Database>(
      field<&model::Database::pool>("pool", "Connections that each copy of a user of this database holds at most, if not the server's `pool`.", {.range = {1, 5000}}));
  static constexpr ObjectSchema schema{"database", "A database on the server.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::RdsInstance>() {
  using model::RdsInstance;
  static constexpr ClassDefault multi[] = {{Class::production, "true"}};
  static constexpr ClassDefault insights[] = {{Class::production, "7d"}};
  static constexpr ClassDefault monitoring[] = {{Class::production, "60s"}};
  static constexpr auto fields = table<RdsInstance>(
      field<&RdsInstance::instance_class>("class", "Instance class.", {.required = true, .accepts = &accepts_instance_class}),
      field<&RdsInstance::storage>("storage", "Disk space.", {.required = true, .range = {20.0 * (1 << 30), 65536.0 * (1 << 30)}}),
      field<&RdsInstance::max_storage>("max_storage", "The disk grows by itself up to here.", {.range = {21.0 * (1 << 30), 65536.0 * (1 << 30)}}),
      field<&RdsInstance::disk>("disk", "Type of the disk.", {.by_default = "gp3"}),
      field<&RdsInstance::multi_az>("multi_az", "Keep a standby in a second zone.", {.by_default = "false", .classes = multi}),
      // Amazon RDS, "CreateDBInstanceReadReplica": 15 of PostgreSQL.
      field<&RdsInstance::replicas>("replicas", "Copies that only read, of the same class.", {.by_default = "0", .range = {0, 15}}),
      field<&RdsInstance::insights>("insights", "How long Performance Insights keeps what it saw; 0s: off.",
                                    {.by_default = "0s", .classes = insights}),
      field<&RdsInstance::monitoring>("monitoring", "Time between two figures of Enhanced Monitoring; 0s: off.",
                                      {.by_default = "0s", .classes = monitoring}));
  static constexpr ObjectSchema schema{"rds", "One RDS instance.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::AuroraReaders>() {
  using model::AuroraReaders;
  static constexpr auto fields = table<AuroraReaders>(
      field<&AuroraReaders::min>("min", "At least so many.", {.required = true, .range = {0, 15}}),
      field<&AuroraReaders::max>("max", "At most so many; more than `min` needs a metric.", {.required = true, .range = {0, 15}}),
      field<&AuroraReaders::cpu>("cpu", "Average CPU of the readers that scaling aims at.", {.range = {1, 100}}));
  static constexpr ObjectSchema schema{"readers", "Instances that only read.", fields, &model::count_with_metric,
                                       {}, model::count_pattern, model::count_example};
  return schema;
}

template <> const ObjectSchema& schema_of<model::AuroraCluster>() {
  using model::AuroraCluster;
  static constexpr ClassDefault insights[] = {{Class::production, "7d"}};
  static constexpr ClassDefault monitoring[] = {{Class::production, "60s"}};
  static constexpr auto fields = table<AuroraCluster>(
      field<&AuroraCluster::instance_class>("class", "Instance class of writer and readers.", {.required = true, .accepts = &accepts_instance_class}),
      field<&AuroraCluster::readers>("readers", "Instances beside the writer, and what scales them."),
      field<&AuroraCluster::insights>("insights", "How long Performance Insights keeps what it saw; 0s: off.",
                                      {.by_default = "0s", .classes = insights}),
      field<&AuroraCluster::monitoring>("monitoring", "Time between two figures of Enhanced Monitoring; 0s: off.",
                                        {.by_default = "0s", .classes = monitoring}));
  static constexpr ObjectSchema schema{"aurora", "An Aurora cluster.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Postgres>() {
  using model::Postgres;
  static constexpr std::string_view network[] = {"network"};
  static constexpr ClassDefault backups[] = {{Class::production, "7d"}, {Class::staging, "7d"}};
  static constexpr ClassDefault protect[] = {{Class::production, "true"}};
  static constexpr auto fields = model::kind_table<Postgres>(
      field<&Postgres::version>("version", "Version of PostgreSQL: the major one, or with the minor one.", {.required = true}),
      field<&Postgres::network>("network", "The network that it stands in; the only one need not be named.", {.refers_to = network, .only_one = true}),
      field<&Postgres::tier>("tier", "The tier of its subnets; the only one that fits need not be named."),
      field<&Postgres::port>("port", "Port that it answers on.", {.by_default = "5432", .range = {1150, 65535}}),
      field<&Postgres::databases>("databases", "Databases that belong to the server rather than to one service.",
                                  {.key_name = "database", .accepts_key = &accepts_database}),
      field<&Postgres::shared_user>("shared_user", "The one user that every edge logs in as.", {.required = true, .accepts = &accepts_user}),
      field<&Postgres::password>("password", "Who keeps its password: RDS, which changes it after `rotation`, or a secret of ours, which stays as it is. Programs in Kubernetes can be given the second only.", {.by_default = "rds"}),
      field<&Postgres::pool>("pool", "Connections that each copy of a user holds at most; all of them are held against what the server takes.", {.range = {1, 5000}}),
      field<&Postgres::backups>("backups", "How long daily backups are kept; 0s: none.",
                                {.by_default = "1d", .classes = backups, .range = {0, 35.0 * 86400}}),
      field<&Postgres::rotation>("rotation", "Time between two changes of the password; services read it when they start.",
                                 {.by_default = "7d", .range = {86400, 1000.0 * 86400}}),
      field<&Postgres::parameters>("parameters", "Server parameters, in PostgreSQL's words.", {.key_name = "parameter", .accepts_key = &accepts_parameter}),
      field<&Postgres::logs>("logs", "Send the server's logs to CloudWatch, and keep them so long."),
      field<&Postgres::protect>("protect", "Refuse to delete it, and keep a last snapshot.", {.by_default = "false", .classes = protect}),
      field<&Postgres::by>("by", "Which implementation, when none or several have a section."),
      field<&Postgres::rds>("rds", "One RDS instance."),
      field<&Postgres::aurora>("aurora", "An Aurora cluster."),
      field<&Postgres::alarms>("alarms", "The alarms that the kind brings; short: the topic that hears them."));
  static constexpr ObjectSchema schema{"postgres", "A PostgreSQL server: an RDS instance or an Aurora cluster behind the same facts.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {

namespace {

/// Amazon RDS, "Maximum number of database connections": `LEAST({DBInstanceClassMemory/9531392}, 5000)` for PostgreSQL. Of a
/// class whose memory is not known: none. A parameter that people set counts instead.
std::optional<std::int64_t> most_connections(const Postgres& p, const std::string& instance_class) {
  if (const auto set = p.parameters->find("max_connections"); set != p.parameters->end() && set->second.present()) {
    const auto number = read_quantity(*set->second);
    return number && number->unit == MetricUnit::count ? std::optional(number->value) : std::nullopt;
  }
  const auto type = facts::instance_type(std::string_view(instance_class).substr(instance_class.starts_with("db.") ? 3 : 0));
  if (!type) return std::nullopt;
  return std::min<std::int64_t>(std::int64_t{type->memory_mib} * (1 << 20) / 9531392, 5000);
}

/// Amazon RDS, "CloudWatch instance-level metrics"; Amazon Aurora, "CloudWatch metrics for Aurora". Amazon CloudWatch,
/// "Recommended alarms": 90% of CPU and of connections, and a tenth of the storage left.
Observed observed(ObjectId id, const Postgres& p, const view::Identity& server) {
  const bool aurora = *p.by == PostgresBy::aurora;
  const std::vector<std::pair<std::string, view::Rope>> dimensions = {
      {aurora ? "DBClusterIdentifier" : "DBInstanceIdentifier", view::Rope(view::Ref{server, aurora ? "cluster_identifier" : "identifier"})}};
  Observed out{id, &p.alarms, {}};
  out.metrics.push_back({.name = "cpu", .about = "it has no CPU left", .space = "AWS/RDS", .metric = "CPUUtilization", .dimensions = dimensions, .threshold = 90});
  if (const auto most = most_connections(p, aurora ? *p.aurora->instance_class : *p.rds->instance_class)) {
    out.metrics.push_back({.name = "connections", .about = "it can take few more connections", .space = "AWS/RDS", .metric = "DatabaseConnections", .dimensions = dimensions,
                           .statistic = "Maximum", .unit = MetricUnit::count, .threshold = *most * 9 / 10});
  }
  if (!aurora) {
    out.metrics.push_back({.name = "storage", .about = "its disk is nearly full", .space = "AWS/RDS", .metric = "FreeStorageSpace", .dimensions = dimensions,
                           .statistic = "Minimum", .unit = MetricUnit::bytes, .threshold = p.rds->storage->bytes / 10, .below = true});
  } else if (p.aurora->readers.present()) {
    out.metrics.push_back({.name = "lag", .about = "readers are behind the writer", .space = "AWS/RDS", .metric = "AuroraReplicaLagMaximum", .dimensions = dimensions,
                           .statistic = "Maximum", .unit = MetricUnit::seconds, .threshold = 2, .missing = "notBreaching", .scale = 1000});
  }
  return out;
}

}  // namespace

KindSchema postgres_kind() {
  static constexpr std::string_view named[] = {"aws_appautoscaling_policy", "aws_cloudwatch_metric_alarm", "aws_db_instance", "aws_db_parameter_group", "aws_db_subnet_group", "aws_iam_role", "aws_rds_cluster", "aws_rds_cluster_parameter_group", "aws_secretsmanager_secret", "aws_security_group"};
  static constexpr RouteKind routes[] = {RouteKind::isolated, RouteKind::nat};
  static constexpr std::string_view roles[] = {"write", "read"};
  static constexpr std::string_view sections[] = {"rds", "aurora"};
  KindSchema k;
  k.name = "postgres";
  static constexpr DefaultPattern patterns[] = {alarm_pattern};
  k.named = named;
  k.patterns = patterns;
  k.schema = &schema_of<Postgres>;
  k.sections = sections;
  k.parts = "databases";
  k.part_roles = roles;
  k.addresses = [](const void* object) -> std::uint64_t {
    const Postgres& p = *static_cast<const Postgres*>(object);
    if (*p.by == PostgresBy::rds) return (*p.rds->multi_az ? 2 : 1) + static_cast<std::uint64_t>(*p.rds->replicas);
    return 1 + (p.aurora->readers.present() ? static_cast<std::uint64_t>(*p.aurora->readers->max) : 0);
  };
  k.placement = [](void* object) {
    Postgres& p = *static_cast<Postgres*>(object);
    return Placement{.network = &p.network, .tier = &p.tier, .routes = routes, .zones = 2};
  };
  k.traits = [](const Environment& env, ObjectId id, Traits& out) {
    const Postgres& p = env.objects.get<Postgres>(id);
    const Head& head = env.objects.head(id);
    const bool aurora = *p.by == PostgresBy::aurora;
    const view::Identity server{head.address, aurora ? "cluster" : "instance", {}};
    // aws_db_instance.endpoint is host:port, aws_rds_cluster.endpoint the host alone: one fact, one shape.
    const view::Rope host(view::Ref{server, aurora ? "endpoint" : "address"});
    const bool replicas = !aurora && *p.rds->replicas > 0;
    const view::Identity replica{head.address, "replica", "1"};
    const view::Rope reader(view::Ref{replicas ? replica : server, aurora ? "reader_endpoint" : "address"});
    const bool own = *p.password == PasswordBy::own;
    const view::Rope secret(own ? view::Ref{{head.address, "password-version", {}}, "arn"} : view::Ref{server, "master_user_secret[0].secret_arn"});

    out.observed.push_back(observed(id, p, server));
    Endpoint e;
    e.owner = id;
    e.port = *p.port;
    e.group = {head.address, "group", {}};
    e.network = p.network->text;
    e.tier = *p.tier;
    e.origin = p.port.mark.origin;
    e.facts["host"] = {Phase::apply, host, {}};
    e.facts["reader_host"] = {Phase::apply, reader, {}};
    e.facts["port"] = {Phase::compile, view::Rope(std::to_string(*p.port), p.port.mark.origin), {}};
    e.facts["user"] = {Phase::compile, view::Rope(*p.shared_user, p.shared_user.mark.origin), {}};
    // RDS keeps an object with user and password, we the password alone.
    e.facts["password"] = {Phase::secret, own ? secret : secret + view::Rope(":password::"), may_inject_secret(secret)};
    e.facts["secret_arn"] = {Phase::apply, secret, may_read_secret(secret)};
    e.facts["arn"] = {Phase::apply, view::Rope(view::Ref{server, "arn"}), {}};
    e.facts["security_group"] = {Phase::apply, view::Rope(view::Ref{e.group, "id"}), {}};
    e.connections = most_connections(p, aurora ? *p.aurora->instance_class : *p.rds->instance_class);
    e.readers = aurora && p.aurora->readers.present() ? *p.aurora->readers->min : replicas ? 1 : 0;
    out.endpoints.push_back(e);   // the server as a whole has facts; edges name a database
    for (const auto& [database, declared] : *p.databases) {
      if (!declared.present()) continue;
      e.part = database;
      e.roles.assign(std::begin(roles), std::end(roles));
      e.facts["database"] = {Phase::compile, view::Rope(database, declared.mark.origin), {}};
      e.pool = declared->pool.present() ? &declared->pool : p.pool.present() ? &p.pool : nullptr;
      e.facts.erase("pool");
      if (e.pool != nullptr) e.facts["pool"] = {Phase::compile, view::Rope(std::to_string(**e.pool), e.pool->mark.origin), {}};
      out.endpoints.push_back(e);
    }
  };
  return stored<Postgres>(k);
}

}  // namespace infragen::model
