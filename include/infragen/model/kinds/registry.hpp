#pragma once
#include "infragen/model/common.hpp"

namespace infragen::model {

/// Container repositories: one for each service that the project builds.
struct Registry {
  Common common;
  Field<bool> immutable;
  Field<bool> scan;
  Field<schema::ImageCount> keep;
};

}  // namespace infragen::model
