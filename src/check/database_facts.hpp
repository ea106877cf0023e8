#pragma once
// What AWS offers for PostgreSQL: instance classes of RDS and Aurora, versions and how long they are supported.
// Snapshot of 2026-08; AWS adds classes and versions, and takes none of the answers `no` below back.

#include <cstdint>
#include <string_view>

namespace infragen::check {

enum class Offer : std::uint8_t {
  yes,
  no,        ///< of a family that is known, and this engine does not have it
  unknown,   ///< of no family that is known
};

/// `db.r6g.large` on an RDS instance, or in an Aurora cluster.
Offer offered(std::string_view instance_class, bool aurora);

/// The sizes of that family on that engine, for a message: `medium, large`; empty: none at all.
std::string_view family_sizes(std::string_view instance_class, bool aurora);

/// Life of a major version. Dates as `2030-02-28`: the last day.
struct Life {
  int major = 0;
  std::string_view standard, extended;
  int oldest_rds = 0, oldest_aurora = 0;   ///< minor versions that AWS still creates; 0: not known
};

/// Null when the major version is in no table.
const Life* life(int major, bool aurora);
int oldest_major();   ///< older ones are gone altogether
int newest_major();

}  // namespace infragen::check
