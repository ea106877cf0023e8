#pragma once
#include "infragen/model/alarms.hpp"

namespace infragen::model {

enum class KafkaBy : std::uint8_t { ec2, msk };
enum class BrokerDisk : std::uint8_t { gp2, gp3 };

/// A topic that edges can name. Nothing in AWS's provider makes it: a broker's script may, or somebody does.
struct Topic {
  Field<std::int64_t> partitions;
  Field<std::int64_t> replicas;
  Field<schema::Duration> retention;
};

struct KafkaOnEc2 {
  Field<std::string> setup;
  Field<std::string> instance_type;
  Field<schema::Size> heap;
  Field<BrokerDisk> disk;
};

struct MskCluster {
  Field<std::string> instance_type;
  Field<schema::Duration> logs;
};

/// A Kafka cluster: hosts of ours, or MSK, behind the same facts.
struct Kafka {
  Common common;
  Field<schema::Version> version;
  Field<schema::Address> network;
  Field<std::string> tier;
  Field<std::int64_t> brokers;
  Field<schema::Size> storage;
  Field<Map<Topic>> topics;
  Field<KafkaBy> by;
  Field<KafkaOnEc2> ec2;
  Field<MskCluster> msk;
  Field<Alarms> alarms;
};

/// Copies that a topic has when nobody says otherwise, and how many of them a write waits for.
inline std::int64_t copies(const Kafka& kafka) { return *kafka.brokers < 3 ? *kafka.brokers : 3; }
inline std::int64_t copies_in_sync(const Kafka& kafka) { return copies(kafka) < 3 ? 1 : 2; }

}  // namespace infragen::model

namespace infragen::schema {

template <>
struct Names<model::KafkaBy> {
  static constexpr std::string_view name = "implementation", values[] = {"ec2", "msk"};
};
template <>
struct Names<model::BrokerDisk> {
  static constexpr std::string_view name = "disk type", values[] = {"gp2", "gp3"};
};

}  // namespace infragen::schema
