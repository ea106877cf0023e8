#include "lower/context.hpp"

namespace infragen::lower {
namespace {

using model::AttributeType;
using model::DynamoDb;
using Key = schema::Field<model::Map<AttributeType>>;

constexpr std::string_view letters[] = {"S", "N", "B"};   ///< by AttributeType

/// Every attribute that is part of a key, once; AWS refuses one that is none.
class Attributes {
 public:
  /// The attribute of the key, as it is named where the key is said.
  Value add(const Key& key) {
    const auto& [name, type] = *key->begin();
    types_.emplace(name, Value(std::string(letters[static_cast<std::size_t>(*type)]), type.mark.origin));
    return Value(name, type.mark.origin);
  }
  Value take() {
    std::vector<Value> out;
    for (auto& [name, type] : types_) out.push_back(Value::make_map({{"name", name}, {"type", std::move(type)}}));
    return Value::make_list(std::move(out));
  }

 private:
  std::map<std::string, Value> types_;
};

/// `~` may have taken entries of a weaker layer away.
Key one(const Key& written) {
  Key out = written;
  std::erase_if(out.value, [](const auto& entry) { return !entry.second.present(); });
  return out;
}

template <class Index>
void projection(const Index& index, Value& f) {
  const bool some = index.include.present() && !index.include->empty();
  if (!some) {
    f.set("projection", text(index.projection));
    return;
  }
  f.set("projection", Value(std::string("INCLUDE"), index.include.mark.origin));
  std::vector<Value> names;
  for (const auto& name : *index.include) names.push_back(text(name));
  f.set("include", Value::make_list(std::move(names)));
}

Value global_index(const std::string& name, const model::TableIndex& index, const DynamoDb& table, Attributes& attributes) {
  Value f = Value::make_map();
  f.set("name", Value(name, index.key.mark.origin));
  f.set("key", attributes.add(one(index.key)));
  if (index.sort.present()) f.set("sort", attributes.add(one(index.sort)));
  projection(index, f);
  if (table.capacity.present()) {
    const model::Throughput& capacity = index.capacity.present() ? *index.capacity : *table.capacity;
    f.set("read", number(capacity.read));
    f.set("write", number(capacity.write));
  }
  return f;
}

}  // namespace

void lower_dynamodb(Context& c, ObjectId id) {
  const auto& table = c.env().objects.get<DynamoDb>(id);
  view::Object& object = c.emit(id, "terraform/dynamodb.tf");
  Value& f = object.fields;
  const Rope name = c.name(id, "aws_dynamodb_table", "name", c.identity(id, "table"));
  c.know(c.identity(id, "table"), "aws_dynamodb_table", name);
  f.set("name", Value(name));
  f.set("billing", Value(std::string(table.capacity.present() ? "PROVISIONED" : "PAY_PER_REQUEST"), table.capacity.mark.origin));
  if (table.capacity.present()) {
    f.set("read", number(table.capacity->read));
    f.set("write", number(table.capacity->write));
  }
  Attributes attributes;
  f.set("hash", attributes.add(one(table.key)));
  if (table.sort.present()) f.set("range", attributes.add(one(table.sort)));
  std::vector<Value> global, local;
  for (const auto& [called, index] : *table.indexes) {
    if (index.present()) global.push_back(global_index(called, *index, table, attributes));
  }
  for (const auto& [called, index] : *table.local_indexes) {
    if (!index.present()) continue;
    Value l = Value::make_map();
    l.set("name", Value(called, index->sort.mark.origin));
    l.set("sort", attributes.add(one(index->sort)));
    projection(*index, l);
    local.push_back(std::move(l));
  }
  f.set("attributes", attributes.take());
  f.set("indexes", Value::make_list(std::move(global)));
  f.set("local_indexes", Value::make_list(std::move(local)));
  f.set("expires", Value(table.ttl.present(), table.ttl.mark.origin));
  if (table.ttl.present()) f.set("ttl", text(table.ttl));
  f.set("streams", Value(table.stream.present(), table.stream.mark.origin));
  if (table.stream.present()) f.set("stream", text(table.stream));
  f.set("recovers", Value(table.recovery->seconds > 0, table.recovery.mark.origin));
  f.set("recovery", days(table.recovery));
  f.set("protect", flag(table.protect));
  f.set("keyed", Value(*table.encryption != model::TableKey::aws_owned, table.encryption.mark.origin));
  f.set("own_key", Value(*table.encryption == model::TableKey::own, table.encryption.mark.origin));
  f.set("key_about", "items of " + c.address(id));
  f.set("tags", c.tags(id, name));
}

}  // namespace infragen::lower
