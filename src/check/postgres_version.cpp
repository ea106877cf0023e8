// Versions of PostgreSQL, as of a day that is handed in.

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "check/database_facts.hpp"
#include "check/lifecycle.hpp"
#include "check/passes.hpp"

namespace infragen::check {
namespace {

using model::ObjectId;
using model::Postgres;

struct Version {
  int major = 0;
  std::optional<int> minor;
};

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

/// `17`, `17.5`, and `9.6.24` with a major version of its own.
std::optional<Version> parse(std::string_view text) {
  const std::size_t dot = text.find('.');
  const auto major = number(text.substr(0, dot));
  if (!major) return std::nullopt;
  if (dot == std::string_view::npos) return Version{*major, std::nullopt};
  const std::string_view rest = text.substr(dot + 1);
  if (*major >= 10 && rest.find('.') != std::string_view::npos) return std::nullopt;
  const auto minor = number(rest.substr(0, rest.find_first_of(".-")));
  if (!minor) return std::nullopt;
  return Version{*major, minor};
}

void judge_version(Judge& judge, ObjectId id, const Postgres& p) {
  if (!p.version.present()) return;
  const std::string& text = p.version->text;
  const auto version = parse(text);
  const bool aurora = *p.by == model::PostgresBy::aurora;
  const std::string engine = aurora ? "Aurora" : "RDS";
  if (!version) {
    judge.report_field(bad_version, id, "version", p.version.mark, text).help(fmt::format("`{}`, or with the minor one", newest_major()));
    return;
  }
  const Life* found = life(version->major, aurora);
  if (found == nullptr && version->major < oldest_major()) {
    judge.report_field(bad_version, id, "version", p.version.mark, text).help(fmt::format("`{}` is the newest known", newest_major()));
    return;
  }
  if (found == nullptr) {
    judge.report_field(unknown_version, id, "version", p.version.mark, "PostgreSQL " + std::to_string(version->major), engine)
        .help(fmt::format("`{}` is the newest known; if {} has it by now: `allow: {{unknown-version: …}}`", newest_major(), engine));
    return;
  }
  judge_support(judge, id, p.version.mark,
                {"PostgreSQL " + std::to_string(found->major), engine, std::string(found->standard), std::string(found->extended), fmt::format("`version: {}`", newest_major())});
  const int oldest = aurora ? found->oldest_aurora : found->oldest_rds;
  if (version->minor && *version->minor < oldest) {
    judge.report_field(old_minor, id, "version", p.version.mark, text).help(fmt::format("`{}`: AWS then takes the minor version that it prefers", version->major));
  }
}

}  // namespace

void postgres_version(Judge& judge) {
  judge.each<Postgres>([&](ObjectId id, const Postgres& p) { judge_version(judge, id, p); });
}

}  // namespace infragen::check
