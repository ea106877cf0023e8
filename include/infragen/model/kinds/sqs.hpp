#pragma once
#include "infragen/model/alarms.hpp"

namespace infragen::model {

/// Where messages go that nobody could work off. A queue of its own, with the part `dlq`.
struct DeadLetters {
  Field<std::int64_t> max_receives;
  Field<schema::Duration> retention;
};

/// A message queue.
struct Sqs {
  Common common;
  Field<bool> fifo;
  Field<bool> deduplicate;            ///< of FIFO: messages with the same body within five minutes are one
  Field<schema::Duration> visibility;
  Field<schema::Duration> retention;
  Field<schema::Duration> delay;
  Field<schema::Duration> wait;       ///< long polling
  Field<DeadLetters> dlq;
  Field<Alarms> alarms;
};

}  // namespace infragen::model
