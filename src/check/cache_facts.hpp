#pragma once
// What ElastiCache offers for Redis: node types, versions and how long they are supported. Snapshot of 2026-08.

#include <cstdint>
#include <string_view>

namespace infragen::check {

/// What is known of the family of a node type.
struct NodeFamily {
  std::string_view name;     ///< `t4g`
  std::string_view sizes;    ///< blank between; empty: not known, any may exist
  std::string_view oldest;   ///< version of Redis that it runs at least; empty: all
};

/// Null for what is no family that is known. `cache.r6g.large` is of the family `r6g`.
const NodeFamily* node_family(std::string_view node);
/// Whether the family has that size, as far as is known.
bool has_size(const NodeFamily& family, std::string_view node);

/// A version of Redis as ElastiCache takes it. Dates as `2030-02-28`: the last day; empty: none announced.
struct RedisLife {
  std::string_view version, standard, extended;
};
/// Null when ElastiCache does not create that version.
const RedisLife* redis_life(std::string_view version);
/// Whether the first of two known versions is the older one.
bool older(const RedisLife& a, const RedisLife& b);
const RedisLife& newest_redis();

}  // namespace infragen::check
