// Ways in: who may come, which path goes where.

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "check/passes.hpp"
#include "check/retention.hpp"

namespace infragen::check {
namespace {

using model::Alb;
using model::ObjectId;

bool wild(char c) { return c == '*' || c == '?'; }

/// Wildcards in a fixed order: `/a*?` and `/a?**` fit the same paths and become `/a?*`.
std::string canonical(std::string_view pattern) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size();) {
    if (!wild(pattern[i])) {
      out += pattern[i++];
      continue;
    }
    std::size_t ones = 0;
    bool any = false;
    for (; i < pattern.size() && wild(pattern[i]); ++i) {
      ones += pattern[i] == '?' ? 1 : 0;
      any = any || pattern[i] == '*';
    }
    out.append(ones, '?');
    if (any) out += '*';
  }
  return out;
}

/// Whether a path exists that both patterns fit. Rows of a table over the two, O(|a| * |b|).
bool meet(std::string_view a, std::string_view b) {
  std::vector<char> row(b.size() + 1, 0), next(b.size() + 1, 0);
  row[0] = 1;
  for (std::size_t j = 0; j < b.size() && b[j] == '*'; ++j) row[j + 1] = 1;
  for (const char c : a) {
    next[0] = static_cast<char>(c == '*' && row[0] != 0);
    for (std::size_t j = 0; j < b.size(); ++j) {
      bool fits = false;
      if (c == '*' || b[j] == '*') {
        fits = row[j + 1] != 0 || next[j] != 0;   // one of the stars takes nothing more
      } else {
        fits = row[j] != 0 && (c == b[j] || c == '?' || b[j] == '?');
      }
      next[j + 1] = static_cast<char>(fits);
    }
    row.swap(next);
  }
  return row[b.size()] != 0;
}

/// Whether every path that `b` fits also fits `a`: the wildcards of `b` are letters that only wildcards of `a` take.
bool covers(std::string_view a, std::string_view b) {
  std::vector<char> row(b.size() + 1, 0), next(b.size() + 1, 0);
  row[0] = 1;
  for (const char c : a) {
    next[0] = static_cast<char>(c == '*' && row[0] != 0);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const bool one = c == '?' ? b[j] != '*' : c == b[j];
      next[j + 1] = static_cast<char>(c == '*' ? (row[j + 1] != 0 || next[j] != 0) : (one && row[j] != 0));
    }
    row.swap(next);
  }
  return row[b.size()] != 0;
}

struct Pattern {
  std::string written, fixed;
  source::Span at;
};

void routes(Judge& judge, ObjectId id, const Alb& alb) {
  std::vector<Pattern> all;
  for (const auto& [pattern, route] : *alb.routes) {
    if (route.present()) all.push_back({pattern, canonical(pattern), judge.at(route->to.mark, id)});
  }
  // Elastic Load Balancing, "Quotas for your Application Load Balancers": 100 rules beside the default ones.
  if (all.size() > 100) {
    judge.report_field(too_many_routes, id, "routes", alb.routes.mark, judge.address(id), all.size()).help("wider patterns, or a second load balancer");
    return;
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const Pattern &a = all[j], &b = all[i];
      if (a.fixed == b.fixed) {
        judge.report(same_route, id, b.at, a.written, b.written).also(a.at, "the other").help("delete one of them");
      } else if (meet(a.fixed, b.fixed) && !covers(a.fixed, b.fixed) && !covers(b.fixed, a.fixed)) {
        judge.report(unordered_routes, id, b.at, a.written, b.written).also(a.at, "the other").help("the one with the longer beginning wins; narrow one of them, or accept that");
      }
    }
  }
}

void exposed(Judge& judge, ObjectId id, const Alb& alb) {
  if (!alb.waf.present() && !alb.waf.mark.invalid) {
    judge.report_field(no_waf, id, "waf", alb.waf.mark, judge.address(id)).help("`waf: {public: {rules: [{name: common, managed: AWSManagedRulesCommonRuleSet}]}}`, and `waf: public` here");
  }
  if (!alb.access_logs.present() && !alb.access_logs.mark.invalid) {
    judge.report_field(no_access_logs, id, "access_logs", alb.access_logs.mark, judge.address(id)).help("`access_logs: 90d`");
  }
}

void sources(Judge& judge, ObjectId id, const Alb& alb) {
  bool outside = false;
  std::map<std::string, source::Span> seen;
  for (const auto& from : *alb.from) {
    const bool internet = *from == "internet";
    const auto block = schema::parse_cidr(*from);
    if (!internet && !block) continue;
    const source::Span at = judge.at(from.mark, id);
    outside = outside || internet || block->bits == 0;
    if (!internet && block->bits == 0 && block->address == 0) judge.report_field(internet_as_block, id, "from", from.mark).help("`from: internet` says it in a word");
    if (!internet) {
      const std::uint32_t mask = block->bits == 0 ? 0 : ~std::uint32_t{0} << (32 - block->bits);
      if ((block->address & mask) != block->address) {
        judge.report_field(host_bits, id, "from", from.mark, *from, std::to_string(block->bits)).help(fmt::format("`{}`", schema::print({block->address & mask, block->bits})));
        continue;
      }
    }
    // Amazon EC2, "AuthorizeSecurityGroupIngress": the same rule twice is refused (InvalidPermission.Duplicate).
    const auto [it, fresh] = seen.emplace(internet ? "0.0.0.0/0" : schema::print(*block), at);
    if (!fresh) judge.report_field(source_twice, id, "from", from.mark, *from).also(it->second, "the first time");
  }
  if (outside) exposed(judge, id, alb);
  // Without a host the only listener speaks HTTP on port 80; with one it sends everybody to HTTPS.
  if (!outside || alb.host.present() || alb.host.mark.invalid) return;
  judge.report_field(plain_http, id, "from", alb.from.mark, judge.address(id)).help("`host:` brings a certificate and a redirect; without it passwords and cookies pass in the clear");
}

/// What only a listener with a certificate has.
void tls_alone(Judge& judge, ObjectId id, const Alb& alb) {
  if (alb.host.present() || alb.host.mark.invalid) return;
  const std::pair<const char*, const schema::Mark*> fields[] = {
      {"zone", &alb.zone.mark}, {"certificate", &alb.certificate.mark}, {"tls_policy", &alb.tls_policy.mark}};
  for (const auto& [name, mark] : fields) {
    if (Judge::written(*mark) && mark->present()) judge.report_field(without_host, id, name, *mark, name).help("`host:`, or delete the line");
  }
}

}  // namespace

void entry(Judge& judge) {
  judge.each<Alb>([&](ObjectId id, const Alb& alb) {
    routes(judge, id, alb);
    sources(judge, id, alb);
    tls_alone(judge, id, alb);
    if (alb.access_logs.present() && alb.access_logs->keep->seconds % seconds_a_day != 0) {
      judge.report_field(whole_days, id, "access_logs.keep", alb.access_logs->keep.mark, schema::ScalarOf<schema::Duration>::print(*alb.access_logs->keep))
          .help(fmt::format("`{}d`", (alb.access_logs->keep->seconds + seconds_a_day - 1) / seconds_a_day));
    }
    if (!*alb.protect) judge.report_field(unprotected, id, "protect", alb.protect.mark, judge.address(id), "its DNS name is lost with it").help("`protect: true`");
  });
}

}  // namespace infragen::check
