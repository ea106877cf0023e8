// Tables of DynamoDB: keys, indexes, and what goes together.

#include <fmt/format.h>

#include <map>
#include <set>

#include "check/passes.hpp"
#include "check/retention.hpp"

namespace infragen::check {
namespace {

using model::AttributeType;
using model::DynamoDb;
using model::ObjectId;
using Key = schema::Field<model::Map<AttributeType>>;

// Amazon DynamoDB, "Quotas in Amazon DynamoDB", secondary indexes: 20 global ones a table, 5 local ones; 100 attributes
// that indexes name, 20 of them in one ("Projection", NonKeyAttributes).
constexpr std::size_t most_global = 20, most_local = 5, most_included = 20, most_included_in_all = 100;

class Table {
 public:
  Table(Judge& judge, ObjectId id, const DynamoDb& table) : judge_(judge), id_(id), table_(table) {}

  void run() {
    key("key", table_.key);
    key("sort", table_.sort);
    apart("sort", table_.key, table_.sort);
    global();
    local();
    ttl();
    losses();
  }

 private:
  /// The attribute of a key; null: there is none, or not one.
  static const std::string* attribute(const Key& written) {
    if (!written.present()) return nullptr;
    const std::string* only = nullptr;
    for (const auto& [name, type] : *written) {
      if (!type.present()) continue;
      if (only != nullptr) return nullptr;
      only = &name;
    }
    return only;
  }

  void key(const std::string& path, const Key& written) {
    if (!written.present()) return;
    std::size_t count = 0;
    for (const auto& [name, type] : *written) {
      if (type.mark.invalid) return;
      count += type.present() ? 1 : 0;
    }
    if (count != 1) {
      judge_.report_field(key_attributes, id_, path, written.mark, path, count).help(count == 0 ? "`{id: string}`" : "a second one is the sort key: `sort: {at: number}`");
      return;
    }
    const std::string& name = *attribute(written);
    const auto& type = written->at(name);
    keys_.insert(name);
    const auto [known, fresh] = types_.emplace(name, &type);
    if (fresh || **known->second == *type) return;
    // Amazon DynamoDB, "CreateTable", AttributeDefinitions: one for each attribute of any key.
    judge_.report_field(attribute_types, id_, path + "." + name, type.mark, name, word(*type), word(**known->second)).also(judge_.span(known->second->mark.origin), "there");
  }

  static std::string word(AttributeType type) { return schema::ScalarOf<AttributeType>::print(type); }

  /// Amazon DynamoDB, "KeySchemaElement": HASH and RANGE are different attributes.
  void apart(const std::string& path, const Key& partition, const Key& sort) {
    const std::string *one = attribute(partition), *other = attribute(sort);
    if (one == nullptr || other == nullptr || *one != *other) return;
    judge_.report_field(same_key, id_, path, sort.mark, *other).also(judge_.span(partition.mark.origin), "the partition key").help("another attribute, or no sort key");
  }

  void count(const std::string& field, const schema::Mark& mark, std::size_t number, std::size_t most, const char* what) {
    if (number > most) judge_.report_field(too_many_indexes, id_, field, mark, judge_.address(id_), number, fmt::format("{} {}", most, what));
  }

  void global() {
    std::size_t number = 0;
    for (const auto& [name, index] : *table_.indexes) {
      if (!index.present()) continue;
      ++number;
      const std::string path = "indexes." + name;
      key(path + ".key", index->key);
      key(path + ".sort", index->sort);
      apart(path + ".sort", index->key, index->sort);
      holds(path, name, index->projection, index->include, {&index->key, &index->sort});
      if (index->capacity.present() && !table_.capacity.present() && !table_.capacity.mark.invalid) {
        judge_.report_field(capacity_on_demand, id_, path + ".capacity", index->capacity.mark, judge_.address(id_)).help("`capacity: {read: 5, write: 5}` on the table, or none here");
      }
    }
    count("indexes", table_.indexes.mark, number, most_global, "global ones");
  }

  void local() {
    std::size_t number = 0;
    for (const auto& [name, index] : *table_.local_indexes) {
      if (!index.present()) continue;
      ++number;
      const std::string path = "local_indexes." + name;
      key(path + ".sort", index->sort);
      apart(path + ".sort", table_.key, index->sort);
      holds(path, name, index->projection, index->include, {&index->sort});
      const auto same = table_.indexes->find(name);
      if (same != table_.indexes->end() && same->second.present()) {
        judge_.report(index_twice, id_, judge_.env().origins.key(index.mark.origin), name).also(judge_.env().origins.key(same->second.mark.origin), "the other one").path(judge_.address(id_) + "." + path);
      }
    }
    // Amazon DynamoDB, "Local secondary indexes": the table has a composite primary key.
    if (number > 0 && !table_.sort.present() && !table_.sort.mark.invalid) {
      judge_.report_field(without_sort_key, id_, "local_indexes", table_.local_indexes.mark, judge_.address(id_)).help("`sort: {at: number}` on the table, or `indexes` instead of local ones");
    }
    count("local_indexes", table_.local_indexes.mark, number, most_local, "local ones");
  }

  /// What an index holds beside its keys and those of the table.
  void holds(const std::string& path, const std::string& name, const schema::Field<model::Projection>& projection, const schema::Field<model::List<std::string>>& include,
             std::initializer_list<const Key*> own) {
    if (!include.present()) return;
    const auto say = [&](const schema::Mark& mark, const std::string& what) { return judge_.report_field(index_attributes, id_, path + ".include", mark, name, what); };
    if (Judge::written(projection.mark)) say(include.mark, "names attributes, and `projection` says which it has").also(judge_.span(projection.mark.origin), "which it has").help("one of both");
    if (include->empty()) say(include.mark, "names no attribute").help("`projection: KEYS_ONLY`");
    if (include->size() > most_included) say(include.mark, fmt::format("names {} attributes, and DynamoDB takes {}", include->size(), most_included)).help("`projection: ALL`");
    const std::size_t before = included_;
    included_ += include->size();
    if (before <= most_included_in_all && included_ > most_included_in_all) say(include.mark, fmt::format("is one too many: all indexes name {} attributes, and DynamoDB takes {}", included_, most_included_in_all));
    std::set<std::string> keys, seen;
    for (const Key* written : {&table_.key, &table_.sort}) {
      if (const std::string* a = attribute(*written)) keys.insert(*a);
    }
    for (const Key* written : own) {
      if (const std::string* a = attribute(*written)) keys.insert(*a);
    }
    for (const auto& named : *include) {
      if (keys.contains(*named)) {
        say(named.mark, fmt::format("has the key `{}` in any case", *named)).help("leave it out");
      } else if (!seen.insert(*named).second) {
        say(named.mark, fmt::format("names `{}` twice", *named));
      }
    }
  }

  /// Amazon DynamoDB, "Enable Time to Live": a number, and no part of a key.
  void ttl() {
    if (table_.ttl.present() && keys_.contains(*table_.ttl)) judge_.report_field(ttl_in_key, id_, "ttl", table_.ttl.mark, *table_.ttl).help("an attribute that is no key");
  }

  void losses() {
    const auto& recovery = table_.recovery;
    if (recovery.present() && recovery->seconds % seconds_a_day != 0) {
      judge_.report_field(whole_days, id_, "recovery", recovery.mark, schema::ScalarOf<schema::Duration>::print(*recovery)).help(fmt::format("`{}d`", (recovery->seconds + seconds_a_day - 1) / seconds_a_day));
    } else if (recovery->seconds == 0) {
      judge_.report_field(short_backups, id_, "recovery", recovery.mark, "0s").help("`recovery: 35d`");
    }
    if (!*table_.protect) judge_.report_field(unprotected, id_, "protect", table_.protect.mark, judge_.address(id_), "its items go with it").help("`protect: true`");
  }

  Judge& judge_;
  ObjectId id_;
  const DynamoDb& table_;
  std::set<std::string> keys_;
  std::map<std::string, const schema::Field<AttributeType>*> types_;
  std::size_t included_ = 0;
};

}  // namespace

void tables(Judge& judge) {
  judge.each<DynamoDb>([&](ObjectId id, const DynamoDb& t) { Table(judge, id, t).run(); });
}

}  // namespace infragen::check
