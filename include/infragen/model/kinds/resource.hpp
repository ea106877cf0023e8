#pragma once
#include "infragen/model/common.hpp"

namespace infragen::model {

/// Where a raw resource answers.
struct RawListener {
  Field<std::int64_t> port;
  Field<schema::Address> group;                  ///< `resource.aws_security_group.x`
  Field<schema::Address> network;
};

/// What a role of a raw resource permits.
struct RawGrant {
  Field<List<std::string>> actions;
  Field<List<schema::FactText>> on;              ///< none: its own ARN
};

/// A resource in the provider's words. Its name is `aws_type.name`.
struct RawResource {
  Common common;
  Field<RawListener> listens;
  Field<Map<RawGrant>> grants;                   ///< role -> what it permits
  Field<Map<schema::FactText>> facts;
  Field<Map<schema::Raw>> arguments;             ///< every other key
};

/// The AWS type of a raw resource, and its name there: `aws_mq_broker`, `main`.
std::string type_of_raw(const std::string& name);
std::string label_of_raw(const std::string& name);

}  // namespace infragen::model
