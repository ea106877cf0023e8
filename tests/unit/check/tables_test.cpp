// Tables of DynamoDB: what AWS would refuse, on both sides of each limit.
#include "catch.hpp"
#include "checked.hpp"

using namespace infragen::test;
using Found = std::vector<std::string>;

namespace {

const std::string file = "envs/prod/tables.yaml";

/// What is found of a table whose fields are these; the first of them stands at line 3.
Found table(const std::string& lines) {
  ProjectFiles files = sound_project();
  files[file] = "dynamodb:\n  orders:\n" + lines;
  return found(files);
}

std::string indexes(const char* field, int count, const char* what) {
  std::string out = std::string("    ") + field + ":\n";
  for (int i = 0; i < count; ++i) out += "      by-" + std::to_string(i) + ": {" + what + ": {a" + std::to_string(i) + ": string}}\n";
  return out;
}

const std::string key = "    key: {customer: string}\n", sort = "    sort: {number: number}\n";

}  // namespace

TEST_CASE("a key is one attribute, and each attribute has one type") {
  CHECK(table(key) == Found{});
  CHECK(table(key + sort) == Found{});
  CHECK(table("    key: {customer: string, number: number}\n") == Found{"key-attributes at " + file + ":3"});
  CHECK(table(key + "    sort: {customer: string}\n") == Found{"same-key at " + file + ":4"});
  CHECK(table(key + "    indexes: {by-day: {key: {day: string}, sort: {customer: string}}}\n") == Found{});
  CHECK(table(key + "    indexes: {by-day: {key: {day: string}, sort: {customer: number}}}\n") == Found{"attribute-types at " + file + ":4"});
}

TEST_CASE("there are twenty global indexes and five local ones") {
  CHECK(table(key + indexes("indexes", 20, "key")) == Found{});
  CHECK(table(key + indexes("indexes", 21, "key")) == Found{"too-many-indexes at " + file + ":5"});
  CHECK(table(key + sort + indexes("local_indexes", 5, "sort")) == Found{});
  CHECK(table(key + sort + indexes("local_indexes", 6, "sort")) == Found{"too-many-indexes at " + file + ":6"});
}

TEST_CASE("local indexes need a sort key and names of their own") {
  CHECK(table(key + "    local_indexes: {by-day: {sort: {day: string}}}\n") == Found{"without-sort-key at " + file + ":4"});
  CHECK(table(key + sort + "    indexes: {by-day: {key: {day: string}}}\n    local_indexes: {by-day: {sort: {day: string}}}\n") == Found{"index-twice at " + file + ":6"});
}

TEST_CASE("what an index includes is no key, stands there once, and is not too much") {
  const auto including = [](const std::string& names) { return table(key + "    indexes: {by-day: {key: {day: string}, include: [" + names + "]}}\n"); };
  std::string twenty;
  for (int i = 0; i < 20; ++i) twenty += (i == 0 ? "i" : ", i") + std::to_string(i);
  CHECK(including(twenty) == Found{});
  CHECK(including(twenty + ", more") == Found{"index-attributes at " + file + ":4"});
  CHECK(including("customer") == Found{"index-attributes at " + file + ":4"});
  CHECK(including("day") == Found{"index-attributes at " + file + ":4"});
  CHECK(including("total, total") == Found{"index-attributes at " + file + ":4"});
  CHECK(table(key + "    indexes: {by-day: {key: {day: string}, projection: KEYS_ONLY, include: [total]}}\n") == Found{"index-attributes at " + file + ":4"});
  // A hundred in all indexes together.
  const auto with = [&](int count, const std::string& last) {
    std::string lines = "    indexes:\n";
    for (int i = 0; i < count; ++i) lines += "      by-" + std::to_string(i) + ": {key: {a" + std::to_string(i) + ": string}, include: [" + (i + 1 == count ? last : twenty) + "]}\n";
    return table(key + lines);
  };
  CHECK(with(5, twenty) == Found{});
  CHECK(with(6, "more") == Found{"index-attributes at " + file + ":10"});
}

TEST_CASE("the time after which an item goes is in no key") {
  CHECK(table(key + "    ttl: expires\n") == Found{});
  CHECK(table(key + "    ttl: customer\n") == Found{"ttl-in-key at " + file + ":4"});
  CHECK(table(key + "    ttl: day\n    indexes: {by-day: {key: {day: string}}}\n") == Found{"ttl-in-key at " + file + ":4"});
}

TEST_CASE("an index has a capacity where its table has one") {
  const std::string index = "    indexes: {by-day: {key: {day: string}, capacity: {read: 1, write: 1}}}\n";
  CHECK(table(key + "    capacity: {read: 5, write: 5}\n" + index) == Found{});
  CHECK(table(key + index) == Found{"capacity-on-demand at " + file + ":4"});
}

TEST_CASE("production restores tables and does not delete them") {
  CHECK(table(key + "    recovery: 0s\n") == Found{"short-backups at " + file + ":4"});
  CHECK(table(key + "    recovery: 36h\n") == Found{"whole-days at " + file + ":4"});
  CHECK(table(key + "    protect: false\n") == Found{"unprotected at " + file + ":4"});
}
