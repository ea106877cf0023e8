#pragma once
#include "infragen/model/alarms.hpp"

namespace infragen::model {

enum class PostgresBy : std::uint8_t { rds, aurora };
/// Who keeps the password of the shared user: RDS, which changes it now and then, or a secret of ours.
enum class PasswordBy : std::uint8_t { rds, own };
enum class Disk : std::uint8_t { gp2, gp3, io1, io2 };

/// A database on the server. Users and rights come from edges.
struct Database {
  Field<std::int64_t> pool;
};

struct RdsInstance {
  Field<std::string> instance_class;
  Field<schema::Size> storage;
  Field<schema::Size> max_storage;
  Field<Disk> disk;
  Field<bool> multi_az;
  Field<std::int64_t> replicas;
  Field<schema::Duration> insights;
  Field<schema::Duration> monitoring;
};

struct AuroraReaders {
  Field<std::int64_t> min;
  Field<std::int64_t> max;
  Field<schema::Percent> cpu;
};

struct AuroraCluster {
  Field<std::string> instance_class;
  Field<AuroraReaders> readers;
  Field<schema::Duration> insights;
  Field<schema::Duration> monitoring;
};

/// A PostgreSQL server: an RDS instance or an Aurora cluster behind the same facts.
struct Postgres {
  Common common;
  Field<schema::Version> version;
  Field<schema::Address> network;
  Field<std::string> tier;
  Field<std::int64_t> port;
  Field<Map<Database>> databases;
  Field<std::string> shared_user;
  Field<PasswordBy> password;
  Field<std::int64_t> pool;
  Field<schema::Duration> backups;
  Field<schema::Duration> rotation;
  Field<Map<std::string>> parameters;
  Field<schema::Duration> logs;
  Field<bool> protect;
  Field<PostgresBy> by;
  Field<RdsInstance> rds;
  Field<AuroraCluster> aurora;
  Field<Alarms> alarms;
};

}  // namespace infragen::model

namespace infragen::schema {

template <>
struct Names<model::PostgresBy> {
  static constexpr std::string_view name = "implementation", values[] = {"rds", "aurora"};
};
template <>
struct Names<model::PasswordBy> {
  static constexpr std::string_view name = "keeper of a password", values[] = {"rds", "own"};
};
template <>
struct Names<model::Disk> {
  static constexpr std::string_view name = "disk type", values[] = {"gp2", "gp3", "io1", "io2"};
};

}  // namespace infragen::schema
