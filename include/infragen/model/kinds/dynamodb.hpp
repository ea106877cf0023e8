#pragma once
#include "infragen/model/alarms.hpp"

namespace infragen::model {

/// What a key attribute holds. Other attributes are declared nowhere.
enum class AttributeType : std::uint8_t { string, number, binary };
enum class Projection : std::uint8_t { all, keys_only };
enum class StreamView : std::uint8_t { keys_only, new_image, old_image, new_and_old_images };
enum class TableKey : std::uint8_t { aws_owned, aws_managed, own };

/// Units of throughput that are there, and paid for, all the time.
struct Throughput {
  Field<std::int64_t> read;
  Field<std::int64_t> write;
};

/// The table once more, under another key.
struct TableIndex {
  Field<Map<AttributeType>> key;
  Field<Map<AttributeType>> sort;
  Field<Projection> projection;
  Field<List<std::string>> include;
  Field<Throughput> capacity;
};

/// The items of one partition key in another order.
struct LocalIndex {
  Field<Map<AttributeType>> sort;
  Field<Projection> projection;
  Field<List<std::string>> include;
};

/// A table of DynamoDB. Nobody but who has an edge reads or writes it.
struct DynamoDb {
  Common common;
  Field<Map<AttributeType>> key;      ///< of one entry
  Field<Map<AttributeType>> sort;     ///< of one entry, or absent
  Field<Throughput> capacity;         ///< absent: on demand
  Field<std::string> ttl;
  Field<StreamView> stream;
  Field<Map<TableIndex>> indexes;
  Field<Map<LocalIndex>> local_indexes;
  Field<schema::Duration> recovery;   ///< 0: off
  Field<TableKey> encryption;
  Field<bool> protect;
  Field<Alarms> alarms;
};

}  // namespace infragen::model

namespace infragen::schema {

template <>
struct Names<model::AttributeType> {
  static constexpr std::string_view name = "type of a key", values[] = {"string", "number", "binary"};
};
template <>
struct Names<model::Projection> {
  static constexpr std::string_view name = "projection", values[] = {"ALL", "KEYS_ONLY"};
};
template <>
struct Names<model::StreamView> {
  static constexpr std::string_view name = "stream view", values[] = {"KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"};
};
template <>
struct Names<model::TableKey> {
  static constexpr std::string_view name = "encryption key", values[] = {"aws-owned", "aws-managed", "own"};
};

}  // namespace infragen::schema
