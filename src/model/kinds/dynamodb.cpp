#include "model/kinds/describe.hpp"

namespace infragen::schema {

namespace {

// Amazon DynamoDB, "CreateTable", IndexName: 3 to 255 of these characters.
Reading accepts_index(std::string_view text) {
  bool ok = text.size() >= 3 && text.size() <= 255;
  for (const char c : text) ok = ok && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.');
  if (!ok) return {"is no name of an index", "3 to 255 letters, digits, `_`, `-` and `.`"};
  return {};
}

// Amazon DynamoDB, "KeySchemaElement", AttributeName: 1 to 255 characters.
Reading accepts_attribute(std::string_view text) {
  bool ok = !text.empty() && text.size() <= 255;
  for (const char c : text) ok = ok && static_cast<unsigned char>(c) > 0x20 && c != 0x7f;
  if (!ok) return {"is no attribute", "1 to 255 characters without blanks"};
  return {};
}

constexpr FieldOptions attributes(bool required) { return {.required = required, .key_name = "attribute", .accepts_key = &accepts_attribute}; }

constexpr std::string_view about_include = "Attributes that it holds beside the keys, instead of all.";

}  // namespace

template <> const ObjectSchema& schema_of<model::Throughput>() {
  using model::Throughput;
  static constexpr auto fields = table<Throughput>(
      field<&Throughput::read>("read", "Read capacity units.", {.required = true, .range = {1, 1000000}}),
      field<&Throughput::write>("write", "Write capacity units.", {.required = true, .range = {1, 1000000}}));
  static constexpr ObjectSchema schema{"capacity", "Throughput that is there, and paid for, all the time.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::TableIndex>() {
  using model::TableIndex;
  static constexpr auto fields = table<TableIndex>(
      field<&TableIndex::key>("key", "Its partition key: attribute -> type.", attributes(true)),
      field<&TableIndex::sort>("sort", "Its sort key: attribute -> type.", attributes(false)),
      field<&TableIndex::projection>("projection", "Attributes that it holds.", {.by_default = "ALL"}),
      field<&TableIndex::include>("include", about_include, {.accepts = &accepts_attribute}),
      field<&TableIndex::capacity>("capacity", "Its own throughput, where the table has `capacity`; without it, as much as the table."));
  static constexpr ObjectSchema schema{"index", "The table once more, under another key.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::LocalIndex>() {
  using model::LocalIndex;
  static constexpr auto fields = table<LocalIndex>(
      field<&LocalIndex::sort>("sort", "Its sort key: attribute -> type.", attributes(true)),
      field<&LocalIndex::projection>("projection", "Attributes that it holds.", {.by_default = "ALL"}),
      field<&LocalIndex::include>("include", about_include, {.accepts = &accepts_attribute}));
  static constexpr ObjectSchema schema{"local index", "The items of one partition key in another order.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::DynamoDb>() {
  using model::DynamoDb;
  static constexpr ClassDefault recovery[] = {{Class::production, "35d"}};
  static constexpr ClassDefault protect[] = {{Class::production, "true"}};
  static constexpr auto fields = model::kind_table<DynamoDb>(
      field<&DynamoDb::key>("key", "The partition key: attribute -> type.", attributes(true)),
      field<&DynamoDb::sort>("sort", "The sort key: attribute -> type.", attributes(false)),
      field<&DynamoDb::capacity>("capacity", "Provisioned throughput; without it the table is on demand."),
      field<&DynamoDb::ttl>("ttl", "The attribute with the time, in seconds since 1970, after which an item is deleted by itself.", {.accepts = &accepts_attribute}),
      field<&DynamoDb::stream>("stream", "A stream of changes, and what of an item stands in it."),
      field<&DynamoDb::indexes>("indexes", "Global secondary indexes by name.", {.key_name = "index", .accepts_key = &accepts_index}),
      field<&DynamoDb::local_indexes>("local_indexes", "Local secondary indexes by name; they are made with the table or never.",
                                      {.key_name = "index", .accepts_key = &accepts_index}),
      field<&DynamoDb::recovery>("recovery", "How far back the table can be restored to any second: 0, or 1 to 35 days.",
                                 {.by_default = "0s", .classes = recovery, .range = {0, 35.0 * 86400}}),
      field<&DynamoDb::encryption>("encryption", "The key that it is encrypted with: one that AWS owns, the one that AWS manages in the account, or one of its own.",
                                   {.by_default = "aws-owned"}),
      field<&DynamoDb::protect>("protect", "Refuse to delete it.", {.by_default = "false", .classes = protect}),
      field<&DynamoDb::alarms>("alarms", "The alarms that the kind brings; short: the topic that hears them."));
  static constexpr ObjectSchema schema{"dynamodb", "A table of DynamoDB.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {
namespace {

constexpr std::string_view roles[] = {"write", "read"};

/// Amazon DynamoDB, "DynamoDB API permissions": indexes are asked, never written.
std::vector<Grant> grants(const DynamoDb& table, const view::Identity& id) {
  const view::Rope arn(view::Ref{id, "arn"});
  std::vector<view::Rope> indexes;
  for (const auto& [name, index] : *table.indexes) {
    if (index.present()) indexes.push_back(arn + view::Rope("/index/" + name));
  }
  for (const auto& [name, index] : *table.local_indexes) {
    if (index.present()) indexes.push_back(arn + view::Rope("/index/" + name));
  }
  std::vector<Grant> out;
  for (const std::string_view role : roles) {
    const std::string called(role);
    out.push_back({called, {"ReadItems", {"dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem", "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"}, {arn}}});
    if (!indexes.empty()) out.push_back({called, {"ReadIndexes", {"dynamodb:Query", "dynamodb:Scan"}, indexes}});
  }
  out.push_back({"write", {"WriteItems", {"dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"}, {arn}}});
  if (*table.encryption != TableKey::own) return out;
  // Amazon DynamoDB, "Managing encryption keys", authorizing use of a customer managed key: DynamoDB asks in the caller's name.
  const view::Rope key(view::Ref{{id.object, "key", {}}, "arn"});
  for (const std::string_view role : roles) {
    out.push_back({std::string(role), {"UseKey", {"kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"}, {key}}});
  }
  return out;
}

/// Amazon DynamoDB, "DynamoDB metrics and dimensions"; an index is refused requests of its own.
Observed observed(ObjectId id, const DynamoDb& table, const view::Identity& of) {
  Observed out{id, &table.alarms, {}};
  const view::Rope name(view::Ref{of, "name"});
  const auto refused = [&](const std::string& index) {
    std::vector<std::pair<std::string, view::Rope>> dimensions = {{"TableName", name}};
    if (!index.empty()) dimensions.insert(dimensions.begin(), {"GlobalSecondaryIndexName", view::Rope(index)});
    const Metric both{.name = {}, .about = {}, .space = "AWS/DynamoDB", .metric = {}, .dimensions = dimensions, .statistic = "Sum", .unit = MetricUnit::count, .threshold = 0,
                      .counted = true, .missing = "ignore", .key = index};
    Metric reads = both, writes = both;
    reads.name = "reads";
    reads.about = "it refuses reads, as there are too many at a time";
    reads.metric = "ReadThrottleEvents";
    writes.name = "writes";
    writes.about = "it refuses writes, as there are too many at a time";
    writes.metric = "WriteThrottleEvents";
    out.metrics.push_back(std::move(reads));
    out.metrics.push_back(std::move(writes));
  };
  refused({});
  for (const auto& [index, declared] : *table.indexes) {
    if (declared.present()) refused(index);
  }
  return out;
}

}  // namespace

KindSchema dynamodb_kind() {
  static constexpr std::string_view named[] = {"aws_cloudwatch_metric_alarm", "aws_dynamodb_table"};
  static constexpr DefaultPattern patterns[] = {alarm_pattern};
  KindSchema k;
  k.name = "dynamodb";
  k.named = named;
  k.patterns = patterns;
  k.schema = &schema_of<DynamoDb>;
  k.roles = roles;
  k.traits = [](const Environment& env, ObjectId id, Traits& out) {
    const DynamoDb& table = env.objects.get<DynamoDb>(id);
    const view::Identity identity{env.objects.head(id).address, "table", {}};
    Endpoint e;
    e.owner = id;
    e.roles.assign(std::begin(roles), std::end(roles));
    e.facts["name"] = {Phase::apply, view::Rope(view::Ref{identity, "name"})};
    e.facts["arn"] = {Phase::apply, view::Rope(view::Ref{identity, "arn"})};
    if (table.stream.present()) e.facts["stream_arn"] = {Phase::apply, view::Rope(view::Ref{identity, "stream_arn"})};
    e.grants = grants(table, identity);
    out.endpoints.push_back(std::move(e));
    out.observed.push_back(observed(id, table, identity));
  };
  return stored<DynamoDb>(k);
}

}  // namespace infragen::model
