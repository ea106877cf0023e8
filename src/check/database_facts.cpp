#include "check/database_facts.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

namespace infragen::check {
namespace {

// Amazon RDS user guide, "DB instance classes", and Amazon Aurora user guide, "Aurora DB instance classes". `rds` and
// `aurora`: the sizes, blank between; empty: the engine does not have the family.
struct Family {
  std::string_view name, rds, aurora;
};

constexpr std::string_view burstable = "micro small medium large xlarge 2xlarge";
constexpr std::string_view common = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge";
constexpr std::string_view graviton = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge";
constexpr std::string_view wide = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge";
constexpr std::string_view newest = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge";

constexpr Family families[] = {
    {"m4", "large xlarge 2xlarge 4xlarge 10xlarge 16xlarge", ""},
    {"m5", common, ""},
    {"m5d", common, ""},
    {"m6g", graviton, ""},
    {"m6gd", graviton, ""},
    {"m6i", wide, ""},
    {"m6id", wide, ""},
    {"m6idn", wide, ""},
    {"m6in", wide, ""},
    {"m7g", graviton, ""},
    {"m7i", newest, ""},
    {"m8g", newest, ""},
    {"m8gd", newest, ""},
    {"m9g", newest, ""},
    {"r4", "large xlarge 2xlarge 4xlarge 8xlarge 16xlarge", "large xlarge 2xlarge 4xlarge 8xlarge 16xlarge"},
    {"r5", common, common},
    {"r5b", common, ""},
    {"r5d", common, ""},
    {"r6g", graviton, graviton},
    {"r6gd", graviton, "xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge"},
    {"r6i", wide, wide},
    {"r6id", wide, "24xlarge 32xlarge"},
    {"r6idn", wide, ""},
    {"r6in", wide, ""},
    {"r7g", graviton, graviton},
    {"r7i", newest, newest},
    {"r8g", newest, newest},
    {"r8gd", newest, "xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge"},
    {"serverless", "", ""},
    {"t2", burstable, ""},
    {"t3", burstable, "medium large"},
    {"t4g", burstable, "medium large"},
    {"x2g", graviton, graviton},
};

std::string_view family_of(std::string_view instance_class) {
  if (!instance_class.starts_with("db.")) return {};
  const std::string_view rest = instance_class.substr(3);
  return rest.substr(0, rest.find('.'));
}

const Family* find(std::string_view name) {
  const auto* at = std::lower_bound(std::begin(families), std::end(families), name, [](const Family& f, std::string_view n) { return f.name < n; });
  return at != std::end(families) && at->name == name ? at : nullptr;
}

bool holds(std::string_view sizes, std::string_view size) {
  while (!sizes.empty()) {
    const std::size_t blank = sizes.find(' ');
    if (sizes.substr(0, blank) == size) return true;
    sizes.remove_prefix(blank == std::string_view::npos ? sizes.size() : blank + 1);
  }
  return false;
}

// Amazon RDS, "Release calendar for Amazon RDS for PostgreSQL", and Amazon Aurora, "Release calendar for Aurora PostgreSQL".
// The two agree but for extended support of version 16 and 12. Minor versions: those of the "accepted, not deprecated" list.
struct Row {
  Life rds;
  std::string_view aurora_extended;   ///< where it differs
};
constexpr Row lives[] = {
    {{11, "2024-02-29", "2027-03-31", 0, 0}, {}},
    {{12, "2025-02-28", "2028-02-29", 0, 0}, {}},
    {{13, "2026-02-28", "2029-02-28", 21, 0}, {}},
    {{14, "2027-02-28", "2030-02-28", 18, 17}, {}},
    {{15, "2028-02-29", "2031-02-28", 13, 10}, {}},
    {{16, "2029-02-28", "2032-02-29", 9, 8}, "2032-02-28"},
    {{17, "2030-02-28", "2033-02-28", 5, 4}, {}},
    {{18, "2031-02-28", "2034-02-28", 1, 3}, {}},
};

constexpr Life of_aurora(const Row& row) {
  Life life = row.rds;
  if (!row.aurora_extended.empty()) life.extended = row.aurora_extended;
  return life;
}
constexpr Life aurora_lives[] = {of_aurora(lives[0]), of_aurora(lives[1]), of_aurora(lives[2]), of_aurora(lives[3]),
                                 of_aurora(lives[4]), of_aurora(lives[5]), of_aurora(lives[6]), of_aurora(lives[7])};
static_assert(std::size(aurora_lives) == std::size(lives));

}  // namespace

std::string_view family_sizes(std::string_view instance_class, bool aurora) {
  const Family* family = find(family_of(instance_class));
  return family == nullptr ? std::string_view() : aurora ? family->aurora : family->rds;
}

Offer offered(std::string_view instance_class, bool aurora) {
  const Family* family = find(family_of(instance_class));
  if (family == nullptr) return Offer::unknown;
  const std::string_view size = instance_class.substr(3 + family->name.size());
  const std::string_view sizes = aurora ? family->aurora : family->rds;
  if (size.size() > 1 && holds(sizes, size.substr(1))) return Offer::yes;
  return Offer::no;
}

const Life* life(int major, bool aurora) {
  for (std::size_t i = 0; i < std::size(lives); ++i) {
    if (lives[i].rds.major == major) return aurora ? &aurora_lives[i] : &lives[i].rds;
  }
  return nullptr;
}

int oldest_major() { return lives[0].rds.major; }
int newest_major() { return lives[std::size(lives) - 1].rds.major; }

}  // namespace infragen::check
