#pragma once
#include "infragen/model/alarms.hpp"

namespace infragen::model {

enum class RedisBy : std::uint8_t { elasticache };
enum class RedisAuth : std::uint8_t { token, none };

/// An ElastiCache replication group with cluster mode off: a primary and its replicas.
struct ElastiCache {
  Field<std::string> node;
  Field<std::int64_t> nodes;
};

/// A Redis server and its replicas.
struct Redis {
  Common common;
  Field<schema::Version> version;
  Field<schema::Address> network;
  Field<std::string> tier;
  Field<std::int64_t> port;
  Field<bool> tls;
  Field<RedisAuth> auth;
  Field<schema::Duration> backups;
  Field<Map<std::string>> parameters;
  Field<RedisBy> by;
  Field<ElastiCache> elasticache;
  Field<Alarms> alarms;
};

}  // namespace infragen::model

namespace infragen::schema {

template <>
struct Names<model::RedisBy> {
  static constexpr std::string_view name = "implementation", values[] = {"elasticache"};
};
template <>
struct Names<model::RedisAuth> {
  static constexpr std::string_view name = "way to log in", values[] = {"token", "none"};
};

}  // namespace infragen::schema
