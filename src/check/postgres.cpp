// PostgreSQL servers: what RDS and Aurora accept, what production needs, who logs in.

#include <fmt/format.h>

#include <algorithm>

#include "check/database_facts.hpp"
#include "check/passes.hpp"
#include "check/retention.hpp"
#include "infragen/support/text.hpp"

namespace infragen::check {
namespace {

using model::ObjectId;
using model::Postgres;
using schema::Duration;

std::string text(Duration d) { return schema::ScalarOf<Duration>::print(d); }
std::string text(schema::Size s) { return schema::ScalarOf<schema::Size>::print(s); }
bool is_aurora(const Postgres& p) { return *p.by == model::PostgresBy::aurora; }
std::string section(const Postgres& p) { return is_aurora(p) ? "aurora." : "rds."; }

/// Reported by resolve when an edge to the server exists: it has no part to name.
bool somebody_uses(const Judge& judge, ObjectId id) {
  const std::string& address = judge.address(id);
  for (const ObjectId other : judge.env().objects.ids()) {
    const auto& kind = model::kind(other);
    if (kind.uses == nullptr) continue;
    for (const auto& [target, use] : *kind.uses(judge.env().objects.object(other))) {
      if (target == address || target.starts_with(address + "/")) return true;
    }
  }
  return false;
}

void databases(Judge& judge, ObjectId id, const Postgres& p) {
  std::vector<const schema::Mark*> marks;
  std::vector<std::string> names;
  for (const auto& [name, database] : *p.databases) {
    if (!database.present()) continue;
    marks.push_back(&database.mark);
    names.push_back(name);
  }
  if (names.empty() && !somebody_uses(judge, id)) {
    judge.report(no_database, id, judge.head(id).at, judge.address(id)).help("`databases: {app: {}}`: AWS creates it with the server");
  }
  if (names.size() > 1) {
    // Amazon RDS, "CreateDBInstance", DBName: one database at most.
    auto finding = judge.report_field(several_databases, id, "databases", p.databases.mark, judge.address(id), names.size());
    for (std::size_t i = 1; i < names.size(); ++i) finding.also(judge.span(marks[i]->origin), fmt::format("`{}`", names[i]));
    finding.help("one a server: a second server, or schemas inside the one database");
  }
}

void days(Judge& judge, ObjectId id, const std::string& field, const model::Field<Duration>& value) {
  if (!value.present() || value->seconds % seconds_a_day == 0) return;
  judge.report_field(whole_days, id, field, value.mark, text(*value)).help(fmt::format("`{}d`", (value->seconds + seconds_a_day - 1) / seconds_a_day));
}

void backups(Judge& judge, ObjectId id, const Postgres& p) {
  days(judge, id, "backups", p.backups);
  days(judge, id, "rotation", p.rotation);
  // Amazon RDS, "CreateDBCluster", BackupRetentionPeriod: 1 to 35 days.
  if (is_aurora(p) && p.backups->seconds == 0) judge.report_field(no_aurora_backups, id, "backups", p.backups.mark).help("`backups: 1d`");
  if (p.backups->seconds < 7 * seconds_a_day) judge.report_field(short_backups, id, "backups", p.backups.mark, text(*p.backups)).help("`backups: 7d` or more");
  if (!*p.protect) judge.report_field(unprotected, id, "protect", p.protect.mark, judge.address(id), "leaves no snapshot").help("`protect: true`");
}

/// Amazon RDS, "CreateDBInstance": PerformanceInsightsRetentionPeriod is 7, a multiple of 31 up to 23 months, or 731 days.
bool is_insights_retention(std::int64_t seconds) {
  if (seconds % seconds_a_day != 0) return false;
  const std::int64_t d = seconds / seconds_a_day;
  return d == 0 || d == 7 || d == 731 || (d % 31 == 0 && d / 31 >= 1 && d / 31 <= 23);
}

std::string nearest_insights(std::int64_t seconds) {
  const std::int64_t d = (seconds + seconds_a_day - 1) / seconds_a_day;
  if (d <= 7) return "7d";
  const std::int64_t months = (d + 30) / 31;
  return months <= 23 ? fmt::format("{}d", months * 31) : "731d";
}

void observed(Judge& judge, ObjectId id, const Postgres& p, const model::Field<Duration>& insights, const model::Field<Duration>& monitoring) {
  if (!is_insights_retention(insights->seconds)) {
    judge.report_field(insights_retention, id, section(p) + "insights", insights.mark, text(*insights))
        .help(fmt::format("`{}`; it keeps 7d, 31d and its multiples up to 713d, or 731d; 0s is off", nearest_insights(insights->seconds)));
  }
  // Amazon RDS, "CreateDBInstance", MonitoringInterval.
  static constexpr std::int64_t intervals[] = {0, 1, 5, 10, 15, 30, 60};
  if (std::find(std::begin(intervals), std::end(intervals), monitoring->seconds) == std::end(intervals)) {
    judge.report_field(monitoring_interval, id, section(p) + "monitoring", monitoring.mark, text(*monitoring)).help("1s, 5s, 10s, 15s, 30s or 60s; 0s is off");
  }
}

void instance(Judge& judge, ObjectId id, const Postgres& p, const model::Field<std::string>& instance_type) {
  if (!instance_type.present()) return;
  const bool aurora = is_aurora(p);
  const std::string field = section(p) + "class";
  const std::string engine = aurora ? "Aurora PostgreSQL" : "RDS for PostgreSQL";
  switch (offered(*instance_type, aurora)) {
    case Offer::yes:
      return;
    case Offer::unknown:
      judge.report_field(unknown_instance_class, id, field, instance_type.mark, *instance_type)
          .help("if AWS has it by now: `allow: {unknown-instance-class: …}`");
      return;
    case Offer::no:
      break;
  }
  const std::string sizes = support::replace_all(family_sizes(*instance_type, aurora), " ", ", ");
  const std::size_t dot = instance_type->find('.', 3);
  std::string help;
  if (!sizes.empty()) {
    help = fmt::format("of `{}` it has {}", instance_type->substr(0, dot), sizes);
  } else {
    help = aurora ? "the smallest is `db.t4g.medium`, the usual ones `db.r6g.large` and up" : "`db.t4g.micro`, `db.m7g.large`, `db.r6g.large`";
  }
  judge.report_field(instance_class, id, field, instance_type.mark, engine, *instance_type).help(help);
}

void disk(Judge& judge, ObjectId id, const model::RdsInstance& rds) {
  const std::string type = schema::ScalarOf<model::Disk>::print(*rds.disk);
  // Amazon RDS, "CreateDBInstance": io1 and io2 need Iops; AllocatedStorage is a number of GiB, 20 to 65536 for gp2 and gp3,
  // 100 to 65536 for io1 and io2.
  const bool provisioned = *rds.disk == model::Disk::io1 || *rds.disk == model::Disk::io2;
  if (provisioned) judge.report_field(disk_needs_iops, id, "rds.disk", rds.disk.mark, type).help("`gp3`");
  if (!rds.storage.present()) return;
  constexpr std::int64_t gib = std::int64_t{1} << 30;
  const std::int64_t least = (provisioned ? 100 : 20) * gib;
  if (rds.storage->bytes >= least && rds.storage->bytes % gib == 0) return;
  judge.report_field(disk_size, id, "rds.storage", rds.storage.mark, type, text(*rds.storage))
      .also(judge.span(rds.disk.mark.origin), "the type")
      .help(fmt::format("whole Gi, from {}Gi", least / gib));
}

/// Amazon RDS, "Managing capacity automatically": more than there is at first. "Working with DB instance read replicas": the source
/// keeps backups.
void growth(Judge& judge, ObjectId id, const Postgres& p) {
  const model::RdsInstance& rds = *p.rds;
  if (rds.max_storage.present() && rds.storage.present() && (rds.max_storage->bytes <= rds.storage->bytes || rds.max_storage->bytes % (std::int64_t{1} << 30) != 0)) {
    judge.report_field(no_growth, id, "rds.max_storage", rds.max_storage.mark, text(*rds.storage), text(*rds.max_storage))
        .also(judge.span(rds.storage.mark.origin), "the size")
        .help("whole Gi, more than `storage`; or delete it, and the disk stays as it is");
  }
  if (*rds.replicas > 0 && p.backups->seconds == 0) {
    judge.report_field(replica_without_backups, id, "rds.replicas", rds.replicas.mark).also(judge.span(p.backups.mark.origin), "none are kept").help("`backups: 1d`");
  }
}

void logs(Judge& judge, ObjectId id, const Postgres& p) {
  if (!p.logs.present() || is_retention(p.logs->seconds)) return;
  judge.report_field(log_retention, id, "logs", p.logs.mark, text(*p.logs))
      .help(fmt::format("`{}d`; CloudWatch keeps logs for {} days", nearest_retention(p.logs->seconds), retentions()));
}

void readers(Judge& judge, ObjectId id, const model::AuroraCluster& aurora) {
  const bool any = aurora.readers.present();
  if (!any || (aurora.readers->min.present() && *aurora.readers->min == 0)) {
    const schema::Mark& mark = any ? aurora.readers->min.mark : aurora.readers.mark;
    judge.report_field(single_database, id, "aurora.readers", mark, judge.address(id)).help("`readers: 1`: it takes over within a minute");
  }
  if (!any || !aurora.readers->min.present() || !aurora.readers->max.present()) return;
  const model::AuroraReaders& r = *aurora.readers;
  if (*r.min > *r.max) judge.report_field(empty_range, id, "aurora.readers", r.max.mark, *r.min, *r.max);
  if (*r.min < *r.max && !r.cpu.present()) {
    judge.report_field(no_metric, id, "aurora.readers", r.max.mark, judge.address(id) + " readers").help(fmt::format("`{}..{} @ 70% cpu`", *r.min, *r.max));
  }
  if (*r.min == *r.max && r.cpu.present()) judge.report_field(unused_metric, id, "aurora.readers", r.cpu.mark).help("a range, or delete the metric");
}

bool injects_password(const Judge& judge, ObjectId service, ObjectId database) {
  const auto found = judge.system().derived.variables.find(service);
  if (found == judge.system().derived.variables.end()) return false;
  for (const model::Variable& v : found->second) {
    for (const view::Piece& piece : v.value.pieces) {
      if (v.secret && piece.kind == view::Piece::Kind::ref && piece.ref.target.object == judge.address(database)) return true;
    }
  }
  return false;
}

void logins(Judge& judge, ObjectId id, const Postgres& p) {
  std::vector<const model::Edge*> users;
  for (const model::Edge* e : judge.system().resolved.to(id)) {
    if (users.empty() || users.back()->from != e->from) users.push_back(e);
  }
  if (users.size() > 1) {
    auto finding = judge.report_field(shared_master_login, id, "shared_user", p.shared_user.mark, users.size(), *p.shared_user);
    for (const model::Edge* e : users) finding.also(judge.span(e->origin), fmt::format("`{}` logs in", judge.address(e->from)));
    finding.help("each of them can do everything: accept it with a reason, or give services servers of their own");
  }
  if (*p.password == model::PasswordBy::own) {
    if (Judge::written(p.rotation.mark)) judge.report_field(own_password_stays, id, "rotation", p.rotation.mark).also(judge.at(p.password.mark, id), "the password is ours").help("delete the line, or `password: rds`");
    return;
  }
  if (p.rotation->seconds >= 365 * seconds_a_day) return;
  for (const model::Edge* e : users) {
    if (!injects_password(judge, e->from, id)) continue;
    // Amazon ECS developer guide, "Pass Secrets Manager secrets": a task reads them when it starts, and never again.
    judge.report_field(rotation_while_read_at_start, id, "rotation", p.rotation.mark, text(*p.rotation), judge.address(e->from))
        .also(judge.span(e->origin), "it reads the password when it starts")
        .help("`rotation: 365d` and a deployment after each; or a program that asks Secrets Manager again when a login fails");
    return;
  }
}

}  // namespace

void postgres(Judge& judge) {
  judge.each<Postgres>([&](ObjectId id, const Postgres& p) {
    databases(judge, id, p);
    backups(judge, id, p);
    logs(judge, id, p);
    if (is_aurora(p)) {
      observed(judge, id, p, p.aurora->insights, p.aurora->monitoring);
      instance(judge, id, p, p.aurora->instance_class);
      readers(judge, id, *p.aurora);
    } else {
      observed(judge, id, p, p.rds->insights, p.rds->monitoring);
      instance(judge, id, p, p.rds->instance_class);
      disk(judge, id, *p.rds);
      growth(judge, id, p);
      if (!*p.rds->multi_az) {
        judge.report_field(single_database, id, "rds.multi_az", p.rds->multi_az.mark, judge.address(id)).help("`multi_az: true`: a standby in a second zone");
      }
    }
    logins(judge, id, p);
  });
}

}  // namespace infragen::check
