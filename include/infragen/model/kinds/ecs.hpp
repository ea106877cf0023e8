#pragma once
#include "infragen/model/common.hpp"

namespace infragen::model {

enum class Capacity : std::uint8_t { fargate, fargate_spot };

/// A private DNS namespace in which the services of the cluster find each other.
struct Discovery {
  Field<std::string> dns;
  Field<schema::Duration> ttl;
};

struct Ecs {
  Common common;
  Field<schema::Address> network;
  Field<Capacity> capacity;
  Field<Discovery> discovery;
  Field<bool> insights;
};

}  // namespace infragen::model

namespace infragen::schema {

template <>
struct Names<model::Capacity> {
  static constexpr std::string_view name = "capacity", values[] = {"FARGATE", "FARGATE_SPOT"};
};

}  // namespace infragen::schema
