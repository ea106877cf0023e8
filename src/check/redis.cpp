// Redis: what ElastiCache accepts, what production needs, where the token stands.

#include <fmt/format.h>

#include "check/cache_facts.hpp"
#include "check/lifecycle.hpp"
#include "check/passes.hpp"
#include "check/retention.hpp"
#include "infragen/support/text.hpp"

namespace infragen::check {
namespace {

using model::ObjectId;
using model::Redis;

std::string with_commas(std::string_view blanks) { return support::replace_all(std::string(blanks), " ", ", "); }

/// `8.0` and up: of the form that ElastiCache takes, and later than all that is known.
bool looks_newer(const std::string& text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string::npos || dot == 0 || text.find_first_not_of("0123456789.") != std::string::npos || text.find('.', dot + 1) != std::string::npos || dot + 1 == text.size()) return false;
  return dot > 1 || text[0] > '7';
}

const RedisLife* version(Judge& judge, ObjectId id, const Redis& r) {
  if (!r.version.present()) return nullptr;
  const std::string& text = r.version->text;
  const RedisLife* life = redis_life(text);
  const std::string newest = fmt::format("`{}`", newest_redis().version);
  if (life == nullptr && looks_newer(text)) {
    judge.report_field(unknown_version, id, "version", r.version.mark, "Redis " + text, "ElastiCache")
        .help(newest + " is the newest known; if ElastiCache has it by now: `allow: {unknown-version: …}`");
  } else if (life == nullptr) {
    judge.report_field(redis_version, id, "version", r.version.mark, text).help(newest + " is the newest; it has 4.0.10, 5.0.6, 6.0, 6.2, 7.0 and 7.1");
  } else {
    judge_support(judge, id, r.version.mark, {"Redis " + text, "ElastiCache", std::string(life->standard), std::string(life->extended), "`version: " + std::string(newest_redis().version) + "`"});
  }
  return life;
}

void node(Judge& judge, ObjectId id, const Redis& r, const RedisLife* life) {
  const auto& type = r.elasticache->node;
  if (!type.present()) return;
  const NodeFamily* family = node_family(*type);
  if (family == nullptr) {
    judge.report_field(unknown_instance_class, id, "elasticache.node", type.mark, *type).help("if AWS has it by now: `allow: {unknown-instance-class: …}`");
    return;
  }
  if (!has_size(*family, *type)) {
    judge.report_field(cache_node, id, "elasticache.node", type.mark, *type).help(fmt::format("of `cache.{}` it has {}", family->name, with_commas(family->sizes)));
    return;
  }
  const RedisLife* oldest = redis_life(family->oldest);
  if (life == nullptr || oldest == nullptr || !older(*life, *oldest)) return;
  judge.report_field(node_needs_version, id, "elasticache.node", type.mark, *type, std::string(oldest->version), std::string(life->version))
      .also(judge.at(r.version.mark, id), "the version")
      .help(fmt::format("`version: {}`", newest_redis().version));
}

void token(Judge& judge, ObjectId id, const Redis& r) {
  if (*r.auth != model::RedisAuth::token) return;
  if (!*r.tls) {
    // Amazon ElastiCache, "Authenticating with the AUTH command": in-transit encryption must be on.
    judge.report_field(token_without_tls, id, "tls", r.tls.mark, judge.address(id)).also(judge.at(r.auth.mark, id), "the token").help("`tls: true`, or `auth: none`");
    return;
  }
  judge.report_field(token_in_state, id, "auth", r.auth.mark, judge.address(id))
      .help("who may read the state may read the token: keep the state's bucket as closed as the secret, and accept it with a reason");
}

}  // namespace

void redis(Judge& judge) {
  judge.each<Redis>([&](ObjectId id, const Redis& r) {
    node(judge, id, r, version(judge, id, r));
    token(judge, id, r);
    if (r.backups->seconds % seconds_a_day != 0) {
      judge.report_field(whole_days, id, "backups", r.backups.mark, schema::ScalarOf<schema::Duration>::print(*r.backups))
          .help(fmt::format("`{}d`", (r.backups->seconds + seconds_a_day - 1) / seconds_a_day));
    }
    if (*r.elasticache->nodes == 1) {
      judge.report_field(single_cache, id, "elasticache.nodes", r.elasticache->nodes.mark, judge.address(id)).help("`nodes: 2`: a replica takes over within a minute");
    }
  });
}

}  // namespace infragen::check
