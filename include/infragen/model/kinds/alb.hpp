#pragma once
#include "infragen/model/alarms.hpp"

namespace infragen::model {

/// Where a pattern of paths goes.
struct Route {
  Field<schema::Address> to;
};

/// A bucket of its own with a line for each request.
struct AccessLogs {
  Field<schema::Duration> keep;
};

/// An application load balancer.
struct Alb {
  Common common;
  Field<schema::Address> network;
  Field<std::string> tier;
  Field<List<std::string>> from;    ///< `internet`, or blocks
  Field<schema::FactText> host;
  Field<schema::Address> zone;
  Field<schema::Address> certificate;
  Field<std::string> tls_policy;
  Field<Map<Route>> routes;
  Field<schema::Duration> idle;
  Field<schema::Duration> drain;
  Field<bool> drop_invalid_headers;
  Field<schema::Address> waf;
  Field<AccessLogs> access_logs;
  Field<bool> protect;
  Field<Alarms> alarms;
};

}  // namespace infragen::model
