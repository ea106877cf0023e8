#pragma once
#include "infragen/model/common.hpp"

namespace infragen::model {

/// A hosted zone that is there already.
struct ExistingZone {
  Field<schema::FactText> id;
};

/// A public hosted zone: the names below a domain.
struct HostedZone {
  Common common;
  Field<schema::InputText> domain;
  Field<ExistingZone> existing;
};

}  // namespace infragen::model
