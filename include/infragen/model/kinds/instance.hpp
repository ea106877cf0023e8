#pragma once
#include "infragen/model/alarms.hpp"

namespace infragen::model {

/// A host that people run themselves: a bastion, a program that is in no image yet.
struct Instance {
  Common common;
  Field<std::string> type;
  Field<std::string> image;              ///< public parameter of Systems Manager that names the AMI
  Field<std::string> setup;              ///< a script for its first start
  Field<bool> replace;                   ///< a changed script makes a new host
  Field<schema::Address> network;
  Field<std::string> tier;
  Field<bool> is_public;
  Field<std::int64_t> port;
  Field<List<std::string>> from;         ///< who may come in from outside: `internet`, or blocks
  Field<schema::Size> disk;
  Field<schema::Size> volume;
  Field<bool> session;
  Field<bool> protect;
  Field<Map<schema::Text>> env;
  Field<Map<Use>> uses;
  Field<Map<Map<schema::Text>>> variables;
  Field<Alarms> alarms;
};

}  // namespace infragen::model
