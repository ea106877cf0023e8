#pragma once
#include "infragen/model/common.hpp"

namespace infragen::model {

/// A public hosted zone: the names below a domain.
struct HostedZone {
  Common common;
  Field<schema::InputText> domain;
};

}  // namespace infragen::model
