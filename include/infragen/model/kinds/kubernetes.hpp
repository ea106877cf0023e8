#pragma once
#include "infragen/model/common.hpp"

namespace infragen::model {

enum class ClusterBy : std::uint8_t { kind };

/// A Kubernetes cluster on somebody's own machine.
struct Kubernetes {
  Common common;
  Field<schema::Version> version;
  Field<ClusterBy> by;
  Field<std::int64_t> nodes;
  Field<Map<schema::Address>> publish;   ///< port of the machine -> service
};

}  // namespace infragen::model

namespace infragen::schema {

template <>
struct Names<model::ClusterBy> {
  static constexpr std::string_view name = "tool", values[] = {"kind"};
};

}  // namespace infragen::schema
