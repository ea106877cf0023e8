#pragma once
#include "infragen/model/common.hpp"

namespace infragen::model {

enum class TopicKey : std::uint8_t { own, aws };

/// Somebody who gets every message of a topic: exactly one of `email`, `https` and `sqs`.
struct Subscription {
  Field<std::string> email;
  Field<std::string> https;
  Field<schema::Address> sqs;
  Field<bool> raw;                    ///< the message alone, without the envelope of SNS
};

/// A topic that is there already.
struct ExistingTopic {
  Field<schema::FactText> arn;
  Field<schema::FactText> key;        ///< ARN of the key of KMS that messages are encrypted with, where there is one
};

/// A topic: what is sent to it goes to all who subscribed.
struct Sns {
  Common common;
  Field<bool> fifo;
  Field<bool> deduplicate;
  Field<TopicKey> key;
  Field<Map<Subscription>> subscriptions;
  Field<ExistingTopic> existing;
};

}  // namespace infragen::model

namespace infragen::schema {

template <>
struct Names<model::TopicKey> {
  static constexpr std::string_view name = "key", values[] = {"own", "aws"};
};

}  // namespace infragen::schema
