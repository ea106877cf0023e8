#include "check/cache_facts.hpp"

#include <algorithm>
#include <iterator>

namespace infragen::check {
namespace {

constexpr std::string_view burstable = "micro small medium";
constexpr std::string_view graviton = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge";
constexpr std::string_view fifth = "large xlarge 2xlarge 4xlarge 12xlarge 24xlarge";

// Amazon ElastiCache user guide, "Supported node types": sizes by family; Graviton from Redis 5.0.6 on, data tiering from
// 6.2 on.
constexpr NodeFamily families[] = {
    {"c7gn", graviton, "5.0.6"},
    {"c8gn", "", "5.0.6"},
    {"m4", "large xlarge 2xlarge 4xlarge 10xlarge", ""},
    {"m5", fifth, ""},
    {"m6g", graviton, "5.0.6"},
    {"m7g", graviton, "5.0.6"},
    {"m8g", "", "5.0.6"},
    {"r4", "large xlarge 2xlarge 4xlarge 8xlarge 16xlarge", ""},
    {"r5", fifth, ""},
    {"r6g", graviton, "5.0.6"},
    {"r6gd", "xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge", "6.2"},
    {"r7g", graviton, "5.0.6"},
    {"r8g", "", "5.0.6"},
    {"t2", burstable, ""},
    {"t3", burstable, ""},
    {"t4g", burstable, "5.0.6"},
};

// Amazon ElastiCache user guide, "Supported engines and versions" and "End of life schedule"; oldest first. Redis ends with
// 7.1 there: what follows is Valkey.
constexpr RedisLife lives[] = {
    {"4.0.10", "2026-01-31", "2029-01-31"},
    {"5.0.6", "2026-01-31", "2029-01-31"},
    {"6.0", "2027-01-31", "2030-01-31"},
    {"6.2", "2027-01-31", "2030-01-31"},
    {"7.0", "", ""},
    {"7.1", "", ""},
};

}  // namespace

const NodeFamily* node_family(std::string_view node) {
  const std::size_t first = node.find('.');
  if (first == std::string_view::npos) return nullptr;
  const std::string_view rest = node.substr(first + 1);
  const std::string_view name = rest.substr(0, rest.find('.'));
  const auto* at = std::find_if(std::begin(families), std::end(families), [&](const NodeFamily& f) { return f.name == name; });
  return at == std::end(families) ? nullptr : at;
}

bool has_size(const NodeFamily& family, std::string_view node) {
  if (family.sizes.empty()) return true;
  const std::string_view size = node.substr(node.rfind('.') + 1);
  for (std::string_view rest = family.sizes; !rest.empty();) {
    const std::size_t blank = rest.find(' ');
    if (rest.substr(0, blank) == size) return true;
    rest.remove_prefix(blank == std::string_view::npos ? rest.size() : blank + 1);
  }
  return false;
}

const RedisLife* redis_life(std::string_view version) {
  const auto* at = std::find_if(std::begin(lives), std::end(lives), [&](const RedisLife& l) { return l.version == version; });
  return at == std::end(lives) ? nullptr : at;
}

bool older(const RedisLife& a, const RedisLife& b) { return &a < &b; }

const RedisLife& newest_redis() { return lives[std::size(lives) - 1]; }

}  // namespace infragen::check
